/** Makes annotated Rust of any size: the same text for the same arguments, without a problem in it. */

/** A pseudo-random sequence (mulberry32) of numbers in [0, 1), the same for the same seed. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const CRATE_HEADER = `#![feature(register_tool, custom_inner_attributes, stmt_expr_attributes)]
#![register_tool(rr)]
#![rr::package("bench")]
#![rr::coq_prefix("bench.generated")]
`;

function meter(n: number): string {
  return `
/// A meter that never leaves its bounds.
#[rr::refined_by("level" : "Z")]
#[rr::invariant("Hlow" : "0 ≤ level")]
#[rr::invariant("Hhigh" : "level ≤ ${1000 + n}")]
pub struct Meter${n} {
    #[rr::field("level")]
    level: i32,
    #[rr::field("${1000 + n}")]
    limit: i32,
}

impl Meter${n} {
    #[rr::returns("0")]
    pub fn new() -> Self {
        Self { level: 0, limit: ${1000 + n} }
    }

    /// Adds to the level when there is room.
    #[rr::requires("Hroom" : "self.cur + amount ≤ ${1000 + n}")]
    #[rr::requires("0 ≤ amount")]
    /// The level grows by the amount.
    #[rr::observe("self.ghost": "self.cur + amount")]
    #[rr::ensures("ret = self.cur + amount")]
    pub fn add(&mut self, amount: i32) -> i32 {
        let before = self.level;
        let after = before + amount;
        // "#[rr::verify]" in a comment or a string is no attribute
        let label = "#[rr::oberve]";
        if label.is_empty() {
            return before;
        }
        self.level = after;
        after
    }

    #[rr::returns("bool_decide (self = ${1000 + n})")]
    pub fn is_full(&self) -> bool {
        self.level == self.limit
    }
}
`;
}

function search(n: number): string {
  return `
#[rr::requires("Hbound" : "0 ≤ bound ≤ 100")]
#[rr::ensures("0 ≤ ret")]
pub fn climb${n}(bound: i32) -> i32 {
    let mut x = 0;
    let mut y = 0;
    while x < bound {
        let _ = #[rr::exists("i" : "Z")]
        #[rr::inv_var("x": "#i")]
        #[rr::inv("(0 ≤ i ≤ bound)%Z")]
        #[rr::ignore]
        #[allow(unused)]
        || {};
        x += 1;
        y += match x % 3 {
            0 => 1,
            1 => 'b' as i32 - 'a' as i32,
            _ => 0,
        };
    }
    y
}
`;
}

function lookup(n: number): string {
  return `
#[rr::params("xs" : "list Z", "γ" : "gname")]
#[rr::args("(xs, γ)", "0")]
#[rr::exists("found" : "bool")]
#[rr::returns("found")]
pub fn lookup${n}<T>(items: &mut Vec<T>, position: usize) -> bool
where
    T: Clone,
{
    match items.get(position) {
        Some(_) => position < items.len(),
        None => false,
    }
}
`;
}

/** Rust without annotations between the annotated parts, as real files have. */
function plain(n: number): string {
  return `
fn helper${n}(values: &[u64]) -> u64 {
    let mut sum = 0u64;
    for (index, value) in values.iter().enumerate() {
        if index % 2 == 0 {
            sum = sum.wrapping_add(*value);
        } else {
            sum ^= value << (index as u32 % 7);
        }
    }
    sum
}
`;
}

const count = (text: string): number => text.split("\n").length;

/** An annotated file of at least `lines` lines; about one line in four is an attribute. */
export function annotatedFile(lines: number, { seed = 1, crateRoot = false } = {}): string {
  const next = sequence(seed);
  const parts = [crateRoot ? CRATE_HEADER : "//! Generated for a benchmark.\n"];
  let total = count(parts[0] ?? "");
  for (let n = 0; total < lines; n++) {
    const kind = next();
    const part = kind < 0.45 ? meter(n) : kind < 0.7 ? search(n) : kind < 0.9 ? lookup(n) : plain(n);
    parts.push(part);
    total += count(part) - 1;
  }
  return parts.join("");
}

/** A file without annotations. */
export function plainFile(lines: number): string {
  const part = plain(0);
  return Array.from({ length: Math.ceil(lines / count(part)) }, (_, n) => plain(n)).join("");
}
