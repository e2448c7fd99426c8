/** What a tool printed, as data: one item for each thing said, in the order in which it was complete. */
import type { FrontendMessage } from "./frontend.ts";
import type { Goal } from "./goal.ts";
import type { BytePlace, CharPlace } from "./places.ts";

export type Stream = "stdout" | "stderr";

/** Half-open range of 0-based lines of one stream. A JSON line between them belongs to an item of its own. */
export interface Lines {
  readonly stream: Stream;
  readonly start: number;
  readonly end: number;
}

/** `information` covers what Rocq calls notices and rustc calls notes. */
export type Severity = "error" | "warning" | "information";

/** A message that stands below a position in a `.v` or dune file, or a dune message without a position. */
export interface PlacedMessage {
  readonly kind: "rocq" | "dune";
  readonly severity: Severity;
  readonly place: BytePlace | null;
  /** Without the word `Error:`; line breaks as printed. */
  readonly text: string;
}

export interface RustcMessage {
  readonly kind: "rustc";
  readonly severity: Severity;
  /** `E0308`, or the name of a lint; null when there is none. */
  readonly code: string | null;
  readonly text: string;
  readonly place: CharPlace | null;
  /** What rustc would print in a terminal; equal to `text` when that is unknown. */
  readonly rendered: string;
}

/** An action of dune that has come to its end, as `--display short` shows it. */
export interface ActionEnd {
  readonly kind: "action";
  readonly program: string;
  /** The `.v` file that was compiled, relative to the build's root; null for an action that compiles none. */
  readonly file: string | null;
  /** How it failed, as printed: `exit 1`; null for success. */
  readonly failure: string | null;
}

export type OutputItem = { readonly lines: Lines } & (
  | PlacedMessage
  | RustcMessage
  | ActionEnd
  | { readonly kind: "goal"; readonly goal: Goal }
  | { readonly kind: "frontend"; readonly message: FrontendMessage }
  /** Lithium's counter, printed once for each run of the automation. */
  | { readonly kind: "steps"; readonly count: number }
  /** The directory that relative paths count from, from here on; null for the one where the command was started. */
  | { readonly kind: "directory"; readonly path: string | null }
  /** A failed action's own text follows: dune shows the stanza of the action first. */
  | { readonly kind: "frame"; readonly place: BytePlace }
  /** A watching dune has finished one build; what follows is of the next one. */
  | { readonly kind: "round" }
  /** Says how far a tool is or that it failed, and nothing of its own. */
  | { readonly kind: "chatter"; readonly text: string }
  /** Nothing that is known. */
  | { readonly kind: "text"; readonly text: string }
);

/** An item before it is known which lines it took. */
export type Said = OutputItem extends infer Item
  ? Item extends unknown
    ? Omit<Item, "lines">
    : never
  : never;
