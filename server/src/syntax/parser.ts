/** Rust text to plain data, from scratch or from what is known of the text before. */
import { LineIndex } from "../text.ts";
import { blocks } from "./blocks.ts";
import type { Placed } from "./draft.ts";
import type { Engine, SyntaxNode, SyntaxTree, TreeEdit } from "./engine.ts";
import { type EngineChoice, loadEngine } from "./engines.ts";
import { isCrateRoot, namesOf } from "./file.ts";
import { isInMacro, itemsOf } from "./items.ts";
import { difference, mask } from "./mask.ts";
import type { Item, RustFile, ToolAttribute } from "./model.ts";
import { type ScannedAttribute, scan } from "./scan.ts";
import { Units } from "./units.ts";

export interface ParseSource {
  /** Path of the file, with `/` or `\`; only its end matters (`main.rs`, `lib.rs`, `bin/x.rs` are crate roots). */
  readonly path: string;
  /** The tool name of the annotations, usually `rr`. */
  readonly hotword: string;
}

/** A file with its tree. Give it to the next `parse` of the same document, which disposes of it, or dispose of it. */
export interface ParsedDocument {
  readonly file: RustFile;
  dispose(): void;
}

export interface RustParser {
  readonly engine: "native" | "wasm";
  /** One line for the log. */
  readonly description: string;
  /**
   * What the text holds. Never throws. With a previous document of the same parser only the difference is read again; the
   * result is the same as without.
   */
  parse(text: string, source: ParseSource, previous?: ParsedDocument): ParsedDocument;
  /** The same for a text that is read once: nothing is kept for a next version. */
  read(text: string, source: ParseSource): RustFile;
}

/** Loads an engine (native, else wasm). Rejects when the chosen one does not load. */
export async function createRustParser({
  engine: choice = "auto",
  wasmDirectory = decodeURIComponent(new URL(".", import.meta.url).pathname).replace(/^\/([A-Za-z]:)/, "$1"),
}: {
  readonly engine?: EngineChoice;
  /** Absolute path of the directory of the two wasm files; by default the one of the bundle. */
  readonly wasmDirectory?: string;
} = {}): Promise<RustParser> {
  const { engine, description } = await loadEngine(choice, wasmDirectory);
  return {
    engine: engine.name,
    description,
    read: (text, source) => read(engine, text, source),
    parse: (text, source, previous) =>
      parse(engine, text, source, previous instanceof Parsed ? previous : undefined),
  };
}

class Parsed implements ParsedDocument {
  readonly file: RustFile;
  readonly masked: string;
  readonly tree: SyntaxTree;
  readonly units: Units;

  constructor(file: RustFile, masked: string, tree: SyntaxTree, units: Units) {
    this.file = file;
    this.masked = masked;
    this.tree = tree;
    this.units = units;
  }

  dispose(): void {
    this.tree.delete?.();
  }
}

/** Up to this size a text whose tree has errors is parsed again from scratch: recovery depends on what was there before. */
const RESTART_LIMIT = 500_000;

function parse(engine: Engine, text: string, source: ParseSource, previous: Parsed | undefined): Parsed {
  const tokens = readTokens(text, source);
  const tree = treeOf(engine, tokens.masked, tokens.lines, previous);
  const sameTool = previous?.file.hotword === source.hotword;
  const units = new Units(sameTool ? previous.units : null);
  return new Parsed(fileOf(tokens, source, tree.rootNode, units), tokens.masked, tree, units.release());
}

function read(engine: Engine, text: string, source: ParseSource): RustFile {
  const tokens = readTokens(text, source);
  const tree = engine.parse(tokens.masked);
  const file = fileOf(tokens, source, tree.rootNode, null);
  tree.delete?.();
  return file;
}

type Tokens = ReturnType<typeof readTokens>;

/** What the tokens alone tell: attributes, where their items begin, and the text for the tree. */
function readTokens(text: string, source: ParseSource) {
  const lines = new LineIndex(text);
  const { attributes, docs, allows } = scan(text, lines);
  const { targets, leads } = blocks(text, attributes, docs);
  const { placed, tool, other } = place(attributes, targets, source.hotword);
  const masked = mask(
    text,
    placed.map(({ attribute, target }) => ({ range: attribute.range, target })),
  );
  return { text, lines, allows, leads, placed, tool, other, masked };
}

function fileOf(tokens: Tokens, source: ParseSource, root: SyntaxNode, units: Units | null): RustFile {
  const { text, lines, allows, leads, placed, tool, other } = tokens;
  const items = itemsOf({ text, root, placed, leads, units });
  return {
    text,
    lines,
    hotword: source.hotword,
    attributes: owned(items, tool),
    otherToolAttributes: other.map((one) => ({ ...one, inMacro: isInMacro(root, one.range.start) })),
    items,
    registeredTools: namesOf(items, "register_tool"),
    features: namesOf(items, "feature"),
    isCrateRoot: isCrateRoot(source.path, items, tool),
    allows,
  };
}

function treeOf(engine: Engine, masked: string, lines: LineIndex, previous: Parsed | undefined): SyntaxTree {
  if (previous === undefined) return engine.parse(masked);
  const changed = difference(previous.masked, masked);
  if (changed !== null) previous.tree.edit(treeEdit(changed, previous.file.lines, lines));
  const tree = engine.parse(masked, previous.tree);
  previous.dispose();
  if (!tree.rootNode.hasError || masked.length > RESTART_LIMIT) return tree;
  tree.delete?.();
  return engine.parse(masked);
}

function treeEdit(
  { start, oldEnd, newEnd }: { readonly start: number; readonly oldEnd: number; readonly newEnd: number },
  before: LineIndex,
  after: LineIndex,
): TreeEdit {
  const point = (lines: LineIndex, offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { row: line, column: character };
  };
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: point(before, start),
    oldEndPosition: point(before, oldEnd),
    newEndPosition: point(after, newEnd),
  };
}

/** Sorts the attributes into the tool's and the others, each with where its item begins. */
function place(attributes: readonly ScannedAttribute[], targets: readonly number[], hotword: string) {
  const tool: ScannedAttribute[] = [];
  const other: ScannedAttribute[] = [];
  const placed: Placed[] = [];
  for (const [n, attribute] of attributes.entries()) {
    const isTool = attribute.path[0]?.text === hotword;
    const target = attribute.inner ? attribute.range.start : (targets[n] ?? attribute.range.end);
    placed.push({ attribute, index: isTool ? tool.length : null, target });
    if (isTool) tool.push(attribute);
    else if (attribute.path.length > 1) other.push(attribute);
  }
  return { placed, tool, other };
}

function owned(items: readonly Item[], tool: readonly ScannedAttribute[]): ToolAttribute[] {
  const owners: (Item | undefined)[] = [];
  for (const item of items) for (const index of item.attributes) owners[index] = item;
  return tool.map((attribute, index) => {
    const owner = owners[index];
    const { range, inner, path, arguments: given, trailing, closed } = attribute;
    const inMacro = owner?.inMacro ?? false;
    return { range, inner, path, arguments: given, trailing, closed, inMacro, owner: owner?.index ?? 0 };
  });
}
