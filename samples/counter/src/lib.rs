//! A counter that never passes its limit: a first tour of RefinedRust's annotations.
//! `buffer.rs` goes on with raw memory, `gauge.rs` with traits; `mistakes.rs` shows what gets reported.

#![feature(register_tool, custom_inner_attributes, stmt_expr_attributes)]
#![register_tool(rr)]
#![rr::package("counter-proofs")]
#![rr::coq_prefix("samples")]
#![rr::include("option")]
#![rr::include("range")]
#![rr::include("iterator")]
#![rr::include("closures")]

pub mod buffer;
pub mod gauge;
#[cfg(feature = "mistakes")]
pub mod mistakes;

/// The limit of counters that nobody gave another one.
#[rr::name("DEFAULT_LIMIT")]
pub static DEFAULT_LIMIT: u32 = 100;

/// A count and its limit. In specifications, a counter is a pair of integers.
#[rr::refined_by("(count, limit)" : "Z * Z")]
#[rr::invariant("Hbounds" : "0 ≤ count ≤ limit")]
pub struct Counter {
    #[rr::field("count")]
    count: u32,
    #[rr::field("limit")]
    limit: u32,
}

impl Counter {
    /// A counter at zero. The parameter `limit` is bound without further ado.
    #[rr::returns("(0, limit)")]
    pub fn new(limit: u32) -> Self {
        Counter { count: 0, limit }
    }

    /// A counter with the limit that the static holds.
    #[rr::params("limit" : "Z")]
    #[rr::requires("static_has_refinement \"DEFAULT_LIMIT\" limit")]
    #[rr::ensures("ret.1 = 0")]
    #[rr::ensures("ret.2 = limit")]
    pub fn with_default_limit() -> Self {
        Counter::new(DEFAULT_LIMIT)
    }

    /// Through a shared reference, `self` is the pair itself.
    #[rr::returns("self.1")]
    pub fn count(&self) -> u32 {
        self.count
    }

    #[rr::ensures("Hroom" : "ret = self.2 - self.1")]
    #[rr::ensures("0 ≤ ret")]
    pub fn room(&self) -> u32 {
        self.limit - self.count
    }

    /// Through a mutable reference, `self.cur` is the value before the call; `rr::observe` states the one after it.
    #[rr::requires("self.cur.1 < self.cur.2")]
    #[rr::observe("self.ghost": "((self.cur.1 + 1)%Z, self.cur.2)")]
    pub fn increment(&mut self) {
        self.count += 1;
    }

    /// Below `rr::ok` the clauses speak of success: when it happens, and what `ret` then is.
    #[rr::observe("self.ghost": "(Z.min (self.cur.1 + 1) self.cur.2, self.cur.2)")]
    #[rr::ok]
    #[rr::requires("self.cur.1 < self.cur.2")]
    #[rr::ensures("ret = self.cur.1 + 1")]
    pub fn try_increment(&mut self) -> Option<u32> {
        if self.count < self.limit {
            self.count += 1;
            Some(self.count)
        } else {
            None
        }
    }

    /// The older, explicit style: every argument gets its refinement, every name is declared.
    #[rr::params("count", "limit", "γ")]
    #[rr::args("((count, limit), γ)")]
    #[rr::observe("γ": "(0%Z, limit)")]
    pub fn reset(&mut self) {
        self.count = 0;
    }

    /// `#raw` looks below the invariant, for code that breaks it for a moment.
    #[rr::params("count" : "Z", "limit" : "Z")]
    #[rr::args(#raw "-[#count; #limit]")]
    #[rr::returns("bool_decide (count ≤ limit)")]
    #[rr::tactics("solve_goal.")]
    pub fn in_bounds(&self) -> bool {
        self.count <= self.limit
    }
}

/// What a counter is doing; `rr::verify` has the derived implementations verified.
#[rr::verify]
#[derive(Clone, Copy)]
pub enum Phase {
    Counting,
    Paused,
}

/// The last value that was read, if any: an enum over a type that Rocq has already.
#[rr::refined_by("option Z")]
pub enum Reading {
    #[rr::pattern("None")]
    Never,
    #[rr::pattern("Some" $ "value")]
    #[rr::refinement("*[value]")]
    Last(u32),
}

impl Reading {
    #[rr::returns("default 0 self")]
    pub fn or_zero(&self) -> u32 {
        match self {
            Reading::Never => 0,
            Reading::Last(value) => *value,
        }
    }
}

/// A loop's invariant stands on a closure in its body; `rr::inv_vars` names the variables that the loop changes.
#[rr::requires("Hsmall" : "2 * steps ∈ u32")]
#[rr::returns("2 * steps")]
pub fn climb(steps: u32) -> u32 {
    let mut done = 0;
    let mut height = 0;
    while done < steps {
        let _ = #[rr::inv_vars("done", "height")]
        #[rr::inv("height = 2 * done")]
        #[rr::inv("Hdone" : "done ≤ steps")]
        #[rr::ignore]
        #[allow(unused)]
        || {};
        done += 1;
        height += 2;
    }
    height
}

/// In a `for` loop, `{Hist}` is the list of what the iterator gave so far.
#[rr::returns("steps")]
pub fn count_steps(steps: u32) -> u32 {
    let mut seen = 0;
    for _ in 0..steps {
        let _ = #[rr::inv_vars("seen")]
        #[rr::inv("seen = length {Hist}")]
        #[rr::ignore]
        #[allow(unused)]
        || {};
        seen += 1;
    }
    seen
}

/// A closure has a specification of its own; captured variables stand in braces.
#[rr::requires("base + 10 ∈ u32")]
#[rr::returns("base + 7")]
pub fn raise(base: u32) -> u32 {
    let add = #[rr::requires("amount ≤ 10")]
    #[rr::requires("{base} + 10 ∈ u32")]
    #[rr::returns("{base} + amount")]
    |amount: u32| base + amount;
    add(7)
}

/// A closure that changes what it captures: `{total.*new}` is the value after the call.
#[rr::verify]
pub fn collect_twice() -> u32 {
    let mut total = 0;
    let mut collect = #[rr::requires("{total} + amount ∈ u32")]
    #[rr::ensures("{total.*new} = {total} + amount")]
    |amount: u32| total += amount;
    collect(1);
    collect(2);
    total
}
