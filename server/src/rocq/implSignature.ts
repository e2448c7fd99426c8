/** A method of a trait impl depends on the trait: whether it is known, and which lifetimes its method has. */
import type { Item, RustType } from "../syntax/model.ts";
import { childrenOf, parentOf } from "./annotated.ts";
import { isInstance, mayHaveSuperTraits } from "./attributeArguments.ts";
import type { Located } from "./crate.ts";
import { Regions } from "./regions.ts";
import { erased, type SemanticType, typeTerm } from "./semanticType.ts";
import { isRegistered } from "./traitFacts.ts";
import { countLifetimes, type TypeScope, translateType, Unsupported } from "./translation.ts";

/** Traits that RefinedRust's standard library describes, and whether it gives them attributes; their methods leave out all lifetimes. */
const DESCRIBED: ReadonlyMap<string, boolean> = new Map([
  ["clone::Clone", false],
  ["cmp::Eq", true],
  ["cmp::Ord", true],
  ["cmp::PartialEq", true],
  ["cmp::PartialOrd", true],
  ["convert::AsMut", true],
  ["convert::AsRef", true],
  ["convert::From", true],
  ["convert::Into", true],
  ["convert::TryFrom", false],
  ["convert::TryInto", false],
  ["fmt::Debug", false],
  ["iter::FromIterator", true],
  ["iter::IntoIterator", true],
  ["iter::Iterator", true],
  ["ops::Add", true],
  ["ops::AddAssign", true],
  ["ops::Index", true],
  ["ops::IndexMut", true],
  ["ops::Mul", true],
  ["ops::MulAssign", true],
  ["ops::Sub", true],
  ["ops::SubAssign", true],
]);

/** Whether the trait is one of them that has attributes. */
export const hasDescribedAttributes = (path: readonly string[]): boolean =>
  DESCRIBED.get(path.slice(1).join("::")) === true;

/**
 * What would have to be known of the implemented trait, in words that follow "needs"; null when all is known, or when the
 * function is in no trait impl. The impl must be an instance of a registered trait (get_trait_impl_info in
 * translation/src/traits/registry.rs), and the lifetimes come from the trait's signature (get_expected_sig_for_impl_fn).
 */
export function unknownOfTrait(at: Located, scope: TypeScope): string | null {
  const impl = parentOf(at);
  const trait = impl?.item.header?.trait;
  if (impl?.item.kind !== "impl" || trait?.kind !== "path") return null;
  const path = trait.segments.map((segment) => segment.name);
  const resolution = scope.crate.resolve(path, impl);
  if (!isInstance(impl)) return "a specification for every function of the impl";
  const types = [
    impl.item.header?.selfType,
    ...(trait.segments.at(-1)?.arguments ?? []),
    ...childrenOf(impl).map(({ item }) => (item.kind === "typeAlias" ? item.type : null)),
  ];
  const own = { ...scope, at: impl, regions: new Regions(false) };
  if (types.some((type) => type && translateType(type, own) instanceof Unsupported))
    return "types of the impl that RefinedRust can translate";
  if (resolution.kind === "item") {
    if (!mayHaveSuperTraits(resolution.at, scope.crate)) return "how the bounds of the trait are met";
    if (!isRegistered(resolution.at))
      return `an annotation on every function of the trait \`${path.join("::")}\``;
    const method = methodIn(resolution.at, at.item.name);
    const isSame =
      method !== undefined &&
      sameLifetimes(method.item, at.item) &&
      elidedCount(method, scope) === elidedCount(at, scope);
    return isSame ? null : "the lifetimes of the trait's method";
  }
  const isDescribed = resolution.kind === "external" && DESCRIBED.has(resolution.path.slice(1).join("::"));
  return isDescribed && at.item.generics.lifetimes.length === 0
    ? null
    : `the interface of the trait \`${path.join("::")}\``;
}

const methodIn = (trait: Located, name: string): Located | undefined =>
  childrenOf(trait).find(({ item }) => item.kind === "function" && item.name === name);

/**
 * The same of the types: what stands for an associated type of the trait is normalized, so that it loses its lifetimes
 * (get_expected_sig_for_impl_fn, translate_type_in_state in translation/src/types/translator.rs).
 */
export function unknownTypes(at: Located, scope: TypeScope, signature: Types): string | null {
  const impl = parentOf(at);
  const trait = impl?.item.header?.trait;
  if (impl?.item.kind !== "impl" || trait?.kind !== "path") return null;
  const path = trait.segments.map((segment) => segment.name);
  const resolution = scope.crate.resolve(path, impl);
  const method = resolution.kind === "item" ? methodIn(resolution.at, at.item.name) : undefined;
  const { result } = signature;
  const isKept = method
    ? keepsAll(method.item, signature)
    : isWithout(result.kind === "reference" ? result.target : result);
  return isKept ? null : "the types that the compiler puts for those of the trait";
}

interface Types {
  readonly arguments: readonly { readonly type: SemanticType }[];
  readonly result: SemanticType;
}

const isWithout = (type: SemanticType): boolean => typeTerm(type) === typeTerm(erased(type));

function keepsAll({ signature }: Item, { arguments: types, result }: Types): boolean {
  const args = signature?.arguments ?? [];
  return (
    args.every(({ type }, n) => keeps(type, types[n]?.type)) && keeps(signature?.returnType ?? null, result)
  );
}

/** Whether no lifetime of the type stands where the trait has an associated type. */
function keeps(written: RustType | null, type: SemanticType | undefined): boolean {
  if (!written || !type) return true;
  if (written.kind === "reference") return type.kind !== "reference" || keeps(written.target, type.target);
  if (written.kind === "array") return type.kind !== "array" || keeps(written.element, type.element);
  if (written.kind !== "path" && written.kind !== "tuple") return true;
  if (written.kind === "path" && (written.qualifiedSelf !== null || written.segments.length > 1))
    return isWithout(type);
  const parts = written.kind === "tuple" ? written.elements : (written.segments[0]?.arguments ?? []);
  const types = type.kind === "local" || type.kind === "external" ? type.instance.types : [];
  return parts.every((part, n) => keeps(part, types[n]));
}

/** How many lifetimes the arguments leave out, those of paths included. */
function elidedCount(at: Located, scope: TypeScope): number {
  const regions = new Regions(true);
  regions.enter("input");
  for (const { type } of at.item.signature?.arguments ?? [])
    if (type) countLifetimes(type, { ...scope, at, regions });
  return regions.lateCount;
}

/** Same names, and as many written and elided references in the same places. */
function sameLifetimes(one: Item, other: Item): boolean {
  const shape = (item: Item) => ({
    names: item.generics.lifetimes.map((lifetime) => lifetime.text),
    uses: (item.signature?.arguments ?? []).map((argument) => {
      const text = `${argument.receiver ? argument.pattern : ""} ${argument.type?.text ?? ""}`;
      return [...text.matchAll(/&\s*(?:'([\p{L}\p{N}_]+))?|'([\p{L}\p{N}_]+)/gu)].map(
        (match) => match[1] ?? match[2] ?? "&",
      );
    }),
  });
  return JSON.stringify(shape(one)) === JSON.stringify(shape(other));
}
