/** Declaring and instantiating specification attributes (trait_attr_parser.rs, trait_impl_attr_parser.rs), and `export_as`. */
import type { Segment } from "../../syntax/model.ts";
import type { ParsedArguments } from "../model.ts";
import type { Cursor } from "./cursor.ts";
import { unknownFlag } from "./flags.ts";

/** `"Attr" : "type"`; exactly one, and the type is mandatory. */
export function declaration(cursor: Cursor): ParsedArguments | null {
  const name = cursor.name("binder");
  if (!name || !cursor.punctuation(":")) return null;
  const type = cursor.string("rocqType", "a Rocq type as a string");
  return type && { kind: "traitAttribute", name, type };
}

/** `"Attr" := "term"` or `"Attr" := #proof "tactics"`; one group around the term is entered (parse_instantiate). */
export function instantiation(cursor: Cursor): ParsedArguments | null {
  const name = cursor.name("name");
  if (!name || !cursor.punctuation(":") || !cursor.punctuation("=")) return null;
  if (cursor.at("#")) {
    const flag = cursor.flag("`proof`");
    if (!flag) return null;
    if (flag.text !== "#proof") {
      const upstream = `unknown macro ${flag.text.slice(1)} in trait attribute instantiation`;
      return cursor.fail("unknownFlag", "`#proof`", upstream, flag.range);
    }
    const value = cursor.string("proof", "tactics as a string");
    return value && { kind: "instantiation", name, value, isProof: true };
  }
  const inner = cursor.enter();
  const value = inner.string("term", "a term as a string");
  if (inner !== cursor) cursor.leave(inner);
  return value && { kind: "instantiation", name, value, isProof: false };
}

/** `a::b::c` or `#method a::b::c` (ExportAs in spec_parsers/mod.rs). */
export function exportPath(cursor: Cursor): ParsedArguments | null {
  const isMethod = cursor.at("#");
  if (isMethod) {
    const flag = cursor.flag("`method`");
    if (!flag) return null;
    if (flag.text !== "#method") return unknownFlag(cursor, flag, ["#method"]);
  }
  const segments: Segment[] = [];
  do {
    const segment = cursor.identifier("a path");
    if (!segment) return null;
    segments.push(segment);
  } while (cursor.at("::") && cursor.punctuation("::"));
  return { kind: "path", isMethod, segments };
}
