/** Previews apart from their wording: where holes and parts are, and how the command line shows them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { loneFile, previewCrate } from "../server/src/project/previewCrate.ts";
import { type Preview, Previewer } from "../server/src/rocq/preview.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();

function previewsOf(code: string): Preview[] {
  const file = parser.read(code, { path: "src/lib.rs", hotword: "rr" });
  const { crate, sources } = previewCrate([loneFile("src/lib.rs", file)], []);
  const previewer = new Previewer(crate);
  return sources.flatMap((source) => previewer.previewFile(source));
}

function onlyPreview(code: string): Preview {
  const [preview, ...others] = previewsOf(code);
  assert.ok(preview && others.length === 0, `${others.length + 1} previews`);
  return preview;
}

const INCREMENT = `#[rr::params("x")]
#[rr::args("x")]
#[rr::requires("x < MaxInt U8")]
#[rr::returns("x + 1")]
fn increment(x: u8) -> u8 { x + 1 }
`;

test("each part of a text is tied to the annotation it comes from", () => {
  const { parts, text } = onlyPreview(INCREMENT);
  const shown = parts.map(({ range, annotation }) => [
    INCREMENT.slice(annotation.attribute.range.start, annotation.attribute.range.end),
    text.slice(range.start, range.end),
  ]);
  assert.ok(
    shown.some(([from, to]) => from?.includes("x < MaxInt U8") && to?.includes("x < MaxInt U8")),
    JSON.stringify(shown),
  );
  assert.ok(shown.some(([from, to]) => from?.includes("x + 1") && to?.includes("x + 1")));
});

test("what the compiler alone knows is a hole that says what it needs", () => {
  const preview = onlyPreview('#[rr::returns("x")]\nfn f<T: Ord>(x: T) -> T { x }\n');
  assert.equal(preview.fidelity, "approximate");
  assert.ok(preview.holes.length > 0);
  for (const { range, needed } of preview.holes) {
    assert.match(preview.text.slice(range.start, range.end), /^⟨[^⟨⟩]*⟩$/);
    assert.match(needed, /Ord/);
  }
});

test("parentheses and comments make no tuple", () => {
  const plain = "#[rr::verify]\nfn f(a: i32, b: &u8, c: (u8, bool), d: (u8,)) -> u8 { 1 }\n";
  const written = plain
    .replace("i32", "((i32))")
    .replace("&u8", "&(u8 /* , */)")
    .replace("(u8, bool)", "(u8, /* second */ (bool))")
    .replace("-> u8", "-> (u8)");
  const [one, other] = [onlyPreview(plain), onlyPreview(written)];
  assert.equal(other.text, one.text);
  assert.match(one.text, /tuple1_ty \(Z\)/);
});

test("what depends on conditions of the compiler is not exact", () => {
  for (const code of [
    "#[rr::verify]\nfn f(#[cfg(test)] x: i32) {}",
    "#[cfg(a)]\nstruct P;\n#[cfg(not(a))]\nstruct P { a: i32 }\n#[rr::verify]\nfn f(p: P) {}",
    "struct r#Thing;\n#[rr::verify]\nfn f(p: r#Thing) {}",
  ])
    assert.equal(previewsOf(code).find(({ kind }) => kind === "fn")?.fidelity, "approximate", code);
  assert.equal(onlyPreview("#[rr::verify]\nfn r#type() {}").name, "rtype");
});

test("a malformed name of code ends the run, as long as it is looked at", () => {
  for (const shim of ["#[rr::code_shim]", "#[rr::code_shim(a)]"]) {
    assert.match(onlyPreview(`${shim}\nfn f() {}\n`).problem ?? "", /unwrap/);
    assert.equal(onlyPreview(`#[rr::trust_me]\n${shim}\nfn f() {}\n`).fidelity, "exact");
  }
  assert.equal(onlyPreview('#[rr::code_shim("a")]\nfn f() {}\n').fidelity, "exact");
});

test("a bound of a lifetime is the same inline and behind `where`", () => {
  const inline = "#[rr::verify]\nfn f<'x, 'a, 'b: 'a>(w: &'x u8, z: &u8, x: &'a u8, y: &'b u8) {}\n";
  const clause = inline.replace("'b: 'a", "'b").replace(" {}", " where 'b: 'a {}");
  const [before, after] = [onlyPreview(inline), onlyPreview(clause)];
  assert.equal(before.fidelity, "exact");
  assert.equal(after.text, before.text);
  assert.match(
    after.text,
    /\[\(ulft_a, ulft_b\); \(ϝ, ulft_a\); \(ϝ, ulft_b\); \(ϝ, ulft_x\); \(ϝ, ulft_4\)\]/,
  );
});

test("types that lead back to each other are refused, with all that uses them", () => {
  const code = `struct A { b: B }
struct B { a: Option<Box<A>> }
struct C { own: *mut A, list: &'static [C] }
#[rr::verify]
fn f(a: &B) {}
`;
  const found = previewsOf(code).map(({ name, problem, fidelity }) => [name, problem ?? fidelity]);
  const refused = "RefinedRust does not currently support mutually recursive types";
  assert.deepEqual(found, [
    ["A", refused],
    ["B", refused],
    ["C", "exact"],
    ["f", refused],
  ]);
});

test("an associated type of an impl is what the impl says", () => {
  const code = `trait T { type O; #[rr::verify] fn a(&self) -> Self::O; }
#[rr::verify]
impl<U> T for (U, bool) { type O = U; fn a(&self) -> U { loop {} } }
`;
  const found = previewsOf(code);
  assert.deepEqual(
    found.map(({ fidelity }) => fidelity),
    ["exact", "exact", "exact", "exact"],
  );
  const method = found.find(({ text }) => text.includes("<MERGE!>"));
  assert.match(method?.text ?? "", /<TY> \(tuple2_ty .* <INST!>\) <TY> U_ty <INST!>\)\.\(T_a_spec\)/);
});

test("arguments that are left out are the defaults", () => {
  const code = `mod inner { pub struct Plain; pub struct With<T, U = Plain> { t: T, u: U } }
#[rr::verify]
fn f(a: inner::With<i32>) {}
pub trait Same<Other = Self> { #[rr::verify] fn same(&self, other: &Other); }
#[rr::verify]
impl Same for u8 { fn same(&self, other: &u8) {} }
`;
  const found = previewsOf(code);
  for (const { name, fidelity } of found) assert.equal(fidelity, "exact", name);
  const texts = found.map(({ text }) => text).join("\n");
  assert.match(
    texts,
    /\(inner_With_ty \(Z\) \(\(inner_Plain_rt\)\) {2}<TY> \(int I32\) <TY> \(inner_Plain_ty {3}<INST!>\) <INST!>\)/,
  );
  assert.match(texts, /\(Same_spec_attrs \(Z\) \(Z\)\)/);
  const open = "pub struct Twice<T, U = T> { t: T, u: U }\n#[rr::verify]\nfn f(a: Twice<i32>) {}\n";
  assert.equal(previewsOf(open).at(-1)?.fidelity, "approximate");
});

test("discriminants may be shifted, as far as their type has bits", () => {
  const shown = (repr: string, value: string) => {
    const preview = onlyPreview(`#[repr(${repr})]\nenum E { A = ${value}, B }\n`);
    const values = /\("A", (\S+?)\); \("B", (\S+?)\)/.exec(preview.text.replace(/\s+/g, " "));
    return preview.fidelity === "exact" ? values?.slice(1) : null;
  };
  assert.deepEqual(shown("u64", "1 << 62"), ["4611686018427387904", "4611686018427387905"]);
  assert.deepEqual(shown("u8", "0b11<<2"), ["12", "13"]);
  assert.deepEqual(shown("i8", "-1 << 2"), ["-4", "-3"]);
  for (const [repr, value] of [
    ["i8", "1 << 7"],
    ["u8", "3 << 7"],
    ["isize", "1 << 31"],
    ["u8", "1 << N"],
  ] as const)
    assert.equal(shown(repr, value), null, value);
});

test("a variant whose name is a keyword crashes RefinedRust", () => {
  assert.equal(onlyPreview("enum E { r#type }\n").problem, "no entry found for key");
  assert.equal(onlyPreview("enum E { r#kind }\n").fidelity, "exact");
});

test("traits with lifetimes, and with types that have a default, are not taken for known", () => {
  for (const [parameters, item, use] of [
    ["<'a>", "", "<'x>"],
    ["", "type O = i32; ", ""],
  ]) {
    const code = `trait T${parameters} { ${item}#[rr::verify] fn a(&self); }
#[rr::verify]
impl${use} T${use} for i32 { fn a(&self) {} }
`;
    for (const { kind, fidelity } of previewsOf(code))
      assert.equal(fidelity, "approximate", `${kind} of ${code}`);
  }
});

test("a text with brackets of its own is not taken for one with holes", () => {
  const preview = onlyPreview('#[rr::requires("⟨x⟩ = ⟨x⟩")]\nfn f(x: u8) {}\n');
  assert.equal(preview.fidelity, "exact");
  assert.deepEqual(preview.holes, []);
});

test("a loop's invariant is shown, with holes for the compiler's own locals", () => {
  const loop = `#[rr::exists("i")] #[rr::inv_vars("x": "#i", "y")] #[rr::inv("H" : "i ≤ 5")] #[rr::ignore] || {};`;
  const around = (head: string) =>
    `#[rr::verify]\nfn f(n: u32) { let mut x: u32 = 0; let mut y = 3; ${head} { let _ = ${loop} } }\n`;
  const shown = previewsOf(around("while x < n"))[1];
  assert.equal(shown?.fidelity, "approximate");
  assert.match(shown.text, /\(\["x"; "y"\], \["n"; ⟨other locals⟩\], \[⟨temporaries⟩\], wrap_inv /);
  assert.match(shown.text, /\(_var_x: \(place_rfnRT Z\)\) \(_var_y: \(place_rfnRT ⟨[^⟩]*⟩\)\)/);
  assert.match(
    shown.text,
    /∃ \(i: _\) \(y: _\), \(⌜\(_var_x = #i\)%Z⌝\)\n∗ \(⌜\(_var_y = \(\$# y\)\)%Z⌝\)\n∗ /,
  );
  assert.match(shown.text, /name_hint "H" \(i ≤ 5\)%Z/);
  assert.match(previewsOf(around("for k in 0..n"))[1]?.text ?? "", /⟨what the iterator keeps⟩/);
});

test("nothing is shown, with a reason, for what RefinedRust passes over or refuses", () => {
  const skipped = onlyPreview("#[rr::skip]\nfn f() {}\n");
  assert.equal(skipped.fidelity, "none");
  assert.equal(skipped.problem, null);
  assert.ok(skipped.reason);
  const refused = onlyPreview('#[rr::args("x")]\nfn f(x: u8, y: u8) {}\n');
  assert.equal(refused.fidelity, "none");
  assert.equal(refused.problem, "wrong number of function arguments given: expected 2 args");
  assert.equal(refused.text, "");
});

test("half a file has previews", () => {
  const whole = `${INCREMENT}#[rr::refined_by("x" : "Z")]\nstruct S { #[rr::field("x")] x: u8 }\n`;
  for (let end = 0; end <= whole.length; end++) assert.doesNotThrow(() => previewsOf(whole.slice(0, end)));
});

const CLI = join(import.meta.dirname, "../dist/cli.js");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-preview-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

function preview(args: readonly string[], input = "") {
  return spawnSync(process.execPath, [CLI, "preview", ...args], { cwd: scratch, input, encoding: "utf8" });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

test("the command line prints the item around a line", () => {
  write("one.rs", `${INCREMENT}\n#[rr::verify]\nfn other() {}\n`);
  const { status, stdout } = preview(["one.rs:4"]);
  assert.equal(status, 0);
  assert.match(stdout, /^\(\* .*one\.rs:5 fn increment: exact \*\)\n/);
  assert.match(stdout, /Definition type_of_increment /);
  assert.doesNotMatch(stdout, /type_of_other/);
});

test("the command line finds types in the other files of the crate", () => {
  write("crate/Cargo.toml", '[package]\nname = "c"\nversion = "0.1.0"\n');
  write("crate/src/lib.rs", "mod model;\nmod code;\n");
  write("crate/src/model.rs", '#[rr::refined_by("x" : "Z")]\npub struct S { #[rr::field("x")] pub x: u8 }\n');
  write("crate/src/code.rs", 'use crate::model::S;\n#[rr::params("s")]\n#[rr::args("s")]\nfn f(s: S) {}\n');
  const { status, stdout } = preview(["crate/src/code.rs"]);
  assert.equal(status, 0);
  assert.match(stdout, /fn code_f: exact/);
  assert.match(stdout, /s :@: \(model_S_inv_t /);
});

test("JSON lines are answered one by one, malformed ones with an error", () => {
  const lines = [JSON.stringify({ id: 1, text: INCREMENT }), "{", JSON.stringify({ id: "b", text: "" })];
  const { status, stdout } = preview(["--stdin-jsonl"], `${lines.join("\n")}\n`);
  assert.equal(status, 2);
  const [first, second, third] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: unknown; previews?: readonly unknown[]; error?: string });
  const whole = onlyPreview(INCREMENT);
  assert.deepEqual(first, {
    id: 1,
    previews: [
      { kind: "fn", name: "increment", fidelity: "exact", text: whole.text, holes: [], problem: null },
    ],
  });
  assert.match(second?.error ?? "", /^not JSON/);
  assert.deepEqual(third, { id: "b", previews: [] });
});

test("a file that is not there fails, and the others are printed", () => {
  write("there.rs", INCREMENT);
  const { status, stdout, stderr } = preview(["missing.rs", "there.rs"]);
  assert.equal(status, 2);
  assert.match(stderr, /missing\.rs/);
  assert.match(stdout, /type_of_increment/);
});

test("later lines of patterns and field types are indented as the printers do", () => {
  const code = `#[rr::refined_by("option
Z")]
enum E {
    #[rr::pattern("Some" $ "x
y")] #[rr::refinement("z")]
    A(#[rr::field("int
i32")] i32),
}
`;
  const { text } = onlyPreview(code);
  assert.ok(text.includes(" ((struct_t E_A_sls +[(int\n    i32)])))."), text);
  assert.ok(
    text.includes("  λ rfn : (option\n    Z), match rfn with | (Some (x\n    y)) => E_A_rt end."),
    text,
  );
  assert.ok(text.includes("(λ rfn, match rfn with | (Some (x\ny)) => z end)"), text);
});

test("the statement for an impl generalizes over what the impl is generic in", () => {
  const code = `trait Tr {}
#[rr::context("c")]
impl<T: Tr> Tr for Option<T> {}
`;
  const text = previewsOf(code).find(({ kind }) => kind === "impl")?.text ?? "";
  const binders =
    "`(!(c)) `(T_rt : !RT) `(T_st : !syn_type) `(Tr_T_spec_attrs : !(Tr_spec_attrs (RRGS:=RRGS) (T_rt) ))";
  assert.ok(text.includes(`∀ ${binders}, trait_incl_marker`), text);
});

test("what the header of an impl leaves out is numbered once", () => {
  const code = `trait Tr<T> { #[rr::verify] fn m(&self, x: T); }
#[rr::verify]
impl Tr<&i8> for &u8 { fn m(&self, x: &i8) {} }
`;
  const text = previewsOf(code).find(({ kind }) => kind === "impl")?.text ?? "";
  assert.ok(text.includes("<TY> (shr_ref ulft_p1 (int U8)) <TY> (shr_ref ulft_p0 (int I8))"), text);
  // The trait's method has one lifetime, that of `self`.
  assert.ok(text.includes("<LFT> ulft_p0 <LFT> ulft_p1 : (spec_with 1 [] fn_spec)"), text);
});
