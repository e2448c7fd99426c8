/** Which file here a path means that a tool printed. */
import { pathHere, pathThere } from "./pathMapping.ts";
import type { Step } from "./planModel.ts";

/**
 * Absolute, with `/`. A relative path counts from the directory that the tool said, else from the command's; rustc counts
 * from the folder of the cargo workspace, which may be further up. Of dune's copies the original is meant.
 * @param exists Whether there is such a file.
 */
export function reportedPath(
  file: string,
  directory: string | null,
  { command, paths }: Pick<Step, "command" | "paths">,
  exists: (path: string) => boolean,
): string {
  const base = directory ?? pathThere(command.directory, paths);
  const here = (path: string): string =>
    withoutCopy(normal(pathHere(normal(path), paths).replaceAll("\\", "/")));
  if (isAbsolute(file)) return here(file);
  const nearest = here(`${base}/${file}`);
  for (let folder = base; folder !== ""; folder = folder.replace(/[\\/]?[^\\/]*$/, "")) {
    const path = here(`${folder}/${file}`);
    if (exists(path)) return path;
    if (!file.endsWith(".rs")) break;
  }
  return nearest;
}

const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);

/** Without `.` and `..`. */
function normal(path: string): string {
  const [root = ""] = /^(?:[A-Za-z]:)?[\\/]*/.exec(path) ?? [];
  const parts: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]+/)) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return root.replaceAll("\\", "/") + parts.join("/");
}

const withoutCopy = (path: string): string => path.replace(/\/_build[^/]*\/default\//, "/");
