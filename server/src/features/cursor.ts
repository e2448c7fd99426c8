/** What of an annotation is under the cursor. */
import type { AnnotatedItem, Annotation, Text } from "../annotations/model.ts";
import type { Segment } from "../syntax/model.ts";
import { type TextRange, touches } from "../text.ts";
import type { Snapshot } from "./snapshot.ts";

export interface AnnotationAt {
  readonly annotated: AnnotatedItem;
  readonly annotation: Annotation;
}

/** The annotation around the offset; null outside of all of them, where other tools answer. */
export function annotationAt(offset: number, { file, context }: Snapshot): AnnotationAt | null {
  const attribute = file.attributes.find(({ range }) => range.start < offset && offset <= range.end);
  if (!attribute || (attribute.closed && offset === attribute.range.end)) return null;
  const annotated = context.byIndex.get(attribute.owner);
  const annotation = annotated?.annotations.find((candidate) => candidate.attribute === attribute);
  return annotated && annotation ? { annotated, annotation } : null;
}

/** The tool and the attribute's name, as one range; the tool alone in a bare `#[rr]`. */
export function pathRange({ attribute }: Annotation): TextRange {
  const first = attribute.path[0]?.range ?? attribute.range;
  return { start: first.start, end: (attribute.path[1]?.range ?? first).end };
}

export const flagAt = (offset: number, { flags }: Annotation): Segment | null =>
  flags.find(({ range }) => touches(range, offset)) ?? null;

export const textAt = (offset: number, { texts }: Annotation): Text | null =>
  texts.find(({ range }) => touches(range, offset)) ?? null;
