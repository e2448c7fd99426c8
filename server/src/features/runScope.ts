/** What a request for a run means in the project. */
import { isCode } from "../project/namedItem.ts";
import type { Refusal, RunScope } from "../protocol.ts";
import type { Scope } from "../verification/planModel.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import type { ProjectView } from "./projectView.ts";

export interface AskedScope {
  readonly scope: Scope;
  /** For people. */
  readonly title: string;
  /** A file of it, whose settings hold; null for the whole workspace. */
  readonly file: string | null;
}

export function runScope(asked: RunScope, view: ProjectView): AskedScope | Refusal {
  switch (asked.kind) {
    case "workspace":
      return { scope: { kind: "workspace" }, title: "the workspace", file: null };
    case "item": {
      const item = itemOf(asked.item, view);
      if (isRefusal(item)) return item;
      const { crate, rocqName, path, file } = item;
      const isProved = isCode(item) || item.proof !== null;
      if (!isProved) return { reason: `Nothing is proved of \`${path}\` itself.` };
      return { scope: { kind: "function", crate: crate.id, rocqName }, title: `\`${path}\``, file };
    }
    case "file":
      return ofFile(asked.textDocument.uri, view);
    case "crate": {
      const crates = view.catalogue.crates;
      const path = "textDocument" in asked ? view.path(asked.textDocument.uri) : null;
      const crate = crates.find((each) =>
        "crate" in asked ? each.name === asked.crate : each.files.some((file) => file.path === path),
      );
      if (!crate) return { reason: "There is no such crate." };
      return {
        scope: { kind: "crate", crate: crate.id },
        title: `the crate ${crate.name}`,
        file: crate.rootFile,
      };
    }
  }
}

function ofFile(uri: string, view: ProjectView): AskedScope | Refusal {
  const file = view.path(uri);
  const item = view.catalogue.items.find((each) => each.file === file);
  if (file === null || !item) return { reason: "No annotated Rust item is in this file." };
  return { scope: { kind: "file", file }, title: file.replace(/^.*\//s, ""), file };
}
