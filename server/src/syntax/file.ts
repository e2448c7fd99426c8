/** What the file as a whole says: registered tools, features, and whether it is a crate's root. */
import type { Item } from "./model.ts";
import type { ScannedAttribute } from "./scan.ts";

/** The names in the file's `#![name(a, b)]`. */
export function namesOf(items: readonly Item[], attribute: "register_tool" | "feature"): string[] {
  return (items[0]?.foreign ?? [])
    .filter((foreign) => foreign.inner && foreign.path === attribute)
    .flatMap((foreign) =>
      foreign.tokens.filter((token) => token.kind === "identifier").map((token) => token.text),
    );
}

const ROOT_PATH = /(^|[\\/])((main|lib|build)\.rs|bin[\\/][^\\/]+\.rs)$/;
const ROOT_ATTRIBUTES = new Set([
  "register_tool",
  "feature",
  "no_std",
  "no_main",
  "no_core",
  "crate_type",
  "crate_name",
]);
const ROOT_ANNOTATIONS = new Set(["coq_prefix", "package"]);

/** By its path, or by an attribute that only a root can have. */
export function isCrateRoot(
  path: string,
  items: readonly Item[],
  tool: readonly ScannedAttribute[],
): boolean {
  const file = items[0];
  return (
    ROOT_PATH.test(path) ||
    (file?.foreign ?? []).some((foreign) => foreign.inner && ROOT_ATTRIBUTES.has(foreign.path)) ||
    (file?.attributes ?? []).some((index) => ROOT_ANNOTATIONS.has(tool[index]?.path[1]?.text ?? ""))
  );
}
