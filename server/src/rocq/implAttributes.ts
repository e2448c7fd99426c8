/** In a method of a trait impl, `{Attr}` is a field of the impl's attribute record. */
import { parentOf } from "./annotated.ts";
import type { Located } from "./crate.ts";
import type { ItemScope, Workshop } from "./itemScope.ts";
import { app } from "./layout.ts";
import { attributeRecord } from "./requirements.ts";
import type { Names } from "./scope.ts";
import { declaredAttributes } from "./traitFacts.ts";

/** The names of a function's scope, with the shorthands that a surrounding trait impl adds (add_trait_requirements in types/scope.rs). */
export function implementedAttributes(at: Located, scope: ItemScope, { crate, draft }: Workshop): Names {
  const impl = parentOf(at);
  const trait = impl?.item.header?.trait;
  if (impl?.item.kind !== "impl" || trait?.kind !== "path") return scope.names;
  const resolution = crate.resolve(
    trait.segments.map((segment) => segment.name),
    impl,
  );
  if (resolution.kind !== "item") return { ...scope.names, attribute: unknownAttribute(scope.names, draft) };
  const declared = crate.foreign(resolution.at)?.trait?.attributes ?? declaredAttributes(resolution.at);
  const implName = crate.nameOf(impl);
  const traitName = crate.nameOf(resolution.at);
  return {
    ...scope.names,
    attribute(path) {
      const [name] = path;
      if (path.length !== 1 || name === undefined || !declared.includes(name))
        return scope.names.attribute(path);
      if (!implName?.sure || !traitName?.sure)
        return draft.hole(name, "the generated names of the impl and its trait");
      const surrounding = scope.requirements.known.filter((requirement) => requirement.surrounding);
      const types = [
        ...impl.item.generics.types.map((type) => type.text),
        ...surrounding.flatMap((requirement) => requirement.open),
      ];
      const args = [...types.map((type) => `${type}_rt`), ...surrounding.map(attributeRecord)];
      return `${app(`${implName.text}_spec_attrs`, args)}.(${traitName.text}_${name})`;
    },
  };
}

/** A trait of another crate may declare attributes that are not known here; a single name may be one of them. */
const unknownAttribute =
  (names: Names, draft: Workshop["draft"]): Names["attribute"] =>
  (path) =>
    names.attribute(path) ??
    (path.length === 1 && names.type(path) === null
      ? draft.hole(`{${path.join("::")}}`, "the attributes of the implemented trait")
      : null);
