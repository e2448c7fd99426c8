/** How a command ended, and what that means. */

export type Outcome =
  | { readonly kind: "finished"; readonly status: number }
  | { readonly kind: "notFound"; readonly program: string }
  /** It could not be started, or its output could not be read. */
  | { readonly kind: "failed"; readonly message: string }
  /** Something else ended it. */
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "cancelled" }
  | { readonly kind: "timedOut"; readonly seconds: number };

export const isSuccess = (outcome: Outcome): boolean => outcome.kind === "finished" && outcome.status === 0;

/** In words, for people. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case "finished": {
      const meaning = STATUSES[outcome.status];
      return `exit status ${outcome.status}${meaning === undefined ? "" : ` (${meaning})`}`;
    }
    case "notFound":
      return `the program \`${outcome.program}\` was not found`;
    case "failed":
      return outcome.message;
    case "killed":
      return `ended by ${outcome.signal}${outcome.signal === "SIGKILL" ? ", perhaps for want of memory" : ""}`;
    case "cancelled":
      return "cancelled";
    case "timedOut":
      return `stopped after ${outcome.seconds} s, the time limit`;
  }
}

/** What shells, `timeout` and `ssh` mean by a status; the program itself may mean something else. */
const STATUSES: Readonly<Record<number, string>> = {
  124: "`timeout` ended it",
  126: "not executable",
  127: "not found",
  130: "interrupted",
  137: "killed, perhaps for want of memory",
  143: "terminated",
  255: "the connection or the program failed",
};
