/** What can be typed at the cursor: attribute names, flags, escapes and names, inside annotations only. */
import type { CompletionItem, Position } from "vscode-languageserver-types";
import { completeArguments } from "./completeArguments.ts";
import { completeAttributes } from "./completeAttributes.ts";
import { withHotword } from "./hotword.ts";
import type { Snapshot } from "./snapshot.ts";

/** Characters after which an editor asks by itself. */
export const COMPLETION_TRIGGERS = [":", "#", "[", "{", "'"];

export function completion(
  snapshot: Snapshot,
  { position }: { readonly position: Position },
): CompletionItem[] {
  const offset = snapshot.file.lines.offsetAt(position);
  const inside = completeArguments(offset, snapshot);
  const items = inside ?? completeAttributes(offset, snapshot);
  return items.map((item) => explained(item, snapshot));
}

/** The documentation in the project's words and in a form that the client shows. */
function explained(item: CompletionItem, { file }: Snapshot): CompletionItem {
  const { documentation } = item;
  if (typeof documentation !== "object") return item;
  return {
    ...item,
    documentation: { ...documentation, value: withHotword(documentation.value, file.hotword) },
  };
}
