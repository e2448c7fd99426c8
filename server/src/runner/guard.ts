/** Starts the guard that outlives this program when it is killed and can end nothing any more. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Beside this module, and beside the bundle: of the kind that this program itself is run from. */
const SCRIPT = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "guardProcess.ts" : "guard.js", import.meta.url),
);

/** Watches over a process that leads its own session. What is answered ends the guard: the process is gone. */
export function guard(pid: number): () => void {
  // Its own session: a Ctrl-C in the terminal is not meant for it.
  const child = fork(SCRIPT, [String(pid)], { detached: true, stdio: ["ignore", "ignore", "ignore", "ipc"] });
  // Without a guard a run goes on as it would with one.
  child.on("error", () => {});
  child.unref();
  child.channel?.unref();
  return () => {
    child.kill("SIGKILL");
  };
}
