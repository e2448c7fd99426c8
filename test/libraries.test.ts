/** Interfaces of other libraries: how they are read and found, and what previews and the catalogue make of them. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import {
  includedLibraries,
  interfacesOf,
  type LibrarySource,
  scanLoadPath,
} from "../server/src/project/libraries.ts";
import { readLibraryFile } from "../server/src/project/libraryFile.ts";
import { type Environment, libraryFolders } from "../server/src/project/loadPath.ts";
import { readManifest } from "../server/src/project/manifest.ts";
import { readModuleTree } from "../server/src/project/moduleTree.ts";
import { readNeighbours } from "../server/src/project/neighbours.ts";
import { previewCrate } from "../server/src/project/previewCrate.ts";
import { type Configuration, readConfiguration } from "../server/src/project/refinedRustToml.ts";
import { factsOf } from "../server/src/project/rustFacts.ts";
import { type Preview, Previewer } from "../server/src/rocq/preview.ts";
import type { RustFile } from "../server/src/syntax/model.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";

const parser = await createRustParser();
const fixtures = join(import.meta.dirname, "fixtures/libraries");
const SHELF = "/w/out/shelf/interface.rrlib";
const TILL = "/w/till/src/lib.rs";

const shop = (): MemoryDisk => MemoryDisk.from(join(fixtures, "shop"), "/w");

/** The previews of the crate `till` on a disk, as the fronts make them. */
async function previewsOf(
  disk: MemoryDisk,
  configuration: string | null = null,
  environment: Environment = {},
): Promise<Preview[]> {
  const parsed = new Map<string, RustFile>();
  const rust = async (path: string) => {
    const text = await disk.read(path);
    if (text === null) return null;
    const file = parser.read(text, { path, hotword: "rr" });
    parsed.set(path, file);
    return { file, facts: factsOf(file) };
  };
  const manifest = readManifest("/w/till/Cargo.toml", (await disk.read("/w/till/Cargo.toml")) ?? "");
  const target = manifest.targets.find(({ kind }) => kind === "lib");
  assert.ok(target);
  const { files } = await readModuleTree(target.rootFile, async (path) => (await rust(path))?.facts ?? null);
  const neighbours = await readNeighbours(manifest, target, files, {
    disk,
    rust,
    parse: (text) => parser.read(text, { path: "", hotword: "" }),
    configuration,
    environment,
  });
  const members = files.flatMap((module) => {
    const file = parsed.get(module.path);
    return file ? [{ module, file }] : [];
  });
  const { crate, sources } = previewCrate(members, manifest.dependencies, neighbours);
  const previewer = new Previewer(crate);
  return sources.flatMap((source) => previewer.previewFile(source));
}

const fidelities = (previews: readonly Preview[]) =>
  Object.fromEntries(previews.map(({ name, fidelity }) => [name, fidelity]));

test("types and traits of another crate are printed by the names of its interface", async () => {
  const shown = (await previewsOf(shop())).map(({ name, fidelity, holes, text }) => {
    const needs = holes.map(({ needed }) => `needs ${needed}\n`);
    return `# ${name}: ${fidelity}\n${[...new Set(needs)].join("")}${text}`;
  });
  const expected = join(fixtures, "shop.expected.txt");
  const found = shown.join("\n");
  if (process.env["UPDATE"] === "1" || !existsSync(expected)) writeFileSync(expected, found);
  assert.equal(found, readFileSync(expected, "utf8"));
});

test("without a library nothing of another crate is exact, and without a load path neither", async () => {
  for (const path of [SHELF, "/w/RefinedRust.toml"]) {
    const disk = shop();
    disk.remove(path);
    const { standard, Other: local, ...others } = fidelities(await previewsOf(disk));
    assert.equal(local, "exact");
    assert.deepEqual(new Set(Object.values(others)), new Set(["approximate"]), path);
    // What the product itself knows of the standard library holds as long as no library is at hand.
    assert.equal(standard, "exact");
  }
});

test("the crate must include the library", async () => {
  const disk = shop();
  disk.write(TILL, disk.text(TILL)?.replace('#![rr::include("shelf")]', "") ?? "");
  assert.equal(fidelities(await previewsOf(disk))["plain"], "approximate");
});

test("a configuration beside the crate counts when it has an output of the crate, or RR_CONFIG names it", async () => {
  const disk = shop();
  const toml = disk.text("/w/RefinedRust.toml") ?? "";
  disk.remove("/w/RefinedRust.toml");
  disk.write("/w/verification/RefinedRust.toml", toml.replaceAll('"out"', '"../out"'));
  assert.equal(fidelities(await previewsOf(disk))["plain"], "approximate");
  assert.equal(fidelities(await previewsOf(disk, "/w/verification/RefinedRust.toml"))["plain"], "exact");
  disk.write("/w/out/till/proofs/proof_plain.v", "");
  assert.equal(fidelities(await previewsOf(disk))["plain"], "exact");
});

test("the parameters come from the source as it is now", async () => {
  const disk = shop();
  const source = "/w/shelf/src/lib.rs";
  const before = disk.text(source) ?? "";
  disk.write(source, before.replace("struct Count {", "struct Count<T = u8> {"));
  const plain = (await previewsOf(disk)).find(({ name }) => name === "plain");
  assert.equal(plain?.fidelity, "exact");
  assert.match(plain?.text ?? "", /\(Count_\w+ \(Z\).* <TY> \(int U8\)/);
  disk.write(source, before.replace("struct Count {", "struct Count<T = elsewhere::Thing> {"));
  assert.equal(fidelities(await previewsOf(disk))["plain"], "approximate");
});

test("the standard library goes by the interface where one describes it", async () => {
  const disk = shop();
  const option = (term: string) => ({
    kind: "adt",
    path: ["core", "option", "Option"],
    semtype: term,
    rtype: "(Option_rt)",
    syntype: "Option_els",
    info: { enum_name: "Option", needs_trait_attrs: false },
  });
  disk.write("/w/out/option/interface.rrlib", library("option", [option("Renamed_ty")]));
  const including = '#![rr::include("shelf")]\n#![rr::include("option")]';
  disk.write(TILL, disk.text(TILL)?.replace('#![rr::include("shelf")]', including) ?? "");
  const standard = (await previewsOf(disk)).find(({ name }) => name === "standard");
  assert.equal(standard?.fidelity, "exact");
  assert.match(standard.text, /it :@: \(Renamed_ty \(Z\) {2}<TY> \(int U8\) <INST!>\)/);
  disk.write("/w/out/more/interface.rrlib", library("more", [option("Other_ty")]));
  disk.write(
    TILL,
    disk
      .text(TILL)
      ?.replace('#![rr::include("option")]', '#![rr::include("option")]\n#![rr::include("more")]') ?? "",
  );
  assert.equal(fidelities(await previewsOf(disk))["standard"], "approximate", "described in two ways");
});

test("bounds by traits of the standard library are printed where interfaces describe these", async () => {
  const trait = (path: string, rest: object = {}) => ({
    kind: "trait",
    name: path.split("::").at(-1),
    path: path.split("::"),
    allowed_attrs: [],
    attrs_dependent: true,
    has_semantic_interp: false,
    method_trait_incl_decls: {},
    ...rest,
  });
  const bounds = `
trait Alike {
    #[rr::verify]
    fn like(&self);
}

#[rr::returns("x")]
#[rr::params("x")]
#[rr::args("x")]
fn copied<T: Copy>(x: T) -> T {}

#[rr::requires("{T::PEq} a b")]
fn compared<T: Alike + core::cmp::PartialOrd>(a: T, b: T) {}

#[rr::verify]
fn largest<I: Iterator>(of: I) where I::Item: Ord {}

#[rr::verify]
fn next<I: Iterator<Item = u8>>(of: I) {}

#[rr::verify]
fn shown<T: core::fmt::Debug>(x: T) {}

#[rr::verify]
fn hidden<T: core::hash::Hash>(x: T) {}
`;
  const previews = async (items: readonly object[], root = "") => {
    const disk = shop();
    disk.write("/w/out/std/interface.rrlib", library("std", items));
    const including = `${root}#![rr::include("shelf")]\n#![rr::include("std")]`;
    disk.write(TILL, `${disk.text(TILL)?.replace('#![rr::include("shelf")]', including)}${bounds}`);
    const made = await previewsOf(disk);
    return ["copied", "compared", "largest", "next", "shown", "hidden"].map((name) => {
      const { fidelity, text, holes } = made.find((preview) => preview.name === name) ?? assert.fail(name);
      const needs = [...new Set(holes.map(({ needed }) => `needs ${needed}\n`))];
      return `# ${name}: ${fidelity}\n${needs.join("")}${text}`;
    });
  };
  const all = [
    trait("core::clone::Clone"),
    trait("core::marker::Copy", { has_semantic_interp: true }),
    trait("core::cmp::PartialEq", { allowed_attrs: ["PEq"] }),
    trait("core::cmp::PartialOrd", { allowed_attrs: ["POrd"] }),
    trait("core::iter::Iterator", { name: "traits_iterator_Iterator", allowed_attrs: ["Next", "Inv"] }),
  ];
  const found = (await previews(all)).join("\n");
  const expected = join(fixtures, "standardTraits.expected.txt");
  if (process.env["UPDATE"] === "1" || !existsSync(expected)) writeFileSync(expected, found);
  assert.equal(found, readFileSync(expected, "utf8"));
  // The super-trait has to be described, too.
  assert.match((await previews(all.slice(1)))[0] ?? "", /^# copied: approximate/);
});

const library = (name: string, items: readonly unknown[] = [], exports: readonly string[] = []): string =>
  JSON.stringify({
    refinedrust_path: `p.${name}.generated`,
    refinedrust_module: `generated_specs_${name}`,
    refinedrust_name: name,
    module_dependencies: [],
    export_libs: exports,
    items,
  });

const sourceOf = (disk: MemoryDisk): LibrarySource => ({
  list: (folder) => disk.list(folder),
  stat: (path) => disk.stat(path),
  async library(path) {
    const text = await disk.read(path);
    return text === null ? null : readLibraryFile(path, text);
  },
});

test("libraries are found at any depth, by the name inside, with what they export", async () => {
  const disk = MemoryDisk.of({
    "/l/deep/er/x.rrlib": library("one", [], ["two", "gone"]),
    "/l/interface.rrlib": library("two", [], ["one"]),
    "/l/unused.rrlib": library("three"),
    "/l/copy/interface.rrlib": library("two", [], ["one"]),
    "/l/twice/a.rrlib": library("twice"),
    "/l/twice/b.rrlib": library("twice", [], ["one"]),
    "/l/cut.rrlib": library("cut").slice(0, -20),
    "/l/list.rrlib": "[]",
    "/l/wrong.rrlib": library("wrong", [{ kind: "adt" }]),
    "/elsewhere/interface.rrlib": library("elsewhere"),
  });
  disk.link("/l/loop", "/l");
  const found = await scanLoadPath(["/l", "/not/there"], sourceOf(disk));
  const included = includedLibraries(["one", "twice", "wrong", "elsewhere"], found);
  assert.deepEqual(
    included.libraries.map(({ name }) => name),
    ["one", "two"],
  );
  assert.deepEqual(included.missing, ["elsewhere", "gone", "twice", "wrong"]);
  assert.equal(interfacesOf(included).isComplete, false);
  const notes = found.notes.map(({ path, message }) => `${path}: ${message.replace(/JSON: .*/, "JSON")}`);
  assert.deepEqual(notes.sort(), [
    "/l/cut.rrlib: the library is not used: it is no JSON",
    "/l/list.rrlib: the library is not used: it does not say its name",
    "/l/twice/b.rrlib: another library on the load path is called `twice`, too",
    "/l/wrong.rrlib: the library is not used: entry 1 of `items` is not understood",
  ]);
});

test("the interface of RefinedRust's own form is read whole", async () => {
  const text = (await shop().read(SHELF)) ?? "";
  const shelf = readLibraryFile(SHELF, text);
  assert.equal(shelf.failure, null);
  assert.equal(shelf.theory, "shop.shelf.generated.generated_specs_shelf");
  assert.deepEqual(shelf.impls, [
    { name: "CountasWeighed", trait: ["shelf", "Weighed"], type: ["shelf", "Count"] },
  ]);
  const interfaces = interfacesOf({ libraries: [shelf], missing: [] });
  assert.equal(interfaces.impl(["shelf", "Weighed"], ["shelf", "Count"]), "CountasWeighed");
  assert.deepEqual(interfaces.trait(["shelf", "Weighed"])?.attributes, ["Weight"]);
});

test("no bytes and no JSON make the reader throw, and what is cut is never taken for whole", async () => {
  const text = (await shop().read(SHELF)) ?? "";
  const whole = text.trimEnd().length;
  for (let end = 0; end < whole; end += 7) {
    assert.notEqual(readLibraryFile("x.rrlib", text.slice(0, end)).failure, null, `${end}`);
  }
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => void readLibraryFile("x", Buffer.from(bytes).toString())),
  );
  fc.assert(fc.property(fc.json(), (json) => void readLibraryFile("x", json)));
  // Any one value of a real file replaced by another.
  const paths = [...pathsIn(JSON.parse(text) as unknown)];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const { failure, name } = readLibraryFile("x", JSON.stringify(replaced(JSON.parse(text), path, value)));
      assert.ok(failure === null || failure.length > 0);
      if (failure === null) assert.equal(typeof name, "string");
    }),
  );
});

type Step = string | number;

function* pathsIn(value: unknown, path: readonly Step[] = []): Generator<readonly Step[]> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [n, each] of value.entries()) yield* pathsIn(each, [...path, n]);
  else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value)) yield* pathsIn(each, [...path, key]);
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((each, n) => (n === step ? replaced(each, rest, by) : each));
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [step]: replaced(fields[step], rest, by) };
}

test("the catalogue says which libraries a crate uses, and which it misses", async () => {
  const disk = shop();
  disk.write(TILL, `${disk.text(TILL)}`.replace("use rack", '#![rr::include("nowhere")]\nuse rack'));
  const workspace = workspaceOf(disk);
  const shown = async (changed: readonly string[] | null = null) =>
    (await workspace.update(changed)).libraries.map(({ crate, libraries, missing }) => [
      crate.name,
      libraries.map(({ name, functions }) => `${name} ${functions.length}`),
      missing,
    ]);
  assert.deepEqual(await shown(), [["till", ["shelf 1"], ["nowhere"]]]);
  const { notes } = await workspace.update([]);
  assert.ok(notes.some(({ path, message }) => path === TILL && message.includes("`nowhere`")));
  disk.write(SHELF, "{");
  assert.deepEqual(await shown([SHELF]), [["till", [], ["nowhere", "shelf"]]]);
});

test("variables of the environment win over the configuration", async () => {
  const disk = shop();
  const configuration = readConfiguration(
    "/w/RefinedRust.toml",
    'lib_load_paths = ["a"]\nwork_dir = "deep"\n',
  );
  const folders = (environment: Environment, of: Configuration | null = configuration) =>
    libraryFolders(of, "/w/till", environment, (path) => disk.stat(path));
  assert.deepEqual(await folders({}), ["/w/deep/a"]);
  assert.deepEqual(await folders({ RR_LIB_LOAD_PATHS: "" }), ["/w/deep/a"]);
  assert.deepEqual(await folders({ RR_LIB_LOAD_PATHS: "b:/c" }), ["/w/deep/b", "/c"]);
  assert.deepEqual(await folders({ RR_LIB_LOAD_PATHS: "b" }, null), ["/w/till/b"]);
  assert.deepEqual(await folders({ RR_LIB_LOAD_PATHS: "b", RR_WORK_DIR: "/v" }), ["/v/b"]);
  assert.deepEqual(await folders({ RR_NIX_STDLIB: "/nix/store/x" }), ["/w/deep/a", "/nix/store/x"]);
  const opam = { OPAM_SWITCH_PREFIX: "/projects/.opam/rr" };
  const shared = "/projects/.opam/rr/share/refinedrust-stdlib";
  assert.deepEqual(await folders(opam), ["/w/deep/a", shared]);
  assert.deepEqual(await folders({ ...opam, RR_FIND_STDLIB: "false" }), ["/w/deep/a"]);
  const off = readConfiguration("/w/RefinedRust.toml", "find_stdlib = false\n");
  assert.deepEqual(await folders(opam, off), []);
  assert.deepEqual(await folders({ ...opam, RR_FIND_STDLIB: "1" }, off), [shared]);
  disk.write("/w/_opam/.opam-switch/switch-state", "");
  assert.deepEqual(await folders(opam), ["/w/deep/a", "/w/_opam/share/refinedrust-stdlib"]);
});

test("a library that only the environment leads to is used", async () => {
  const disk = shop();
  disk.remove("/w/RefinedRust.toml");
  const found = await previewsOf(disk, null, { RR_LIB_LOAD_PATHS: "/w/out" });
  assert.deepEqual(fidelities(found), fidelities(await previewsOf(shop())));
  const workspace = workspaceOf(disk, ["/w"], { RR_LIB_LOAD_PATHS: "/w/out" });
  const { libraries } = await workspace.update();
  assert.ok(libraries.some((uses) => uses.libraries.some(({ path }) => path === SHELF)));
});
