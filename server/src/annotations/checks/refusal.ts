/** Where an attribute that RefinedRust does not know is an error, and where it passes unnoticed. */
import type { RustFile } from "../../syntax/model.ts";
import type { AnnotatedItem } from "../model.ts";
import { hasAttribute } from "../position.ts";

/**
 * True when the parser of the position stops at a name it does not know. Structs and variants skip such names, an
 * inherent impl has no parser, an enum has one only with `refined_by` (the parsers in spec_parsers/).
 */
export function refusesUnknown(item: AnnotatedItem, file: RustFile): boolean {
  if (!item.parsed) return false;
  switch (item.position) {
    case "struct":
    case "variant":
    case "impl":
    case "other":
      return false;
    case "enum":
      return hasAttribute(item.item, file, "refined_by");
    default:
      return true;
  }
}
