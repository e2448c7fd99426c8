/** What RefinedRust adds to the annotations of a function by itself, shown in the line: names and types. */
import { type InlayHint, InlayHintKind, type Range } from "vscode-languageserver-types";
import type { AnnotatedItem, Binder } from "../annotations/model.ts";
import { touches } from "../text.ts";
import { textRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";

/** Parameters and result that are bound without being declared, and types of binders that have none of their own. */
export function inlayHints(snapshot: Snapshot, { range }: { readonly range: Range }): InlayHint[] {
  const wanted = textRange(snapshot.file.lines, range);
  return snapshot.context.items
    .filter(({ item }) => touches(item.fullRange, wanted.start) || touches(wanted, item.fullRange.start))
    .flatMap((annotated) => (FUNCTIONS.has(annotated.position) ? hintsOf(annotated, snapshot) : []));
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
]);

function hintsOf(annotated: AnnotatedItem, snapshot: Snapshot): InlayHint[] {
  const { item, annotations } = annotated;
  const preview = snapshot.specifications.preview(item);
  if (!preview || preview.fidelity === "none") return [];
  const at = (offset: number) => snapshot.file.lines.positionAt(offset);
  const has = (name: string): boolean => annotations.some((annotation) => annotation.name === name);
  const hints: InlayHint[] = [];
  const declared = annotations.flatMap(({ name, arguments: parsed }) =>
    (name === "params" || name === "param") && parsed?.kind === "binders" ? parsed.binders : [],
  );
  const implicit = has("args")
    ? []
    : (item.signature?.arguments ?? []).flatMap(({ name }) => name?.text ?? []);
  if (implicit.length > 0 && item.name !== "")
    hints.push({
      position: at(item.nameRange.end),
      label: `∀ ${implicit.join(" ")}`,
      tooltip: "Without `rr::args`, RefinedRust binds the values of the arguments under their Rust names.",
      paddingLeft: true,
    });
  const returned = item.signature?.returnType;
  if (returned && !has("returns"))
    hints.push({
      position: at(returned.range.end),
      label: "∃ ret",
      tooltip: "Without `rr::returns`, RefinedRust calls the result `ret`.",
      paddingLeft: true,
    });
  const types = parameterTypes(preview.text, declared);
  for (const [n, { name, type }] of declared.entries()) {
    const known = types[n];
    if (type || known === undefined || known === "_") continue;
    hints.push({
      position: at(name.outer.end),
      label: `: ${known}`,
      kind: InlayHintKind.Type,
      tooltip: "The type follows from the argument that has this name in `rr::args`.",
    });
  }
  return hints;
}

/** The types that the printed specification gives to the first parameters; none where they cannot be told apart. */
function parameterTypes(text: string, declared: readonly Binder[]): readonly string[] {
  const line = /^\s*\(\* params\.+ \*\) \((.*?)\) : \(\((.*)\)\),$/m.exec(text);
  const [, names = "", types = ""] = line ?? [];
  const found = split(types);
  const agrees = names.split(", ").length === found.length;
  const isOurs = declared.every(({ name }, n) => names.split(", ")[n] === name.value);
  return agrees && isOurs && !types.includes("⟨") ? found.map(withoutParentheses) : [];
}

/** The factors of a product, at the stars outside of parentheses. */
function split(product: string): string[] {
  const factors: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < product.length; at++) {
    const character = product[at];
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && product.startsWith(" * ", at)) {
      factors.push(product.slice(start, at));
      start = at + 3;
    }
  }
  return [...factors, product.slice(start)];
}

/** Without the pairs that enclose the whole type. */
function withoutParentheses(type: string): string {
  let inner = type;
  while (enclosed(inner)) inner = inner.slice(1, -1);
  return inner;
}

function enclosed(type: string): boolean {
  if (!type.startsWith("(") || !type.endsWith(")")) return false;
  let depth = 0;
  for (const [at, character] of [...type].entries()) {
    if (character === "(") depth++;
    else if (character === ")") depth--;
    if (depth === 0 && at < type.length - 1) return false;
  }
  return true;
}
