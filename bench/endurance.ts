/** Edits one document thousands of times at random and watches the server's memory: it must stay flat. */
import { pathToFileURL } from "node:url";
import { LineIndex } from "../server/src/text.ts";
import { sequence } from "./annotatedFile.ts";
import { MeasuredServer } from "./languageServer.ts";
import type { Figure } from "./serverBenchmark.ts";

const PIECES = [
  "x",
  " ",
  '"',
  "(",
  ")",
  "{",
  "}",
  "\n",
  '#[rr::requires("x")]\n',
  "rr::",
  "fn f() {}\n",
  "γ",
  "//",
  "'",
];

/** Memory after a fifth of the edits, and at the end; the goal is 1.15 times the former. */
export async function endurance(
  script: string,
  root: string,
  text: string,
  edits: number,
): Promise<Figure[]> {
  const uri = pathToFileURL(`${root}/src/lib.rs`).href;
  const server = await MeasuredServer.start(script, root);
  const next = sequence(42);
  const pick = (limit: number) => Math.floor(next() * limit);
  await server.open(uri, text);
  let current = text;
  let early = 0;
  for (let n = 1; n <= edits; n++) {
    const lines = new LineIndex(current);
    // Now and then the author takes everything back; else the text would only decay.
    const start = n % 50 === 0 ? 0 : pick(current.length);
    const end = n % 50 === 0 ? current.length : Math.min(current.length, start + pick(4));
    const inserted = n % 50 === 0 ? text : (PIECES[pick(PIECES.length)] ?? "");
    await server.change(uri, {
      range: { start: lines.positionAt(start), end: lines.positionAt(end) },
      text: inserted,
    });
    current = current.slice(0, start) + inserted + current.slice(end);
    if (n === Math.floor(edits / 5)) early = server.memory() ?? 0;
    if (n % 2000 === 0) console.log(`  ${n} edits: ${server.memory()?.toFixed(1)} MB`);
  }
  const late = server.memory() ?? 0;
  await server.stop();
  return [
    { name: `memory after ${edits} random edits`, unit: "MB", value: late, floor: early, goal: 1.15 * early },
  ];
}
