/** Which structs and enums RefinedRust can define, found out once for all their uses. */
import { fieldsOf } from "./adtDefinition.ts";
import { childrenOf, hasAlternative } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { Draft } from "./draft.ts";
import { printEnum } from "./enumSpec.ts";
import { Refused } from "./functionClauses.ts";
import { itemScope, type Workshop } from "./itemScope.ts";
import type { Definition, TypeMemory } from "./nominalTypes.ts";
import type { SemanticType } from "./semanticType.ts";
import { printStruct } from "./structSpec.ts";
import { Unsupported } from "./translation.ts";

/** A type that is being looked at counts as definable, as upstream pre-registers it. */
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
  const name = workshop.crate.nameOf(at)?.text ?? at.item.name;
  const isEnum = at.item.kind === "enum";
  const printed = isEnum ? printEnum(at, name, workshop) : printStruct(at, name, workshop);
  if (printed instanceof Refused) return { refused: printed.message, unsure: null };
  const scope = itemScope(at, workshop);
  const variants = isEnum ? childrenOf(at).filter((child) => child.item.kind === "variant") : [at];
  const shown = variants.map((variant) => {
    const fields = fieldsOf(variant, scope, workshop.crate);
    return fields instanceof Unsupported ? "" : fields.map((field) => describe(field.type)).join("");
  });
  const [missing] = workshop.draft.finish(shown.join("")).holes;
  const unknown = scope.requirements.unknown[0];
  const origin = at.item.inMacro
    ? "it is produced by a macro"
    : hasAlternative(at)
      ? "which of them is compiled in"
      : null;
  return { refused: null, unsure: missing?.needed ?? unknown?.needed ?? origin };
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
