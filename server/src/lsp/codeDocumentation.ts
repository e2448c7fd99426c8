/** Where a problem code is explained: a file that ships beside the server, so that the link works offline. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { read } from "../disk/node.ts";

/** Addresses of sections of `codes.md` in the directory, by code; without the file every answer is null. */
export function codeDocumentation(directory: string): (code: string) => string | null {
  const path = join(directory, "codes.md");
  let lines: ReadonlyMap<string, number> | null = null;
  return (code) => {
    lines ??= headings(path);
    const line = lines.get(code);
    // Editors open a file at a line; most do not know the headings of a file that they show as text.
    return line === undefined ? null : `${pathToFileURL(path).href}#L${line}`;
  };
}

/** 1-based lines of the headings that are a code. */
function headings(path: string): ReadonlyMap<string, number> {
  const file = read(path);
  if ("failure" in file) return new Map();
  const lines = file.content.toString("utf8").split("\n");
  return new Map(
    lines.flatMap((line, n) => {
      const code = /^#+ `?([a-z]+(?:-[a-z]+)*)`?$/.exec(line)?.[1];
      return code === undefined ? [] : [[code, n + 1] as const];
    }),
  );
}
