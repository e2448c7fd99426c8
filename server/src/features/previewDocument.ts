/** What RefinedRust would generate for a whole document, and which part of it each Rust item and attribute becomes. */
import type {
  CompareParams,
  Correspondence,
  PreviewDocument,
  Refusal,
  SpecificationPair,
} from "../protocol.ts";
import type { Preview } from "../rocq/preview.ts";
import type { Item } from "../syntax/model.ts";
import { LineIndex, type TextRange } from "../text.ts";
import { lspRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";
import { hasSpecification, itemAround } from "./specifiedItem.ts";

/** All specifications in source order, each below a comment that says how sure it is. */
export function previewDocument(snapshot: Snapshot): PreviewDocument {
  const { file, specifications } = snapshot;
  const items: [TextRange, TextRange][] = [];
  const parts: [TextRange, TextRange][] = [];
  let text = "";
  for (const item of file.items) {
    const preview = hasSpecification(item, snapshot) ? specifications.preview(item) : null;
    if (!preview) continue;
    if (text !== "") text += "\n";
    const start = text.length;
    text += `${headOf(preview)}\n`;
    const shift = text.length;
    if (preview.text !== "") text += `${preview.text.trimEnd()}\n`;
    items.push([item.fullRange, { start, end: text.length }]);
    for (const { range, annotation } of preview.parts)
      parts.push([annotation.attribute.range, { start: range.start + shift, end: range.end + shift }]);
  }
  if (text === "")
    text = `${comment("This file has no item that RefinedRust generates a specification for.")}\n`;
  const lines = new LineIndex(text);
  const correspondence = ([source, target]: [TextRange, TextRange]): Correspondence => ({
    source: lspRange(file.lines, source),
    target: lspRange(lines, target),
  });
  return { text, items: items.map(correspondence), parts: parts.map(correspondence) };
}

/** Both texts of the item around the position, or of the name. */
export function compareSpecification(snapshot: Snapshot, params: CompareParams): SpecificationPair | Refusal {
  const item = askedItem(snapshot, params);
  const preview = item && snapshot.specifications.preview(item);
  if (!item || !preview) {
    const where = "name" in params ? `of the name \`${params.name}\`` : "at the cursor";
    return { reason: `There is no annotated item with a specification ${where}.` };
  }
  const comparison = snapshot.specifications.comparison(item);
  if (!comparison)
    return { reason: "RefinedRust has not run: the crate has no output folder, or not a sure one." };
  const { generated } = comparison;
  if (generated === null) {
    const reason = `The generated files hold no specification of \`${preview.name}\`. RefinedRust writes it when it runs.`;
    return { reason };
  }
  return { name: preview.name, preview: `${textOf(preview)}\n`, generated };
}

function askedItem(snapshot: Snapshot, params: CompareParams): Item | null {
  const { file, specifications } = snapshot;
  if ("position" in params) return itemAround(file.lines.offsetAt(params.position), snapshot);
  const named = file.items.filter(
    (item) => hasSpecification(item, snapshot) && specifications.preview(item)?.name === params.name,
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

const textOf = (preview: Preview): string => (preview.text === "" ? headOf(preview) : preview.text.trimEnd());

function headOf({ name, fidelity, holes, reason, problem }: Preview): string {
  switch (fidelity) {
    case "exact":
      return comment(`${name}: exact`);
    case "approximate": {
      const needs = [...new Set(holes.map(({ shown, needed }) => `⟨${shown}⟩ needs ${needed}`))];
      return comment(`${name}: approximate.\n${needs.map((line) => `   ${line}`).join("\n")}`);
    }
    case "none":
      return comment(
        `${name}: nothing is generated${problem ? `: ${problem}` : reason ? `, because ${reason}` : ""}`,
      );
  }
}

/** A comment of Rocq ends at the first `*)`, and a quotation mark in it opens a string. */
const comment = (text: string): string => `(* ${text.replaceAll("*)", "* )").replaceAll('"', "'")} *)`;
