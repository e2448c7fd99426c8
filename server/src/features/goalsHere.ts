/** The goals that the last runs have left at a place of a document: for its hover and its code actions. */
import type { CodeAction } from "vscode-languageserver-types";
import { LineIndex, type TextRange } from "../text.ts";
import type { RelatedPlace } from "../verification/placeModel.ts";
import { hintSource, obligationActions } from "./obligationActions.ts";
import { type ObligationHelp, obligationHelpAt } from "./obligationHelp.ts";
import { type OpenFinding, openFindings } from "./openFindings.ts";
import type { ProjectView } from "./projectView.ts";
import type { Snapshot } from "./snapshot.ts";

export function goalHelp(offset: number, snapshot: Snapshot, view: ProjectView): ObligationHelp | null {
  const open = openFindings(snapshot, view);
  const help = obligationHelpAt(
    offset,
    open.map(({ finding }) => finding),
    {
      link: (place) => linkTo(place, view),
      writtenOf: (finding) => hintSource(finding, view)?.written ?? null,
      hotword: snapshot.file.hotword,
    },
  );
  if (!help || !open.some((each) => each.isEdited && isAt(each, help.range))) return help;
  return { ...help, markdown: `*From before the edit.*\n\n${help.markdown}` };
}

export const goalActions = (asked: TextRange, snapshot: Snapshot, view: ProjectView): CodeAction[] =>
  obligationActions(
    openFindings(snapshot, view).map(({ finding }) => finding),
    asked,
    view,
  );

const isAt = ({ finding }: OpenFinding, { start, end }: TextRange): boolean =>
  finding.range.start === start && finding.range.end === end;

function linkTo({ path, range }: RelatedPlace, view: ProjectView): string | null {
  const text = view.text(path);
  return text === null ? null : `${view.uri(path)}#L${new LineIndex(text).positionAt(range.start).line + 1}`;
}
