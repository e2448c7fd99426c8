/** What the thing under the cursor means: an attribute, a flag, an escape, a bound name, a notation, an item's specification. */
import type { Hover, Position } from "vscode-languageserver-types";
import type { Text } from "../annotations/model.ts";
import { useAt } from "../annotations/schema.ts";
import { tokensOf } from "../annotations/textTokens.ts";
import { notationAt } from "../rocq/notation.ts";
import { type TextRange, touches } from "../text.ts";
import { attributeHelp, codeHelp, fenced, flagHelp, paragraphs } from "./attributeHelp.ts";
import { boundNames } from "./boundNames.ts";
import { type AnnotationAt, annotationAt, flagAt, pathRange, textAt } from "./cursor.ts";
import { escapeHelp } from "./escapeHelp.ts";
import { goalHelp } from "./goalsHere.ts";
import { withHotword } from "./hotword.ts";
import { plainText } from "./plainText.ts";
import { lspRange } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";
import type { Snapshot } from "./snapshot.ts";
import { contributionHelp, specificationHelp } from "./specificationHelp.ts";
import { itemNamedAt, specifiedOwner } from "./specifiedItem.ts";

interface Help {
  readonly range: TextRange;
  readonly markdown: string;
}

/**
 * Nothing about Rust code but for the names of annotated items and what runs have left to prove, and nothing about what is
 * not known.
 * @param view The project as it is known; null while it is not.
 */
export function hover(
  snapshot: Snapshot,
  { position }: { readonly position: Position },
  view: ProjectView | null = null,
): Hover | null {
  const { lines } = snapshot.file;
  const offset = lines.offsetAt(position);
  const at = annotationAt(offset, snapshot);
  const own = at ? helpAt(offset, at, snapshot) : itemHelp(offset, snapshot);
  const help = joined(view && goalHelp(offset, snapshot, view), own);
  if (!help) return null;
  const value = withHotword(help.markdown, snapshot.file.hotword);
  const kind = snapshot.client.markdown ? "markdown" : "plaintext";
  return {
    contents: { kind, value: kind === "markdown" ? value : plainText(value) },
    range: lspRange(lines, help.range),
  };
}

/** What is left to prove comes first; the range is the shorter one, which is what the cursor is at. */
function joined(first: Help | null, second: Help | null): Help | null {
  if (!first || !second) return first ?? second;
  const { range } = length(first) <= length(second) ? first : second;
  return { range, markdown: `${first.markdown}\n\n---\n\n${second.markdown}` };
}

const length = ({ range }: Help): number => range.end - range.start;

function helpAt(offset: number, at: AnnotationAt, snapshot: Snapshot): Help | null {
  const { annotated, annotation } = at;
  const path = pathRange(annotation);
  if (touches(path, offset)) {
    const markdown =
      attributeHelp(annotation.name, annotated.position, contribution(at, snapshot)) ??
      problemHelp(path, snapshot);
    return markdown === null ? null : { range: path, markdown };
  }
  const use = useAt(annotation.name, annotated.position);
  const flag = flagAt(offset, annotation);
  if (flag) {
    const markdown = use ? flagHelp(flag.text, use, annotation.name) : null;
    return markdown === null ? null : { range: flag.range, markdown };
  }
  const text = textAt(offset, annotation);
  if (!text) return contributionAt(annotation.attribute.range, at, snapshot);
  // The mouse is over a character, but a cursor may also stand behind the last one of what it is about.
  const places = offset > text.range.start ? [offset, offset - 1] : [offset];
  for (const place of places) {
    const help =
      escapeHelp(place, text, at, snapshot) ??
      nameHelp(place, text, at, snapshot) ??
      notationHelp(place, text);
    if (help) return help;
  }
  return contributionAt(text.range, at, snapshot);
}

/** The specification of the item whose name or keyword is under the cursor. */
function itemHelp(offset: number, snapshot: Snapshot): Help | null {
  const named = itemNamedAt(offset, snapshot);
  const markdown = named ? specificationHelp(named.item, snapshot) : "";
  return named && markdown !== "" ? { range: named.range, markdown } : null;
}

/** What the attribute becomes; for a part of it that has no meaning of its own. */
function contributionAt(range: TextRange, at: AnnotationAt, snapshot: Snapshot): Help | null {
  const owner = specifiedOwner(at.annotated.item, snapshot);
  const isPrinted = owner !== null && snapshot.specifications.preview(owner)?.fidelity !== "none";
  const markdown = isPrinted ? contributionHelp(at.annotation, owner, snapshot) : "";
  return markdown === "" ? null : { range, markdown };
}

function contribution({ annotated, annotation }: AnnotationAt, snapshot: Snapshot): string {
  const owner = specifiedOwner(annotated.item, snapshot);
  return owner ? contributionHelp(annotation, owner, snapshot) : "";
}

/** What is wrong with a name that means nothing. */
function problemHelp(range: TextRange, { problems }: Snapshot): string | null {
  const problem = problems.find((candidate) => touches(range, candidate.range.start));
  return problem ? codeHelp(problem.code) : null;
}

function nameHelp(offset: number, text: Text, { annotated }: AnnotationAt, snapshot: Snapshot): Help | null {
  if (text.role === "name" || text.role === "hypothesis" || text.role === "tactic") return null;
  const tokens = tokensOf(text);
  const index = tokens.findIndex(({ range }) => range.start <= offset && offset < range.end);
  const token = tokens[index];
  // A projection after a dot is a notation or a field, not a name.
  if (token?.kind !== "identifier" || tokens[index - 1]?.text === ".") return null;
  const found = boundNames(annotated, snapshot).find(({ name }) => name === token.text);
  if (!found) return null;
  const type = found.type === null ? "" : fenced("rocq", `${found.name} : ${found.type}`);
  return { range: token.range, markdown: paragraphs(`**\`${found.name}\`**`, type, found.meaning) };
}

const WITHOUT_NOTATION: ReadonlySet<Text["role"]> = new Set([
  "binder",
  "hypothesis",
  "local",
  "name",
  "tactic",
]);

function notationHelp(offset: number, text: Text): Help | null {
  if (WITHOUT_NOTATION.has(text.role)) return null;
  const found = notationAt(text.value, offset - text.range.start);
  if (!found) return null;
  const { form, meaning, example } = found.notation;
  const start = text.range.start + found.start;
  return {
    range: { start, end: start + found.end - found.start },
    markdown: paragraphs(
      `**\`${form}\`**`,
      meaning,
      example === undefined
        ? ""
        : `*Example*\n${fenced(example.startsWith("#[") ? "rust" : "rocq", example)}`,
    ),
  };
}
