/** What is left to prove, as a tree for a view: functions, their goals, and what is known at each of them. */
import type { Range } from "vscode-languageserver-types";
import type { FunctionObligations, ObligationsParams } from "../protocol.ts";
import { LineIndex } from "../text.ts";
import type { RelatedPlace } from "../verification/placeModel.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import { hintSource } from "./obligationActions.ts";
import { obligationsOf } from "./obligations.ts";
import { openFindings } from "./openFindings.ts";
import { lspRange } from "./positions.ts";
import { itemId, type ProjectView } from "./projectView.ts";

/** Of one item, or of all, by file; functions without a goal are left out. */
export function obligationsView(view: ProjectView, params: ObligationsParams): FunctionObligations[] {
  const asked = params.item ? itemOf(params.item, view) : null;
  if (asked && isRefusal(asked)) return [];
  const items = asked ? [asked] : view.catalogue.items.filter((item) => view.recorded(item) !== null);
  const files = new Set(items.map(({ file }) => file));
  return [...files].flatMap((file) => {
    const snapshot = view.rust(file);
    const open = snapshot ? openFindings(snapshot, view) : [];
    return open
      .filter(({ item }) => asked === null || item === asked)
      .flatMap(({ item, finding, isEdited }) =>
        obligationsOf([finding], params.all, (each) => hintSource(each, view)?.written ?? null).map(
          ({ message, file: path, range, proof, goals }): FunctionObligations => ({
            id: itemId(item),
            name: item.path,
            message,
            isEdited,
            place: placeOf({ path, range }, view),
            proof: proof && placeOf(proof, view),
            goals,
          }),
        ),
      );
  });
}

function placeOf(
  { path, range }: Pick<RelatedPlace, "path" | "range">,
  view: ProjectView,
): { readonly uri: string; readonly range: Range } {
  return { uri: view.uri(path), range: lspRange(new LineIndex(view.text(path) ?? ""), range) };
}
