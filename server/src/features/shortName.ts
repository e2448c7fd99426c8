/** What items are called where there is little room. */
import type { CatalogueItem } from "../project/catalogueModel.ts";

/** Without modules, which are shown beside it: `Page<Free>::divide`, `<PageSize as Clone>::clone`. */
export const shortName = ({ path, module }: Pick<CatalogueItem, "path" | "module">): string =>
  (module !== "" && path.startsWith(`${module}::`) ? path.slice(module.length + 2) : path)
    .replace(/(?<=[<(,&*[\s])(?:[\p{XID_Start}_][\p{XID_Continue}#]*::)+(?=\p{L})/gu, "")
    .replaceAll("::<", "<");
