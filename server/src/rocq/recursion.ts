/** Which types are defined by themselves, directly or by a detour. */
import type { RustType } from "../syntax/model.ts";
import { childrenOf } from "./annotated.ts";
import type { Crate, Located } from "./crate.ts";

/** The type mentions itself other than behind a raw pointer (register_adt in translation/src/types/translator.rs). */
export const isRecursive = (at: Located, crate: Crate): boolean =>
  mentioned(at, crate).some((next) => next.item === at.item);

/**
 * What RefinedRust says of a type that another type of the crate leads back to; null when none does. It ends the whole run
 * (order_defs_with_deps in translation/src/base.rs).
 */
export function mutualRecursion(at: Located, crate: Crate): string | null {
  const seen = new Set<Located["item"]>();
  const pending = mentioned(at, crate).filter(({ item }) => item !== at.item);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.item === at.item) return "RefinedRust does not currently support mutually recursive types";
    if (seen.has(next.item)) continue;
    seen.add(next.item);
    pending.push(...mentioned(next, crate));
  }
  return null;
}

const pointsToSlice = ({ target }: RustType & { kind: "reference" }): boolean =>
  target.kind === "slice" || (target.kind === "reference" && target.target.kind === "slice");

/** Structs and enums in the types of the fields, as often as they are mentioned. */
function mentioned(at: Located, crate: Crate): Located[] {
  const found: Located[] = [];
  const visit = (type: Located["item"]["type"], from: Located): void => {
    if (!type) return;
    // A reference to a slice, or to a reference to one, becomes the unit type, whatever the elements are.
    if (type.kind === "reference") visit(pointsToSlice(type) ? null : type.target, from);
    else if (type.kind === "array" || type.kind === "slice") visit(type.element, from);
    else if (type.kind === "tuple") for (const element of type.elements) visit(element, from);
    else if (type.kind === "path" && type.qualifiedSelf === null) {
      for (const segment of type.segments) for (const argument of segment.arguments) visit(argument, from);
      const path = type.segments.map((segment) => segment.name);
      if (path.length === 1 && path[0] === "Self") found.push(at);
      const resolution = crate.resolve(path, from);
      if (resolution.kind !== "item") return;
      const { kind } = resolution.at.item;
      if (kind === "struct" || kind === "enum") found.push(resolution.at);
      else if (kind === "typeAlias") visit(resolution.at.item.type, resolution.at);
    }
  };
  const fields = (of: Located) => {
    for (const child of childrenOf(of)) {
      if (child.item.kind === "field") visit(child.item.type, child);
      else if (child.item.kind === "variant") fields(child);
    }
  };
  fields(at);
  return found;
}
