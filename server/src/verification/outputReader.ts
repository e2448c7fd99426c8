/** Reads the output of cargo, RefinedRust, dune and Rocq while it comes in, each stream on its own. */
import {
  type Block,
  goalBlock,
  headerBlock,
  messageBlock,
  panicBlock,
  rustcBlock,
  textBlock,
} from "./blocks.ts";
import { cargoMessage } from "./cargoJson.ts";
import { frontendMessage } from "./frontend.ts";
import { goalTitle } from "./goal.ts";
import { actionEnd, header, opening, single } from "./headers.ts";
import { LineDecoder } from "./lineDecoder.ts";
import type { OutputItem, Said, Stream } from "./output.ts";

/** How many lines are kept for a failure that nothing explains. */
const TAIL = 20;

/**
 * The items of a stream do not depend on how its bytes are cut, nor on the other stream. Every line that is not blank is
 * in one of them, so that nothing a tool says is lost.
 */
export class OutputReader {
  readonly #streams: Readonly<Record<Stream, StreamReader>> = {
    stdout: new StreamReader("stdout"),
    stderr: new StreamReader("stderr"),
  };

  /** The items that are complete with these bytes. */
  feed(stream: Stream, bytes: Uint8Array): OutputItem[] {
    return this.#streams[stream].feed(bytes);
  }

  /** What was still open when the process ended. */
  end(): OutputItem[] {
    return [...this.#streams.stdout.end(), ...this.#streams.stderr.end()];
  }

  /** The last lines that were not blank. */
  lastLines(stream: Stream): readonly string[] {
    return this.#streams[stream].tail;
  }
}

class StreamReader {
  readonly #stream: Stream;
  readonly #decoder = new LineDecoder();
  readonly #directories: string[] = [];
  readonly tail: string[] = [];
  #line = 0;
  #open: { readonly block: Block; readonly start: number; end: number; size: number } | null = null;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  feed(bytes: Uint8Array): OutputItem[] {
    return this.#decoder.feed(bytes).flatMap((line) => this.#read(line));
  }

  end(): OutputItem[] {
    return [...this.#decoder.end().flatMap((line) => this.#read(line)), ...this.#close()];
  }

  #read(whole: string): OutputItem[] {
    const at = this.#line++;
    const isLong = whole.length > LONGEST_KNOWN;
    const line = isLong ? `${whole.slice(0, LONGEST_KNOWN)} … (${whole.length} characters)` : whole;
    const isBlank = line.trim() === "";
    if (!isBlank) {
      this.tail.push(line);
      if (this.tail.length > TAIL) this.tail.shift();
    }
    // cargo prints its messages as they come, also between two lines of one text.
    const message = isBlank ? null : cargoMessage(whole);
    if (message) return [this.#item(message, at, at + 1)];
    const opened = isLong || isBlank ? null : this.#recognise(line);
    if (this.#open) {
      const taken = this.#open.block.take(line, opened !== null);
      if (taken !== "none") {
        if (taken !== "blank") this.#open.end = at + 1;
        this.#open.size += line.length;
        return taken === "last" || this.#open.size > LONGEST_MESSAGE ? this.#close() : [];
      }
    }
    const closed = this.#close();
    if (opened && "kind" in opened) return [...closed, this.#item(opened, at, at + 1)];
    const block = opened ?? (isBlank ? null : textBlock(line));
    this.#open = block && { block, start: at, end: at + 1, size: line.length };
    return closed;
  }

  #close(): OutputItem[] {
    const open = this.#open;
    this.#open = null;
    return open === null ? [] : [this.#item(open.block.finish(), open.start, open.end)];
  }

  #item(said: Said, start: number, end: number): OutputItem {
    return { ...said, lines: { stream: this.#stream, start, end } };
  }

  /** What the line begins, or says alone; null for a line that may be anything. */
  #recognise(line: string): Said | Block | null {
    const head = header(line, this.#directories.at(-1) ?? null);
    if (head) return headerBlock(head);
    const title = goalTitle(line);
    if (title) return goalBlock(title);
    const alone = single(line) ?? actionEnd(line);
    if (alone) return alone.kind === "directory" ? this.#enter(alone.path) : alone;
    const opened = opening(line);
    if (opened && (opened.severity === "error" || opened.text === "")) {
      return messageBlock("dune", null, opened.severity, opened.text);
    }
    const message = frontendMessage(line);
    if (message) return { kind: "frontend", message };
    return rustcBlock(line) ?? panicBlock(line);
  }

  /** make and dune say where they go, and where they leave; they may be within each other. */
  #enter(path: string | null): Said {
    if (path === null) this.#directories.pop();
    else this.#directories.push(path);
    return { kind: "directory", path: this.#directories.at(-1) ?? null };
  }
}

/** No line that means something is this long, but for JSON. */
const LONGEST_KNOWN = 20_000;
/** Characters after which a message is cut, so that memory stays bounded. */
const LONGEST_MESSAGE = 1_000_000;
