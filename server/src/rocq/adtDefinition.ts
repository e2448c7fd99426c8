/** What a struct, an enum or one variant is made of: fields with their types and refinements, or why RefinedRust refuses it. */
import type { Annotation } from "../annotations/model.ts";
import { annotationsOf, childrenOf, hasAnnotation } from "./annotated.ts";
import type { Located } from "./crate.ts";
import type { ItemScope, Workshop } from "./itemScope.ts";
import { expanded } from "./scope.ts";
import type { SemanticType } from "./semanticType.ts";
import { hole, translateType, Unsupported } from "./translation.ts";

export interface FieldDefinition {
  readonly name: string;
  readonly type: SemanticType;
  /** Text of `rr::field`, when the struct takes its refinement from its fields. */
  readonly refinement: string | null;
  readonly annotation: Annotation | null;
}

/** The fields of a struct or variant (make_adt_variant in translation/src/types/translator.rs). `scope` is that of the struct or enum. */
export function fieldsOf(
  variant: Located,
  scope: ItemScope,
  crate: Workshop["crate"],
): FieldDefinition[] | Unsupported {
  const refines = annotationsOf(variant).some((a) => a.name === "refines");
  const expectsRefinement = hasAnnotation(variant, "refined_by") && !refines;
  const fields: FieldDefinition[] = [];
  for (const field of childrenOf(variant).filter((child) => child.item.kind === "field")) {
    const { item } = field;
    if (!item.type) return new Unsupported(`the type of the field ${item.name} cannot be read`);
    const translated = translateType(item.type, scope.types);
    if (translated instanceof Unsupported) return translated;
    const rust = isConditional(item)
      ? hole(item.type.text, "whether the field is compiled in", scope.types)
      : translated;
    let type = rust;
    let refinement: string | null = null;
    let annotation: Annotation | null = null;
    for (const found of annotationsOf(field)) {
      if (found.name !== "field")
        return new Unsupported(`unknown attribute for struct field specification: ${found.name}`);
      if (found.failure) return new Unsupported(found.failure.upstream);
      if (found.arguments?.kind !== "field") continue;
      annotation = found;
      const written = found.arguments.refinement;
      if (written) refinement = expanded(written, scope.names, crate).text;
      if (!found.arguments.type) continue;
      if (type.kind === "written")
        return new Unsupported(`field attribute specified twice for field ${JSON.stringify(item.name)}`);
      // The layout is asked for at once, when the type is not complete yet (make_type in spec_parsers/struct_spec_parser.rs).
      if (hasLayoutOf(rust, crate.nameOf(scope.types.at)?.text))
        return new Unsupported("called `Option::unwrap()` on a `None` value");
      const text = scope.types.draft.part(expanded(found.arguments.type, scope.names, crate).text, found);
      type = { kind: "written", text, rust };
    }
    if (expectsRefinement && refinement === null)
      return new Unsupported(`No refinement annotated for field ${JSON.stringify(item.name)}`);
    fields.push({ name: shownName(field), type, refinement, annotation });
  }
  return fields;
}

/** Whether the layout of a type is made of that of a type of this crate. */
function hasLayoutOf(type: SemanticType, name: string | undefined): boolean {
  switch (type.kind) {
    case "array":
      return hasLayoutOf(type.element, name);
    case "local":
      return type.type.name === name || type.instance.types.some((argument) => hasLayoutOf(argument, name));
    case "external":
      return type.instance.types.some((argument) => hasLayoutOf(argument, name));
    default:
      return false;
  }
}

const isConditional = (item: Located["item"]): boolean =>
  item.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr");

/** As rustc shows the identifier: with `r#` where it is a keyword. */
export function shownName({ item, source }: Located): string {
  const isRaw = source.file.text.startsWith("r#", item.nameRange.start);
  return isRaw && KEYWORDS.has(item.name) ? `r#${item.name}` : item.name;
}

export const KEYWORDS: ReadonlySet<string> = new Set(
  "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use virtual where while yield".split(
    " ",
  ),
);
