/** Which Rust toolchain a folder asks for. */
import { parse } from "smol-toml";

/** Names that rustup looks for, in each folder from the current one upwards; the first that is there counts. */
export const TOOLCHAIN_FILES = ["rust-toolchain", "rust-toolchain.toml"] as const;

export interface RustToolchain {
  /** `nightly-2026-02-28`; null when the file names none. */
  readonly channel: string | null;
  readonly components: readonly string[];
  readonly targets: readonly string[];
  /** Why the file cannot be read, in one line; null when all is well. */
  readonly failure: string | null;
}

/** Reads the text of a toolchain file: TOML, or in the older `rust-toolchain` the channel alone. */
export function readToolchain(text: string): RustToolchain {
  const only = text.trim();
  if (/^[\w.+-]+$/.test(only)) return { channel: only, components: [], targets: [], failure: null };
  try {
    const table = parse(text)["toolchain"];
    const { channel, components, targets } = isTable(table) ? table : {};
    return {
      channel: typeof channel === "string" ? channel : null,
      components: strings(components),
      targets: strings(targets),
      failure: isTable(table) ? null : "it has no table `[toolchain]`",
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { channel: null, components: [], targets: [], failure: message.split("\n")[0] ?? message };
  }
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
