/** The Rocq name under the cursor in an annotation, and where in the project it may be defined. */
import type { AnnotatedItem, Text } from "../annotations/model.ts";
import { boundIn, isRocqName } from "../annotations/rocqNames.ts";
import type { RocqToken } from "../annotations/rocqText.ts";
import { tokensOf } from "../annotations/textTokens.ts";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { DefinedAt } from "../project/definitionIndex.ts";
import type { OutputFolder } from "../project/outputFolder.ts";
import { stemOf } from "../project/paths.ts";
import type { TextRange } from "../text.ts";
import { boundNames } from "./boundNames.ts";
import { type AnnotationAt, textAt } from "./cursor.ts";
import type { ProjectView } from "./projectView.ts";
import type { Snapshot } from "./snapshot.ts";
import { cratesSeenBy, visibleTheories } from "./theories.ts";

export interface UsedName {
  readonly name: string;
  /** The module before a dot: `page` in `page.address`. */
  readonly qualifier: string | null;
  readonly range: TextRange;
}

/** A name that is not bound by the annotation or its item; null for anything else. */
export function usedNameAt(offset: number, at: AnnotationAt, snapshot: Snapshot): UsedName | null {
  const text = textAt(offset, at.annotation);
  if (!text) return null;
  const touching = usedNames(text, at.annotated, snapshot).filter(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
  // Between two names the cursor is at the start of the second.
  return touching.at(-1) ?? null;
}

/** Every name of a text that something outside of the item has to define. */
export function usedNames(text: Text, annotated: AnnotatedItem, snapshot: Snapshot): UsedName[] {
  if (WITHOUT_NAMES.has(text.role)) return [];
  const tokens = tokensOf(text);
  const inText = boundIn(tokens);
  const bound = new Set(boundNames(annotated, snapshot).map(({ name }) => name));
  return tokens.flatMap((token, n): UsedName[] => {
    if (token.kind !== "identifier" || !isRocqName(token.text)) return [];
    const before = tokens[n - 1];
    const qualifier = before && isDotBefore(before, token) ? (tokens[n - 2] ?? null) : null;
    if (qualifier && (qualifier.kind !== "identifier" || bound.has(qualifier.text))) return [];
    const isType = before?.text === ":";
    if (!qualifier && (bound.has(token.text) || (inText.has(token.text) && !isType))) return [];
    return [{ name: token.text, qualifier: qualifier?.text ?? null, range: token.range }];
  });
}

const isDotBefore = (dot: RocqToken, token: RocqToken): boolean =>
  dot.text === "." && dot.range.end === token.range.start;

const WITHOUT_NAMES: ReadonlySet<Text["role"]> = new Set(["binder", "hypothesis", "local"]);

/**
 * Definitions that annotations on the item can mean: in the theories that its crate imports, and in the specifications of
 * its own crate; when none of these defines the name, in any theory, and in the crates whose libraries it includes.
 */
export function definitionsOf(
  { name, qualifier }: UsedName,
  item: CatalogueItem | null,
  view: ProjectView,
): readonly DefinedAt[] {
  const { catalogue, definitions } = view;
  const generated = new Map(
    catalogue.outputs.flatMap((output) =>
      [output.specs, output.code].flatMap((path) => (path === null ? [] : [[path, output] as const])),
    ),
  );
  const theories = new Set(catalogue.theories);
  const defined = definitions.of(name).filter(({ path }) => theories.has(path) || generated.has(path));
  if (defined.length === 0) return [];
  const isOwn = ({ path }: DefinedAt): boolean =>
    theories.has(path) || item === null || generated.get(path) === item.output;
  const own = defined.filter(isOwn);
  const visible = item && own.some(({ path }) => theories.has(path)) ? visibleTheories(item, view) : null;
  const imported = own.filter(
    ({ path }) => visible === null || !theories.has(path) || visible.files.has(path),
  );
  const found =
    [imported, visible?.isAll ? [] : own].find((some) => some.length > 0) ??
    included(defined, item, generated, view);
  return qualifier === null ? found : found.filter(({ path }) => stemOf(path) === qualifier);
}

function included(
  defined: readonly DefinedAt[],
  item: CatalogueItem | null,
  generated: ReadonlyMap<string, OutputFolder>,
  view: ProjectView,
): DefinedAt[] {
  if (item === null) return [];
  const names = new Set(cratesSeenBy(item.crate.id, view).map((crate) => crate.name));
  names.delete(item.crate.name);
  return defined.filter(({ path }) => names.has(generated.get(path)?.crateName ?? ""));
}
