/** The standard library's traits that RefinedRust's own libraries describe. */
import type { RustFile } from "../syntax/model.ts";
import type { PreviewCrate } from "./foreignItems.ts";
import { loneFile, previewCrate } from "./previewCrate.ts";

/**
 * Parameters, super-traits and associated types, which interfaces leave out since RefinedRust asks rustc for them. Bounds
 * that it filters are not written (is_builtin_trait in translation/src/traits/requirements.rs), and traits whose associated
 * types are bounded themselves are missing.
 */
const TRAITS = `
pub mod alloc { pub trait Allocator {} }
pub mod clone { pub trait Clone {} }
pub mod cmp {
    pub trait PartialEq<Rhs = Self> {}
    pub trait Eq: crate::cmp::PartialEq<Self> {}
    pub trait PartialOrd<Rhs = Self>: crate::cmp::PartialEq<Rhs> {}
    pub trait Ord: crate::cmp::Eq + crate::cmp::PartialOrd<Self> {}
}
pub mod convert {
    pub trait AsMut<T> {}
    pub trait AsRef<T> {}
    pub trait From<T> {}
    pub trait Into<T> {}
    pub trait TryFrom<T> { type Error; }
    pub trait TryInto<T> { type Error; }
}
pub mod fmt { pub trait Debug {} }
pub mod iter {
    pub trait FromIterator<A> {}
    pub trait Iterator { type Item; }
}
pub mod marker { pub trait Copy: crate::clone::Clone {} }
pub mod ops {
    pub trait Add<Rhs = Self> { type Output; }
    pub trait AddAssign<Rhs = Self> {}
    pub trait Index<Idx> { type Output; }
    pub trait IndexMut<Idx>: crate::ops::Index<Idx> {}
    pub trait Mul<Rhs = Self> { type Output; }
    pub trait MulAssign<Rhs = Self> {}
    pub trait Sub<Rhs = Self> { type Output; }
    pub trait SubAssign<Rhs = Self> {}
}
`;

/** Null when nothing can parse it yet. */
export function standardTraits(parse: (text: string) => RustFile | null): PreviewCrate | null {
  const file = parse(TRAITS);
  return file && previewCrate([loneFile("", file)], []);
}
