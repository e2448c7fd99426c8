/** RefinedRust's semantic types and how they are shown: as a type, as the Rocq type of its refinement, as a syntactic type. */
import { app } from "./layout.ts";

/** Upstream: Type in radium/src/specs/mod.rs. */
export type SemanticType =
  | { readonly kind: "bool" | "char" | "unit" | "never" | "pointer" }
  | { readonly kind: "integer"; readonly name: string }
  | {
      readonly kind: "reference";
      readonly mutable: boolean;
      readonly lifetime: string;
      readonly target: SemanticType;
    }
  | { readonly kind: "array"; readonly element: SemanticType; readonly length: string }
  /** A type parameter or an associated type that stays abstract. */
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "local"; readonly type: LocalType; readonly instance: Instance; readonly raw: boolean }
  | { readonly kind: "external"; readonly type: ExternalType; readonly instance: Instance }
  /** A type that the author wrote after `@`; the layout stays that of the Rust type. */
  | { readonly kind: "written"; readonly text: string; readonly rust: SemanticType }
  /** The marked text of a hole. */
  | { readonly kind: "unknown"; readonly text: string };

/** A struct or enum of the same crate, by its generated name. */
interface LocalType {
  readonly name: string;
  readonly isEnum: boolean;
  /** A struct with `rr::refined_by`: uses go to `X_inv_t`, and bounds of the struct pass their attribute records. */
  readonly hasInvariant: boolean;
}

/** A type of another library as its interface names it. */
export interface ExternalType {
  readonly term: string;
  readonly refinement: string;
  readonly layout: string;
  /** The type's definition takes the attribute records of its bounds. */
  readonly takesAttributes: boolean;
  /** False for tuples, which are not read from an interface file: their refinement type has a pair of parentheses less. */
  readonly fromInterface: boolean;
  /** `rr::ok` may be used on a function that returns it: it is one of core's own two. */
  readonly fallible: "Option" | "Result" | null;
}

/** What the generics of a type are instantiated with. */
export interface Instance {
  /** Types in order, followed by the associated types that the bounds leave open. */
  readonly types: readonly SemanticType[];
  readonly lifetimes: readonly string[];
  /** Attribute records of the bounds. */
  readonly attributes: readonly string[];
}

export const UNIT: SemanticType = { kind: "unit" };

/** As it stands in `args`, `returns` and fields (Display for Type). */
export function typeTerm(type: SemanticType): string {
  switch (type.kind) {
    case "bool":
      return "bool_t";
    case "char":
      return "char_t";
    case "unit":
      return "unit_t";
    case "never":
      return "never_t";
    case "pointer":
      return "alias_ptr_t";
    case "integer":
      return `(int ${type.name})`;
    case "reference":
      return `(${type.mutable ? "mut_ref" : "shr_ref"} ${type.lifetime} ${typeTerm(type.target)})`;
    case "array":
      return `(array_t ${type.length} ${typeTerm(type.element)})`;
    case "parameter":
      return `${type.name}_ty`;
    case "local":
      return localTerm(type.type, type.instance, type.raw);
    case "external":
      return externalTerm(type.type, type.instance);
    case "written":
    case "unknown":
      return type.text;
  }
}

/** The spaces are upstream's: an empty list still leaves its separator (AbstractUse::generate_type_term in specs/structs.rs and enums.rs). */
function localTerm(type: LocalType, instance: Instance, raw: boolean): string {
  const refinements = refinementArguments(instance);
  if (!type.isEnum && !raw && type.hasInvariant) {
    const attributes = instance.attributes.join(" ");
    return `(${type.name}_inv_t ${refinements} ${attributes} ${instantiation(instance)})`;
  }
  return `(${type.name}_ty ${refinements} ${instantiation(instance)})`;
}

function externalTerm(type: ExternalType, instance: Instance): string {
  const refinements = instance.types.map((t) => `(${refinementType(t)})`);
  const list = [...refinements, ...(type.takesAttributes ? instance.attributes : [])].join(" ");
  return `(${type.term} ${list} ${instantiation(instance)})`;
}

const refinementArguments = (instance: Instance): string =>
  instance.types.map((t) => `(${refinementType(t)})`).join(" ");

/** ` <TY> t <LFT> l <INST!>` (GenericScopeInst::instantiation). */
const instantiation = (instance: Instance, fully = true): string =>
  [
    ...instance.types.map((t) => ` <TY> ${typeTerm(t)}`),
    ...instance.lifetimes.map((l) => ` <LFT> ${l}`),
    fully ? " <INST!>" : "",
  ].join("");

/** The Rocq type of the refinement, as a Rocq type is shown: names of types come in parentheses (Type::get_rfn_type). */
export function refinementType(type: SemanticType): string {
  switch (type.kind) {
    case "bool":
      return "bool";
    case "char":
    case "integer":
      return "Z";
    case "unit":
    case "never":
      return "unit";
    case "pointer":
      return "loc";
    case "reference": {
      const place = `(place_rfnRT ${refinementType(type.target)})`;
      return type.mutable ? `(${place} * gname)%type` : place;
    }
    case "array":
      return `list (${refinementType(type.element)})`;
    case "parameter":
      return `(${type.name}_rt)`;
    case "local": {
      const plain = type.type.isEnum || type.raw || !type.type.hasInvariant;
      const head = plain ? `${type.type.name}_rt` : `${type.type.name}_inv_t_rt`;
      return `(${app(head, type.instance.types.map(refinementType))})`;
    }
    case "external": {
      const { refinement, fromInterface } = type.type;
      const head = fromInterface ? `((${refinement}))` : `(${refinement})`;
      return `(${app(head, type.instance.types.map(refinementType))})`;
    }
    case "written":
      return "(_)";
    case "unknown":
      return type.text;
  }
}

/** The layout (SynType in radium/src/lang.rs). */
export function synType(type: SemanticType): string {
  switch (type.kind) {
    case "bool":
      return "BoolSynType";
    case "char":
      return "CharSynType";
    case "unit":
    case "never":
      return "UnitSynType";
    case "pointer":
    case "reference":
      return "PtrSynType";
    case "integer":
      return `(IntSynType ${type.name})`;
    case "array":
      return `(ArraySynType ${synType(type.element)} ${type.length})`;
    case "parameter":
      return `${type.name}_st`;
    case "local":
      return app(`${type.type.name}_st`, type.instance.types.map(synType));
    case "external":
      return `(${app(type.type.layout, type.instance.types.map(synType))} : syn_type)`;
    case "written":
      return `(${synType(type.rust)} : syn_type)`;
    case "unknown":
      return type.text;
  }
}

/** `#raw`: the outermost struct, through references, without its invariant (Type::make_raw). */
export function rawType(type: SemanticType): SemanticType {
  if (type.kind === "reference") return { ...type, target: rawType(type.target) };
  return type.kind === "local" && !type.type.isEnum ? { ...type, raw: true } : type;
}

/** The same type with all its lifetimes erased, as normalizing it leaves it (translate_type_in_state in translation/src/types/translator.rs). */
export function erased(type: SemanticType): SemanticType {
  switch (type.kind) {
    case "reference":
      return { ...type, lifetime: "erased", target: erased(type.target) };
    case "array":
      return { ...type, element: erased(type.element) };
    case "local":
    case "external": {
      const { types, lifetimes } = type.instance;
      const instance = { types: types.map(erased), lifetimes: lifetimes.map(() => "erased") };
      return { ...type, instance: { ...type.instance, ...instance } };
    }
    default:
      return type;
  }
}
