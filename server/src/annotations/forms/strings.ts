/** Forms made of plain strings only. */
import type { ParsedArguments, TextRole } from "../model.ts";
import type { Cursor } from "./cursor.ts";

/** What the string means; an attribute that is not listed holds a plain name. */
const ROLES: Readonly<Record<string, TextRole>> = {
  tactics: "tactic",
  unsafe_elctx: "lifetimeConstraint",
  context: "context",
  refined_by: "rocqType",
  refinement: "refinement",
  semantic: "term",
  ty_lfts: "term",
  ty_wf_E: "lifetimeConstraint",
  ty_wf_elctx: "lifetimeConstraint",
  refines: "verbatim",
};

const roleOf = (attribute: string): TextRole =>
  (Object.hasOwn(ROLES, attribute) ? ROLES[attribute] : null) ?? "name";

export function oneString(cursor: Cursor, attribute: string): ParsedArguments | null {
  const text = cursor.string(roleOf(attribute));
  return text && { kind: "texts", texts: [text] };
}

export function identifierOrString(cursor: Cursor, attribute: string): ParsedArguments | null {
  const text = cursor.name(roleOf(attribute), "an identifier or a string");
  return text && { kind: "texts", texts: [text] };
}

export function strings(cursor: Cursor, attribute: string): ParsedArguments | null {
  const texts = cursor.list(() => cursor.string(roleOf(attribute)));
  return texts && { kind: "texts", texts };
}

/**
 * `shim` and `code_shim` (ShimAnnot and CodeShimAnnot in spec_parsers/mod.rs). Their result is unwrapped, so that every
 * failure is a panic; without any argument it is the position of the first one that is unwrapped.
 */
export const exactly =
  (count: 1 | 3) =>
  (cursor: Cursor, attribute: string): ParsedArguments | null => {
    const expected = count === 1 ? "exactly one string" : "exactly three strings";
    if (cursor.done)
      return cursor.fail("missing", expected, "called `Option::unwrap()` on a `None` value", undefined, true);
    const texts = cursor.list(() => cursor.string(roleOf(attribute)));
    if (texts?.length === count) return { kind: "texts", texts };
    const upstream = `Expected exactly ${count === 1 ? "one argument" : "three arguments"} to rr::${attribute}`;
    if (texts) cursor.fail("count", expected, `OtherErr(.., "${upstream}")`, texts.at(-1)?.outer, true);
    if (cursor.failure) cursor.failure = { ...cursor.failure, crashes: true };
    return null;
  };

/** `observe`: the ghost name is copied as it is. */
export function observation(cursor: Cursor): ParsedArguments | null {
  const ghost = cursor.string("ghostName", "a ghost name as a string");
  if (!ghost || !cursor.punctuation(":")) return null;
  const value = cursor.string("term", "the new value as a string");
  return value && { kind: "observe", ghost, value };
}

/** `import`: a module, or a path and a module (CoqExportModule in parse_utils.rs). */
export function importPath(cursor: Cursor): ParsedArguments | null {
  const first = cursor.string("name");
  if (!first) return null;
  if (!cursor.at(",")) return { kind: "import", path: null, module: first };
  cursor.punctuation(",");
  const module = cursor.string("name", "a module name as a string");
  return module && { kind: "import", path: first, module };
}
