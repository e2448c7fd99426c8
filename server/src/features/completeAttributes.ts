/** Attribute names after `#[` and `#[rr::`, and whole groups of attributes for the item. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from "vscode-languageserver-types";
import type { Position } from "../annotations/model.ts";
import type { Use } from "../annotations/row.ts";
import { rowsAt, useAt } from "../annotations/schema.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import { scan } from "../syntax/scan.ts";
import type { TextRange } from "../text.ts";
import { attributeHelp, fenced } from "./attributeHelp.ts";
import { formsOf } from "./grammar.ts";
import { ownerOf, positionsOf } from "./owner.ts";
import { lspEdit, lspRange } from "./positions.ts";
import { type Skeleton, skeletons } from "./skeletons.ts";
import type { Snapshot } from "./snapshot.ts";
import { withoutPlaceholders } from "./snippets.ts";

/** The place in an attribute's path that is completed. */
interface Place {
  /** Where the attribute starts. */
  readonly start: number;
  readonly range: TextRange;
  /** What the inserted text begins with: the tool, unless it stands there already. */
  readonly prefix: string;
  readonly hasArguments: boolean;
  readonly isClosed: boolean;
  readonly item: Item | null;
  readonly positions: readonly Position[];
}

export function completeAttributes(offset: number, snapshot: Snapshot): CompletionItem[] {
  const place = placeAt(offset, snapshot.file);
  if (!place) return [];
  return [...names(place, snapshot), ...groups(place, offset, snapshot)];
}

function placeAt(offset: number, file: RustFile): Place | null {
  const attribute = scan(file.text, file.lines).attributes.find(
    ({ range, closed }) => range.start < offset && (closed ? offset < range.end : offset <= range.end),
  );
  if (!attribute) return null;
  const open = file.text.indexOf("[", attribute.range.start) + 1;
  const path = /^([ \t]*)(\w*)([ \t]*::?[ \t]*)?(\w*)/.exec(file.text.slice(open));
  const [all = "", blank = "", tool = "", colons, name = ""] = path ?? [];
  const end = open + all.length;
  if (offset < open + blank.length || offset > end) return null;
  if (colons !== undefined && tool !== file.hotword) return null;
  const namesTool = colons?.trim() === "::" && offset >= end - name.length;
  const item = ownerOf(attribute, file);
  return {
    start: attribute.range.start,
    range: { start: namesTool ? end - name.length : open + blank.length, end },
    prefix: namesTool ? "" : `${file.hotword}::`,
    hasArguments: attribute.arguments.kind !== "none",
    isClosed: attribute.closed,
    item,
    positions: positionsOf(item, attribute, file),
  };
}

function names(place: Place, snapshot: Snapshot): CompletionItem[] {
  const { file, client } = snapshot;
  const seen = new Set<string>();
  return place.positions.flatMap((position) =>
    rowsAt(position).flatMap((row, index) => {
      const use = useAt(row.name, position);
      if (!use || seen.has(row.name)) return [];
      seen.add(row.name);
      const rank = rankOf(row.name, use, place, file);
      const body = place.hasArguments
        ? row.name
        : client.snippets
          ? use.snippet
          : withoutPlaceholders(use.snippet);
      const label = place.prefix + row.name;
      return [
        {
          label,
          kind: CompletionItemKind.Property,
          detail: formsOf(use.form, row.name)?.split("\n")[0] ?? row.name,
          documentation: { kind: "markdown" as const, value: attributeHelp(row.name, position) ?? "" },
          sortText: `${rank}${String(index).padStart(3, "0")}`,
          filterText: label,
          insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
          textEdit: { range: lspRange(file.lines, place.range), newText: place.prefix + body },
        },
      ];
    }),
  );
}

/** First what only this kind of item takes, then the rest; what the item has already comes behind, at last what should stand once. */
function rankOf(name: string, use: Use, { item, start }: Place, file: RustFile): number {
  const others = (item?.attributes ?? []).flatMap((index) => file.attributes[index] ?? []);
  const present = others.some(({ path, range }) => path[1]?.text === name && range.start !== start);
  if (!present) return use.on.length === 1 ? 0 : 1;
  return use.repeat === "many" ? 2 : 4;
}

function groups(place: Place, offset: number, snapshot: Snapshot): CompletionItem[] {
  if (place.hasArguments) return [];
  const { file, client } = snapshot;
  return skeletons(place.item, place.positions, offset, snapshot.context).map((skeleton) => ({
    label: place.prefix + skeleton.label,
    kind: CompletionItemKind.Snippet,
    detail: skeleton.detail,
    documentation: {
      kind: "markdown" as const,
      value: fenced("rust", `#[rr::${withoutPlaceholders(joined(skeleton, "#[rr::", "\n"))}`),
    },
    sortText: `3${skeleton.label}`,
    filterText: place.prefix + skeleton.label,
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: lspRange(file.lines, place.range),
      newText: place.prefix + written(skeleton, place, snapshot),
    },
    additionalTextEdits: (skeleton.edits ?? []).map((edit) => lspEdit(file.lines, edit)),
  }));
}

/** The text that follows `#[rr::`; the bracket that closes the last attribute may stand in the document already. */
function written(skeleton: Skeleton, { isClosed, positions }: Place, { file, client }: Snapshot): string {
  const inner = positions.includes("crate") ? "!" : "";
  const text = joined(skeleton, `#${inner}[${file.hotword}::`, "\n");
  const fitting = isClosed && skeleton.tail === undefined ? text.slice(0, -1) : text;
  return client.snippets ? fitting : withoutPlaceholders(fitting);
}

const joined = ({ attributes, tail = "" }: Skeleton, opening: string, separator: string): string =>
  `${attributes.join(`]${separator}${opening}`)}]${tail}`;
