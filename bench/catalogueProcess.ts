/**
 * Reads the catalogue of the folder in the arguments, or with `--floor` does no more than walk and read what the
 * catalogue is made of, as a process of its own. Prints one JSON line.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { NodeDisk } from "../server/src/disk/nodeDisk.ts";
import type { Catalogue } from "../server/src/project/catalogueModel.ts";
import { Workspace } from "../server/src/project/workspace.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { median } from "./statistics.ts";

/** Milliseconds; `cpu` is what the process itself has used, which other processes disturb less. */
export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

export interface CatalogueRun {
  readonly cold: Time;
  /** MB, the most that was resident so far. */
  readonly memory: number;
  readonly items: number;
  readonly proofFiles: number;
  /** Median times to be right again, and to answer a question, after one file changed. */
  readonly changes: Readonly<Record<string, Time>>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { floor: { type: "boolean", default: false }, changes: { type: "string", default: "0" } },
});
const [root = "."] = positionals;

async function timed<T>(run: () => Promise<T> | T): Promise<{ readonly result: T; readonly time: Time }> {
  const before = process.cpuUsage();
  const started = performance.now();
  const result = await run();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return { result, time: { wall, cpu: (user + system) / 1000 } };
}

const peak = (): number => process.resourceUsage().maxRSS / 1024;

function walkAndRead(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "target" && entry.name !== "_build" && !entry.name.startsWith("."))
        walkAndRead(path);
    } else if (entry.isFile() && /\.(?:rs|v|toml)$/.test(entry.name)) readFileSync(path, "utf8");
  }
}

/** A change of one file, taken back by the next one of the same number. */
interface Change {
  readonly name: string;
  readonly path: (catalogue: Catalogue, n: number) => string | undefined;
  readonly text: (text: string, n: number) => string;
}

const annotated = ({ items }: Catalogue, n: number): string | undefined => {
  const own = items.filter((item) => item.fingerprint !== null);
  return own[(n * 7919) % own.length]?.file;
};
const CHANGES: readonly Change[] = [
  {
    name: "the body of an annotated Rust file",
    path: annotated,
    text: (text) => text.replace(/^( *)(let |0$)/m, "$1{}; $2"),
  },
  {
    name: "an annotation",
    path: annotated,
    text: (text) => text.replace(/rr::(requires|ensures|returns)\("/, 'rr::$1("True ∧ '),
  },
  {
    name: "a new type, which other files may name",
    path: annotated,
    text: (text, n) => `${text}\npub struct Added${n};\n`,
  },
  {
    name: "a proof file",
    path: ({ proofFiles }, n) => proofFiles[(n * 7919) % proofFiles.length]?.path,
    text: (text) => text.replace(/\bQed\./, "Admitted."),
  },
];

async function changeTimes(workspace: Workspace, rounds: number): Promise<Record<string, Time>> {
  const found: Record<string, Time> = {};
  let catalogue = await workspace.update([]);
  for (const { name, path, text } of CHANGES) {
    const times: Time[] = [];
    for (let n = 0; n < rounds; n++) {
      const file = path(catalogue, n);
      if (file === undefined) break;
      const before = readFileSync(file, "utf8");
      for (const now of [text(before, n), before]) {
        writeFileSync(file, now);
        const { result, time } = await timed(async () => {
          const updated = await workspace.update([file]);
          updated.itemAt(file, 0);
          updated.itemOfFile(file);
          updated.named("nothing_has_this_name");
          return updated;
        });
        catalogue = result;
        times.push(time);
      }
    }
    if (times.length === 0) continue;
    found[name] = { wall: median(times.map(({ wall }) => wall)), cpu: median(times.map(({ cpu }) => cpu)) };
  }
  return found;
}

async function measure(): Promise<object> {
  if (values.floor) {
    const { time } = await timed(() => walkAndRead(root));
    return { cold: time, memory: peak() };
  }
  const parser = await createRustParser();
  const workspace = new Workspace(new NodeDisk(), {
    roots: [root],
    excludes: [],
    configurations: [],
    hotword: () => "rr",
    parse: (text, path, hotword) => parser.read(text, { path, hotword }),
  });
  const { result, time } = await timed(() => workspace.update());
  const run: CatalogueRun = {
    cold: time,
    memory: peak(),
    items: result.items.length,
    proofFiles: result.proofFiles.length,
    changes: await changeTimes(workspace, Number(values.changes)),
  };
  return run;
}

void measure().then((run) => process.stdout.write(JSON.stringify(run)));
