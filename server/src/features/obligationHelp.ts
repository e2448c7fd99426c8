/** What a hover says of the goals that a run has left: what is left to show, and what is known. */
import { type TextRange, touches } from "../text.ts";
import type { RelatedPlace } from "../verification/placeModel.ts";
import type { RustFinding } from "../verification/rustFinding.ts";
import { fenced, literal, paragraphs } from "./attributeHelp.ts";
import {
  type KnownGroup,
  type Obligation,
  obligationsOf,
  type ProofObligations,
  type WrittenOf,
} from "./obligations.ts";

export interface ObligationHelp {
  readonly range: TextRange;
  readonly markdown: string;
}

export interface HelpContext {
  /** The address of a place in a Rocq file; null for none. */
  readonly link: (place: RelatedPlace) => string | null;
  readonly writtenOf: WrittenOf;
  /** The name of the tool in attributes: `rr`. */
  readonly hotword: string;
}

/**
 * Null where no finding with a goal is.
 * @param findings Of the document, with ranges in its text as it is now.
 */
export function obligationHelpAt(
  offset: number,
  findings: readonly RustFinding[],
  { link, writtenOf, hotword }: HelpContext,
): ObligationHelp | null {
  const here = findings.filter(({ range, goals }) => goals.length > 0 && touches(range, offset));
  const shortest = Math.min(...here.map(({ range }) => range.end - range.start));
  const found = here.filter(({ range }) => range.end - range.start === shortest);
  const [first] = found;
  if (!first) return null;
  return {
    range: first.range,
    markdown: obligationsOf(found, false, writtenOf)
      .map((proof) => proofHelp(proof, { link, hotword }))
      .join("\n\n---\n\n"),
  };
}

/** Goals beyond these are counted, and lines beyond these are cut. */
const GOALS = 2;
const LINES = 14;

function proofHelp(
  { rocqName, proof, goals }: ProofObligations,
  { link, hotword }: Pick<HelpContext, "link" | "hotword">,
): string {
  const address = proof && link(proof);
  const examined = goals.filter(({ isExamined }) => isExamined);
  const shown = (examined.length > 0 ? examined : goals).slice(0, GOALS);
  const [more, untried] = [Math.max(0, examined.length - GOALS), goals.length - examined.length];
  const others = [
    ...(more > 0 ? [`${counted(more, "goal", "goals")} more`] : []),
    ...(untried > 0 && examined.length > 0
      ? [`${counted(untried, "branch", "branches")} not examined, since another one got stuck before`]
      : []),
  ];
  return paragraphs(
    `**Left to prove${rocqName === null ? "" : ` for \`${rocqName}\``}** · ${counted(goals.length, "goal", "goals")}`,
    ...shown.map((goal) => goalHelp(goal, hotword)),
    others.length > 0 ? `*And ${others.join(", ")}.*` : "",
    address === null ? "" : `[Open the proof where a step would go](${address})`,
  );
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function goalHelp({ title, branches, block, known, hidden, toShow }: Obligation, hotword: string): string {
  const where = [...branches.map(literal), ...(block === null ? [] : [`Block \`${block}\``])];
  return paragraphs(
    `${title}.`,
    where.length > 0 ? where.map((each) => `- ${each}`).join("\n") : "",
    `*Left to show*\n${fenced("rocq", cut(toShow))}`,
    known.length > 0
      ? `*Known*\n${fenced("rocq", cut(factLines(known, hotword)))}`
      : "*Nothing is known that matters.*",
    hidden > 0
      ? `*${counted(hidden, "hypothesis", "hypotheses")} hidden: bounds of machine integers and the prover's own.*`
      : "",
  );
}

const factLines = (known: readonly KnownGroup[], hotword: string): string =>
  known
    .flatMap(({ title, lines }) => [
      `(* ${title} *)`,
      ...lines.map(({ text, from }) => (from === null ? text : `${text}  (* ${hotword}::${from} *)`)),
    ])
    .join("\n");

function cut(text: string): string {
  const lines = text.split("\n");
  return lines.length <= LINES ? text : [...lines.slice(0, LINES), "…"].join("\n");
}
