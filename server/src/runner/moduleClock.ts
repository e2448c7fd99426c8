/**
 * When each module is being compiled, as the system's processes tell: dune says only when one has ended, and of one that
 * failed only when all have.
 */
import { readdir, readFile } from "node:fs/promises";
import { processStart } from "./processTable.ts";

/** Milliseconds between two looks. */
const PERIOD = 250;
/** USER_HZ, which is the same on every processor that Node runs on. */
const TICKS_PER_SECOND = 100;
/** A family of processes larger than this is not looked at. */
const MOST = 500;

/** Looks at the descendants of one process until it is stopped. Only Linux tells enough; elsewhere nothing is known. */
export class ModuleClock {
  /** By module, when it was begun, by `performance.now`. */
  readonly #begun = new Map<string, number>();
  /** By module, when it was first seen to have ended. */
  readonly #ended = new Map<string, number>();
  readonly #pid: number;
  #running: readonly string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(pid: number, changed: () => void) {
    this.#pid = pid;
    if (process.platform === "linux") this.#plan(changed);
  }

  /** Modules that were being compiled at the last look. */
  get running(): readonly string[] {
    return this.#running;
  }

  /** Modules that were compiled, well or not, and are not any more. */
  get ended(): Iterable<string> {
    return this.#ended.keys();
  }

  /**
   * Seconds from the first process of a module to its last; null for a module that was never seen, such as one that takes
   * no time. @param said When it was said to have ended, by `performance.now`.
   */
  seconds(module: string, said: number): number | null {
    const begun = this.#begun.get(module);
    if (begun === undefined) return null;
    return Math.max(0, Math.min(said, this.#ended.get(module) ?? said) - begun) / 1000;
  }

  /** Answers what was being compiled at the last look. */
  stop(): readonly string[] {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    return this.#running;
  }

  #plan(changed: () => void): void {
    this.#timer = setTimeout(async () => {
      const before = this.#running.join();
      await this.#look().catch(() => {});
      if (this.#isStopped) return;
      if (this.#running.join() !== before) changed();
      this.#plan(changed);
    }, PERIOD);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const uptime = Number.parseFloat(await readFile("/proc/uptime", "utf8"));
    const boot = performance.now() - uptime * 1000;
    const running = new Set<string>();
    for (const pid of await descendants(String(this.#pid))) {
      const module = moduleOf(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""));
      if (module === null) continue;
      running.add(module);
      this.#ended.delete(module);
      const ticks = processStart(pid);
      // Wrappers run the compiler under the same arguments: the first one is the beginning.
      if (ticks !== null && !this.#begun.has(module))
        this.#begun.set(module, boot + (ticks * 1000) / TICKS_PER_SECOND);
    }
    const now = performance.now();
    for (const module of this.#running) if (!running.has(module)) this.#ended.set(module, now);
    this.#running = [...running].sort();
  }
}

/** `coqc .. a/b/proof_F.v` compiles the module `proof_F`; `coqdep` and others name several files. */
function moduleOf(cmdline: string): string | null {
  const [program = "", ...rest] = cmdline.split("\0");
  const name = program.replace(/^.*\//s, "");
  const isCompiler =
    /^(?:coqc|coqtop)(?:\.(?:opt|byte))?$/.test(name) ||
    (/^rocq(?:worker)?(?:\.(?:opt|byte))?$/.test(name) &&
      rest.some((word) => /^(?:c|compile|--kind=compile)$/.test(word)));
  const files = rest.filter((word) => word.endsWith(".v"));
  return isCompiler && files.length === 1 ? (files[0] ?? "").replace(/^.*\//s, "").slice(0, -2) : null;
}

async function descendants(pid: string): Promise<string[]> {
  const found = [pid];
  for (const each of found) {
    if (found.length > MOST) break;
    const tasks = await readdir(`/proc/${each}/task`).catch(() => []);
    for (const task of tasks) {
      const children = await readFile(`/proc/${each}/task/${task}/children`, "utf8").catch(() => "");
      found.push(...children.split(" ").filter((child) => child !== ""));
    }
  }
  return found;
}
