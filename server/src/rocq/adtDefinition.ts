/** What a struct, an enum or one variant is made of: fields with their types and refinements, or why RefinedRust refuses it. */
import type { Annotation } from "../annotations/model.ts";
import { annotationsOf, childrenOf, hasAlternative, hasAnnotation } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { Draft } from "./draft.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import type { Definition, TypeMemory } from "./nominalTypes.ts";
import { isRecursive, mutualRecursion } from "./recursion.ts";
import { representation } from "./representation.ts";
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

/** Remembers which types can be defined; a type that is being looked at counts as definable, as upstream pre-registers it. */
export function createTypeMemory(crate: Workshop["crate"]): TypeMemory {
  const known = new Map<Located["item"], Definition>();
  const memory: TypeMemory = {
    definitionOf(at) {
      const found = known.get(at.item);
      if (found) return found;
      known.set(at.item, { refused: null, unsure: null });
      const definition = define(at, { crate, draft: new Draft(true), memory });
      known.set(at.item, definition);
      return definition;
    },
  };
  return memory;
}

function define(at: Located, workshop: Workshop): Definition {
  const layout = representation(at.item);
  if (layout.refused !== null) return { refused: layout.refused, unsure: null };
  const circle = mutualRecursion(at, workshop.crate);
  if (circle !== null) return { refused: circle, unsure: null };
  const scope = itemScope(at, workshop);
  const variants = at.item.kind === "enum" ? childrenOf(at).filter((c) => c.item.kind === "variant") : [at];
  let shown = "";
  for (const variant of variants) {
    const failure = annotationsOf(variant).find((a) => a.read && a.failure);
    if (failure?.failure) return { refused: failure.failure.upstream, unsure: null };
    const fields = fieldsOf(variant, scope, workshop.crate);
    if (fields instanceof Unsupported) return { refused: fields.message, unsure: null };
    shown += fields.map((field) => describe(field.type)).join("");
  }
  if (isRecursive(at, workshop.crate) && at.item.kind === "struct" && !hasAnnotation(at, "refined_by"))
    return { refused: "Recursive type does not have an invariant", unsure: null };
  const [missing] = workshop.draft.finish(shown).holes;
  const unknown = scope.requirements.unknown[0];
  const origin = at.item.inMacro
    ? "it is produced by a macro"
    : hasAlternative(at)
      ? "which of them is compiled in"
      : null;
  const unsure = missing?.needed ?? unknown?.needed ?? origin;
  return { refused: null, unsure };
}

const describe = (type: SemanticType): string => {
  switch (type.kind) {
    case "unknown":
      return type.text;
    case "written":
      return describe(type.rust);
    case "reference":
      return describe(type.target);
    case "array":
      return `${type.length}${describe(type.element)}`;
    case "local":
    case "external":
      return type.instance.types.map(describe).join("");
    default:
      return "";
  }
};
