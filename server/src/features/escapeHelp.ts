/** What a `{..}` escape in an annotation's text stands for. */
import { type Escape, type EscapeKind, expand, isExpanded } from "../annotations/escapes.ts";
import type { Text } from "../annotations/model.ts";
import { type EscapeName, scopeOf } from "../annotations/scope.ts";
import { slice, type TextRange } from "../text.ts";
import { fenced, paragraphs } from "./attributeHelp.ts";
import type { AnnotationAt } from "./cursor.ts";
import type { Snapshot } from "./snapshot.ts";

export interface EscapeHelp {
  readonly range: TextRange;
  readonly markdown: string;
}

/** The innermost escape around the offset; null outside of escapes. */
export function escapeHelp(
  offset: number,
  text: Text,
  at: AnnotationAt,
  snapshot: Snapshot,
): EscapeHelp | null {
  if (!isExpanded(text)) return null;
  const scope = scopeOf(at.annotated, at.annotation, snapshot.context);
  const around = expand(text, scope.lookup)
    .escapes.filter(({ range }) => range.start <= offset && offset < range.end)
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  if (!around) return null;
  const name = slice(snapshot.file.text, around.name);
  const known = scope.names.find(
    (candidate) => candidate.text === (around.kind === "lifetime" ? `'${name}` : name),
  );
  const written = slice(snapshot.file.text, around.range);
  const alone = expand({ ...text, value: written, range: around.range }, scope.lookup);
  const markdown = paragraphs(
    `**\`${written}\`** — ${title(around, name, known)}`,
    origin(known),
    outcome(around, alone.exact ? alone.output : null),
  );
  return { range: around.range, markdown };
}

function outcome({ outcome: result }: Escape, output: string | null): string {
  switch (result) {
    case "unresolved":
      return "Nothing of that name is in scope: RefinedRust silently prints `ERR` here, and the Rocq build fails.";
    case "unknown":
      return "Whether the name is in scope depends on code that is not at hand.";
    case "resolved":
      return output === null ? "" : `RefinedRust writes\n${fenced("rocq", output)}`;
  }
}

function title({ kind }: Escape, name: string, known: EscapeName | undefined): string {
  if (kind !== "name" && kind !== "place") return ESCAPES[kind].title(name);
  switch (known?.kind) {
    case "type":
    case "associatedType":
      return ESCAPES.ty_of.title(name);
    case "attribute":
      return `the specification attribute \`${name}\``;
    case "capture":
    case "loop":
      return known.origin;
    default:
      return name.endsWith(".*new") ? `\`${name.slice(0, -".*new".length)}\` after the call` : `\`${name}\``;
  }
}

/** Where the name comes from, as a sentence; nothing where the title says it. */
function origin(known: EscapeName | undefined): string {
  switch (known?.kind) {
    case "type":
    case "lifetime":
      return `\`${known.text}\` is ${known.origin}.`;
    case "associatedType":
    case "attribute":
      return `\`${known.text}\` is known ${known.origin.replace(/^the trait/, "from the trait")}.`;
    default:
      return "";
  }
}

/** The escapes as completion offers them; `prefix` is what stands before the name. */
export const ESCAPES: Readonly<
  Record<EscapeKind, { readonly prefix: string; readonly title: (name: string) => string }>
> = {
  rt_of: {
    prefix: "rt_of ",
    title: (t) => `the refinement type of \`${t}\`: its values as RefinedRust keeps them inside`,
  },
  xt_of: { prefix: "xt_of ", title: (t) => `the type of \`${t}\`'s values in specifications` },
  st_of: {
    prefix: "st_of ",
    title: (t) => `the syntactic type of \`${t}\`, which its layout is computed from`,
  },
  ly_of: { prefix: "ly_of ", title: (t) => `the layout of \`${t}\`` },
  ty_of: { prefix: "ty_of ", title: (t) => `the semantic type of \`${t}\`` },
  lifetime: { prefix: "'", title: (t) => `the lifetime \`'${t}\`` },
  name: { prefix: "", title: (t) => `\`${t}\`` },
  place: { prefix: "", title: (t) => `the captured place \`${t}\` before the call` },
};
