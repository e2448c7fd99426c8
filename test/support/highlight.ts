/** How VS Code would colour a text: our grammars, and the Rust grammar that it ships. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "..", "..");

const GRAMMARS: Readonly<Record<string, string>> = {
  "source.rust": require.resolve("tm-grammars/grammars/rust.json"),
  "source.rocq": join(root, "syntaxes", "rocq.tmLanguage.json"),
  "refinedrust.annotations": join(root, "syntaxes", "refinedrust-annotations.tmLanguage.json"),
};

export interface Token {
  readonly text: string;
  /** Outermost first. */
  readonly scopes: readonly string[];
}

/** Gives a function from a text to the tokens of its lines; `injected` says whether annotations in Rust are coloured. */
export async function highlighter(
  language: "source.rust" | "source.rocq",
  injected: boolean,
): Promise<(text: string) => Token[][]> {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: async (scope) => {
      const file = GRAMMARS[scope];
      return file ? textmate.parseRawGrammar(readFileSync(file, "utf8"), file) : null;
    },
    getInjections: (scope) => (injected && scope === "source.rust" ? ["refinedrust.annotations"] : []),
  });
  const grammar = await registry.loadGrammar(language);
  if (!grammar) throw new Error(`The grammar ${language} did not load.`);
  return (text) => {
    let state = textmate.INITIAL;
    return text.split("\n").map((line) => {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      return result.tokens.map((token) => ({
        text: line.slice(token.startIndex, token.endIndex),
        scopes: token.scopes,
      }));
    });
  };
}
