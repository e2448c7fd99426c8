/** Times the language server as an editor feels it, each figure beside a bare server's in the same run. */
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { PREVIEW_REQUEST } from "../server/src/protocol.ts";
import { MeasuredServer } from "./languageServer.ts";
import { median, quantile, rounded } from "./statistics.ts";

export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "MB";
  readonly value: number;
  /** The same thing done by the floor; null where there is none. */
  readonly floor: number | null;
  readonly goal: number | null;
}

const SERVERS = ["ours", "bare"] as const;
type Servers<T> = Record<(typeof SERVERS)[number], T>;

/** Starts both servers in turn; medians from process start to the answer of `initialize`. */
export async function startTimes(scripts: Servers<string>, root: string, rounds: number): Promise<Figure[]> {
  const times: Servers<number[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of SERVERS) {
      const server = await MeasuredServer.start(scripts[name], root);
      times[name].push(server.initialize);
      await server.stop();
    }
  }
  return [
    {
      name: "start -> initialize, p50",
      unit: "ms",
      value: median(times.ours),
      floor: median(times.bare),
      goal: 350,
    },
  ];
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** Every k-th position of the text that the expression finds, at most `limit`. */
export function places(text: string, pattern: RegExp, limit: number): Place[] {
  const found = text.split("\n").flatMap((line, n) => {
    const at = line.search(pattern);
    return at < 0 ? [] : [{ line: n, character: at }];
  });
  const step = Math.max(1, Math.floor(found.length / limit));
  return found.filter((_, n) => n % step === 0).slice(0, limit);
}

/** Types a character and deletes it again at each place, in both servers by turns. */
async function edits(servers: Servers<MeasuredServer>, uri: string, at: readonly Place[], typed: string) {
  const times: Servers<number[]> = { ours: [], bare: [] };
  for (const place of at) {
    const typedEnd = { line: place.line, character: place.character + typed.length };
    for (const name of SERVERS) {
      times[name].push(await servers[name].change(uri, { range: { start: place, end: place }, text: typed }));
      times[name].push(await servers[name].change(uri, { range: { start: place, end: typedEnd }, text: "" }));
    }
  }
  return times;
}

/** Opens one text in both servers and edits inside annotations and in Rust code; asks for hovers. */
export async function editing(
  scripts: Servers<string>,
  root: string,
  text: string,
  label: string,
  goals: { readonly p50: number | null; readonly p99: number | null },
  rounds: number,
): Promise<Figure[]> {
  const uri = pathToFileURL(`${root}/src/lib.rs`).href;
  const servers = {
    ours: await MeasuredServer.start(scripts.ours, root),
    bare: await MeasuredServer.start(scripts.bare, root),
  };
  const open = { ours: await servers.ours.open(uri, text), bare: await servers.bare.open(uri, text) };
  const insideStrings = places(text, /(?<=rr::(requires|ensures|returns|invariant)\(")/, rounds);
  const insideCode = places(text, /(?<=(let|return|fn|match|if) )[a-z]/, rounds);
  await edits(servers, uri, insideStrings.slice(0, 5), "x"); // warm up
  const annotation = await edits(servers, uri, insideStrings, "x");
  const code = await edits(servers, uri, insideCode, "x");
  const all = { ours: [...annotation.ours, ...code.ours], bare: [...annotation.bare, ...code.bare] };

  const hovers: Servers<number[]> = { ours: [], bare: [] };
  let found = 0;
  for (const place of places(text, /(?<=^\s*#\[rr::)[a-z]/, rounds)) {
    for (const name of SERVERS) {
      const answer = await servers[name].hover(uri, place.line, place.character + 1);
      hovers[name].push(answer.time);
      if (name === "ours" && answer.found) found++;
    }
  }
  if (found < hovers.ours.length)
    throw new Error(`only ${found} of ${hovers.ours.length} hovers were answered`);
  const names = await hoverNames(servers, uri, text, [], rounds);
  const edited = await hoverNames(servers, uri, text, insideStrings, rounds);
  const memory = servers.ours.memory();
  const bareMemory = servers.bare.memory();
  await servers.ours.stop();
  await servers.bare.stop();

  const figure = (name: string, values: Servers<number[]>, share: number, goal: number | null): Figure => ({
    name: `${label}: ${name}, p${share * 100}`,
    unit: "ms",
    value: quantile(values.ours, share),
    floor: quantile(values.bare, share),
    goal,
  });
  return [
    { name: `${label}: open -> diagnostics`, unit: "ms", value: open.ours, floor: open.bare, goal: null },
    figure("edit -> diagnostics", all, 0.5, goals.p50),
    figure("edit -> diagnostics", all, 0.99, goals.p99),
    figure("edit in an annotation", annotation, 0.5, null),
    figure("edit in Rust code", code, 0.5, null),
    figure("hover", hovers, 0.5, goals.p50 === null ? null : 1.5),
    figure("hover", hovers, 0.99, null),
    figure("hover of a function's specification", names, 0.5, goals.p50 === null ? null : 3),
    figure("hover of a function's specification", names, 0.99, null),
    figure("the same as the first thing after an edit", edited, 0.5, null),
    {
      name: `${label}: preview of the whole file after an edit, p50`,
      unit: "ms",
      value: await previewTime(scripts.ours, root, uri, text, insideStrings),
      floor: null,
      goal: goals.p50 === null ? null : 30,
    },
    ...(memory === null
      ? []
      : [
          {
            name: `${label}: memory after it`,
            unit: "MB" as const,
            value: memory,
            floor: bareMemory,
            goal: null,
          },
        ]),
  ];
}

/** Hovers of the names of annotated functions, each for the first time; after an edit as long as there are places for it. */
async function hoverNames(
  servers: Servers<MeasuredServer>,
  uri: string,
  text: string,
  edited: readonly Place[],
  rounds: number,
): Promise<Servers<number[]>> {
  const times: Servers<number[]> = { ours: [], bare: [] };
  const lines = text.split("\n");
  const named = places(text, /(?<=^\s*pub fn )[a-z]/, rounds).filter(({ line }) =>
    /^\s*(#\[rr::|\/\/\/)/.test(lines[line - 1] ?? ""),
  );
  let found = 0;
  for (const [n, place] of named.entries()) {
    await edits(servers, uri, edited.slice(n, n + 1), "x");
    for (const name of SERVERS) {
      const answer = await servers[name].hover(uri, place.line, place.character + 1);
      times[name].push(answer.time);
      if (name === "ours" && answer.found) found++;
    }
  }
  if (found < times.ours.length)
    throw new Error(`only ${found} of ${times.ours.length} names were explained`);
  return times;
}

/** Median milliseconds of `refinedrust/preview` right after an edit was checked. */
async function previewTime(
  script: string,
  root: string,
  uri: string,
  text: string,
  at: readonly Place[],
): Promise<number> {
  const server = await MeasuredServer.start(script, root);
  await server.open(uri, text);
  const times: number[] = [];
  for (const place of at) {
    await server.change(uri, { range: { start: place, end: place }, text: "x" });
    times.push(await server.request(PREVIEW_REQUEST, { textDocument: { uri } }));
  }
  await server.stop();
  return median(times);
}

/** Opens a crate without a document, and waits until the server has read it: memory at rest. */
export async function idleMemory(
  scripts: Servers<string>,
  root: string,
  label: string,
  probe: string,
): Promise<Figure[]> {
  const sizes: Servers<number | null> = { ours: null, bare: null };
  for (const name of SERVERS) {
    const server = await MeasuredServer.start(scripts[name], root);
    await server.open(pathToFileURL(`${root}/probe.rs`).href, probe);
    await quiet(server);
    sizes[name] = server.memory();
    await server.stop();
  }
  if (sizes.ours === null) return [];
  return [
    { name: `${label}: memory at rest`, unit: "MB", value: rounded(sizes.ours), floor: sizes.bare, goal: 90 },
  ];
}

/** @param script Times a preview by itself, without a server; see previewProcess.ts. */
export function itemPreview(script: string, rounds: number): Figure {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, String(rounds)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  const value = Number(JSON.parse(stdout));
  return {
    name: "700 lines: one item's preview after an edit, p50",
    unit: "ms",
    value,
    floor: null,
    goal: 2,
  };
}

/** Waits until the memory stays within 0.5 MB for a second, 10 to 30 seconds: the server gives memory back some time after work. */
async function quiet(server: MeasuredServer): Promise<void> {
  for (let second = 0, last = 0; second < 30; second++) {
    const now = server.memory() ?? 0;
    if (second > 9 && Math.abs(now - last) < 0.5) return;
    last = now;
    await new Promise((done) => setTimeout(done, 1000));
  }
}
