/** What a hover says of specifications, at the cursors of `fixtures/hover-spec/`. */
import { hover } from "../server/src/features/hover.ts";
import { cursorFixtures } from "./support/cursors.ts";

cursorFixtures("hover-spec", (snapshot, position) => {
  const found = hover(snapshot, { position });
  if (!found?.range) return "nothing";
  const { start, end } = found.range;
  const shown = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return `${shown}\n${(found.contents as { readonly value: string }).value}`;
});
