/** How RefinedRust turns a path that rustc prints into a Rocq identifier. */

/**
 * The Rocq name of a path as rustc prints it: `a::Page::<T>::m` becomes `a_Page_T_m`
 * (strip_coq_ident in rr_frontend/translation/src/base.rs; the order of the steps matters).
 */
export const strip = (printed: string): string =>
  printed
    .replaceAll("'", "")
    .replaceAll("::", "_")
    .replaceAll("&", "REF")
    .replaceAll("()", "unit")
    .replace(NEITHER_ALPHANUMERIC_NOR_UNDERSCORE, "");

/** Rust's `char::is_alphanumeric` is the derived property Alphabetic or a number (Nd, Nl, No). */
const NEITHER_ALPHANUMERIC_NOR_UNDERSCORE = /[^\p{Alphabetic}\p{N}_]/gu;
