/** The tool attributes of a file as annotations: position, parsed arguments, mode, and whether RefinedRust reads them at all. */
import type { Item, RustFile, ToolAttribute } from "../syntax/model.ts";
import { parseArguments } from "./forms/parse.ts";
import type { AnnotatedItem, Annotation, Mode, Position } from "./model.ts";
import {
  attributeName,
  attributesOf,
  hasAttribute,
  isWellFormed,
  modeOf,
  parentOf,
  positionOf,
} from "./position.ts";
import { isRead, unparsedReason } from "./reading.ts";
import type { Use } from "./row.ts";
import { useAt } from "./schema.ts";

/** Every item with at least one tool attribute, in source order. */
export const annotate = (file: RustFile): AnnotatedItem[] =>
  file.items.filter((item) => item.attributes.length > 0).map((item) => annotateItem(item, file));

/** The same for one of them. */
export function annotateItem(item: Item, file: RustFile): AnnotatedItem {
  const position = positionOf(item, file);
  const mode: Mode = modeOf(item, file);
  const reason = unparsedReason(item, position, mode, file);
  const stage = { item, position, mode, parsed: reason === null, file };
  const annotations = attributesOf(item, file).map((attribute) => annotation(attribute, stage));
  return { item, position, annotations, mode, parsed: stage.parsed, unparsedReason: reason };
}

interface Stage {
  readonly item: Item;
  readonly position: Position;
  readonly mode: Mode;
  readonly parsed: boolean;
  readonly file: RustFile;
}

function annotation(attribute: ToolAttribute, stage: Stage): Annotation {
  const name = attributeName(attribute);
  const use = useAt(name, stage.position) ?? crashingUse(name, stage.position);
  if (!use || !isWellFormed(attribute))
    return {
      attribute,
      name,
      flags: [],
      texts: [],
      arguments: null,
      failure: null,
      leftover: null,
      read: false,
    };
  const expectsRefinement = use.form === "FIELD" && takesRefinementFromFields(stage.item, stage.file);
  const read = isRead(attribute, stage);
  const parsed = parseArguments(attribute, use.form, name, expectsRefinement);
  const { flags, texts, arguments: given, failure, leftover } = parsed;
  return { attribute, name, flags, texts, arguments: given, failure, leftover, read };
}

/** `rr::shim` has no meaning on a closure, but its arguments are read and must be right (register_functions in lib.rs). */
const crashingUse = (name: string, position: Position): Use | undefined =>
  name === "shim" && position === "closure" ? useAt(name, "function") : undefined;

/** The struct or variant has `refined_by` and does not give its refinement as a whole with `refines` (make_adt_variant in types/translator.rs). */
export function takesRefinementFromFields(field: Item, file: RustFile): boolean {
  const parent = parentOf(field, file);
  if (!parent || !hasAttribute(parent, file, "refined_by")) return false;
  return !attributesOf(parent, file).some((attribute) => attributeName(attribute) === "refines");
}
