/** What is to be kept of a run: a result for each function, and one for each crate with what is about no function. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { type Conclusion, type DoneStep, isAbout } from "../verification/conclude.ts";
import { type Inputs, inputsOf, moduleOfCrate, type RecordedRun } from "../verification/recorded.ts";

export interface RecordSource {
  readonly conclusions: readonly Conclusion[];
  readonly steps: readonly DoneStep[];
  /** The project when RefinedRust read the Rust code. */
  readonly read: Catalogue;
  /** The project when dune read the Rocq files. */
  readonly checked: Catalogue;
  /** The project when all was over. */
  readonly ended: Catalogue;
  readonly translates: boolean;
}

export function recordsOf(source: RecordSource): RecordedRun[] {
  const { conclusions, steps } = source;
  const at = Date.now();
  const own = conclusions.flatMap((conclusion): RecordedRun[] => {
    const { item, module, outcome, message, seconds, steps: count } = conclusion;
    if (outcome === "unchecked") return [];
    const findings = steps.flatMap((step) =>
      step.crates.includes(item.crate.id) ? step.placed.filter((_, n) => isAbout(item, step, n)) : [],
    );
    const cost = { seconds, steps: count, before: null };
    return [
      {
        crate: item.crate.id,
        module,
        outcome,
        message,
        at,
        inputs: inputsFor(conclusion, source),
        cost,
        findings,
      },
    ];
  });
  return [...own, ...ofCrates(source, at)];
}

/**
 * What RefinedRust read was there before the translation, and what it wrote, after it. Of what was changed meanwhile nobody
 * knows what the tools have seen, so that the result does not hold for it; dune's own copies may tell.
 */
function inputsFor({ item }: Conclusion, { read, checked, ended, translates }: RecordSource): Inputs {
  const before = read.items.find(
    (each) =>
      each.crate.id === item.crate.id &&
      each.path === item.path &&
      each.kind === item.kind &&
      each.file === item.file,
  );
  const { annotation, body } = before ? inputsOf(before, read, translates) : { annotation: null, body: null };
  const inputs = { ...inputsOf(item, checked, translates), annotation, body };
  const last = inputsOf(item, ended, translates);
  const isOneSetting = inputs.settings === last.settings && (!translates || isSame(item, read, checked));
  return {
    ...inputs,
    proof: inputs.proof === last.proof ? inputs.proof : null,
    theories: inputs.theories === last.theories ? inputs.theories : UNKNOWN,
    settings: isOneSetting ? inputs.settings : UNKNOWN,
  };
}

/** No fingerprint. */
const UNKNOWN = "?";

/** Whether manifests and settings are the same; those that only an output folder leads to may come into view later. */
function isSame({ crate }: CatalogueItem, a: Catalogue, b: Catalogue): boolean {
  const manifests = ({ crates }: Catalogue) => crates.find(({ id }) => id === crate.id)?.settings;
  const prints = new Map(b.configurations.map(({ path, fingerprint }) => [path, fingerprint]));
  return (
    manifests(a) === manifests(b) &&
    a.configurations.every(({ path, fingerprint }) => prints.get(path) === fingerprint)
  );
}

/**
 * Said of what is no function, and what could not be placed; it holds until the crate is translated or checked again. A
 * cancelled step has nothing to say.
 */
function ofCrates({ conclusions, steps }: RecordSource, at: number): RecordedRun[] {
  const kept = conclusions.filter(({ outcome }) => outcome !== "unchecked");
  const ended = steps.filter(({ outcome }) => outcome.kind !== "cancelled");
  return (["translate", "check"] as const).flatMap((kind) => {
    const own = ended.filter((step) => step.kind === kind);
    return [...new Set(own.flatMap((step) => step.crates))].map((crate): RecordedRun => {
      const items = kept.flatMap(({ item }) => (item.crate.id === crate ? item : []));
      // A step for several crates says it once.
      const findings = own
        .filter((step) => step.crates[0] === crate)
        .flatMap((step) => step.placed.filter((_, n) => !items.some((item) => isAbout(item, step, n))));
      const isWell = findings.every(({ severity }) => severity !== "error");
      const cost = { seconds: null, steps: null, before: null };
      const outcome = isWell ? "proved" : "failed";
      return { crate, module: moduleOfCrate(kind), outcome, message: "", at, inputs: NONE, cost, findings };
    });
  });
}

const NONE: Inputs = {
  annotation: null,
  body: null,
  template: null,
  proof: null,
  definitions: [],
  ambient: "",
  theories: "",
  settings: "",
};
