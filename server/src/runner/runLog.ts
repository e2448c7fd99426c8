/** All that the commands of a run printed, as one text of bounded size. */
import type { Stream } from "../verification/output.ts";

/** UTF-16 units that are kept of the beginning, and as many of the end. */
const MOST = 2_000_000;

export class RunLog {
  readonly #most: number;
  readonly #decoders: Readonly<Record<Stream, InstanceType<typeof TextDecoder>>> = {
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
  };
  #head = "";
  #tail: string[] = [];
  #tailLength = 0;
  #omitted = 0;

  constructor(most: number = MOST) {
    this.#most = most;
  }

  /** Bytes that a tool printed; a character may be cut between two pieces. Answers what was added. */
  print(stream: Stream, bytes: Uint8Array): string {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    this.write(text);
    return text;
  }

  /** Both streams have ended: what was cut of a character stays visible. Answers what was added. */
  endStreams(): string {
    const text = this.#decoders.stdout.decode() + this.#decoders.stderr.decode();
    this.write(text);
    return text;
  }

  write(text: string): void {
    const room = this.#most - this.#head.length;
    if (room > 0) this.#head += text.slice(0, room);
    const rest = room >= text.length ? "" : text.slice(Math.max(0, room));
    if (rest === "") return;
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    for (
      let first = this.#tail[0];
      first !== undefined && this.#tailLength > this.#most;
      first = this.#tail[0]
    ) {
      const excess = this.#tailLength - this.#most;
      const cut = Math.min(excess, first.length);
      if (cut === first.length) this.#tail.shift();
      else this.#tail[0] = first.slice(cut);
      this.#tailLength -= cut;
      this.#omitted += cut;
    }
  }

  get text(): string {
    const gap = this.#omitted === 0 ? "" : `\n\n[... ${this.#omitted} characters are left out here ...]\n\n`;
    return this.#head + gap + this.#tail.join("");
  }
}
