#!/usr/bin/env node
/**
 * A STAND-IN for `cargo-refinedrust`, for machines that do not have the real one: it translates nothing.
 *
 * It has the real one's command line, environment, messages and files. Specifications are those that our own preview
 * prints for the crate in the current folder; programs come from a recording of its code (`RR_STAND_IN_CODE`), and a
 * function that is not in the recording is skipped. With `RR_STAND_IN_REPLAY` it prints a recorded run instead.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

const VERSION = "RefinedRust 0.1.0-stand-in for nightly-2026-02-28";
const USAGE = `Usage: cargo refinedrust [<RefinedRust options>] -- [<cargo options>]
      --no-assumption      Require specifications to not be assumed
      --show-config        Display the detected configuration
  -h, --help               Print help
  -V, --version            Print version info
`;
const CLI = join(dirname(fileURLToPath(import.meta.url)), "../../dist/cli.js");

function main(given) {
  // cargo names the command again.
  const words = given[0] === "refinedrust" ? given.slice(1) : given;
  const end = words.indexOf("--");
  for (const word of end < 0 ? words : words.slice(0, end)) {
    if (word === "-h" || word === "--help") return say(USAGE);
    if (word === "-V" || word === "--version") return say(versions());
    if (word === "--show-config") return say(`Current detected configuration:\n${printed(configuration())}`);
    if (word !== "--no-assumption") {
      process.stderr.write(
        `Unexpected argument: ${word}\nUse \`cargo refinedrust --help\` for usage information.\n`,
      );
      return 1;
    }
  }
  const { RR_STAND_IN_REPLAY: recording } = process.env;
  if (recording) return replay(recording);
  return translate(end < 0 ? [] : words.slice(end + 1));
}

function versions() {
  const dune = versionOf("dune", ["--version"]);
  const rocq = versionOf("rocq", ["--print-version"]);
  return `${VERSION}

RefinedRust library paths:
 - ${dirname(CLI)}

Rust toolchain:
 - rustc 0.0.0-stand-in (/nowhere/rustc)
 - cargo 0.0.0-stand-in (/nowhere/cargo)

Rocq toolchain:
 - ${dune === null ? "dune not found" : `dune ${dune}`}
 - ${rocq === null ? "rocq not found" : `rocq ${rocq}`}
`;
}

function versionOf(program, words) {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8" });
  return status === 0 ? `${stdout.trim().split(/\s/)[0]} (${program})` : null;
}

/** RefinedRust.toml of the current folder, then the file of RR_CONFIG, then the variables (rrconfig/src/lib.rs). */
function configuration() {
  const { RR_CONFIG: named, RR_OUTPUT_DIR: output, CARGO_TARGET_DIR: target } = process.env;
  const file = named || (existsSync("RefinedRust.toml") ? "RefinedRust.toml" : null);
  const table = file === null ? {} : parse(readFileSync(file, "utf8"));
  const base = named ? dirname(resolve(named)) : process.cwd();
  const folder = output || table.output_dir;
  return {
    ...table,
    work_dir: resolve(base, table.work_dir ?? "."),
    output_dir: folder ? resolve(base, table.work_dir ?? ".", folder) : resolve(target || "target", "verify"),
    generate_dune_project: table.generate_dune_project ?? true,
  };
}

const printed = (table) =>
  Object.entries(table)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join("");

/** A `.txt` as the fixtures of tool output have it. */
function replay(path) {
  const [, stdout, stderr, status] =
    /--- stdout\n([\s\S]*?)--- stderr\n([\s\S]*?)--- exit status: (\d+)/.exec(readFileSync(path, "utf8")) ??
    [];
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return Number(status);
}

function translate(cargoArguments) {
  if (!existsSync("Cargo.toml")) {
    process.stderr.write(
      `error: could not find \`Cargo.toml\` in \`${process.cwd()}\` or any parent directory\n`,
    );
    return 101;
  }
  const crate = parse(readFileSync("Cargo.toml", "utf8")).package.name.replaceAll("-", "_");
  const asJson = cargoArguments.includes("--message-format=json");
  process.stderr.write(`    Checking ${crate} v0.1.0 (${process.cwd()})\n`);
  const code = readFileSync(process.env.RR_STAND_IN_CODE ?? "", "utf8");
  const functions = readFunctions(code);
  for (const { path, mode, problem } of functions) {
    if (problem !== null) say(`Encountered error: ${problem}\nSkipping function ${path}\n`);
    else if (mode !== "only_spec") say(`Successfully translated ${path}\n`);
  }
  write(
    crate,
    code,
    functions.filter(({ problem }) => problem === null),
  );
  if (asJson) say(`${JSON.stringify({ reason: "build-finished", success: true })}\n`);
  process.stderr.write("    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.00s\n");
  return 0;
}

/** What RefinedRust would look at, with its specification or with why it is left out. */
function readFunctions(code) {
  const sources = readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".rs"));
  const { items } = tools("map", "--format", "json", ".");
  const { files } = tools("preview", "--format", "json", ...sources.map((name) => join("src", name)));
  const previews = new Map(files.flatMap((file) => file.previews.map((preview) => [preview.name, preview])));
  return items.flatMap(({ path, rocqName, mode }) => {
    const preview = previews.get(rocqName);
    if (!preview || mode === "skip" || mode === "ignore") return [];
    const isRecorded = mode === "only_spec" || code.includes(` ${rocqName}_def `);
    const refusal = preview.problem && `AttributeError(${JSON.stringify(preview.problem)})`;
    const unknown = isRecorded
      ? null
      : 'UnsupportedFeature { description: "no recording has this function" }';
    return [{ path, rocqName, mode, spec: preview.text, problem: refusal ?? unknown }];
  });
}

function tools(...words) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`rr-tools ${words[0]}: ${stderr}`);
  return JSON.parse(stdout);
}

/** The files and folders of write_coq_files in translation/src/lib.rs. */
function write(crate, code, functions) {
  const { output_dir: output, generate_dune_project: makesProject } = configuration();
  const folder = join(output, crate);
  const generated = join(folder, "generated");
  const proofs = join(folder, "proofs");
  const source = readFileSync("src/lib.rs", "utf8");
  const prefix = /#!\[rr::coq_prefix\("(.*?)"\)\]/.exec(source)?.[1] ?? "refinedrust.examples";
  const imports = [...source.matchAll(/^#!\[rr::import\("(.*?)", "(.*?)"\)\]/gm)].map(([, from, what]) => [
    from,
    what,
  ]);
  const theory = `${prefix}.${crate}`;
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated, { recursive: true });
  mkdirSync(proofs, { recursive: true });
  if (makesProject)
    create(join(output, "dune-project"), `(lang dune 3.21)\n(using rocq 0.11)\n(name ${crate})\n`);
  create(join(folder, ".gitignore"), "generated\nproofs/dune\ninterface.rrlib");
  writeFileSync(join(folder, "interface.rrlib"), JSON.stringify(library(crate, theory)));
  writeFileSync(join(generated, `generated_code_${crate}.v`), code);
  const needed = imports.map(([from, what]) => `From ${from} Require Export ${what}.\n`).join("");
  const specs = functions.map(({ spec }) => `${spec}\n`).join("\n");
  const head = `From caesium Require Import lang notation.\nFrom refinedrust Require Import typing shims.\n`;
  writeFileSync(
    join(generated, `generated_specs_${crate}.v`),
    `${head}From ${theory}.generated Require Export generated_code_${crate}.\n${needed}
Section specs.
Context \`{RRGS : !refinedrustGS Σ}.

${specs}
End specs.
`,
  );
  const proved = functions.filter(({ mode }) => mode === "prove");
  for (const { rocqName, mode, spec } of functions) {
    const file = join(generated, `generated_template_${rocqName}.v`);
    if (mode === "trust_me") writeFileSync(file, "(* Function is trusted *)");
    else if (mode === "prove") writeFileSync(file, head + template(crate, theory, rocqName, spec));
  }
  for (const { rocqName } of proved) {
    create(join(proofs, `proof_${rocqName}.v`), head + proof(crate, theory, rocqName));
  }
  const others = ["caesium", "refinedrust", ...new Set(imports.map(([from]) => from))];
  writeFileSync(join(generated, "dune"), stanza(`${theory}.generated`, others, null));
  const modules = proved.map(({ rocqName }) => `proof_${rocqName}`);
  writeFileSync(
    join(proofs, "dune"),
    stanza(`${theory}.proofs`, [...others, `${theory}.generated`], modules),
  );
}

function create(path, text) {
  if (!existsSync(path)) writeFileSync(path, text);
}

const library = (crate, theory) => ({
  refinedrust_path: `${theory}.generated`,
  refinedrust_module: `generated_specs_${crate}`,
  refinedrust_name: crate,
  module_dependencies: [],
  export_libs: [],
  items: [],
});

/** The dune of Debian 12 knows `coq.theory` only. */
function stanza(name, theories, modules) {
  const [major = 0, minor = 0] = (versionOf("dune", ["--version"]) ?? "").split(".").map(Number.parseFloat);
  const kind = major > 3 || (major === 3 && minor >= 21) ? "rocq" : "coq";
  return `; Generated by [refinedrust], do not edit.
(${kind}.theory
(flags -w -notation-overridden -w -redundant-canonical-projection)
(name ${name})
${modules === null ? "" : `(modules ${modules.join(" ")})\n`}(theories ${theories.join(" ")}))`;
}

function template(crate, theory, name, spec) {
  const binders = /\(\* params\.{7} \*\) (.*?) :/.exec(spec)?.[1] ?? "_";
  const names = binders === "_" ? [] : binders.replace(/[()\s]/g, "").split(",");
  const pattern =
    names.length === 0 ? "_" : names.slice(1).reduce((left, right) => `[${left} ${right}]`, names[0]);
  return `From ${theory}.generated Require Import generated_code_${crate} generated_specs_${crate}.

Set Default Proof Using "Type".

Section proof.
Context \`{RRGS : !refinedrustGS Σ}.
Definition ${name}_lemma (π : thread_id) : Prop :=
  ⊢ typed_function π (${name}_def ) (<tag_type> spec! ( *[]) : 0 | ( *[]) : ([] : list RT), fn_spec_add_late_pre (type_of_${name}  <INST!>) (λ π, (True)
  ∗ (⌜(trait_incl_of_${name} <INST!>)%Z⌝))).
End proof.

Ltac ${name}_prelude :=
  unfold ${name}_lemma, ${name}_def, type_of_${name}, trait_incl_of_${name};
  set (FN_NAME := FUNCTION_NAME "${name}");
  intros;
${names.map((each) => `  let ${each} := fresh "${each}" in\n`).join("")}  start_function ( ${pattern} ).
`;
}

const proof = (
  crate,
  theory,
  name,
) => `From ${theory}.generated Require Import generated_code_${crate} generated_specs_${crate} generated_template_${name}.

Set Default Proof Using "Type".

Section proof.
Context \`{RRGS : !refinedrustGS Σ}.

Lemma ${name}_proof (π : thread_id) :
  ${name}_lemma π.
Proof.
  ${name}_prelude.

  rep <-! liRStep; liShow.

  all: print_remaining_goal.
  Unshelve. all: sidecond_solver.
  Unshelve. all: sidecond_hammer.
  Unshelve. all: print_remaining_sidecond.
Qed.
End proof.
`;

function say(text) {
  process.stdout.write(text);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
