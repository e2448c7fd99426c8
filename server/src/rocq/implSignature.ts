/** A method of a trait impl has the lifetimes of the trait's method, not its own. */
import type { Item } from "../syntax/model.ts";
import { childrenOf, parentOf } from "./annotated.ts";
import type { Located } from "./crate.ts";
import type { TypeScope } from "./translation.ts";

/** Traits of the standard library whose methods leave out all lifetimes. */
const ELIDING = new Set([
  "borrow::Borrow",
  "borrow::BorrowMut",
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
  "default::Default",
  "fmt::Debug",
  "fmt::Display",
  "iter::Iterator",
  "ops::Add",
  "ops::AddAssign",
  "ops::BitAnd",
  "ops::BitOr",
  "ops::BitXor",
  "ops::Deref",
  "ops::DerefMut",
  "ops::Div",
  "ops::Drop",
  "ops::Index",
  "ops::IndexMut",
  "ops::Mul",
  "ops::Neg",
  "ops::Not",
  "ops::Rem",
  "ops::Shl",
  "ops::Shr",
  "ops::Sub",
  "ops::SubAssign",
]);

/**
 * Why the lifetimes of the function may have other names, in words that follow "needs"; null when they are sure. Lifetimes
 * come from the trait's signature (get_expected_sig_for_impl_fn in translation/src/traits/registry.rs).
 */
export function doubtfulLifetimes(at: Located, scope: TypeScope): string | null {
  const impl = parentOf(at);
  const trait = impl?.item.header?.trait;
  if (impl?.item.kind !== "impl" || trait?.kind !== "path" || scope.regions.lateCount === 0) return null;
  const path = trait.segments.map((segment) => segment.name);
  const resolution = scope.crate.resolve(path, impl);
  if (resolution.kind === "item") {
    const method = childrenOf(resolution.at).find(
      ({ item }) => item.kind === "function" && item.name === at.item.name,
    );
    return method && sameLifetimes(method.item, at.item) ? null : "the lifetimes of the trait's method";
  }
  const elides = resolution.kind === "external" && ELIDING.has(resolution.path.slice(1).join("::"));
  return elides && at.item.generics.lifetimes.length === 0
    ? null
    : `the signature in the trait \`${path.join("::")}\``;
}

/** Same names, and as many written and elided references in the same places. */
function sameLifetimes(one: Item, other: Item): boolean {
  const shape = (item: Item) => ({
    names: item.generics.lifetimes.map((lifetime) => lifetime.text),
    uses: (item.signature?.arguments ?? []).map((argument) => {
      const text = `${argument.receiver ? argument.pattern : ""} ${argument.type?.text ?? ""}`;
      return [...text.matchAll(/&\s*(?:'(\w+))?|'(\w+)/gu)].map((match) => match[1] ?? match[2] ?? "&");
    }),
  });
  return JSON.stringify(shape(one)) === JSON.stringify(shape(other));
}
