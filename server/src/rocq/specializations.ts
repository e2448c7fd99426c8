/** Definitions for `rr::requires(#trait T::A := "t")`: the attribute record that a function assumes for a bound. */

import type { Draft } from "./draft.ts";
import type { Specialization } from "./functionClauses.ts";
import { Refused } from "./functionClauses.ts";
import { app, definition, generalized, hanging, indented, RRGS } from "./layout.ts";
import { attributeRecord, orderedTypes, type Requirement } from "./requirements.ts";
import type { GenericScope } from "./scope.ts";
import { refinementType } from "./semanticType.ts";

export interface SpecializedBounds {
  readonly definitions: readonly string[];
  /** What stands for the attribute record of the bound in the inclusion. */
  readonly overrides: ReadonlyMap<Requirement, string>;
}

/** Upstream: attach_trait_attr_requirement in types/scope.rs, generate_attr_decl in radium/src/specs/functions.rs. */
export function specializations(
  written: readonly Specialization[],
  scope: GenericScope,
  functionName: string,
  draft: Draft,
): SpecializedBounds | Refused {
  const byRequirement = new Map<Requirement, Map<string, Specialization>>();
  let isAmbiguous = false;
  for (const one of written) {
    const [requirement, ...others] = scope.requirements.known.filter(
      ({ trait, types: [type] }) =>
        trait.attributes.includes(one.attribute) && type?.kind === "parameter" && type.name === one.parameter,
    );
    isAmbiguous ||= others.length > 0;
    if (!requirement) {
      if (scope.requirements.unknown.length === 0)
        return new Refused("could not find trait requirement to attach trait specialization to");
      continue;
    }
    const terms = byRequirement.get(requirement) ?? new Map<string, Specialization>();
    if (terms.has(one.attribute))
      return new Refused(`multiple specializations for ${one.attribute} were specified`);
    byRequirement.set(requirement, terms.set(one.attribute, one));
  }
  const overrides = new Map<Requirement, string>();
  const definitions: string[] = [];
  const unknown = written.length > [...byRequirement.values()].reduce((n, terms) => n + terms.size, 0);
  if (unknown)
    definitions.push(draft.hole("record of a specialized bound", "the interface of the bound's trait"));
  for (const [requirement, terms] of byRequirement) {
    const name = `${functionName}_${requirement.base}trait_req`;
    overrides.set(requirement, name);
    const { trait, dependencies } = requirement;
    const args = orderedTypes(requirement).map(refinementType);
    const records = trait.dependent ? dependencies.map(attributeRecord) : [];
    const type = app(`${trait.name}_spec_attrs`, [...args, ...records]);
    const binders = [RRGS, ...scope.types.map((parameter) => generalized(`${parameter}_rt`, "RT"))];
    const items = [...terms.values()]
      .sort((a, b) => (a.attribute < b.attribute ? -1 : 1))
      .map(({ attribute, term, annotation }) => ({
        name: `${trait.name}_${attribute}`,
        term: draft.part(hanging(term), annotation),
      }));
    definitions.push(definition(name, binders, `(${type})`, record(items)));
  }
  // Several records come out in an order that depends on addresses, as does the choice between bounds with the attribute;
  // other bounds may refer to a specialized one.
  const unsure =
    isAmbiguous ||
    byRequirement.size > 1 ||
    scope.requirements.known.some((known) => known.dependencies.some((d) => isAmong(d, byRequirement)));
  return {
    definitions: unsure
      ? definitions.map((text) =>
          draft.hole(text, "how several bounds with specialized attributes refer to each other"),
        )
      : definitions,
    overrides,
  };
}

const isAmong = (requirement: Requirement, map: ReadonlyMap<Requirement, unknown>): boolean =>
  [...map.keys()].some((key) => key.base === requirement.base);

/** `{| .. |}` with one field a line (RecordBody in radium/src/coq/term.rs). */
export function record(
  items: readonly { readonly name: string; readonly term: string; readonly binders?: readonly string[] }[],
): string {
  const lines = items.map(({ name, binders = [], term }) =>
    indented(`${hanging(`${name} ${binders.join(" ")} :=\n${term};`)}\n`),
  );
  return `{|\n${lines.join("")}|}\n`;
}
