/** What is said of an attribute wherever it is explained: in hovers and beside completions. */
import { codeNamed } from "../annotations/codes.ts";
import type { Position } from "../annotations/model.ts";
import type { Row, Use } from "../annotations/row.ts";
import { flagsOf } from "../annotations/schema/flags.ts";
import { rowNamed, useAt } from "../annotations/schema.ts";
import { formsOf } from "./grammar.ts";
import { listed, POSITION_NAMES } from "./positionNames.ts";

/**
 * Markdown about the attribute at the position; null for a name that no version of RefinedRust had.
 * @param here What it does at this place, which follows its meaning; may be empty.
 */
export function attributeHelp(name: string, position: Position, here = ""): string | null {
  const row = rowNamed(name);
  if (!row) return null;
  const use = useAt(name, position);
  if (use) return meaningOf(row, use, position, here);
  const title = `\`rr::${name}\` means nothing on ${POSITION_NAMES[position]}`;
  if (row.removed?.on.includes(position)) {
    const why =
      row.removed.kind === "removed"
        ? "Older versions of RefinedRust read it."
        : "No version of RefinedRust reads it.";
    return paragraphs(`\`rr::${name}\` is not part of RefinedRust`, why, row.removed.advice);
  }
  const places = [...new Set(row.uses.flatMap(({ on }) => on))].map((on) => POSITION_NAMES[on]);
  return paragraphs(title, places.length > 0 ? `It belongs on ${listed(places, "or")}.` : "", elsewhere(row));
}

function meaningOf(row: Row, use: Use, position: Position, here: string): string {
  const forms = formsOf(use.form, row.name);
  return paragraphs(
    `**\`rr::${row.name}\`** on ${POSITION_NAMES[position]}${row.aliasOf ? `, the same as \`rr::${row.aliasOf}\`` : ""}`,
    use.meaning,
    here,
    forms === null ? "" : fenced("text", forms),
    `*Example*\n${fenced("rust", use.example)}`,
    `*Generates:* ${use.generates}`,
    row.assumption ? `*Assumption:* ${row.assumption}` : "",
    repetition(use),
    row.since ? `*Since* RefinedRust of ${row.since}.` : "",
  );
}

function repetition({ repeat }: Use): string {
  switch (repeat) {
    case "many":
      return "May be repeated.";
    case "lastWins":
      return "Once: of several, only the last one counts.";
    case "firstWins":
      return "Once: of several, only the first one counts.";
    case "concatenates":
      return "Once: the lists of several are joined.";
    case "refused":
      return "Once: RefinedRust refuses a second one.";
    case "pointless":
      return "";
  }
}

const elsewhere = (row: Row): string => row.uses[0]?.meaning ?? row.removed?.advice ?? "";

/** Markdown about a flag of the attribute; null for a flag that its form does not take. */
export function flagHelp(flag: string, use: Use, name: string): string | null {
  const found = flagsOf(use.form).find((candidate) => `#${candidate.name}` === flag);
  if (!found) return null;
  const shown = formsOf(use.form, name)
    ?.split("\n")
    .find((form) => form.includes(flag));
  return paragraphs(`**\`${flag}\`** in \`rr::${name}\``, found.meaning, shown ? fenced("text", shown) : "");
}

/** Markdown about a kind of problem, for a place that has nothing else to be explained by. */
export function codeHelp(code: string): string | null {
  const row = codeNamed(code);
  return row ? paragraphs(`**${row.title}** (\`${row.code}\`)`, row.explanation) : null;
}

/** A block of code, whatever stands in it. */
export function fenced(language: string, text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text that is no Markdown. */
export const literal = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~!]/g, "\\$&");

export const paragraphs = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join("\n\n");
