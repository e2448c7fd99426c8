/** Loads tree-sitter with the Rust grammar: the native binding where its binary loads, else the wasm one. */
import type { Engine, SyntaxTree } from "./engine.ts";

export type EngineChoice = "auto" | "native" | "wasm";

export interface LoadedEngine {
  readonly engine: Engine;
  /** One line for the log: which engine runs, and why not the other. */
  readonly description: string;
}

/** `wasmDirectory` holds `web-tree-sitter.wasm` and `tree-sitter-rust.wasm`; an absolute path. Rejects when no engine loads. */
export async function loadEngine(choice: EngineChoice, wasmDirectory: string): Promise<LoadedEngine> {
  if (choice === "wasm")
    return { engine: await wasmEngine(wasmDirectory), description: "tree-sitter (wasm, as configured)" };
  try {
    return { engine: await nativeEngine(), description: "tree-sitter (native)" };
  } catch (error) {
    if (choice === "native") throw error;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return {
      engine: await wasmEngine(wasmDirectory),
      description: `tree-sitter (wasm; the native one does not load: ${reason})`,
    };
  }
}

interface NativeModule {
  new (): {
    setLanguage(language: unknown): void;
    parse(text: string, previous?: SyntaxTree): SyntaxTree;
  };
}

async function nativeEngine(): Promise<Engine> {
  const Parser = interop<NativeModule>(await import("tree-sitter"));
  const language = interop<{ readonly language: unknown }>(await import("tree-sitter-rust"));
  const parser = new Parser();
  parser.setLanguage(language);
  const weights = new WeakMap<SyntaxTree, ArrayBuffer>();
  return {
    name: "native",
    parse(text, previous) {
      const tree = parser.parse(text, previous);
      // V8 does not see the memory of native trees and would collect them far too late (a gigabyte of them, when the text
      // has errors). It sees this buffer, which is as large, is never written, and so takes no memory itself.
      const bytes = text.length * (previous === undefined ? TREE_BYTES : EDITED_BYTES);
      weights.set(tree, new ArrayBuffer(Math.min(bytes, HEAVIEST)));
      return tree;
    },
  };
}

/** Measured: bytes of a new tree per character, and of the part that an edited tree does not share. */
const TREE_BYTES = 28;
const EDITED_BYTES = 2;
const HEAVIEST = 1 << 26;

async function wasmEngine(directory: string): Promise<Engine> {
  const { Parser, Language } = await import("web-tree-sitter");
  await Parser.init({ locateFile: (name: string) => `${directory}/${name}` });
  const parser = new Parser();
  parser.setLanguage(await Language.load(`${directory}/tree-sitter-rust.wasm`));
  return {
    name: "wasm",
    parse(text, previous) {
      const tree = parser.parse(text, previous as unknown as Parameters<typeof parser.parse>[1]);
      if (tree === null) throw new Error("tree-sitter made no tree");
      return tree as unknown as SyntaxTree;
    },
  };
}

/** Both packages are CommonJS: their export is the default of a dynamic import, or the module itself in a bundle. */
const interop = <T>(module: unknown): T => ((module as { readonly default?: T }).default ?? module) as T;
