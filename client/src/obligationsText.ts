/** What is left to prove as a text: to be copied, and beside the code as a document that follows the cursor. */
import { commands, type Disposable, type Uri, ViewColumn, window, workspace } from "vscode";
import type { FunctionObligations, ObligationGoal } from "../../server/src/protocol.ts";
import type { Obligations } from "./obligations.ts";
import { VirtualTexts } from "./virtualTexts.ts";

export function obligationsText(obligations: Obligations): Disposable[] {
  const texts = new VirtualTexts("refinedrust-obligations");
  const uri = texts.uri("Obligations");
  const update = () => texts.set(uri, rocqText(obligations));
  update();
  return [
    texts,
    obligations.onDidChange(update),
    obligations.onDidMove(update),
    commands.registerCommand("refinedrust.openObligations", () => open(uri)),
  ];
}

/** The goals of a function, as plain text. */
export const functionText = ({ name, message, goals }: FunctionObligations): string =>
  [`${name}: ${message}`, ...goals.map(({ text }) => text)].join("\n\n");

async function open(uri: Uri): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, {
    viewColumn: ViewColumn.Beside,
    preserveFocus: true,
    preview: true,
  });
}

/** Of the function at the cursor; elsewhere of all. */
function rocqText({ all, current }: Obligations): string {
  if (all.length === 0) return "(* Nothing is known to be left to prove. *)\n";
  const here = all.filter(({ id }) => id === current);
  return (here.length > 0 ? here : all).map(rocqOfFunction).join("\n\n");
}

const rocqOfFunction = ({ name, message, isEdited, goals }: FunctionObligations): string =>
  [
    `(** * ${inComment(name)}\n    ${inComment(message)}${isEdited ? "\n    From before the edit." : ""} *)`,
    ...goals.map((goal, n) => rocqOfGoal(goal, n + 1)),
  ].join("\n\n");

function rocqOfGoal({ title, branches, block, known, hidden, toShow }: ObligationGoal, n: number): string {
  const where = [...branches, ...(block === null ? [] : [`Block ${block}`])];
  const facts = known.flatMap(({ title: group, lines }) => [
    `(* ${inComment(group)} *)`,
    ...lines.map(({ text, from }) => `  ${indented(text)}${from === null ? "" : `  (* ${from} *)`}`),
  ]);
  return [
    `(* Goal ${n}: ${inComment(title)} *)`,
    ...where.map((each) => `(*   ${inComment(each)} *)`),
    ...facts,
    ...(hidden > 0 ? [`(* ${hidden} hypotheses are hidden. *)`] : []),
    "(* Left to show *)",
    `  ${indented(toShow)}`,
  ].join("\n");
}

const indented = (text: string): string => text.replaceAll("\n", "\n  ");

/** A comment ends where the text says so. */
const inComment = (text: string): string => text.replaceAll("*)", "* )").replaceAll("(*", "( *");
