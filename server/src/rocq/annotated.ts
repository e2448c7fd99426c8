/** Looking up the annotations of an item. */
import type { AnnotatedItem, Annotation, Mode } from "../annotations/model.ts";
import type { Located } from "./crate.ts";

export const readingOf = (at: Located): AnnotatedItem | null =>
  at.source.annotated.get(at.item.index) ?? null;

export const annotationsOf = (at: Located): readonly Annotation[] => readingOf(at)?.annotations ?? [];

/** RefinedRust's presence tests want exactly two path segments. */
export const hasAnnotation = (at: Located, name: string): boolean =>
  annotationsOf(at).some((a) => a.name === name && a.attribute.path.length === 2);

/** How far RefinedRust goes with an item; a function without attributes goes as far as the impl around it. */
export function modeOf(at: Located): Mode {
  const own = readingOf(at)?.mode;
  if (own !== undefined || at.item.kind !== "function") return own ?? "prove";
  const parent = parentOf(at);
  const outer = parent?.item.kind === "impl" ? readingOf(parent)?.mode : undefined;
  return outer === "skip" || outer === "ignore" ? outer : "prove";
}

export const parentOf = (at: Located): Located | null => {
  const item = at.item.parent === null ? undefined : at.source.file.items[at.item.parent];
  return item ? { source: at.source, item } : null;
};

export const childrenOf = (at: Located): Located[] =>
  at.item.children.flatMap((index) => {
    const item = at.source.file.items[index];
    return item ? [{ source: at.source, item }] : [];
  });

/** The function around a closure, whose generics are in scope. */
export function enclosingFunction(at: Located): Located {
  let { item } = at;
  while (item.kind === "closure") {
    const outer = item.closure?.enclosing == null ? undefined : at.source.file.items[item.closure.enclosing];
    if (!outer) return at;
    item = outer;
  }
  return { source: at.source, item };
}

/** Another type of the name stands beside it, under another condition. */
export const hasAlternative = ({ item, source }: Located): boolean =>
  source.file.items.some(
    (other) =>
      other !== item && other.name === item.name && other.parent === item.parent && TYPES.has(other.kind),
  );

const TYPES: ReadonlySet<Located["item"]["kind"]> = new Set(["struct", "enum", "union", "typeAlias"]);
