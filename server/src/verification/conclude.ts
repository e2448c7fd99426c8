/** What a run says of each function, out of what its steps said. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { FoundPlace, Report } from "./finding.ts";
import { isSuccess, type Outcome } from "./outcome.ts";
import { type KeptFinding, moduleOfItem } from "./recorded.ts";
import { moduleOf } from "./runProgress.ts";

/** A step that was run, as far as conclusions need it. */
export interface DoneStep {
  readonly kind: "translate" | "check";
  /** Ids. */
  readonly crates: readonly string[];
  /** The `.v` files that it was to compile; two crates may have modules of one name. */
  readonly proofs: readonly string[];
  readonly outcome: Outcome;
  readonly report: Report;
  /** The report's findings in the Rust code, one for each. */
  readonly placed: readonly KeptFinding[];
  /** Wall-clock seconds by module, where they are known. */
  readonly cost: ReadonlyMap<string, number>;
  /** Modules that were being compiled when it was stopped. */
  readonly unfinished: readonly string[];
}

export interface Conclusion {
  readonly item: CatalogueItem;
  readonly module: string;
  /** `unchecked`: the run came to no result, for what the message says. */
  readonly outcome: "proved" | "failed" | "omitted" | "unchecked";
  readonly message: string;
  readonly seconds: number | null;
  readonly steps: number | null;
}

/**
 * One for each item that the steps were about, in the order of the items.
 * @param isBuilt Whether there is a `.vo` of these very texts, after the last step.
 */
export function conclude(
  items: readonly CatalogueItem[],
  steps: readonly DoneStep[],
  isBuilt: (item: CatalogueItem) => boolean,
): Conclusion[] {
  return items.flatMap((item) => {
    const own = steps.filter((step) => step.crates.includes(item.crate.id));
    const said =
      own
        .filter(({ kind }) => kind === "translate")
        .map((step) => ofTranslation(item, step))
        .find((one) => one !== null) ??
      own
        .filter(({ kind }) => kind === "check")
        .map((step) => ofCheck(item, step, isBuilt))
        .find((one) => one !== null);
    return said ? [said] : [];
  });
}

/** Only what is left out is known before the check. */
function ofTranslation(item: CatalogueItem, { report }: DoneStep): Conclusion | null {
  const skipped = report.skipped.find(({ path }) => path === item.path);
  if (!skipped) return null;
  const message = skipped.reasons.length === 0 ? "RefinedRust gave no reason" : skipped.reasons.join("\nor ");
  return { ...nothing(item), outcome: "omitted", message };
}

/** Whether RefinedRust said that it left the item out. */
export const isSkipped = (item: CatalogueItem, steps: readonly DoneStep[]): boolean =>
  steps.some((step) => step.crates.includes(item.crate.id) && ofTranslation(item, step) !== null);

const nothing = (item: CatalogueItem) => ({ item, module: moduleOfItem(item), seconds: null, steps: null });

function ofCheck(
  item: CatalogueItem,
  step: DoneStep,
  isBuilt: (item: CatalogueItem) => boolean,
): Conclusion | null {
  const module = moduleOfItem(item);
  if (item.proof === null || !step.proofs.includes(item.proof.path) || item.listed === false) return null;
  const { report, outcome } = step;
  const isOwn = (file: string): boolean => moduleOf(file) === module && isInCrate(file, item);
  const compiled = report.compiled.findLast(({ file }) => isOwn(file));
  const base = {
    item,
    module,
    seconds: step.cost.get(module) ?? null,
    steps: report.steps.findLast(({ file }) => file !== null && isOwn(file))?.count ?? null,
  };
  const error = report.findings.find(({ severity }, n) => severity === "error" && isAbout(item, step, n));
  if (error) return { ...base, outcome: "failed", message: error.message };
  if (compiled?.failure != null)
    return { ...base, outcome: "failed", message: `Compiling it failed: ${compiled.failure}` };
  // dune says nothing of what is up to date, nor of a folder that it has no rules for.
  const isDue = item.listed ?? item.output?.isGenerated ?? false;
  const isUpToDate = isSuccess(outcome) || (failsInProofsAlone(step) && isBuilt(item));
  if (compiled || (isDue && isUpToDate)) return { ...base, outcome: "proved", message: "" };
  if (!isDue && isUpToDate) return { ...base, outcome: "unchecked", message: NOT_GENERATED };
  if (outcome.kind === "timedOut" && step.unfinished.includes(module)) {
    return {
      ...base,
      outcome: "failed",
      message: `It was not finished after ${outcome.seconds} s, the time limit`,
    };
  }
  const cause = report.findings.find(
    ({ severity, code, place }) => code === "cancelled" || (severity === "error" && !isInProof(place)),
  );
  return { ...base, outcome: "unchecked", message: cause?.message ?? "The build ended before it" };
}

const NOT_GENERATED = "Nothing was generated for it, so that dune had nothing to check";

/** dune went through everything, and what failed is nothing that other proofs need; an old `.vo` outlives what it needs. */
const failsInProofsAlone = ({ report, outcome }: DoneStep): boolean =>
  outcome.kind === "finished" &&
  report.compiled.every(({ file, failure }) => failure === null || IN_PROOFS.test(file)) &&
  report.findings.every(({ severity, place }) => severity !== "error" || isInProof(place));

const isInProof = (place: FoundPlace): boolean => place.kind === "bytes" && IN_PROOFS.test(place.file);

const IN_PROOFS = /(?:^|[\\/])proofs[\\/](?:proof|trait_incl)_[^\\/]*\.v$/;

/** Two crates may have functions of one name; below a dune root of its own there is only one crate. */
const isInCrate = (file: string, { crate }: CatalogueItem): boolean =>
  [crate.name, undefined].includes(file.replaceAll("\\", "/").split("/").at(-3));

/** Whether the n-th finding of a step is about the item: the tools say so, or it was traced back to it. */
export function isAbout(item: CatalogueItem, { report, placed }: DoneStep, n: number): boolean {
  const finding = report.findings[n];
  if (!finding) return false;
  const { place, subject } = finding;
  if (subject.rustPath !== null) return subject.rustPath === item.path;
  const isImpl = item.kind === "traitImpl" || item.kind === "derivedImpl";
  const said = isImpl ? subject.inclusion : subject.rocqName;
  if (said !== null) return said === item.rocqName && (place.kind !== "bytes" || isInCrate(place.file, item));
  const traced = placed[n];
  return traced?.rocqName === item.rocqName && traced.file === item.file && traced.precision !== "crate";
}
