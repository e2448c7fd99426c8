/** Checking one text after another with the same parser and options. */
import { checkFile } from "../annotations/check.ts";
import type { Problem, RustFile, Severity, TraitFacts } from "../annotations/model.ts";
import { Hotwords } from "../disk/hotword.ts";
import { traitsOf, traitsSeenBy } from "../project/traitFacts.ts";
import type { RustParser } from "../syntax/parser.ts";

export class Checker {
  readonly #parser: RustParser;
  readonly #lint: Readonly<Record<string, Severity | "off">>;
  readonly #hotword: string;
  readonly #hotwords = new Hotwords(process.env);

  /** An empty hotword means: as configured for the file. */
  constructor(parser: RustParser, lint: Readonly<Record<string, Severity | "off">>, hotword: string) {
    this.#parser = parser;
    this.#lint = lint;
    this.#hotword = hotword;
  }

  /** The hotword of a file; null for a text that lies nowhere. */
  hotword(path: string | null): string {
    return this.#hotwords.of(path, this.#hotword);
  }

  parse(text: string, path: string, hotword: string): RustFile {
    return this.#parser.read(text, { path, hotword });
  }

  /** `traits` are those of the other files that were given. */
  check(file: RustFile, traits: ReadonlyMap<string, TraitFacts>): Problem[] {
    return checkFile(file, { lint: this.#lint, traits: traitsSeenBy(traitsOf(file), traits) });
  }
}
