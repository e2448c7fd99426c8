/** Which tool name the annotations of a file carry. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CONFIGURATION_FILE, DEFAULT_HOTWORD, hotwordOf, isHotword } from "../project/configuration.ts";
import { read } from "./node.ts";

/**
 * Finds the hotword as RefinedRust does (rr_frontend/rrconfig/src/lib.rs): the environment overrides the configuration
 * file. RefinedRust reads the file of its working directory; an editor has none, so the nearest one above the source counts.
 */
export class Hotwords {
  readonly #byDirectory = new Map<string, string | null>();
  readonly #environment: string | null;

  constructor(environment: NodeJS.ProcessEnv) {
    const word = environment["RR_SPEC_HOTWORD"] ?? "";
    this.#environment = isHotword(word) ? word : null;
  }

  /** The hotword of the file; a setting, unless empty, overrides everything. A null path stands for an unsaved file. */
  of(path: string | null, setting: string): string {
    const configured = isHotword(setting) ? setting : this.#environment;
    if (configured !== null) return configured;
    return (path === null ? null : this.#nearest(dirname(path))) ?? DEFAULT_HOTWORD;
  }

  /** Forgets what was read, because a configuration file changed. */
  forget(): void {
    this.#byDirectory.clear();
  }

  #nearest(directory: string): string | null {
    const known = this.#byDirectory.get(directory);
    if (known !== undefined) return known;
    const path = join(directory, CONFIGURATION_FILE);
    const above = dirname(directory);
    // Asking first is much faster than failing to read, and most directories have no such file.
    const file = existsSync(path) ? read(path) : null;
    let found: string | null = null;
    if (file && "content" in file) found = hotwordOf(file.content.toString("utf8"));
    else if (above !== directory) found = this.#nearest(above);
    this.#byDirectory.set(directory, found);
    return found;
  }
}
