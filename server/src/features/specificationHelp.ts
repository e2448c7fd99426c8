/** What a hover says of a specification: how sure it is, what it means, the generated Rocq, and what is on the disk. */
import type { Annotation } from "../annotations/model.ts";
import { SPECIFICATION_COMMANDS } from "../protocol.ts";
import type { Comparison } from "../rocq/freshness.ts";
import type { Preview } from "../rocq/preview.ts";
import type { Item } from "../syntax/model.ts";
import { fenced, paragraphs } from "./attributeHelp.ts";
import { plainReading } from "./plainReading.ts";
import type { Snapshot } from "./snapshot.ts";
import { contributionOf, excerptOf } from "./specificationText.ts";

/** Markdown about an item's specification; empty where RefinedRust prints nothing for it. */
export function specificationHelp(item: Item, snapshot: Snapshot): string {
  const preview = snapshot.specifications.preview(item);
  if (!preview) return "";
  if (preview.fidelity === "none") return paragraphs(nothing(preview), generatedLine(item, snapshot));
  const annotated = snapshot.context.byIndex.get(item.index);
  return paragraphs(
    `**Specification of \`${preview.name}\`** · ${fidelityOf(preview)}`,
    generatedLine(item, snapshot),
    annotated ? plainReading(annotated, snapshot) : INHERITED,
    wholeExcerpt(preview),
    holesOf(preview),
    previewLink(item, snapshot),
  );
}

/** Markdown about what one annotation contributes; empty where it contributes nothing that is shown. */
export function contributionHelp(annotation: Annotation, item: Item, snapshot: Snapshot): string {
  const preview = snapshot.specifications.preview(item);
  if (!preview) return "";
  if (preview.fidelity === "none") return nothing(preview);
  const text = contributionOf(preview, annotation);
  if (text === null) return "";
  return paragraphs(
    `*Here it becomes* · ${fidelityOf(preview)}`,
    fenced("rocq", text),
    holesOf(preview),
    staleLine(snapshot.specifications.comparison(item)),
  );
}

const nothing = ({ name, reason, problem }: Preview): string =>
  problem === null
    ? `**No specification of \`${name}\`** is generated${reason === null ? "." : `, because ${reason}.`}`
    : `**No specification of \`${name}\`** is generated: RefinedRust refuses it and skips it.\n\n${fenced("text", problem)}`;

const fidelityOf = ({ fidelity, holes }: Preview): string =>
  fidelity === "exact"
    ? "exact"
    : `approximate: ${holes.length === 1 ? "one part is" : `${holes.length} parts are`} not known`;

/** Of a method in a trait impl, which is the only item that has a specification without an annotation. */
const INHERITED = "It has no clause of its own, so it has the specification of the trait.";

function wholeExcerpt(preview: Preview): string {
  const { text, left, others } = excerptOf(preview);
  const more = left > 0 ? `${left} more lines. ` : "";
  const also = others.length > 0 ? `Defined with it: ${namesOf(others)}.` : "";
  return paragraphs(fenced("rocq", text), `${more}${also}`);
}

const NAMES = 6;

const namesOf = (names: readonly string[]): string =>
  [
    ...names.slice(0, NAMES).map((name) => `\`${name}\``),
    ...(names.length > NAMES ? [`${names.length - NAMES} more`] : []),
  ].join(", ");

const HOLES = 5;

/** What would have to be known, each once. */
function holesOf({ holes }: Preview): string {
  const lines = [...new Set(holes.map(({ shown, needed }) => `- \`⟨${shown}⟩\` needs ${needed}`))];
  const more = lines.length > HOLES ? [`- and ${lines.length - HOLES} more`] : [];
  return [...lines.slice(0, HOLES), ...more].join("\n");
}

const staleLine = (comparison: Comparison | null): string =>
  comparison?.freshness.state === "stale"
    ? `*Generated file:* **stale.** ${comparison.freshness.difference}`
    : "";

/** What RefinedRust wrote last, with its files; empty while that is not known. */
function generatedLine(item: Item, snapshot: Snapshot): string {
  const { specifications, client } = snapshot;
  const comparison = specifications.comparison(item);
  if (!comparison) return "";
  const { place } = comparison;
  const links = [
    ...(place ? [`[specification](${place.uri}#L${place.line + 1})`] : []),
    ...specifications.links(item).map(({ title, uri }) => `[${title}](${uri})`),
    ...(client.commands && comparison.generated !== null
      ? [`[compare](${command(SPECIFICATION_COMMANDS.compare, item, snapshot)})`]
      : []),
  ];
  return [`*Generated file:* ${stateOf(comparison, TYPES.has(item.kind))}`, links.join(" · ")].join(
    links.length > 0 ? " " : "",
  );
}

const TYPES: ReadonlySet<string> = new Set(["struct", "enum"]);

function stateOf({ freshness }: Comparison, isType: boolean): string {
  switch (freshness.state) {
    case "fresh":
      return "fresh.";
    case "stale":
      return `**stale.** ${freshness.difference}`;
    case "missing":
      return `missing. RefinedRust writes it when it runs${isType ? ", if a function that it translates needs the type" : ""}.`;
    case "unknown":
      return `it cannot be told whether it is up to date, because ${freshness.reason}.`;
  }
}

const previewLink = (item: Item, snapshot: Snapshot): string =>
  snapshot.client.commands
    ? `[Open the preview beside the editor](${command(SPECIFICATION_COMMANDS.preview, item, snapshot)})`
    : "";

/** A link that runs one of the client's commands for the item. */
function command(id: string, item: Item, { uri, file }: Snapshot): string {
  const position = file.lines.positionAt(item.nameRange.start);
  return `command:${id}?${encodeURIComponent(JSON.stringify([{ textDocument: { uri }, position }]))}`;
}
