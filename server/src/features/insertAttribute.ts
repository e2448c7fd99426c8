/** The edit that adds attributes to an item, where its author would write them. */
import type { TextEdit } from "../text.ts";
import type { WrittenItem } from "../verification/placeModel.ts";

/**
 * @param attributes As they will stand in the file: `#[rr::requires("x = 1")]`.
 * @param after Names of attributes that they follow, when the item has one before `rr::ok`; else they come first.
 */
export function insertAttributes(
  { text, range, attributes: written }: WrittenItem,
  attributes: readonly string[],
  after: ReadonlySet<string>,
): TextEdit {
  const own = written.filter((attribute) => attribute.range.end <= range.start);
  // What is required after it is only required for success.
  const ok = own.find(({ name }) => name === "ok")?.range.start ?? range.start;
  const anchor = own.findLast((attribute) => after.has(attribute.name) && attribute.range.start < ok);
  const at = anchor?.range.end ?? own[0]?.range.start ?? range.start;
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const newLine = text.includes("\r\n") ? "\r\n" : "\n";
  const isAlone = anchor
    ? /^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.test(text.slice(at))
    : text.slice(lineStart, at).trim() === "";
  const between = isAlone ? `${newLine}${indentation}` : " ";
  const joined = attributes.join(between);
  return { range: { start: at, end: at }, newText: anchor ? between + joined : joined + between };
}

/** Attributes that a precondition is written after. */
export const BEFORE_REQUIRES: ReadonlySet<string> = new Set(["params", "param", "args", "requires"]);

/** Rocq text as the content of an annotation's string. */
export const inString = (rocq: string): string =>
  rocq.replace(/\s+/g, " ").trim().replaceAll("{", "{{").replaceAll("}", "}}").replaceAll('"', '\\"');
