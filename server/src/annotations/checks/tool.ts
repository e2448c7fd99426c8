/** The tool `rr` itself: its registration with rustc, misspellings of it, and attributes that name nothing of it. */
import type { Attribute } from "../../syntax/model.ts";
import type { Fix, Problem } from "../model.ts";
import { nearest } from "../nearest.ts";
import { rowNamed } from "../schema.ts";
import { type FileCheck, refused } from "./context.ts";

const NOTHING_TRANSLATED = "rustc refuses the crate, so nothing of it is translated.";

/** Only a crate root can register a tool; a registration that is only conditional is left alone. */
export const missingToolRegistration: FileCheck = ({ file }) => {
  const first = file.attributes.find((a) => !a.inMacro && a.path.length > 1);
  if (!file.isCrateRoot || !first || file.registeredTools.includes(file.hotword)) return [];
  if (/\bcfg_attr\b[^\]]*\bregister_tool\b/.test(file.text)) return [];
  const feature = file.features.includes("register_tool") ? "" : "#![feature(register_tool)]\n";
  const at = /^#![^[\n][^\n]*\n/.exec(file.text)?.[0].length ?? 0;
  const fix: Fix = {
    title: `Register the tool \`${file.hotword}\``,
    edits: [{ range: { start: at, end: at }, newText: `${feature}#![register_tool(${file.hotword})]\n` }],
    safe: false,
  };
  const message = `The crate does not register the tool \`${file.hotword}\` (\`#![register_tool(${file.hotword})]\`). ${NOTHING_TRANSLATED}`;
  return [refused("missing-tool-registration", first.path[0]?.range ?? first.range, message, [fix], "rustc")];
};

/** `#[rr]` and `#[rr(..)]`: a tool is no attribute. */
export const bareTool: FileCheck = ({ file }) =>
  file.attributes
    .filter((attribute) => attribute.path.length === 1 && !attribute.inMacro)
    .map((attribute) => {
      const message = `\`${file.hotword}\` is a tool, not an attribute: write \`${file.hotword}::\` and a name. ${NOTHING_TRANSLATED}`;
      return refused("invalid-arguments", attribute.path[0]?.range ?? attribute.range, message, [], "rustc");
    });

/** A tool name one letter off, with the name of an attribute of ours behind it, and nothing in the file of that name. */
export const misspeltTool: FileCheck = ({ file }) =>
  file.otherToolAttributes.flatMap((attribute): Problem[] => {
    const [tool, name] = attribute.path;
    if (!tool || !name || attribute.inMacro || attribute.path.length > 2 || !rowNamed(name.text)) return [];
    if (nearest(tool.text, [file.hotword]) === null || file.registeredTools.includes(tool.text)) return [];
    if (isOtherwiseKnown(tool.text, attribute, file.text)) return [];
    const message = `The tool is called \`${file.hotword}\`, not \`${tool.text}\`. ${NOTHING_TRANSLATED}`;
    const edits = [{ range: tool.range, newText: file.hotword }];
    return [
      refused(
        "misspelt-tool",
        tool.range,
        message,
        [{ title: `Change to \`${file.hotword}\``, edits, safe: false }],
        "rustc",
      ),
    ];
  });

/** The name occurs elsewhere than in such a path: a module, an import or a crate may bring an attribute macro with it. */
const isOtherwiseKnown = (tool: string, attribute: Attribute, text: string): boolean =>
  new RegExp(`\\b(?:mod|use|crate|as)\\s+${tool}\\b`).test(
    text.slice(0, attribute.range.start) + text.slice(attribute.range.end),
  );
