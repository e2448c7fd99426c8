/** What can be typed inside an annotation's string: escapes after `{`, names that are bound, local variables. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import { type EscapeKind, isExpanded } from "../annotations/escapes.ts";
import type { Text } from "../annotations/model.ts";
import { type EscapeName, scopeOf } from "../annotations/scope.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import { slice, type TextRange } from "../text.ts";
import { fenced, paragraphs } from "./attributeHelp.ts";
import { type BoundName, boundNames } from "./boundNames.ts";
import type { AnnotationAt } from "./cursor.ts";
import { ESCAPES } from "./escapeHelp.ts";
import { lspRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";

export function completeText(
  offset: number,
  text: Text,
  at: AnnotationAt,
  snapshot: Snapshot,
): CompletionItem[] {
  const { file } = snapshot;
  const before = file.text.slice(text.range.start, offset);
  const started = isExpanded(text) ? ESCAPE_STARTED.exec(before) : null;
  if (started) return escapes(offset, text, started, at, snapshot);
  const range = wordAround(offset, text, file);
  if (text.role === "local")
    return localNames(at.annotated.item, file).map((name, n) =>
      item(name, "a local variable", n, range, file),
    );
  if (WITHOUT_NAMES.has(text.role)) return [];
  return boundNames(at.annotated, snapshot).flatMap((name, n) => nameItems(name, n, text, range, file));
}

const WITHOUT_NAMES: ReadonlySet<Text["role"]> = new Set(["binder", "hypothesis", "name", "tactic"]);

/** `{`, an operator with a blank behind it, and the beginning of a name; not behind another `{`, which is a literal one. */
const ESCAPE_STARTED = /(?<!\{)\{\s*(?:(rt_of|xt_of|st_of|ly_of|ty_of)\s+)?(['\w:.*()]*)$/;

/** In the order of how much they are used. */
const OPERATORS = ["st_of", "xt_of", "rt_of", "ly_of", "ty_of"] as const satisfies readonly EscapeKind[];

function escapes(
  offset: number,
  text: Text,
  [, operator, typed = ""]: RegExpExecArray,
  { annotated, annotation }: AnnotationAt,
  snapshot: Snapshot,
): CompletionItem[] {
  const { file, context } = snapshot;
  const rest = /^['\w:.*()]*/.exec(slice(file.text, { start: offset, end: text.range.end }))?.[0] ?? "";
  const range = { start: offset - typed.length, end: offset + rest.length };
  const closing = /^\s*\}/.test(slice(file.text, { start: range.end, end: text.range.end })) ? "" : "}";
  const { names } = scopeOf(annotated, annotation, context);
  const types = names.filter(isType);
  const found: { readonly label: string; readonly meaning: string }[] = [];
  if (operator === undefined) {
    for (const name of names) found.push({ label: name.text, meaning: name.origin });
    for (const kind of OPERATORS)
      for (const { text: type } of types)
        found.push({ label: ESCAPES[kind].prefix + type, meaning: ESCAPES[kind].title(type) });
  } else for (const { text: type, origin } of types) found.push({ label: type, meaning: origin });
  return found.map(({ label, meaning }, n) => item(label, meaning, n, range, file, closing));
}

const isType = ({ kind }: EscapeName): boolean => kind === "type" || kind === "associatedType";

/** A mutable reference is a pair, of which hardly anyone means the pair itself. */
function nameItems(
  name: BoundName,
  order: number,
  text: Text,
  range: TextRange,
  file: RustFile,
): CompletionItem[] {
  const help = paragraphs(
    name.type === null ? "" : fenced("rocq", `${name.name} : ${name.type}`),
    name.meaning,
  );
  const parts = name.isMutableReference ? [".cur", ".ghost"] : [""];
  const fitting = text.role === "ghostName" && name.isMutableReference ? [".ghost"] : parts;
  return fitting.map((part) => item(name.name + part, help, order, range, file));
}

function item(
  label: string,
  meaning: string,
  order: number,
  range: TextRange,
  file: RustFile,
  closing = "",
): CompletionItem {
  return {
    label,
    kind: CompletionItemKind.Variable,
    documentation: { kind: "markdown", value: meaning },
    sortText: String(order).padStart(3, "0"),
    filterText: label,
    textEdit: { range: lspRange(file.lines, range), newText: label + closing },
  };
}

/** Variables that the loop around the closure may change, each name once. */
function localNames({ closure }: Item, file: RustFile): string[] {
  const enclosing = closure?.enclosing == null ? undefined : file.items[closure.enclosing];
  const loop = closure?.loop == null ? undefined : enclosing?.loops[closure.loop];
  return [...new Set((loop?.locals ?? []).map(({ name }) => name))];
}

/** The identifier at the offset, with the projections before it: `self.cu` is replaced as a whole. */
function wordAround(offset: number, text: Text, file: RustFile): TextRange {
  const before =
    /[\p{L}_][\p{L}\p{N}_'.]*$/u.exec(slice(file.text, { start: text.range.start, end: offset }))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_']*/u.exec(slice(file.text, { start: offset, end: text.range.end }))?.[0] ?? "";
  return { start: offset - before.length, end: offset + after.length };
}
