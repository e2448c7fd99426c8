/** What the Test Explorer says of a function that is not proved: its findings, each with the goals that are left. */
import { Location, MarkdownString, type TestItem, TestMessage, Uri } from "vscode";
import {
  type FunctionObligations,
  type FunctionResult,
  OBLIGATIONS_REQUEST,
  type ObligationsParams,
  type Place,
} from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { rangeOf } from "./testTree.ts";

/** Goals beyond these are in the Obligations view. */
const MOST = 3;

export class TestMessages {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  async of({ id, message, findings }: FunctionResult, item: TestItem): Promise<TestMessage[]> {
    const params: ObligationsParams = { item: { id }, all: false };
    const { client } = this.#project;
    const obligations =
      (await client
        .sendRequest<FunctionObligations[] | null>(OBLIGATIONS_REQUEST, params)
        .catch(() => null)) ?? [];
    if (findings.length === 0) return [at(new TestMessage(message), item)];
    return findings.map((finding) => {
      const goals = obligations.find(
        (each) => each.message === finding.message && isSame(each.place, finding.place),
      )?.goals;
      const found = new TestMessage(goals ? withGoals(finding.message, goals) : finding.message);
      found.location = new Location(Uri.parse(finding.place.uri), rangeOf(finding.place));
      return found;
    });
  }
}

function at(message: TestMessage, { uri, range }: TestItem): TestMessage {
  if (uri && range) message.location = new Location(uri, range);
  return message;
}

const isSame = (a: Place, b: Place): boolean => a.uri === b.uri && rangeOf(a).isEqual(rangeOf(b));

function withGoals(message: string, goals: FunctionObligations["goals"]): MarkdownString {
  const text = new MarkdownString().appendText(message);
  for (const goal of goals.slice(0, MOST)) text.appendCodeblock(goal.text, "refinedrust-rocq");
  if (goals.length > MOST) text.appendText(`${goals.length - MOST} more goals are in the Obligations view.`);
  return text;
}
