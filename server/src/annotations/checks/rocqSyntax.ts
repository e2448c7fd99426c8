/** Rocq text that cannot be parsed: brackets without a partner, ASCII connectives. */
import type { Fix, Problem, Text, TextRole } from "../model.ts";
import { type BracketProblem, bracketProblems, isPlainlyBalanced } from "../rocqText.ts";
import { tokensOf } from "../textTokens.ts";
import { type Check, problem } from "./context.ts";

/** Texts that are no Rocq term: names, and Ltac whose goals may be opened and closed by several attributes. */
const NO_TERM: ReadonlySet<TextRole> = new Set(["name", "local", "binder", "hypothesis"]);

export const rocqSyntax: Check = (item) =>
  item.annotations
    .filter(({ read }) => read)
    .flatMap(({ texts }) => texts)
    .filter(({ source, role }) => source === "string" && !NO_TERM.has(role))
    .flatMap((text) => [...brackets(text), ...connectives(text)]);

const brackets = (text: Text): Problem[] =>
  isPlainlyBalanced(text.value) ? [] : bracketProblems(tokensOf(text)).map(bracketProblem);

function bracketProblem({ kind, bracket, partner }: BracketProblem): Problem {
  const range =
    bracket.kind === "string" || bracket.kind === "comment"
      ? { start: bracket.range.start, end: bracket.range.start + 2 }
      : bracket.range;
  const message = `${describe(kind, bracket, partner)} RefinedRust copies the text, and Rocq fails to parse the generated file.`;
  const related = partner ? [{ range: partner.range, message: "This bracket is still open." }] : [];
  const found = problem("error", "rocq", "unbalanced-brackets", range, message, fixesOf(bracket));
  return partner ? { ...found, related } : found;
}

function describe(
  kind: BracketProblem["kind"],
  bracket: BracketProblem["bracket"],
  partner: BracketProblem["partner"],
): string {
  if (bracket.kind === "comment") return "`(*` begins a Rocq comment, which never ends.";
  if (bracket.kind === "string") return "This quote begins a Rocq string, which never ends.";
  if (kind === "mismatched") return `\`${bracket.text}\` does not close \`${partner?.text}\`.`;
  return kind === "unclosed" ? `\`${bracket.text}\` is never closed.` : `\`${bracket.text}\` closes nothing.`;
}

/** `(*[a; b])` is meant as a heterogeneous list in parentheses. */
function fixesOf(bracket: BracketProblem["bracket"]): Fix[] {
  if (bracket.kind !== "comment" || !bracket.text.startsWith("(*[")) return [];
  const at = bracket.range.start + 1;
  return [
    {
      title: "Put a space after the parenthesis",
      edits: [{ range: { start: at, end: at }, newText: " " }],
      safe: true,
    },
  ];
}

/** A doubled backslash reaches Rocq doubled; a single one is refused by rustc and reported as such. */
const connectives = (text: Text): Problem[] => (text.value.includes("\\") ? connectivesIn(text) : []);

const connectivesIn = (text: Text): Problem[] =>
  [...text.value.matchAll(/\/\\\\(?!\/)|\\\\\//g)].map((match) => {
    const meant = match[0].startsWith("/") ? "∧" : "∨";
    const start = text.range.start + match.index;
    const range = { start, end: start + match[0].length };
    const message = `\`${match[0]}\` reaches Rocq with both backslashes, and the generated file does not compile. Write \`${meant}\`.`;
    return problem("error", "rocq", "ascii-connective", range, message, [
      { title: `Change to \`${meant}\``, edits: [{ range, newText: meant }], safe: true },
    ]);
  });
