/** Which grammar node is which kind of item. */
import type { ItemKind } from "./model.ts";

export const ITEM_KINDS: Readonly<Record<string, ItemKind>> = {
  mod_item: "module",
  function_item: "function",
  function_signature_item: "function",
  struct_item: "struct",
  union_item: "union",
  enum_item: "enum",
  enum_variant: "variant",
  field_declaration: "field",
  trait_item: "trait",
  impl_item: "impl",
  static_item: "static",
  const_item: "const",
  type_item: "typeAlias",
  associated_type: "associatedType",
  use_declaration: "use",
  extern_crate_declaration: "externCrate",
  foreign_mod_item: "externBlock",
  macro_definition: "macroDefinition",
  macro_invocation: "macroCall",
};

/** Node types that are items wherever they stand. */
export const ITEM_TYPES: readonly string[] = Object.keys(ITEM_KINDS).filter(
  (type) => type !== "macro_invocation",
);

/** Node types that are no items but where people put attributes. */
export const OTHER_KINDS: Readonly<Record<string, ItemKind>> = {
  let_declaration: "let",
  while_expression: "loop",
  for_expression: "loop",
  loop_expression: "loop",
  parameter: "parameter",
  self_parameter: "parameter",
  type_parameter: "genericParameter",
  lifetime_parameter: "genericParameter",
  const_parameter: "genericParameter",
  match_arm: "matchArm",
  expression_statement: "statement",
  macro_invocation: "macroCall",
};
