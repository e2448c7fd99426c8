/** The names that a `use` declaration brings into scope. */

export interface Use {
  readonly path: readonly string[];
  /** The name it is known by here; `*` for a glob; `_` for none. */
  readonly alias: string;
}

/** Takes the declaration as written, visibility and `use` included. Never throws; what is half-written is left out. */
export function readUse(declaration: string): Use[] {
  const source = declaration.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, " ");
  const start = /\buse\b/.exec(source);
  if (!start) return [];
  const tokens = source.slice(start.index + 3).match(TOKEN) ?? [];
  const found: Use[] = [];
  tree({ tokens, at: 0 }, [], found);
  return found;
}

const TOKEN = /::|[{},;*]|(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*/gu;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

/** Reads one tree up to `,`, `}` or `;`, which it leaves. */
function tree(reader: Reader, prefix: readonly string[], found: Use[]): void {
  const path = [...prefix];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token === "," || token === "}" || token === ";") break;
    reader.at++;
    if (token === "::") continue;
    if (token === "{") {
      group(reader, path, found);
      return;
    }
    if (token === "*") {
      found.push({ path, alias: "*" });
      return;
    }
    if (token === "as") {
      found.push({ path: withoutSelf(path), alias: reader.tokens[reader.at++] ?? "_" });
      return;
    }
    path.push(token);
  }
  const named = withoutSelf(path);
  const last = named.at(-1);
  if (path.length > prefix.length && last !== undefined) found.push({ path: named, alias: last });
}

function group(reader: Reader, path: readonly string[], found: Use[]): void {
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== "}") {
    tree(reader, path, found);
    if (reader.tokens[reader.at] === ",") reader.at++;
    else if (reader.tokens[reader.at] === ";") return;
  }
  reader.at++;
}

/** `a::{self}` brings `a` into scope. */
const withoutSelf = (path: readonly string[]): readonly string[] =>
  path.length > 1 && path.at(-1) === "self" ? path.slice(0, -1) : path;
