/** Entry of the command line: `rr-tools`. */
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { FAILED } from "./cli/exitCodes.ts";
import { productVersion } from "./disk/node.ts";

// Someone who reads only the beginning, as `head` does, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

/** A command loads its part of the product when it is wanted. */
const COMMANDS: ReadonlyMap<string | undefined, () => Promise<Command>> = new Map([
  ["check", async () => (await import("./cli/checkCommand.ts")).checkCommand()],
  ["map", async () => (await import("./cli/mapCommand.ts")).mapCommand()],
  ["status", async () => (await import("./cli/statusCommand.ts")).statusCommand()],
  ["preview", async () => (await import("./cli/previewCommand.ts")).previewCommand()],
  ["verify", async () => (await import("./cli/verifyCommand.ts")).verifyCommand()],
  ["doctor", async () => (await import("./cli/doctorCommand.ts")).doctorCommand()],
]);

main().catch((error: unknown) => {
  // Commander has printed its message; help and version are not failures.
  if (!(error instanceof CommanderError)) process.stderr.write(`rr-tools: ${String(error)}\n`);
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : FAILED;
});

async function main(): Promise<void> {
  const program = new Command("rr-tools")
    .description("Checks the annotations that RefinedRust reads in Rust code.")
    .version(productVersion(fileURLToPath(import.meta.url)))
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  const named = COMMANDS.get(process.argv[2]);
  // Without a command, as for help, all of them are listed.
  for (const load of named ? [named] : COMMANDS.values()) program.addCommand((await load()).exitOverride());
  await program.parseAsync();
}
