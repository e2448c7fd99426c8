/** A generated specification that is not up to date shows in the status: on the command line, and in the server as files change. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { MARKS_REQUEST, type Mark, OVERVIEW_REQUEST, type Overview } from "../server/src/protocol.ts";
import { LanguageServer } from "./support/languageServer.ts";

const CLI = join(import.meta.dirname, "../dist/cli.js");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-outdated-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const SHELF = `use crate::item::Item;

#[rr::requires("0 < n")]
#[rr::returns("n + 1")]
pub fn put(n: i32) -> i32 {
    n + 1
}

#[rr::requires("1 < n")]
pub fn admit(n: i32) {}

#[rr::trust_me]
#[rr::requires("2 < n")]
pub fn trust(n: i32) {}

#[rr::requires("3 < n")]
pub fn foreign(n: i32, thing: elsewhere::Thing) {}

#[cfg(feature = "fast")]
#[rr::requires("4 < n")]
pub fn alternative(n: i32) {}

#[rr::ensures("5 < it.1")]
pub fn take(it: &Item) {}
`;
const ITEM = '#[rr::refined_by("w" : "Z")]\npub struct Item {\n    #[rr::field("w")]\n    weight: i32,\n}\n';
const PLAIN_ITEM = ITEM.replace(/#\[rr::refined_by.*\n/, "").replace(/ +#\[rr::field.*\n/, "");
const NAMES = ["put", "admit", "foreign", "alternative", "take"].map((name) => `shelf_${name}`);

/** A crate whose output is what the preview of its sources says. */
function crateIn(folder: string, configuration = ""): (path: string, text: string) => void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(scratch, folder, path)), { recursive: true });
    writeFileSync(join(scratch, folder, path), text);
  };
  write("Cargo.toml", '[package]\nname = "stock"\nversion = "0.1.0"\n[dependencies]\nelsewhere = "1"\n');
  write("RefinedRust.toml", `output_dir = "out"\n${configuration}`);
  write("src/lib.rs", "mod item;\nmod shelf;\n");
  write("src/item.rs", ITEM);
  write("src/shelf.rs", SHELF);
  const { stdout } = run(folder, "preview", "--format", "json", "src/shelf.rs");
  const { files } = JSON.parse(stdout) as { files: { previews: { text: string }[] }[] };
  const texts = files.flatMap(({ previews }) => previews.map(({ text }) => text.trimEnd()));
  write(
    "out/stock/generated/generated_specs_stock.v",
    `Section specs.\n\n${texts.join("\n\n")}\n\nEnd specs.\n`,
  );
  write("out/stock/generated/generated_code_stock.v", "Section code.\nEnd code.\n");
  for (const name of NAMES) {
    const end = name === "shelf_admit" ? "Admitted" : "Qed";
    write(`out/stock/generated/generated_template_${name}.v`, `Definition ${name}_lemma : Prop := True.\n`);
    write(`out/stock/proofs/proof_${name}.v`, `Lemma ${name}_proof : ${name}_lemma.\nProof.\n${end}.\n`);
  }
  write("out/stock/generated/generated_template_shelf_trust.v", "(* Function is trusted *)");
  return write;
}

function run(folder: string, ...args: readonly string[]) {
  const env = { ...process.env, RR_SPEC_HOTWORD: "", RR_CONFIG: "" };
  return spawnSync(process.execPath, [CLI, ...args], { cwd: join(scratch, folder), encoding: "utf8", env });
}

function statuses(folder: string): Record<string, string> {
  const { stdout, stderr } = run(folder, "status", "--format", "json", ".");
  assert.equal(stderr, "");
  const { modules } = JSON.parse(stdout) as {
    modules: { functions: { path: string; status: string; reason: string }[] }[];
  };
  return Object.fromEntries(
    modules.flatMap(({ functions }) =>
      functions.map(({ path, status, reason }) => [path.replace("shelf::", ""), `${status}: ${reason}`]),
    ),
  );
}

const UNPROVED = "unproved: its proof is complete, but no result of a run was found";
const UP_TO_DATE = {
  put: UNPROVED,
  admit: "admitted: `Admitted` at line 3",
  trust: "trust_me: the specification is assumed, the body is not proved",
  foreign: UNPROVED,
  alternative: UNPROVED,
  take: UNPROVED,
};
const raised = SHELF.replace(/(\d) < (?=n|it)/g, (_, bound) => `${Number(bound) + 10} < `);
const differs = (field: string, before: number): string =>
  `the generated specification is not up to date: ${field}: \`${before}\` was generated, \`${before + 10}\` would be now`;

test("only a difference that is certain makes a function stale", () => {
  const write = crateIn("certain");
  assert.deepEqual(statuses("certain"), UP_TO_DATE);
  write("src/shelf.rs", raised);
  assert.deepEqual(statuses("certain"), {
    ...UP_TO_DATE,
    put: `stale: ${UNPROVED.slice(10)}; ${differs("the precondition", 0)}`,
    admit: `${UP_TO_DATE.admit}; ${differs("the precondition", 1)}`,
    trust: `${UP_TO_DATE.trust}; ${differs("the precondition", 2)}`,
    take: `stale: ${UNPROVED.slice(10)}; ${differs("the postcondition", 5)}`,
  });
});

test("a change of another file can make it stale", () => {
  const write = crateIn("other");
  write("src/item.rs", PLAIN_ITEM);
  const { take, ...others } = statuses("other");
  assert.match(take ?? "", /^stale: .*not up to date: the arguments: /);
  assert.deepEqual({ ...others, take: UNPROVED }, UP_TO_DATE);
});

test("what a hook of the user's may have changed says nothing", () => {
  const write = crateIn("hooked", 'post_generation_hook = "./patch.sh"\n');
  write("src/shelf.rs", raised);
  assert.deepEqual(statuses("hooked"), UP_TO_DATE);
});

test("two items of one name, and a file of two crates, say nothing", () => {
  const write = crateIn("twice");
  write("src/main.rs", "mod item;\nmod shelf;\nfn main() {}\n");
  write("src/shelf.rs", raised);
  const shared = run("twice", "map", "--format", "json", ".");
  assert.doesNotMatch(shared.stdout, /not up to date/);
});

test("the server hears of it when the source or the output changes", async (t) => {
  const write = crateIn("server");
  const folder = join(scratch, "server");
  const uri = pathToFileURL(join(folder, "src/shelf.rs")).href;
  const server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
  t.after(() => server.stop());
  const statusOf = async (wanted: string): Promise<string> => {
    const { items } = await server.request<Overview>(OVERVIEW_REQUEST, undefined);
    const found = items.find(({ name }) => name === wanted);
    return `${found?.status}: ${found?.reason}`;
  };
  const put = (): Promise<string> => statusOf("put");
  const change = async (path: string, text: string): Promise<void> => {
    write(path, text);
    const changes = [{ uri: pathToFileURL(join(folder, path)).href, type: 2 }];
    await server.notify("workspace/didChangeWatchedFiles", { changes });
  };
  assert.equal(await put(), UNPROVED);
  await change("src/shelf.rs", raised);
  assert.match(await put(), /^stale: /);
  await server.open(uri, raised);
  const marks = await server.request<Mark[]>(MARKS_REQUEST, { textDocument: { uri } });
  assert.equal(marks.filter(({ text }) => /^stale: .*not up to date/.test(text)).length, 2);
  const generated = "out/stock/generated/generated_specs_stock.v";
  const text = readFileSync(join(folder, generated), "utf8");
  await change(generated, text.replace("(0 < n)", "(10 < n)"));
  assert.equal(await put(), UNPROVED);
  // Other files of the crate count, too: one that changes, comes, or goes.
  await change("src/shelf.rs", SHELF);
  await server.close(uri);
  await change(generated, text);
  for (let n = 0; n < 2; n++) {
    assert.equal(await statusOf("take"), UNPROVED);
    await change("src/item.rs", PLAIN_ITEM);
    assert.match(await statusOf("take"), /^stale: .*the arguments: /);
    await change("src/item.rs", "mod inner;\npub use inner::Item;\n");
    await change("src/item/inner.rs", ITEM);
    assert.match(await statusOf("take"), /^stale: .*item_inner_Item_inv_t/);
    await change("src/item.rs", ITEM);
  }
});
