/** Which rules of ARCHITECTURE.md a set of source files breaks. */

/** What ARCHITECTURE.md says: for each room what it may import, and which files may be long. */
export interface Rules {
  readonly allowed: ReadonlyMap<string, ReadonlyMap<string, "values" | "types">>;
  readonly dataTables: ReadonlySet<string>;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const longestFile = 400;

/** Reads the rules out of the document's text; throws when it holds no table. */
export function readRules(document: string): Rules {
  const table = /## Who may import whom[\s\S]*?```\n([\s\S]*?)```/.exec(document)?.[1];
  if (table === undefined) throw new Error("ARCHITECTURE.md has no import table.");
  const allowed = new Map<string, Map<string, "values" | "types">>();
  for (const line of table.trim().split("\n")) {
    const [room, targets] = line.split("->").map((part) => part.trim());
    if (room === undefined || targets === undefined)
      throw new Error(`Not a line of the import table: ${line}`);
    const names = targets === "nothing" ? [] : targets.split(",").map((name) => name.trim());
    const entries = names.map((name) => {
      const typesOnly = name.endsWith(" (types)");
      return [typesOnly ? name.slice(0, -" (types)".length) : name, typesOnly ? "types" : "values"] as const;
    });
    allowed.set(room, new Map(entries));
  }
  const tables = document.split("## Data tables")[1] ?? "";
  const named = [...tables.matchAll(/^- `([^`]+)`/gm)].map((match) => match[1] ?? "");
  return { allowed, dataTables: new Set(named) };
}

/** One sentence for each broken rule; `files` maps paths from the root of the repository to sources. */
export function violations(rules: Rules, files: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const [path, source] of files) {
    for (const wanted of importsOf(source)) found.push(...checkImport(rules, path, wanted));
    found.push(...checkText(rules, path, source));
  }
  return [...found, ...cycles(files)];
}

function checkImport(rules: Rules, path: string, { specifier, typeOnly }: Import): string[] {
  const target = resolve(path, specifier);
  const room = roomOf(path);
  if (target !== null && roomOf(target) === room) return [];
  const allowed = rules.allowed.get(room);
  if (allowed === undefined) return [`${path}: the room ${room} is not in the import table`];
  const names =
    target === null ? [packageOf(specifier)] : [roomOf(target), target.replace(/^server\/src\//, "")];
  const kind = names.map((name) => allowed.get(name)).find((found) => found !== undefined);
  if (kind === undefined) return [`${path} may not import ${specifier}`];
  if (kind === "types" && !typeOnly) return [`${path} may import only types from ${specifier}`];
  return [];
}

function checkText(rules: Rules, path: string, source: string): string[] {
  const found: string[] = [];
  const lines = source.split("\n").length - 1;
  if (lines > longestFile && !isDataTable(rules, path)) found.push(`${path} has ${lines} lines`);
  const code = withoutComments(source);
  if (/(:|\bas|<|,|\|)\s*any\s*([;,)>=\]|&{}]|$)|\bany\[\]/m.test(code))
    found.push(`${path} uses the type any`);
  if (/\bTODO\b(?!.*#\d)/.test(source)) found.push(`${path} has a TODO without an issue number`);
  if (/^export\s+(\*|(type\s+)?\{[^}]*\})\s*(as\s+\w+\s+)?from\b/m.test(code))
    found.push(`${path} re-exports`);
  if (/^(export\s+)?let\s/m.test(code)) found.push(`${path} has module-level mutable state`);
  if (/(^|\/)(utils?|common|helpers?|manager)(\.ts$|\/)/i.test(path))
    found.push(`${path} has a name that says nothing`);
  return found;
}

/** A table is named by its file, or by a folder with a slash at its end. */
const isDataTable = (rules: Rules, path: string): boolean =>
  [...rules.dataTables].some((table) => path === table || (table.endsWith("/") && path.startsWith(table)));

/** Cycles of value imports, each named once by the path it starts from. */
function cycles(files: ReadonlyMap<string, string>): string[] {
  const graph = new Map<string, string[]>();
  for (const [path, source] of files) {
    const values = importsOf(source).filter((wanted) => !wanted.typeOnly);
    const targets = values.map((wanted) => resolve(path, wanted.specifier));
    graph.set(
      path,
      targets.filter((target) => target !== null),
    );
  }
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`import cycle: ${[...trail.slice(start), path].join(" -> ")}`);
    if (start >= 0 || finished.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const found: Import[] = [];
  const statement =
    /^(?:import(?:\s+(type)\b)?(?:\s*([\w$*{},\s]+?)\s+from)?|export\s+(?:(type)\s+)?(\*[\w\s]*|\{[^}]*\})\s+from)\s*"([^"]+)"/gm;
  for (const [, importType, imported, exportType, exported, specifier = ""] of code.matchAll(statement)) {
    const type = importType ?? exportType;
    const names = imported ?? exported ?? "";
    const list = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(",") ?? null;
    const everyNameIsType = list?.every((name) => /^\s*(type\s|$)/.test(name)) ?? false;
    found.push({ specifier, typeOnly: type !== undefined || everyNameIsType });
  }
  for (const [, specifier = ""] of code.matchAll(/(?<![\w:.])(?:import|require)\(\s*"([^"]+)"\s*\)/g)) {
    found.push({ specifier, typeOnly: false });
  }
  return found;
}

/** Blanks whole-line comments, which is where prose that looks like code stands. */
const withoutComments = (source: string): string =>
  source.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");

/** The room of a source file: a folder or a single file of server/src, or the whole client. */
const roomOf = (path: string): string =>
  path.startsWith("client/") ? "client" : path.replace(/^server\/src\//, "").replace(/(\/.*|\.ts)$/, "");

/** The path a relative import names, or null for a package. */
function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** The package of an import, without the path inside it; all of Node is `node:*`. */
const packageOf = (specifier: string): string =>
  specifier.startsWith("node:") ? "node:*" : (/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
