/** Lines of a stream of bytes that may be cut anywhere, may be no UTF-8 and may have no line ends. */

/** Characters after which a line is cut, so that output without line ends stays bounded. */
const LONGEST_LINE = 1 << 22;

/** The same lines come out however the bytes are cut. Terminal colours and the `\r` of a line end are left out. */
export class LineDecoder {
  readonly #decoder = new TextDecoder("utf-8");
  readonly #longest: number;
  #open = "";

  constructor(longest: number = LONGEST_LINE) {
    this.#longest = longest;
  }

  feed(bytes: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The last line, when no line end follows it. */
  end(): string[] {
    const lines = this.#split(this.#decoder.decode());
    if (this.#open !== "") lines.push(withoutControls(this.#open));
    this.#open = "";
    return lines;
  }

  #split(text: string): string[] {
    const lines: string[] = [];
    const parts = text.split("\n");
    const last = parts.pop() ?? "";
    for (const part of parts) {
      this.#append(part, lines);
      lines.push(withoutControls(this.#open));
      this.#open = "";
    }
    this.#append(last, lines);
    return lines;
  }

  /** What is open never exceeds the limit, and is cut only when more follows in the same line. */
  #append(part: string, lines: string[]): void {
    this.#open += part;
    while (this.#open.length > this.#longest) {
      const isPair = /[\uD800-\uDBFF]/.test(this.#open.charAt(this.#longest - 1));
      const at = isPair && this.#longest > 1 ? this.#longest - 1 : this.#longest;
      lines.push(withoutControls(this.#open.slice(0, at)));
      this.#open = this.#open.slice(at);
    }
  }
}

const ESCAPE = String.fromCharCode(0x1b);
const SEQUENCE = new RegExp(
  `${ESCAPE}(?:\\[[0-9;?]*[A-Za-z]|\\][^${ESCAPE}\\u0007]*(?:\\u0007|${ESCAPE}\\\\))`,
  "g",
);

function withoutControls(line: string): string {
  const plain = line.includes(ESCAPE) ? line.replace(SEQUENCE, "") : line;
  return plain.endsWith("\r") ? plain.slice(0, -1) : plain;
}
