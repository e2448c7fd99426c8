/** Where each problem of a run is shown in the Rust code. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { contains, slice } from "../text.ts";
import type { Finding } from "./finding.ts";
import { lemmaIn } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";
import { viewGoal } from "./goalText.ts";
import { placeCondition } from "./placeCondition.ts";
import { placeInBody } from "./placeInBody.ts";
import type { PlaceContext, RelatedPlace, Spot, WrittenItem } from "./placeModel.ts";
import { placeReason } from "./placeReason.ts";
import { placeInSpecification } from "./placeSpecification.ts";
import { itemNamed, type RocqPlace, type Subject, subjectIn } from "./placeSubject.ts";
import { rangeOfBytes, rangeOfChars } from "./places.ts";
import { proofStep } from "./proofStep.ts";
import type { RustFinding } from "./rustFinding.ts";

/** The project as it was when the tools ran, and the file that stands for the crate as a whole. */
export interface RunContext extends PlaceContext {
  readonly rootFile: string;
}

/** One for each finding, in the same order; what cannot be placed stands at the beginning of the root file. */
export const placeFindings = (findings: readonly Finding[], context: RunContext): RustFinding[] =>
  findings.map((finding) => placeFinding(finding, context));

function placeFinding(finding: Finding, context: RunContext): RustFinding {
  const rocq = rocqPlace(finding, context);
  const subject = subjectIn(finding, rocq, context);
  const inRust = placeInRust(finding, context);
  const spot = inRust === null && subject ? spotOf(finding, subject, context) : null;
  const absent = absentCallee(finding, context);
  return {
    ...(inRust ?? placed(spot, subject, context)),
    code: finding.code,
    severity: finding.severity,
    message: [
      finding.message,
      ...(spot && !spot.isSure ? [`(probably ${spot.what})`] : []),
      ...absent.words,
    ].join(" "),
    detail: finding.detail,
    related: [
      ...(rocq
        ? [stepPlace(finding, rocq) ?? { path: rocq.path, range: rocq.range, message: finding.message }]
        : []),
      ...(spot?.related ?? []),
      ...absent.related,
    ],
    rocqName: subject?.item.rocqName ?? finding.subject.rocqName,
    goals: finding.goals,
  };
}

type Placed = Pick<RustFinding, "file" | "range" | "clause" | "precision">;

/** Without a spot on the item's name, and without an item at the beginning of the crate. */
function placed(spot: Spot | null, subject: Subject | null, { rootFile }: RunContext): Placed {
  if (!subject) return { file: rootFile, range: { start: 0, end: 0 }, clause: null, precision: "crate" };
  const { item, written } = subject;
  if (!spot || !written)
    return { file: item.file, range: written?.nameRange ?? item.nameRange, clause: null, precision: "item" };
  const { range, clause, precision } = spot;
  const shown = clause && { range: clause.range, text: slice(written.text, clause.range) };
  return { file: item.file, range, clause: shown, precision };
}

/** The place that the tool named in a Rocq file; null for none, and where the file is another one by now. */
function rocqPlace({ place }: Finding, { resolve, text }: RunContext): RocqPlace | null {
  if (place.kind !== "bytes") return null;
  const path = resolve(place.file, place.directory);
  const content = text(path);
  const range = content === null ? null : rangeOfBytes(content, place);
  return content === null || range === null ? null : { path, range, text: content };
}

/** Rocq complains at the end of a proof of which the automation has left a goal: what helps stands before. */
function stepPlace({ goals, detail }: Finding, rocq: RocqPlace): RelatedPlace | null {
  const [goal] = goals;
  const lemma = lemmaIn(detail);
  const step = goal && lemma !== null ? proofStep(rocq.text, lemma, goal.kind) : null;
  return step && { path: rocq.path, range: step.before, message: "A step by hand would go before this" };
}

/** rustc's own place, and the clause or attribute that it is in. */
function placeInRust({ place }: Finding, context: RunContext): Placed | null {
  if (place.kind !== "chars") return null;
  const file = context.resolve(place.file, null);
  const text = context.text(file);
  const range = text === null ? null : rangeOfChars(text, place);
  if (text === null || range === null) return null;
  const found = { file, range, clause: null };
  for (const item of context.items) {
    const written = item.file === file && contains(item.range, range) ? context.written(item) : null;
    if (!written) continue;
    const clause = written.clauses.find((each) => contains(each.range, range));
    if (clause) {
      const shown = { range: clause.range, text: slice(text, clause.range) };
      return { ...found, clause: shown, precision: "clause" };
    }
    if (written.attributes.some((each) => contains(each.range, range)))
      return { ...found, precision: "attribute" };
  }
  return { ...found, precision: "item" };
}

function spotOf(finding: Finding, { item, written, definition }: Subject, context: RunContext): Spot | null {
  if (!written) return null;
  if (definition) return placeInSpecification(definition, written);
  if (finding.code === "not-translated" || finding.code === "translation-failed")
    return placeReason(finding, written);
  const goals = finding.goals.filter((goal) => goal.isExamined && goal.kind !== "shown");
  const [first, ...others] = goals.slice(0, MOST_GOALS).map((goal) => ({
    goal,
    spot: goalSpot(goal, { item, written }, context),
  }));
  if (!first) return null;
  const elsewhere = others.flatMap(({ goal, spot }) =>
    spot && spot.range.start !== first.spot?.range.start ? [alsoThere(goal, spot, written)] : [],
  );
  if (first.spot) return { ...first.spot, related: [...first.spot.related, ...elsewhere] };
  const onName = {
    range: written.nameRange,
    clause: null,
    precision: "item",
    isSure: true,
    what: "",
  } as const;
  return elsewhere.length > 0 ? { ...onName, related: elsewhere } : null;
}

/** Goals of one proof that are looked at. */
const MOST_GOALS = 8;

/** An existential that stays open is told by a pure condition, or by a judgement. */
function goalSpot(
  goal: Goal,
  { item, written }: { readonly item: CatalogueItem; readonly written: WrittenItem },
  context: RunContext,
): Spot | null {
  const isCondition =
    goal.kind === "sideCondition" || (goal.kind === "evar" && !/\btyped_/.test(goal.conclusion));
  return isCondition
    ? placeCondition(goal, item, written, context)
    : placeInBody(goal, item, written, context);
}

/** Rocq complains once for all goals of a proof, which may come from different clauses. */
function alsoThere(goal: Goal, { range, isSure, what }: Spot, { file }: WrittenItem): RelatedPlace {
  const { toShow } = viewGoal(goal, false);
  const told = goal.kind === "sideCondition" ? `: ${toShow.replace(/\s+/g, " ").slice(0, 160)}` : "";
  return {
    path: file,
    range,
    message: `Another goal of this proof${told}${isSure ? "" : ` (probably ${what})`}`,
  };
}

/** A specification that is not there because its function was left out of the translation. */
function absentCallee(
  { code, message }: Finding,
  context: RunContext,
): { readonly words: readonly string[]; readonly related: readonly RelatedPlace[] } {
  const name = /^The (?:variable|reference) ((?:type|trait_incl)_of_\S+) was not found/.exec(message)?.[1];
  const item = code === "name-not-found" && name !== undefined ? itemNamed(name, context) : null;
  if (!item) return { words: [], related: [] };
  const range = context.written(item)?.nameRange ?? item.nameRange;
  return {
    words: [`\`${item.path}\` was not translated.`],
    related: [{ path: item.file, range, message: `\`${item.path}\` has no generated specification` }],
  };
}
