/** The unstable features of rustc that annotations need; only a crate root can switch them on. */
import type { Item, RustFile } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { Problem } from "../model.ts";
import { type FileCheck, refused } from "./context.ts";

/** What a feature is for, and the first place in the file that needs it. */
interface Need {
  readonly feature: string;
  readonly what: string;
  readonly first: (file: RustFile) => TextRange | undefined;
}

function registration(file: RustFile): TextRange | undefined {
  const inner = file.items[0]?.foreign.filter((attribute) => attribute.inner) ?? [];
  return inner.find((attribute) => attribute.path === "register_tool")?.range;
}

const NEEDS: readonly Need[] = [
  { feature: "register_tool", what: "`#![register_tool(..)]` needs", first: registration },
  {
    feature: "custom_inner_attributes",
    what: "Inner attributes of a tool, `#![..]`, need",
    first: (file) => file.attributes.find((a) => a.inner && !a.inMacro)?.range,
  },
  {
    feature: "stmt_expr_attributes",
    what: "Attributes on expressions need",
    first: (file) => file.items.find((item) => isExpressionClosure(item, file))?.nameRange,
  },
];

/** A feature that is switched on under a condition counts as switched on. */
export const missingFeature: FileCheck = ({ file }) => {
  if (!file.isCrateRoot || !file.registeredTools.includes(file.hotword)) return [];
  if (/\bcfg_attr\b[^\]]*\bfeature\s*\(/.test(file.text)) return [];
  return NEEDS.filter((need) => !file.features.includes(need.feature)).flatMap((need) => {
    const range = need.first(file);
    return range ? [missing(need, range, file)] : [];
  });
};

function missing({ feature, what }: Need, range: TextRange, file: RustFile): Problem {
  const message = `${what} \`#![feature(${feature})]\` in the crate root. rustc refuses the crate, so nothing of it is translated.`;
  const at = /^(?:#!(?!\s*\[).*\r?\n)?/.exec(file.text)?.[0].length ?? 0;
  const edits = [{ range: { start: at, end: at }, newText: `#![feature(${feature})]\n` }];
  const fix = { title: `Switch \`${feature}\` on`, edits, safe: true };
  return refused("missing-tool-registration", range, message, [fix], "rustc");
}

/** An annotated closure that does not begin a statement. */
function isExpressionClosure(item: Item, file: RustFile): boolean {
  if (item.kind !== "closure" || item.inMacro || item.attributes.length === 0) return false;
  const before = file.text.slice(0, item.fullRange.start).trimEnd();
  return /[=(,]$/.test(before);
}
