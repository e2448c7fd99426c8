/** What the server says of the project, kept until it says that something changed. */
import { commands, type Disposable, EventEmitter, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { OVERVIEW_REQUEST, type Overview, PROJECT_CHANGED, type Refusal } from "../../server/src/protocol.ts";

const NOTHING: Overview = { items: [], orphans: [], assumptions: [] };

export class Project implements Disposable {
  readonly client: LanguageClient;
  readonly #changes = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #overview: Overview = NOTHING;
  #asked = 0;

  constructor(client: LanguageClient) {
    this.client = client;
    this.#subscription = client.onNotification(PROJECT_CHANGED, () => this.refresh());
  }

  readonly onDidChange = this.#changes.event;

  get overview(): Overview {
    return this.#overview;
  }

  /** Asks for everything anew; the newest answer counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const found = await this.client.sendRequest<Overview | null>(OVERVIEW_REQUEST, {}).catch(() => null);
    if (asked !== this.#asked) return;
    this.#overview = found ?? NOTHING;
    const { items, orphans } = this.#overview;
    const hasProject = items.length > 0 || orphans.length > 0;
    await commands.executeCommand("setContext", "refinedrust.hasProject", hasProject);
    this.#changes.fire();
  }

  /** The answer to a request; null after the user was told why there is none. */
  async ask<R extends object>(method: string, params: object): Promise<R | null> {
    const answer = await this.client.sendRequest<R | Refusal | null>(method, params);
    if (answer === null) return null;
    if (!isRefusal(answer)) return answer;
    void window.showInformationMessage(answer.reason);
    return null;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }
}

const isRefusal = (answer: object): answer is Refusal => Object.keys(answer).join() === "reason";
