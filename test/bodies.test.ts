/** Leaving out bodies, or the syntax tree altogether, changes nothing of what the catalogue keeps of a file. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { withoutBodies } from "../server/src/project/bodies.ts";
import type { Declaration, RustFacts } from "../server/src/project/declarations.ts";
import { factsOf } from "../server/src/project/rustFacts.ts";
import { skeletonOf } from "../server/src/project/skeleton.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();

function facts(text: string, parsed = text): RustFacts {
  const document = parser.parse(parsed, { path: "lib.rs", hotword: "rr" });
  document.dispose();
  const found = factsOf(document.file, { text, keepsAll: false });
  // The tree has fewer items without the bodies, so that they have other numbers.
  return {
    ...found,
    declarations: found.declarations.map((declaration) => ({ ...declaration, item: 0 })),
    uses: found.uses.map((use) => ({ ...use, item: 0 })),
  };
}

const fixtures = join(import.meta.dirname, "fixtures");
const texts = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .filter((name) => /^(?:names|project|attributes)\b.*\.rs$/.test(name))
  .map((name) => [name, readFileSync(join(fixtures, name), "utf8")] as const);

const tricky = `
fn signature<const N: usize>(a: [u8; { 1 + 1 }], b: Foo<{ N }>) -> Foo<{ N }> where [(); { N }]: Sized { loop {} }
fn with_where<T>(t: T) -> T
where
    T: Clone,
{ t }
fn over_lines(
    a: usize, // a comment with { and "
    b: char,
) -> (usize, usize) {
    let c = '{'; let d = "}}}"; let e = r#"{"#;
    /* } */
    (a, b)
}
#[rr::requires("{x} < 1")]
fn annotated<'a>(x: &'a usize) -> usize { let y = |z| z; #[allow(unused)] let w = 1; y(*x) }
trait T { fn declared(&self) -> usize; fn provided(&self) { } }
fn holds() { let f = #[rr::verify] |x: usize| { x }; }
/// A comment of its own.
#[cfg(feature = "a")] #[inline] pub(in crate::a) const unsafe extern "C" fn plain<'a>(#[allow(unused)] x: &'a u8) {}
#[rr::verify] pub fn behind_it() {}
#[rr::verify] fn first() {} fn second() {} #[derive(Clone)] struct Third { a: [u8; { fn inside() {} 1 }], #[rr::field("x")] b: u8 }
#[rr::refined_by("x" : "Z")] enum Choice<'a, T: Fn(u8) -> u8> where T: Copy { #[rr::pattern("1")] A { x: &'a u8 } = 1, B = { #[rr::verify] || 1; 2 } }
struct Lent; impl Clone for Lent { fn clone(&self) -> Self { Lent } } impl std::fmt::Debug for Lent { fn fmt(&self) {} }
impl Lent { #![rr::only_spec] fn counts(&self) -> u8 { 1 } }
#[rr::only_spec] impl Lent { fn also(&self) -> u8 { 1 } } impl Lent { fn does_not(&self) -> u8 { 1 } }
unsafe impl Send for Lent {} extern "C" { fn outside(x: impl Copy); } fn last(x: impl Fn(u8)) -> impl Fn(u8) { x }
mod inner { use super::*; #[cfg(a)] struct S<'a, T>(&'a T); impl<'a, T> S<'a, T> { pub(crate) const unsafe fn m(&self) {} #[rr::verify] fn n() {} } }
`;

for (const [name, text] of [...texts, ["tricky", tricky] as const]) {
  test(`without bodies: ${name}`, () => {
    const short = withoutBodies(text, "rr");
    assert.equal(short.length, text.length);
    assert.deepEqual(
      short.split("\n").map((line) => line.length),
      text.split("\n").map((line) => line.length),
    );
    assert.deepEqual(facts(text, short), facts(text));
  });
  test(`without a tree: ${name}`, () => {
    const plain = text.replaceAll("rr::", "xx::");
    assert.deepEqual(seenByOthers(skeletonOf(plain)), seenByOthers(facts(plain)));
  });
}

/** Types and modules outside of functions, `use` outside of functions, and names of functions. */
function seenByOthers({ declarations, uses, isNoStd }: RustFacts) {
  const isTop = (parent: number | null): boolean => {
    const around = parent === null ? null : declarations[parent];
    return around == null || (around.kind === "module" && isTop(around.parent));
  };
  const path = (declaration: Declaration): string =>
    declaration.parent === null
      ? declaration.name
      : `${path(declarations[declaration.parent] ?? declaration)}::${declaration.name}`;
  const kinds = new Set(["module", "struct", "union", "enum", "trait", "typeAlias"]);
  return {
    types: declarations
      .filter((declaration) => kinds.has(declaration.kind) && isTop(declaration.parent))
      .map((d) => [
        d.kind,
        path(d),
        d.line,
        d.cfg,
        d.pathAttribute,
        d.lifetimes,
        d.kind === "module" && d.hasBody,
      ]),
    uses: uses.filter((use) => isTop(use.scope)).map((use) => [use.path, use.alias]),
    isNoStd,
  };
}

test("a half-written file keeps its length and its lines", () => {
  const piece = fc.constantFrom(
    "fn f",
    "(",
    ")",
    "{",
    "}",
    "\n",
    "//",
    "/*",
    "*/",
    '"',
    "'",
    "'a",
    "<",
    ">",
    "rr::",
    "#[",
    "]",
    ";",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const short = withoutBodies(text, "rr");
      assert.deepEqual(
        short.split("\n").map((line) => line.length),
        text.split("\n").map((line) => line.length),
      );
      skeletonOf(text);
    }),
  );
});
