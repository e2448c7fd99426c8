/** Times editing while RefinedRust, dune and Rocq keep every core busy, beside the same edits when nothing runs. */
import { pathToFileURL } from "node:url";
import { RUN_REQUEST, type RunParams } from "../server/src/protocol.ts";
import { ENDLESS, Ledger } from "../test/support/ledger.ts";
import { processWith } from "../test/support/processes.ts";
import { MeasuredServer } from "./languageServer.ts";
import { type Figure, type Place, places } from "./serverBenchmark.ts";
import { quantile } from "./statistics.ts";

/** Functions of the crate of the tests: each keeps a core busy by a proof that does not end. */
const ENDLESSLY_PROVED = ["deposit", "audit", "transfers_transfer", "transfers_fee"];

/** The floor is the same server before the run, the goal twice that. */
export async function editingDuringRun(script: string, text: string, rounds: number): Promise<Figure[]> {
  const ledger = new Ledger();
  try {
    await ledger.verify(["--translate-only"]); // writes the proofs
    for (const name of ENDLESSLY_PROVED) ledger.beginProof(name, ENDLESS);
    const server = await MeasuredServer.start(script, ledger.folder, {
      environment: ledger.environment,
      initializationOptions: { trusted: true },
    });
    const uri = pathToFileURL(ledger.path("src/edited.rs")).href;
    await server.open(uri, text);
    const at = places(text, /(?<=rr::(requires|ensures|returns|invariant)\(")|(?<=let )[a-z]/, rounds);
    await typed(server, uri, at.slice(0, 10)); // warm up
    const idle = await typed(server, uri, at);
    await server.request(RUN_REQUEST, { scope: { kind: "workspace" } } satisfies RunParams);
    await processWith(ledger.folder, (command) => /coqc|rocq/.test(command) && command.includes("proof_"));
    const busy = await typed(server, uri, at);
    await server.stop();
    return [0.5, 0.99].map((share) => ({
      name: `700 lines: edit -> diagnostics during a run, p${share * 100}`,
      unit: "ms",
      value: quantile(busy, share),
      floor: quantile(idle, share),
      goal: share === 0.99 ? 2 * quantile(idle, share) : null,
    }));
  } finally {
    ledger.remove();
  }
}

/** Milliseconds for each character that is typed and taken back. */
async function typed(server: MeasuredServer, uri: string, at: readonly Place[]): Promise<number[]> {
  const times: number[] = [];
  for (const start of at) {
    const end = { line: start.line, character: start.character + 1 };
    times.push(await server.change(uri, { range: { start, end: start }, text: "x" }));
    times.push(await server.change(uri, { range: { start, end }, text: "" }));
  }
  return times;
}
