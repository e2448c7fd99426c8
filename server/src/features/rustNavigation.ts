/** What the cursor in a Rust file asks for: the artefacts of an item, or the definition of a name in an annotation. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { importOf } from "../project/rustFacts.ts";
import type { Item } from "../syntax/model.ts";
import { slice, type TextRange, touches } from "../text.ts";
import { definitionsOf, type UsedName, usedNameAt } from "./annotationNames.ts";
import { type AnnotationAt, annotationAt } from "./cursor.ts";
import { definitionTarget, START, type Target } from "./places.ts";
import type { ProjectView } from "./projectView.ts";
import type { Snapshot } from "./snapshot.ts";
import { filesOfModule } from "./theories.ts";

export type Asked =
  | { readonly kind: "item"; readonly items: readonly CatalogueItem[] }
  | { readonly kind: "name"; readonly used: UsedName; readonly item: CatalogueItem | null }
  | { readonly kind: "import"; readonly at: AnnotationAt };

/** Null where other tools answer: in bodies, signatures, and in what an annotation binds itself. */
export function askedAt(offset: number, snapshot: Snapshot, view: ProjectView): Asked | null {
  const path = view.path(snapshot.uri);
  if (path === null) return null;
  const { file } = snapshot;
  const at = annotationAt(offset, snapshot);
  const own = (item: Item): CatalogueItem[] =>
    view.matching.standing(path, file).flatMap((standing) => (standing.at === item ? standing.item : []));
  if (!at) {
    const item = file.items.find((candidate) => isOnName(offset, candidate, file.text));
    const items = item ? own(item) : [];
    return items.length > 0 ? { kind: "item", items } : null;
  }
  if (at.annotation.name === "import") return { kind: "import", at };
  const item = view.matching.at(path, file, at.annotated.item.nameRange.start)?.item ?? null;
  const inText = at.annotation.texts.some(({ range }) => touches(range, offset));
  if (inText) {
    const used = usedNameAt(offset, at, snapshot);
    return used && { kind: "name", used, item };
  }
  const items = own(at.annotated.item);
  return items.length > 0 ? { kind: "item", items } : null;
}

/** On an annotation, or on the name of something that can have one. */
export const isOurs = (offset: number, snapshot: Snapshot): boolean =>
  annotationAt(offset, snapshot) !== null ||
  snapshot.file.items.some((item) => isOnName(offset, item, snapshot.file.text));

/** Where the annotation's name is defined. */
export function nameTargets(asked: Asked & { kind: "name" | "import" }, view: ProjectView): Target[] {
  if (asked.kind === "import") {
    const theories = importOf(asked.at.annotation).flatMap((module) => filesOfModule(module, view));
    return theories.map((path) => ({ uri: view.uri(path), range: START, whole: START }));
  }
  const { used, item } = asked;
  return definitionsOf(used, item, view).flatMap((found) => definitionTarget(used.name, found, view) ?? []);
}

/** On the name, or on the keyword before it. */
function isOnName(offset: number, { kind, name, nameRange, range }: Item, text: string): boolean {
  if (kind === "closure" || kind === "file") return false;
  if (kind === "impl") return touches({ start: nameRange.start, end: keywordEnd(nameRange, text) }, offset);
  if (touches(nameRange, offset)) return name !== "";
  if (offset < range.start || offset > nameRange.start) return false;
  const keyword = /\b(?:fn|struct|enum|union|trait|impl)\s+$/.exec(
    slice(text, { start: range.start, end: nameRange.start }),
  );
  return keyword !== null && offset >= range.start + keyword.index;
}

/** Of an impl, which may begin with `unsafe`. */
function keywordEnd({ start, end }: TextRange, text: string): number {
  const words = /^(?:(?:unsafe|default)\s+)*impl\b/.exec(text.slice(start, start + 100));
  return words ? start + words[0].length : end;
}
