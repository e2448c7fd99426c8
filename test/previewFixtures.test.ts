/**
 * Previews of small crates in `fixtures/previews`: one file holds several, each below a line `//# what it is about`. What is
 * expected leaves out the lines that every specification has; `UPDATE=1` writes it.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loneFile, previewCrate } from "../server/src/project/previewCrate.ts";
import { type Preview, Previewer } from "../server/src/rocq/preview.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();
const folder = join(import.meta.dirname, "fixtures/previews");

for (const name of readdirSync(folder).filter((file) => file.endsWith(".rs"))) {
  test(`previews: ${name}`, () => {
    const expected = join(folder, name.replace(/\.rs$/, ".expected"));
    const shown = casesOf(readFileSync(join(folder, name), "utf8")).map(
      ({ title, code }) => `# ${title}\n${previewsOf(code).map(describe).join("")}`,
    );
    if (process.env["UPDATE"] === "1") writeFileSync(expected, shown.join("\n"));
    assert.equal(shown.join("\n"), readFileSync(expected, "utf8"));
  });
}

const casesOf = (text: string): { title: string; code: string }[] =>
  text
    .split(/^\/\/# /mu)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { title: part.slice(0, end), code: part.slice(end + 1) };
    });

function previewsOf(code: string): Preview[] {
  const file = parser.read(code, { path: "src/lib.rs", hotword: "rr" });
  const { crate, sources } = previewCrate([loneFile("src/lib.rs", file)], []);
  const previewer = new Previewer(crate);
  return sources.flatMap((source) => previewer.previewFile(source));
}

function describe({ kind, name, fidelity, text, holes, problem, reason }: Preview): string {
  const needs = [...new Set(holes.map(({ shown, needed }) => `  ⟨${shown}⟩ needs ${needed}\n`))];
  const why = problem ?? reason;
  const [, discriminants] = / EnumRepr\w+ (\[.*\]) /.exec(text) ?? [];
  const lines = kind === "fn" ? text.split("\n").filter((line) => !DULL.test(line)) : [];
  return [
    `${kind} ${name}: ${fidelity}${why === null ? "" : ` (${why})`}\n`,
    ...needs,
    ...lines.map((line) => `${line}\n`),
    discriminants === undefined ? "" : `  ${discriminants}\n`,
  ].join("");
}

/** Lines of a specification that say that there is nothing special. */
const DULL = new RegExp(
  [
    "",
    "Definition .* :=",
    " *spec! \\( \\*\\[\\]\\) : 0 \\| \\( \\*\\[\\]\\) : \\(\\[\\] : list RT\\), \\(True\\)\\.",
    " *fn\\(∀ \\( \\*\\[\\]\\) : 0 \\| \\( \\*\\[\\]\\) : \\(\\[\\] : list \\(RT \\* syn_type\\)%type\\) \\| ",
    " *\\(\\* elctx\\.* \\*\\) \\(λ ϝ, \\[\\]\\);",
    " *\\(\\* (precondition|trait reqs|postcondition)\\.* \\*\\) \\(λ π : thread_id, True\\)+( →|\\.| \\|)",
    " *\\(\\* params\\.* \\*\\) .* : \\(\\([_* ()]*\\)\\),",
    " *\\(\\* existential\\.* \\*\\) ∃ \\(ret\\) : \\(\\(_\\)\\), ret @ unit_t;",
  ]
    .map((pattern) => `^${pattern}$`)
    .join("|"),
  "u",
);
