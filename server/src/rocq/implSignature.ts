/** A method of a trait impl depends on the trait: whether it is known, and which lifetimes its method has. */
import type { Item } from "../syntax/model.ts";
import { childrenOf, parentOf } from "./annotated.ts";
import { isInstance } from "./attributeArguments.ts";
import type { Located } from "./crate.ts";
import { isRegistered } from "./traitFacts.ts";
import type { TypeScope } from "./translation.ts";

/** Traits that RefinedRust's standard library describes; their methods leave out all lifetimes. */
const DESCRIBED = new Set([
  "clone::Clone",
  "cmp::Eq",
  "cmp::Ord",
  "cmp::PartialEq",
  "cmp::PartialOrd",
  "convert::AsMut",
  "convert::AsRef",
  "convert::From",
  "convert::Into",
  "convert::TryFrom",
  "convert::TryInto",
  "fmt::Debug",
  "iter::FromIterator",
  "iter::IntoIterator",
  "iter::Iterator",
  "ops::Add",
  "ops::AddAssign",
  "ops::Index",
  "ops::IndexMut",
  "ops::Mul",
  "ops::MulAssign",
  "ops::Sub",
  "ops::SubAssign",
]);

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
  if (resolution.kind === "item") {
    if (!isRegistered(resolution.at))
      return `an annotation on every function of the trait \`${path.join("::")}\``;
    const method = childrenOf(resolution.at).find(
      ({ item }) => item.kind === "function" && item.name === at.item.name,
    );
    return method && sameLifetimes(method.item, at.item) ? null : "the lifetimes of the trait's method";
  }
  const isDescribed = resolution.kind === "external" && DESCRIBED.has(resolution.path.slice(1).join("::"));
  return isDescribed && at.item.generics.lifetimes.length === 0
    ? null
    : `the interface of the trait \`${path.join("::")}\``;
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
