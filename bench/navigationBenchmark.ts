/** Times navigation in a workspace that `writeWorkspace` has written, as an editor asks for it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LineIndex } from "../server/src/text.ts";
import { MeasuredServer } from "./languageServer.ts";
import type { Figure } from "./serverBenchmark.ts";
import { median, quantile } from "./statistics.ts";

/** Milliseconds from the question to the answer; the workspace is read before the first one. */
export async function navigationFigures(
  script: string,
  workspace: string,
  label: string,
  rounds: number,
): Promise<Figure[]> {
  const server = await MeasuredServer.start(script, workspace);
  const path = join(workspace, "part0/src/m0.rs");
  const text = readFileSync(path, "utf8");
  const uri = pathToFileURL(path).href;
  const proof = join(workspace, "verification/part0/proofs/proof_m0_Node0_T_verified.v");
  await server.open(uri, text);
  const inRust = question(uri, text, "fn verified", 4);
  const inProof = question(pathToFileURL(proof).href, readFileSync(proof, "utf8"), "verified_prelude", 1);
  const end = new LineIndex(text).positionAt(text.length);
  const afterEdit = async (): Promise<number> => {
    const published = server.change(uri, { range: { start: end, end }, text: "// more\n" });
    const time = await server.request("textDocument/definition", inRust);
    await published;
    return time;
  };
  const questions: Readonly<Record<string, () => Promise<number>>> = {
    "definition of a Rust function": () => server.request("textDocument/definition", inRust),
    "implementation of a Rust function": () => server.request("textDocument/implementation", inRust),
    "definition of a Rocq name": () => server.request("textDocument/definition", inProof),
    "workspace symbols": () => server.request("workspace/symbol", { query: "verified" }),
    "definition right after an unsaved edit": afterEdit,
  };
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    await ask();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await ask());
    all.push(...times);
    figures.push({
      name: `${label}: ${name}, p50`,
      unit: "ms",
      value: median(times),
      floor: null,
      goal: 5,
    });
  }
  figures.push({
    name: `${label}: all navigation, p99`,
    unit: "ms",
    value: quantile(all, 0.99),
    floor: null,
    goal: null,
  });
  const memory = server.memory();
  if (memory !== null)
    figures.push({
      name: `${label}: memory of the server`,
      unit: "MB",
      value: memory,
      floor: null,
      goal: null,
    });
  await server.stop();
  return figures;
}

function question(uri: string, text: string, word: string, within: number) {
  const position = new LineIndex(text).positionAt(text.indexOf(word) + within);
  return { textDocument: { uri }, position };
}
