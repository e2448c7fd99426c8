/** The Rocq and Iris notation that annotations are written in: what it means, by its characters. */

export interface Notation {
  /** The characters that stand in the text; several where they are used alike. */
  readonly symbols: readonly string[];
  /** How it is written with its operands. */
  readonly form: string;
  /** One or two sentences of markdown. */
  readonly meaning: string;
  readonly example?: string;
}

export const NOTATIONS: readonly Notation[] = [
  // Values in places, and references.
  {
    symbols: [".cur"],
    form: "x.cur",
    meaning: "The current value behind the mutable reference `x`: the first component of its refinement.",
    example: "0 ≤ self.cur",
  },
  {
    symbols: [".ghost"],
    form: "x.ghost",
    meaning:
      "The ghost name of the mutable reference `x`: the second component of its refinement. `rr::observe` states under this name what the value finally is.",
    example: '#[rr::observe("x.ghost": "x.cur + 1")]',
  },
  {
    symbols: ["#"],
    form: "#x",
    meaning:
      "`PlaceIn x`: a place that holds the value `x`. Places occur in `#type`, `#raw`, loop variables and the elements of arrays, not in ordinary refinements.",
    example: "#(x + 1)",
  },
  {
    symbols: ["$#"],
    form: "$# x",
    meaning:
      "`RT_xrt _ x`: turns the value of a specification into the refinement that RefinedRust keeps inside. It hides the `#` of nested places and is needed for values of a type parameter.",
    example: '#[rr::observe("x.ghost": "$# v")]',
  },
  {
    symbols: ["$#@"],
    form: "$#@{A} x",
    meaning: "`$# x` with the type named. In an annotation its braces are doubled, `$#@{{ A }} x`.",
  },
  {
    symbols: ["<#>"],
    form: "<#> xs",
    meaning:
      "`#` for each element of a list: the refinement of an array or a vector whose elements are all there.",
    example: '#[rr::requires(#type "p" : "<#> xs" @ "array_t n (int u8)")]',
  },
  { symbols: ["<#>@"], form: "<#>@{F} x", meaning: "`#` mapped over another container, such as `option`." },
  { symbols: ["<$#>"], form: "<$#> xs", meaning: "`$#` for each element of a list." },
  {
    symbols: ["👻", "PlaceGhost"],
    form: "PlaceGhost γ",
    meaning: "A place whose value is borrowed: the ghost variable `γ` knows it.",
  },
  {
    symbols: ["place_rfn"],
    form: "place_rfn T",
    meaning: "The type of places over `T`: a value or a ghost name.",
  },
  // Data.
  {
    symbols: ["-["],
    form: "-[a; b]",
    meaning: "The refinement of a plain struct, field by field; its components are places, mostly `#a`.",
  },
  {
    symbols: ["*["],
    form: "*[a; b]",
    meaning:
      "The values of a tuple, of a closure's arguments or of a variant's payload. The same data as `-[a; b]`, usable in patterns.",
    example: "{F::Pre} π f *[x]",
  },
  { symbols: ["+["], form: "+[A; B]", meaning: "A list of semantic types, as `struct_t` takes it." },
  { symbols: [".("], form: "x.(field)", meaning: "A field of a Rocq record." },
  { symbols: [".1"], form: "x.1", meaning: "The first component of a pair." },
  { symbols: [".2"], form: "x.2", meaning: "The second component of a pair." },
  { symbols: [".*1", ".*2"], form: "xs.*1", meaning: "The first (second) components of a list of pairs." },
  {
    symbols: ["!!"],
    form: "xs !! i",
    meaning:
      "The element at the index or key as an `option`: `None` where there is none. The index of a list is a `nat`.",
  },
  {
    symbols: ["!!!"],
    form: "xs !!! i",
    meaning:
      "The element at the index, and an unspecified value where there is none. The index of a list is a `nat`.",
  },
  { symbols: ["<["], form: "<[i := v]> xs", meaning: "The list or map with `v` at `i`." },
  { symbols: ["++"], form: "xs ++ ys", meaning: "The two lists one after the other." },
  { symbols: ["<$>"], form: "f <$> xs", meaning: "`f` applied to each element." },
  {
    symbols: ["length"],
    form: "length xs",
    meaning:
      "The length of a list, a `nat`. Comparing it with integers works inside `%Z`, which converts it.",
    example: "length xs < MaxInt usize",
  },
  { symbols: ["replicate"], form: "replicate n x", meaning: "A list of `n` times `x`; `n` is a `nat`." },
  { symbols: ["seqZ"], form: "seqZ a n", meaning: "The integers from `a`, `n` of them." },
  {
    symbols: ["take", "drop"],
    form: "take n xs",
    meaning: "The list's first `n` elements, or what is left without them; `n` is a `nat`.",
  },
  { symbols: ["∅"], form: "∅", meaning: "The empty set or map." },
  {
    symbols: ["Ok", "Err"],
    form: "Ok x, Err x",
    meaning: "The values of a Rust `Result`; they stand for `inl x` and `inr x`.",
  },
  // Pure propositions.
  {
    symbols: ["bool_decide"],
    form: "bool_decide φ",
    meaning:
      "The proposition `φ`, which must be decidable, as a boolean: what a function with the result `bool` usually returns.",
    example: '#[rr::returns("bool_decide (a < b)")]',
  },
  { symbols: ["decide"], form: "if decide φ then a else b", meaning: "Chooses by a decidable proposition." },
  {
    symbols: ["∈"],
    form: "x ∈ i32, x ∈ xs",
    meaning:
      "With an integer type: `x` is in its range, `MinInt ≤ x ≤ MaxInt`. With a list or a set: `x` is an element.",
    example: "x + y ∈ i32",
  },
  { symbols: ["∉"], form: "x ∉ xs", meaning: "`x` is no element." },
  {
    symbols: ["MaxInt", "MinInt"],
    form: "MaxInt it",
    meaning: "The largest (smallest) value of an integer type, such as `usize`.",
    example: "length xs < MaxInt usize",
  },
  {
    symbols: ["∧"],
    form: "P ∧ Q",
    meaning: "And. The ASCII spelling with slash and backslash cannot be written in a Rust string.",
  },
  {
    symbols: ["∨"],
    form: "P ∨ Q",
    meaning: "Or. The ASCII spelling with backslash and slash cannot be written in a Rust string.",
  },
  { symbols: ["→"], form: "P → Q", meaning: "If `P` then `Q`; between types, functions from `P` to `Q`." },
  { symbols: ["↔"], form: "P ↔ Q", meaning: "`P` exactly if `Q`." },
  { symbols: ["¬"], form: "¬ P", meaning: "Not `P`." },
  { symbols: ["∀"], form: "∀ x, P", meaning: "For every `x`." },
  { symbols: ["∃"], form: "∃ x, P", meaning: "For some `x`." },
  { symbols: ["λ"], form: "λ x, e", meaning: "The function that takes `x` to `e`." },
  {
    symbols: ["≤", "≥", "≠"],
    form: "a ≤ b",
    meaning: "Compares; in a plain clause, which is read in `%Z`, integers.",
  },
  { symbols: ["⊆"], form: "X ⊆ Y", meaning: "Every element of `X` is one of `Y`." },
  {
    symbols: ["Z.of_nat", "Z.to_nat"],
    form: "Z.of_nat n, Z.to_nat z",
    meaning:
      "Between natural numbers, which lengths are, and integers, which machine integers are. `Z.to_nat` of a negative number is 0.",
  },
  {
    symbols: ["aligned_to"],
    form: "l `aligned_to` n",
    meaning: "The address of the location `l` is a multiple of `n`.",
  },
  {
    symbols: ["has_layout_loc"],
    form: "l `has_layout_loc` ly",
    meaning: "The location `l` is aligned as the layout `ly` demands.",
  },
  {
    symbols: ["loc_a", "loc_p"],
    form: "l.(loc_a), l.(loc_p)",
    meaning: "The address (an integer) and the provenance of a location.",
  },
  { symbols: ["+ₗ"], form: "l +ₗ n", meaning: "The location `n` bytes further on." },
  {
    symbols: ["offsetst"],
    form: "l offsetst{st}ₗ i",
    meaning: "The location of the element `i` of an array of values of the syntactic type `st`.",
  },
  {
    symbols: ["if_Ok", "if_Err"],
    form: "if_Ok r (λ x, φ)",
    meaning: "`φ` if `r` is `Ok x` (or `Err x`), otherwise true.",
  },
  {
    symbols: ["if_Some", "if_None"],
    form: "if_Some o (λ x, φ), if_None o φ",
    meaning: "`φ` if `o` is `Some x` (or `None`, which takes no function), otherwise true.",
  },
  {
    symbols: ["if_iOk", "if_iErr", "if_iSome", "if_iNone"],
    form: "if_iSome o (λ x, P)",
    meaning: "The same as without the `i`, for Iris propositions.",
  },
  { symbols: ["is_Some", "is_Ok", "is_Err"], form: "is_Some o", meaning: "The value is of this case." },
  {
    symbols: ["static_has_refinement"],
    form: 'static_has_refinement "NAME" r',
    meaning: "The static that `rr::name` calls NAME has the refinement `r`.",
  },
  // Ownership.
  {
    symbols: ["◁ₗ"],
    form: "l ◁ₗ[π, Owned] #r @ ◁ T",
    meaning:
      'The location `l` holds a value of the semantic type `T` with the refinement `r`, and this proposition owns it. `Shared κ` or `Uniq κ γ` in place of `Owned` is a borrow. `#type "l" : "r" @ "T"` is short for it.',
    example: '#[rr::requires(#type "l" : "r" @ "int i32")]',
  },
  {
    symbols: ["◁ᵥ"],
    form: "v ◁ᵥ{π, m} r @ T",
    meaning: "The value `v` has the semantic type `T` with the refinement `r`.",
  },
  { symbols: ["◁"], form: "◁ T", meaning: "The semantic type `T` as the type of a place." },
  { symbols: ["@"], form: "r @ T", meaning: "A refinement and the semantic type it refines." },
  {
    symbols: ["∗"],
    form: "P ∗ Q",
    meaning: "Separating conjunction: both, each with resources of its own. It stands in `#iris` only.",
  },
  { symbols: ["-∗"], form: "P -∗ Q", meaning: "Magic wand: given `P`, and giving it up, `Q`." },
  {
    symbols: ["⌜", "⌝"],
    form: "⌜φ⌝",
    meaning: "A pure proposition inside an Iris one. A plain clause gets the brackets by itself.",
  },
  { symbols: ["□"], form: "□ P", meaning: "`P` as knowledge that can be used again and again." },
  { symbols: ["▷"], form: "▷ P", meaning: "`P` one step of the program later." },
  {
    symbols: ["☒"],
    form: "☒ P",
    meaning: "The part of `P` that is knowledge and can be had without giving `P` up.",
  },
  { symbols: ["[∗"], form: "[∗ list] i ↦ x ∈ xs, P", meaning: "`P` for each element, all separately." },
  { symbols: ["£"], form: "£ n", meaning: "`n` later credits, which pay for removing `▷`." },
  {
    symbols: ["freeable_nz"],
    form: "freeable_nz l n q k",
    meaning:
      "The right to free the `n` bytes at `l`; nothing when `n` is 0. `k` is the kind of allocation, such as `HeapAlloc`.",
  },
  {
    symbols: ["loc_in_bounds"],
    form: "loc_in_bounds l a b",
    meaning: "`l` lies in a live allocation, at least `a` bytes after its start and `b` before its end.",
  },
  {
    symbols: ["guarded"],
    form: "guarded b P",
    meaning: "`▷ P` together with the credits that remove the `▷`.",
  },
  {
    symbols: ["gvar_pobs"],
    form: "gvar_pobs γ v",
    meaning: "The ghost variable `γ` finally has the value `v`: what `rr::observe` generates.",
  },
  {
    symbols: ["π"],
    form: "π",
    meaning:
      "The thread that runs; bound in pre- and postconditions and invariants, except in those of `rr::mode(persistent)`.",
  },
  {
    symbols: ["once_initialized"],
    form: 'once_initialized π "NAME" x',
    meaning:
      "The static cell NAME of type `Once` is set, to `x` if that is `Some x`. It comes with the standard library's specification of `spin`.",
  },
  // Types and layouts.
  {
    symbols: ["int"],
    form: "int i32",
    meaning: "The semantic type of a machine integer, refined by an integer (`Z`).",
  },
  { symbols: ["bool_t"], form: "bool_t", meaning: "The semantic type of booleans, refined by `bool`." },
  { symbols: ["unit_t"], form: "unit_t", meaning: "The semantic type of `()`." },
  {
    symbols: ["alias_ptr_t"],
    form: "alias_ptr_t",
    meaning: "A raw pointer without ownership, refined by its location.",
  },
  {
    symbols: ["uninit"],
    form: "uninit st",
    meaning: "Memory of the syntactic type `st` that holds nothing yet, refined by `()`.",
    example: "uninit {st_of T}",
  },
  {
    symbols: ["array_t"],
    form: "array_t n T",
    meaning: "An array of `n` values of the type `T`, refined by a list of places, mostly `<#> xs`.",
  },
  { symbols: ["value_t"], form: "value_t st", meaning: "Any bytes of this layout, refined by themselves." },
  { symbols: ["maybe_uninit"], form: "maybe_uninit T", meaning: "`MaybeUninit<T>`, refined by an `option`." },
  { symbols: ["mut_ref"], form: "mut_ref κ T", meaning: "A mutable reference with the lifetime `κ`." },
  { symbols: ["shr_ref"], form: "shr_ref κ T", meaning: "A shared reference with the lifetime `κ`." },
  {
    symbols: ["<INST!>"],
    form: "(S_inv_t <INST!>)",
    meaning: "A generated type whose last lifetime and type parameters have been given, or which has none.",
  },
  {
    symbols: ["<TY>"],
    form: "x <TY> T",
    meaning: "Gives the next type parameter of a generated definition.",
  },
  {
    symbols: ["<LFT>"],
    form: "x <LFT> κ",
    meaning: "Gives the next lifetime parameter of a generated definition.",
  },
  {
    symbols: ["ly_size", "ly_align"],
    form: "ly_size ly",
    meaning: "Size (alignment) in bytes of a layout.",
    example: "ly_size {ly_of T}",
  },
  {
    symbols: ["size_of_st"],
    form: "size_of_st st",
    meaning: "Size in bytes of a syntactic type.",
    example: "size_of_st {st_of T}",
  },
  {
    symbols: ["size_of_array_in_bytes"],
    form: "size_of_array_in_bytes st n",
    meaning: "Size in bytes of an array of `n` values.",
  },
  {
    symbols: ["IntSynType", "PtrSynType", "UnitSynType", "UntypedSynType"],
    form: "IntSynType it",
    meaning: "A syntactic type: what a type's layout is computed from.",
  },
  // Lifetimes.
  { symbols: ["ϝ"], form: "ϝ", meaning: "The function's own lifetime; bound in `rr::unsafe_elctx`." },
  {
    symbols: ["⊑ₑ"],
    form: "κ ⊑ₑ κ'",
    meaning: "The lifetime `κ'` lives at least as long as `κ`: one constraint of a list.",
  },
  {
    symbols: ["ty_lfts", "ty_wf_E"],
    form: "ty_lfts T",
    meaning: "The lifetimes in a semantic type, and the constraints on them.",
  },
  // Scopes.
  {
    symbols: ["%Z"],
    form: "(..)%Z",
    meaning: "Numbers and operators in the brackets are those of integers. Plain clauses are read so anyway.",
  },
  {
    symbols: ["%nat"],
    form: "(..)%nat",
    meaning: "Numbers and operators in the brackets are those of natural numbers.",
  },
  {
    symbols: ["%I"],
    form: "(..)%I",
    meaning: "The brackets hold an Iris proposition; needed in the value of `rr::instantiate`.",
  },
];

/** The longest notation that the character at the offset belongs to; null for everything else. */
export function notationAt(
  text: string,
  offset: number,
): { notation: Notation; start: number; end: number } | null {
  let best: { notation: Notation; start: number; end: number } | null = null;
  for (const notation of NOTATIONS) {
    for (const symbol of notation.symbols) {
      const found = occurrenceAround(symbol, text, offset);
      if (found !== null && symbol.length > (best ? best.end - best.start : 0)) {
        best = { notation, start: found, end: found + symbol.length };
      }
    }
  }
  return best;
}

/** Where the symbol stands around the offset, as a whole word if it is one. */
function occurrenceAround(symbol: string, text: string, offset: number): number | null {
  for (let start = Math.max(0, offset - symbol.length); start <= offset; start++) {
    if (text.startsWith(symbol, start) && start + symbol.length > offset && isWhole(symbol, text, start))
      return start;
  }
  return null;
}

const WORD = /[\p{L}\p{N}_']/u;
// Subscripts are letters to Unicode but go with the symbol before them.
const SUBSCRIPT = /[ᵢ-ᵪₐ-ₜ]/u;

function isWhole(symbol: string, text: string, start: number): boolean {
  const end = start + symbol.length;
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  const joins = (edge: string, next: string) => WORD.test(edge) && WORD.test(next) && !SUBSCRIPT.test(edge);
  return !joins(symbol.charAt(0), before) && !joins(symbol.charAt(symbol.length - 1), after);
}
