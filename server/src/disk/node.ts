/** The disk as the language server and the command line see it. */
import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The file's bytes, or why they cannot be read, as a short sentence of the operating system. */
export type Read = { readonly content: Buffer } | { readonly failure: string };

export function read(path: string): Read {
  try {
    return { content: readFileSync(path) };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/** What an exception says, without the code and the path that Node puts around it: `no such file or directory`. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+),/.exec(message)?.[1] ?? message;
}

/** The path of a `file:` URI; null for other schemes and for URIs that name no path of this system. */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  if (SIMPLE.test(uri) && sep === "/") return uri.slice("file://".length);
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** The `file:` URI of an absolute path. */
export function uriOfPath(path: string): string {
  const simple = `file://${path}`;
  return SIMPLE.test(simple) && sep === "/" ? simple : pathToFileURL(path).href;
}

/** There is nothing to encode or to work out, which takes Node rather long. */
const SIMPLE = /^file:\/\/(?:\/\w[\w.-]*)+$/;

/** The directory and all above it, the nearest first. */
export function* upwards(directory: string): Generator<string> {
  for (let at = directory; ; at = dirname(at)) {
    yield at;
    if (at === dirname(at)) return;
  }
}

/** The version in the package's manifest, which lies beside the folder of the bundles. */
export function productVersion(bundle: string): string {
  const manifest = read(join(dirname(bundle), "..", "package.json"));
  if ("failure" in manifest) return "unknown";
  const { version } = JSON.parse(manifest.content.toString("utf8")) as { version?: unknown };
  return typeof version === "string" ? version : "unknown";
}
