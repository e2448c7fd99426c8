/** The bundled command line: what it finds, prints, mends and returns. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

const CLI = join(import.meta.dirname, "../dist/cli.js");
const HEADER = "#![feature(register_tool)]\n#![register_tool(rr)]\n";
const CORRECT = `${HEADER}#[rr::requires("0 < n")]\nfn f(n: i32) {}\n`;
const TYPO = `${HEADER}#[rr::require("0 < n")]\nfn f(n: i32) {}\n`;

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-cli-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** A fresh directory with these files. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(scratch, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

function run(args: readonly string[], { cwd = scratch, input = "", env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, RR_SPEC_HOTWORD: "", FORCE_COLOR: "", NO_COLOR: "", ...env },
  });
  return { status, stdout, stderr };
}

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly origin: string;
      readonly range: unknown;
    }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

const json = (args: readonly string[], cwd: string) => {
  const { status, stdout, stderr } = run(["check", "--format", "json", ...args], { cwd });
  return { status, stderr, report: JSON.parse(stdout) as JsonReport };
};

test("a correct file is clean, a misspelt attribute an error", () => {
  const cwd = project("basic", { "good.rs": CORRECT, "bad.rs": TYPO });
  const good = run(["check", "good.rs"], { cwd });
  assert.deepEqual(good, { status: 0, stdout: "0 errors, 0 warnings in 1 file (1 annotated)\n", stderr: "" });
  const bad = json(["bad.rs"], cwd);
  assert.equal(bad.status, 1);
  assert.deepEqual(bad.report.files, [
    {
      path: "bad.rs",
      diagnostics: [
        {
          ...bad.report.files[0]?.diagnostics[0],
          code: "unknown-attribute",
          severity: "error",
          origin: "frontend",
          range: { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } },
        },
      ],
    },
  ]);
  assert.deepEqual(bad.report.summary, {
    files: 1,
    annotated: 1,
    errors: 1,
    warnings: 0,
    information: 0,
    hints: 0,
    fixed: 0,
    failures: 0,
  });
});

test("the text report underlines what a terminal shows, wide characters and tabs included", () => {
  const cwd = project("wide", {
    "wide.rs": `${HEADER}\t#[rr::requires("字字 👻 é")] #[rr::ensure("x")]\nfn f() {}\n`,
  });
  const { stdout } = run(["check", "wide.rs"], { cwd });
  assert.ok(
    stdout.includes(
      [
        " --> wide.rs:3:34",
        "  |",
        '3 |     #[rr::requires("字字 👻 é")] #[rr::ensure("x")]',
        `  | ${" ".repeat(39)}^^^^^^`,
      ].join("\n"),
    ),
    stdout,
  );
});

test("colours appear only when they are asked for", () => {
  const cwd = project("colours", { "bad.rs": TYPO });
  const coloured = (env: Record<string, string>) =>
    run(["check", "bad.rs"], { cwd, env }).stdout.includes("\x1b[");
  assert.equal(coloured({}), false);
  assert.equal(coloured({ FORCE_COLOR: "1" }), true);
  assert.equal(coloured({ FORCE_COLOR: "1", NO_COLOR: "1" }), false);
});

test("control characters of a file do not reach the terminal", () => {
  const cwd = project("control", { "bad.rs": `${HEADER}#[rr::require("\x1b[31m\u202e")]\nfn f() {}\n` });
  const { stdout } = run(["check", "bad.rs"], { cwd });
  assert.ok(!stdout.includes("\x1b") && !stdout.includes("\u202e"), stdout);
});

test("GitHub gets one command per problem, with its special characters escaped", () => {
  const cwd = project("github", { "a,b.rs": TYPO });
  const { stdout, status } = run(["check", "--format", "github", "."], { cwd });
  assert.equal(status, 1);
  const [line, ...others] = stdout.trimEnd().split("\n");
  assert.match(
    line ?? "",
    /^::error file=a%2Cb\.rs,line=3,col=7,endLine=3,endColumn=14,title=unknown-attribute::\S/,
  );
  assert.deepEqual(others, []);
});

test("directories are searched without what git ignores and without cargo's output", () => {
  const cwd = project("tree", {
    "Cargo.toml": "",
    ".git/HEAD": "",
    ".gitignore": "ignored/\n*.gen.rs\n!kept.gen.rs\n",
    "src/lib.rs": TYPO,
    "src/target/mod.rs": TYPO,
    "src/plain.rs": "fn f() {}\n",
    "src/notes.txt": TYPO,
    "target/debug/out.rs": TYPO,
    "ignored/a.rs": TYPO,
    "src/b.gen.rs": TYPO,
    "src/kept.gen.rs": TYPO,
    "src/inner/.gitignore": "/local.rs\n",
    "src/inner/local.rs": TYPO,
    "src/inner/deep/local.rs": TYPO,
  });
  const { report, status } = json(["."], cwd);
  assert.equal(status, 1);
  const expected = ["src/inner/deep/local.rs", "src/kept.gen.rs", "src/lib.rs", "src/target/mod.rs"];
  assert.deepEqual(
    report.files.map(({ path }) => path),
    expected,
  );
  assert.equal(report.summary["files"], 5);
  const below = json(["src/inner"], cwd);
  assert.deepEqual(
    below.report.files.map(({ path }) => path),
    ["src/inner/deep/local.rs"],
  );
  const named = json(["ignored/a.rs", "src/b.gen.rs", "src/plain.rs", "src"], cwd);
  assert.equal(named.report.files.length, 3 + expected.length);
});

test("links to files are followed, links to directories are not", {
  skip: process.platform === "win32",
}, () => {
  const cwd = project("links", { "real/lib.rs": TYPO, "src/main.rs": CORRECT });
  symlinkSync(join(cwd, "real", "lib.rs"), join(cwd, "src", "linked.rs"));
  symlinkSync(cwd, join(cwd, "src", "circle"));
  symlinkSync(join(cwd, "nowhere.rs"), join(cwd, "src", "broken.rs"));
  const { report } = json(["src"], cwd);
  assert.deepEqual(
    report.files.map(({ path }) => path),
    ["src/linked.rs", "src/main.rs"],
  );
});

test("the traits of one file are known in the others", () => {
  const cwd = project("traits", {
    "a.rs": `#[rr::instantiate("Sise" := "3")]\nimpl Measured for u8 {\n    #[rr::verify]\n    fn size(&self) -> i32 { 3 }\n}\n`,
    "b.rs": `#[rr::exists("Size" : "Z")]\ntrait Measured {\n    #[rr::ensures("ret = {Size}")]\n    fn size(&self) -> i32;\n}\n`,
  });
  const found = json(["."], cwd).report.files[0]?.diagnostics.map(({ code }) => code) ?? [];
  assert.ok(found.includes("unknown-instantiation"), found.join());
  const alone = json(["a.rs"], cwd).report.files[0]?.diagnostics.map(({ code }) => code) ?? [];
  assert.ok(!alone.includes("unknown-instantiation"), alone.join());
});

test("severities can be set, and unknown codes are refused", () => {
  const cwd = project("lint", { "bad.rs": TYPO });
  assert.equal(run(["check", "--lint", "unknown-attribute=warning", "bad.rs"], { cwd }).status, 0);
  assert.match(
    run(["check", "--lint", "unknown-attribute=off", "bad.rs"], { cwd }).stdout,
    /^0 errors, 0 warnings/,
  );
  assert.equal(run(["check", "--lint", "unknown-atribute=off", "bad.rs"], { cwd }).status, 2);
  assert.equal(run(["check", "--lint", "unknown-attribute=loud", "bad.rs"], { cwd }).status, 2);
});

test("the hotword comes from the option, the environment or RefinedRust.toml, in this order", () => {
  const cwd = project("hotword", {
    "RefinedRust.toml": 'spec_hotword = "conf"\n',
    "src/lib.rs":
      "#![feature(register_tool)]\n#![register_tool(opt, env, conf)]\n#[opt::oo]\n#[env::oo]\n#[conf::oo]\nfn f() {}\n",
  });
  const line = (args: readonly string[], env: Record<string, string> = {}) => {
    const { stdout } = run(["check", "--format", "github", ...args, "src"], { cwd, env });
    return /line=(\d+),[^:]*unknown-attribute/.exec(stdout)?.[1];
  };
  assert.equal(line([]), "5");
  assert.equal(line([], { RR_SPEC_HOTWORD: "env" }), "4");
  assert.equal(line(["--hotword", "opt"], { RR_SPEC_HOTWORD: "env" }), "3");
});

test("wrong usage and unreadable files are named and end with 2", () => {
  const cwd = project("usage", { "good.rs": CORRECT, "bad.rs": TYPO, "binary.rs": "" });
  writeFileSync(join(cwd, "binary.rs"), Buffer.from([0x23, 0x5b, 0xff, 0xfe]));
  const fails = (args: readonly string[], complaint: RegExp) => {
    const { status, stderr } = run(args, { cwd });
    assert.deepEqual([args, status], [args, 2]);
    assert.match(stderr, complaint);
  };
  fails([], /Usage/);
  fails(["check"], /no paths/);
  fails(["check", "--format", "xml", "good.rs"], /xml/);
  fails(["check", "--nonsense", "good.rs"], /nonsense/);
  fails(["nonsense"], /nonsense/);
  fails(["check", "missing.rs"], /missing\.rs: no such file/);
  fails(["check", "binary.rs"], /binary\.rs: it is not UTF-8/);
  fails(["check", "--stdin-jsonl", "good.rs"], /paths/);
  fails(["check", "--stdin-jsonl", "--fix"], /--fix/);
  const both = json(["missing.rs", "bad.rs"], cwd);
  assert.deepEqual([both.status, both.report.files.length, both.report.summary["failures"]], [2, 1, 1]);
  assert.equal(run(["--help"]).status, 0);
  assert.match(run(["--version"]).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("a byte order mark moves nothing and survives --fix", () => {
  const cwd = project("mark", { "bad.rs": `\ufeff#[rr::require("x")]\nfn f() {}\n` });
  const { report } = json(["bad.rs"], cwd);
  assert.deepEqual(report.files[0]?.diagnostics[0]?.range, {
    start: { line: 0, character: 6 },
    end: { line: 0, character: 13 },
  });
  run(["check", "--fix", "bad.rs"], { cwd });
  assert.equal(readFileSync(join(cwd, "bad.rs"), "utf8"), `\ufeff#[rr::requires("x")]\nfn f() {}\n`);
});

test("--fix mends what has one safe fix, keeps the rest and the file's mode, and says so", () => {
  const text = `${HEADER}#[rr::require("a")]\n#[rr::ensure("b")]\n#[rr::zzz]\nfn f() {}\n`;
  const cwd = project("fix", { "bad.rs": text, "good.rs": CORRECT });
  chmodSync(join(cwd, "bad.rs"), 0o640);
  const { stdout, status } = run(["check", "--fix", "."], { cwd });
  assert.equal(status, 1);
  assert.match(stdout, /unknown-attribute.*zzz.*Fixed 2 problems in bad\.rs/s);
  const mended = text.replace("require(", "requires(").replace("ensure(", "ensures(");
  assert.equal(readFileSync(join(cwd, "bad.rs"), "utf8"), mended);
  if (process.platform !== "win32") assert.equal(statSync(join(cwd, "bad.rs")).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(cwd).sort(), ["bad.rs", "good.rs"]);
  assert.equal(json(["--fix", "."], cwd).report.summary["fixed"], 0);
});

test("texts are checked line by line, and malformed lines are answered", () => {
  const lines = [
    JSON.stringify({ id: "a", path: "src/lib.rs", text: TYPO }),
    JSON.stringify({ id: 2, text: "// \u2028 separators are text\nfn f() {}\n" }),
    "",
    JSON.stringify({ id: "late", path: "x.rs", text: CORRECT }),
  ];
  const clean = run(["check", "--format", "json", "--stdin-jsonl"], { input: lines.join("\n") });
  const answers = (output: string) =>
    output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: unknown; error?: string; diagnostics?: unknown[] });
  assert.deepEqual(
    answers(clean.stdout).map(({ id, diagnostics }) => [id, diagnostics?.length]),
    [
      ["a", 1],
      [2, 0],
      ["late", 0],
    ],
  );
  assert.equal(clean.status, 1);
  const broken = ["{oops", "[]", '{"id":7}', '{"id":8,"text":"","path":5}', lines[3]].join("\n");
  const { status, stdout } = run(["check", "--stdin-jsonl"], { input: broken });
  assert.equal(status, 2);
  assert.deepEqual(
    answers(stdout).map(({ id, error }) => [id, error !== undefined]),
    [
      [null, true],
      [null, true],
      [7, true],
      [8, true],
      ["late", false],
    ],
  );
});

test("a reader that stops early is no failure", async () => {
  const files = Array.from({ length: 300 }, (_, n) => [`f${n}.rs`, TYPO.repeat(20)] as const);
  const cwd = project("early", Object.fromEntries(files));
  const child = spawn(process.execPath, [CLI, "check", "--format", "json", "."], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += String(chunk);
  });
  child.stdout.once("data", () => child.stdout.destroy());
  await new Promise((done) => child.once("close", done));
  assert.equal(complaint, "");
});

test("large output arrives whole", () => {
  const cwd = project("large", { "bad.rs": HEADER + TYPO.slice(HEADER.length).repeat(4000) });
  const { status, report } = json(["bad.rs"], cwd);
  assert.deepEqual([status, report.summary["errors"]], [1, 4000]);
});
