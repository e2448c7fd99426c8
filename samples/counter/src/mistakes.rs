//! Deliberate mistakes, one for each common code. Hover the underlined text, and try the quick fixes.

/// `require` for `requires`: RefinedRust refuses the function, skips it and still ends with exit code 0.
#[rr::require("0 ≤ n")]
pub fn unknown_attribute(n: i32) -> i32 {
    n
}

/// `inv` belongs to structs and loops.
#[rr::inv("0 ≤ n")]
pub fn misplaced_attribute(n: i32) -> i32 {
    n
}

/// A comma where the form has a colon.
#[rr::observe("n.ghost", "0")]
pub fn invalid_arguments(n: &mut i32) {
    *n = 0;
}

/// Raw strings are refused.
#[rr::ensures(r"ret = n")]
pub fn not_a_plain_string(n: i32) -> i32 {
    n
}

/// The second proposition is dropped without a word: nobody has to establish it.
#[rr::requires("0 ≤ n", "n ≤ 100")]
pub fn leftover_arguments(n: i32) -> i32 {
    n
}

/// The escape reaches Rocq with its backslash.
#[rr::ensures("ret = 0\n∨ ret = n")]
pub fn string_escape(n: i32) -> i32 {
    n
}

/// ASCII connectives cannot be written in a Rust string.
#[rr::ensures("0 ≤ n \\/ ret = n")]
pub fn ascii_connective(n: i32) -> i32 {
    n
}

/// Nothing to require.
#[rr::requires]
pub fn missing_arguments(n: i32) -> i32 {
    n
}

/// One refinement for two parameters.
#[rr::params("x")]
#[rr::args("x")]
pub fn wrong_number_of_args(a: i32, b: i32) -> i32 {
    a + b
}

/// `n` is bound already.
#[rr::params("n")]
#[rr::ensures("ret = n")]
pub fn name_already_bound(n: i32) -> i32 {
    n
}

/// The first `returns` is silently replaced by the second.
#[rr::returns("n")]
#[rr::returns("n + 0")]
pub fn repeated_attribute(n: i32) -> i32 {
    n
}

/// `rr::ok` needs an `Option` or a `Result`.
#[rr::ok]
#[rr::ensures("ret = n")]
pub fn ok_on_other_type(n: i32) -> i32 {
    n
}

/// Beside `rr::returns` there is no `ret`.
#[rr::returns("n")]
#[rr::ensures("0 ≤ ret")]
pub fn unbound_ret(n: u32) -> u32 {
    n
}

/// `U` is not in scope: RefinedRust prints `ERR` and says nothing.
#[rr::requires("ly_size {ly_of U} = 4")]
pub fn unresolved_escape<T>(value: T) -> T {
    value
}

/// A parenthesis is missing.
#[rr::ensures("ret = (n")]
pub fn unbalanced_brackets(n: i32) -> i32 {
    n
}

/// Without `rr::ignore` the closure is no loop invariant.
#[rr::requires("n ≤ 100")]
pub fn loop_without_ignore(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i ≤ n")]
        || {};
        i += 1;
    }
    i
}

/// There is no variable `j`.
#[rr::requires("n ≤ 100")]
pub fn unknown_loop_variable(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("j")]
        #[rr::inv("0 ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}

/// The invariant is ignored, since there is no `rr::refined_by`.
#[rr::invariant("0 ≤ n")]
pub struct MissingRefinedBy {
    pub n: u32,
}

/// `valid` has no refinement.
#[rr::refined_by("n" : "Z")]
pub struct MissingFieldRefinement {
    #[rr::field("n")]
    pub n: u32,
    pub valid: bool,
}

/// `Full` gets no pattern of its own.
#[rr::refined_by("option Z")]
pub enum MissingPattern {
    #[rr::pattern("None")]
    Empty,
    Full(u32),
}

/// Only one function is annotated: RefinedRust skips the whole trait.
pub trait PartlyAnnotatedTrait {
    #[rr::returns("true")]
    fn on(&self) -> bool;
    fn off(&self) -> bool;
}

pub struct VerifyOnImpl;

/// On an inherent `impl`, `rr::verify` switches nothing on.
#[rr::verify]
impl VerifyOnImpl {
    pub fn get(&self) -> i32 {
        0
    }
}

/// `rr::trust_me` wins, `rr::only_spec` does nothing.
#[rr::only_spec]
#[rr::trust_me]
#[rr::ensures("ret = n")]
pub fn conflicting_modes(n: i32) -> i32 {
    n
}
