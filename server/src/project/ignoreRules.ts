/** Which files of a folder nobody wants to see: what git ignores, and what the editor's settings exclude. */
import ignore, { type Ignore } from "ignore";
import { isWithin, relativeTo } from "./paths.ts";

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

export interface FolderRules {
  readonly isRepository: boolean;
  /** Null for a folder without rules of its own. */
  readonly lines: string | null;
}

/** The rules that hold in a folder, the outermost first. */
export class IgnoreRules {
  readonly #rules: readonly Rules[];

  private constructor(rules: readonly Rules[]) {
    this.#rules = rules;
  }

  static readonly none: IgnoreRules = new IgnoreRules([]);

  /** With the lines of a `.gitignore` of the folder, or other globs that count from it. */
  with(folder: string, lines: string): IgnoreRules {
    return new IgnoreRules([...this.#rules, { folder, rules: ignore().add(lines) }]);
  }

  /** Of a folder inside: a repository inside another has rules of its own only. `lines` are those of its `.gitignore`. */
  entering(folder: string, { isRepository, lines }: FolderRules): IgnoreRules {
    const outer = isRepository ? IgnoreRules.none : this;
    return lines === null ? outer : outer.with(folder, lines);
  }

  /** The nearest rule that says anything decides, as in git. */
  matches(path: string, isFolder: boolean): boolean {
    for (let n = this.#rules.length - 1; n >= 0; n--) {
      const own = this.#rules[n];
      // A folder that a link leads to may lie elsewhere.
      if (own === undefined || !isWithin(own.folder, path) || own.folder === path) continue;
      const { ignored, unignored } = own.rules.test(relativeTo(own.folder, path) + (isFolder ? "/" : ""));
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}
