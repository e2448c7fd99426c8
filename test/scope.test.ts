/** Which names an annotation may mention: in escapes, and as plain values. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckContext } from "../server/src/annotations/checks/context.ts";
import { annotate } from "../server/src/annotations/interpret.ts";
import type { AnnotatedItem, Position, TraitFacts } from "../server/src/annotations/model.ts";
import { scopeOf } from "../server/src/annotations/scope.ts";
import { valuesOf } from "../server/src/annotations/values.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();

function contextOf(text: string, traits: readonly TraitFacts[] = []): CheckContext {
  const { file } = parser.parse(text, { path: "part.rs", hotword: "rr" });
  const items = annotate(file);
  return {
    file,
    options: { lint: {}, traits: new Map(traits.map((trait) => [trait.name, trait])) },
    items,
    byIndex: new Map(items.map((item) => [item.item.index, item])),
  };
}

function itemAt(position: Position, context: CheckContext): AnnotatedItem {
  const found = context.items.find((item) => item.position === position);
  assert.ok(found, position);
  return found;
}

/** The scope of the first annotation at the position, or of the one of that name. */
function scopeAt(position: Position, context: CheckContext, name?: string) {
  const item = itemAt(position, context);
  const annotation = item.annotations.find((a) => name === undefined || a.name === name);
  assert.ok(annotation);
  return scopeOf(item, annotation, context);
}

const names = (position: Position, text: string, traits: readonly TraitFacts[] = []): string[] =>
  scopeAt(position, contextOf(text, traits)).names.map((name) => name.text);

const values = (position: Position, text: string): string[] => {
  const context = contextOf(text);
  return valuesOf(itemAt(position, context), context.file, context.byIndex).map((value) => value.text);
};

const gauge = `
#[rr::exists("Level" : "{xt_of Self} → Z")]
#[rr::exists("Limit" : "Z")]
trait Gauge {
    type Unit;
    #[rr::verify]
    fn level<T>(&self) -> i32;
}
`;

describe("the scope of escapes", () => {
  it("of a function: its type parameters, lifetimes, and what their bounds bring", () => {
    const text = `${gauge}\n#[rr::verify]\nfn f<'a, T, G: Gauge, I>(x: &'a T) where I: Iterator + Sized {}`;
    assert.deepEqual(names("function", text), [
      "T",
      "G",
      "G::Unit",
      "G::Level",
      "G::Limit",
      "I",
      "I::Item",
      "'a",
    ]);
  });

  it("of a method: what the impl declares, too", () => {
    const text = "struct S<T>(T);\nimpl<'b, T> S<T> {\n #[rr::verify]\n fn f<'a, U>(&self) {} }";
    assert.deepEqual(names("method", text), ["U", "'a", "T", "'b"]);
  });

  it("of a trait and its functions: Self, associated types and attributes", () => {
    assert.deepEqual(names("traitFunction", gauge), [
      "T",
      "Self",
      "Unit",
      "Self::Unit",
      "Level",
      "Self::Level",
      "Limit",
      "Self::Limit",
    ]);
    const context = contextOf(gauge);
    const first = scopeAt("trait", context);
    assert.deepEqual(
      first.names.map((name) => name.text),
      ["Self", "Unit", "Level"],
      "attributes below are not known yet",
    );
    assert.equal(first.lookup.literal(["Limit"]), "none");
    assert.deepEqual(first.lookup.literal(["Level"]), { found: null });
  });

  it("of a method of a trait impl: the attributes of the trait", () => {
    const text = `${gauge}\nimpl<T> Gauge for Vec<T> {\n type Unit = T;\n #[rr::returns("0")]\n fn level(&self) -> i32 { 0 } }`;
    assert.deepEqual(names("traitImplFunction", text), ["T", "Level", "Limit"]);
  });

  it("of types: no lifetimes", () => {
    const text = '#[rr::refined_by("x")]\nstruct S<\'a, T> { #[rr::field("x")] t: &\'a T }';
    assert.deepEqual(names("struct", text), ["T"]);
    assert.deepEqual(names("field", text), ["T"]);
    assert.equal(scopeAt("struct", contextOf(text)).lookup.lifetime("a"), "none");
  });

  it("of a loop: the iterator, in `for` loops only", () => {
    const loop = (head: string) =>
      `#[rr::verify]\nfn f<T>(n: u32) { ${head} { let _ = #[rr::inv("True")] #[rr::ignore] || {}; } }`;
    assert.deepEqual(names("loop", loop("for _ in 0..n")), [
      "Iter",
      "Hist",
      "IterAttrs",
      "IterNext",
      "IterInv",
      "T",
    ]);
    const plain = scopeAt("loop", contextOf(loop("while n < 1")));
    assert.equal(plain.lookup.literal(["Hist"]), "none");
    const explicit = scopeAt("loop", contextOf(loop("while let Some(_) = it.next()")));
    assert.equal(explicit.lookup.literal(["Hist"]), "unknown");
  });

  it("of a closure: what it captures", () => {
    const text = `#[rr::verify]
fn f<T>(n: u32, p: &mut u32) {
    let mut total: u32 = 0;
    let g = #[rr::verify] |x: u32| { total += x + n; *p += 1; };
}`;
    const { names: found, lookup } = scopeAt("closure", contextOf(text));
    const texts = found.map((name) => name.text);
    for (const name of ["T", "total", "total.*new", "n", "*p", "(*p).*new"])
      assert.ok(texts.includes(name), name);
    assert.ok(!texts.includes("n.*new"), "a capture by shared reference does not change");
    assert.deepEqual(lookup.place({ base: "total", projections: [] }, null), { found: "capture_total_" });
    assert.deepEqual(lookup.place({ base: "total", projections: [] }, "new"), {
      found: "capture_total__new",
    });
    assert.equal(
      lookup.place({ base: "total", projections: ["*"] }, null),
      "none",
      "an integer has no target",
    );
    assert.equal(lookup.place({ base: "n", projections: [] }, "new"), "none");
    assert.deepEqual(lookup.place({ base: "p", projections: ["*"] }, null), { found: "capture_p_deref" });
    assert.equal(
      lookup.place({ base: "p", projections: [] }, null),
      "none",
      "only what is behind it is used",
    );
    assert.equal(lookup.place({ base: "p", projections: ["*"] }, "new"), "unknown", "rustc decides the kind");
    assert.equal(lookup.place({ base: "p", projections: ["f"] }, null), "none", "an integer has no fields");
    assert.equal(lookup.place({ base: "x", projections: [] }, null), "none", "a parameter is not captured");
  });
});

describe("what a scope surely does not hold", () => {
  it("is unknown, not wrong, where a trait is declared elsewhere", () => {
    const text = "#[rr::verify]\nfn f<T, E: Elsewhere, S: Sized>() {}";
    const { lookup } = scopeAt("function", contextOf(text));
    assert.equal(lookup.type(["E", "Item"]), "unknown");
    assert.equal(lookup.literal(["E", "Attr"]), "unknown");
    assert.equal(lookup.type(["T", "Item"]), "none");
    assert.equal(lookup.type(["S", "Item"]), "none", "Sized has nothing to offer");
    assert.equal(lookup.type(["Self"]), "none");
    assert.equal(lookup.literal(["Attr"]), "none");
    assert.deepEqual(lookup.type(["T"]), { found: { term: "T_ty", refinementType: "(T_rt)" } });
  });

  it("is unknown in the methods of an implementation of such a trait", () => {
    const text = 'impl<T> Elsewhere for S<T> {\n #[rr::returns("0")]\n fn f(&self) {} }';
    const { lookup } = scopeAt("traitImplFunction", contextOf(text));
    assert.equal(lookup.literal(["Attr"]), "unknown");
    assert.equal(lookup.literal(["T", "Attr"]), "none");
    const known = contextOf(text, [{ name: "Elsewhere", attributes: ["Attr"], functions: ["f"] }]);
    assert.deepEqual(scopeAt("traitImplFunction", known).lookup.literal(["Attr"]), { found: null });
    assert.equal(scopeAt("traitImplFunction", known).lookup.literal(["Other"]), "none");
  });

  it("counts what the workspace knows of a trait, whose supertraits stay unknown", () => {
    const text = "#[rr::verify]\nfn f<E: Elsewhere, F: Fn(i32)>() {}";
    const traits = [
      { name: "Elsewhere", attributes: ["Attr"], functions: [] },
      { name: "Fn", attributes: [], functions: [] },
      { name: "FnMut", attributes: ["PostMut"], functions: [] },
      { name: "FnOnce", attributes: ["Pre", "Post"], functions: [] },
    ];
    const { lookup } = scopeAt("function", contextOf(text, traits));
    assert.deepEqual(lookup.literal(["E", "Attr"]), { found: null });
    assert.equal(lookup.literal(["E", "Other"]), "unknown");
    assert.deepEqual(lookup.literal(["F", "Pre"]), { found: null });
    assert.deepEqual(lookup.type(["F", "Output"]), { found: null });
    assert.equal(lookup.literal(["F", "Prr"]), "none", "all of Fn's supertraits are known");
  });

  it("is unknown on values for derived implementations, whose bounds nobody wrote", () => {
    const text =
      '#[rr::derive_instantiate("PEq" := "λ a b, {T::PEq} a b")]\n#[derive(PartialEq)]\nstruct S<T>(T);';
    const { lookup } = scopeAt("struct", contextOf(text), "derive_instantiate");
    assert.equal(lookup.literal(["T", "PEq"]), "unknown");
    assert.equal(lookup.literal(["U", "PEq"]), "none");
  });
});

describe("the values of an annotation", () => {
  it("are the parameters and the result, as long as no clause replaces them", () => {
    assert.deepEqual(values("function", "#[rr::verify]\nfn f(x: u32, (a, b): (u32, u32)) {}"), [
      "x",
      "_arg_1",
      "ret",
    ]);
    assert.deepEqual(
      values(
        "function",
        '#[rr::params("n")]\n#[rr::exists("m")]\n#[rr::args("n")]\n#[rr::returns("m")]\nfn f(x: u32) {}',
      ),
      ["n", "m"],
    );
    assert.deepEqual(values("method", 'impl S {\n #[rr::params("n")]\n fn f(&mut self) {} }'), [
      "n",
      "self",
      "ret",
    ]);
  });

  it("of a loop are its own and the parameters around it", () => {
    const text = `#[rr::params("k")]
fn f(n: u32) {
    let mut i = 0;
    while i < n {
        let _ = #[rr::exists("j")] #[rr::inv_vars("i")] #[rr::inv_var("m": "#j")] #[rr::ignore] || {};
    }
}`;
    assert.deepEqual(values("loop", text), ["j", "i", "k", "n"]);
  });

  it("of a type are what its pattern binds", () => {
    const text =
      '#[rr::refined_by("(a, Some b, _)" : "Z")]\n#[rr::exists("l" : "loc")]\nstruct S { #[rr::field("a")] x: u32 }';
    assert.deepEqual(values("struct", text), ["a", "b", "l"]);
    assert.deepEqual(values("field", text), ["a", "b", "l"]);
    const variant = '#[rr::refined_by("option Z")]\nenum E { #[rr::pattern("Some" $ "x")] A(u32) }';
    assert.deepEqual(values("variant", variant), ["x"]);
  });
});
