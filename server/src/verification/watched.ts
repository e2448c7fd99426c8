/** Commands on another machine or in a container, which go on there when the program that reaches there is ended. */
import { type Command, type Wrapper, wrap } from "./command.ts";
import type { PathPair } from "./pathMapping.ts";

/** What is to be written to its input first; as long as that stays open, the command is left alone. */
export const GO = "go\n";

/**
 * Runs its arguments, and ends them with all they have started when the input ends: with the connection, too. Without the
 * first line (`ssh -n`) nothing watches. A session of its own tells who belongs to the command, where there is `setsid`.
 */
const SCRIPT = [
  "exec 3<&0",
  'if command -v setsid >/dev/null 2>&1; then setsid "$@" </dev/null 3<&- & else "$@" </dev/null 3<&- & fi',
  "c=$!",
  'stop() { pkill "-$1" -s $c || kill "-$1" -- -$c || kill "-$1" $c; }',
  "{ (read -r go || exit; while read -r line; do :; done; trap '' TERM; stop TERM; sleep 1; stop KILL) <&3 3<&- >/dev/null 2>&1 & }",
  "w=$!",
  "exec 3<&-",
  "wait $c",
  "s=$?",
  "kill $w 2>/dev/null",
  "exit $s",
].join("; ");

/** The same as `wrap`, with an end on the other side; null for a wrapper that ends what it has started by itself. */
export function watched(command: Command, wrapper: Wrapper, pairs: readonly PathPair[]): Command | null {
  const script = ["-c", SCRIPT, "sh", command.program, ...command.arguments];
  const inScript = { ...command, program: "sh", arguments: script };
  if (wrapper.kind === "ssh") return wrap(inScript, wrapper, pairs);
  if (wrapper.kind !== "container") return null;
  return wrap(inScript, { ...wrapper, options: ["--interactive", ...wrapper.options] }, pairs);
}
