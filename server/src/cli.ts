/** Entry of the command line: `rr-tools`. */
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { checkCommand } from "./cli/checkCommand.ts";
import { doctorCommand } from "./cli/doctorCommand.ts";
import { FAILED } from "./cli/exitCodes.ts";
import { mapCommand } from "./cli/mapCommand.ts";
import { previewCommand } from "./cli/previewCommand.ts";
import { statusCommand } from "./cli/statusCommand.ts";
import { verifyCommand } from "./cli/verifyCommand.ts";
import { productVersion } from "./disk/node.ts";

// Someone who reads only the beginning, as `head` does, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const program = new Command("rr-tools")
  .description("Checks the annotations that RefinedRust reads in Rust code.")
  .version(productVersion(fileURLToPath(import.meta.url)))
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });
program.addCommand(checkCommand().exitOverride());
program.addCommand(mapCommand().exitOverride());
program.addCommand(statusCommand().exitOverride());
program.addCommand(previewCommand().exitOverride());
program.addCommand(verifyCommand().exitOverride());
program.addCommand(doctorCommand().exitOverride());

program.parseAsync().catch((error: unknown) => {
  // Commander has printed its message; help and version are not failures.
  if (!(error instanceof CommanderError)) process.stderr.write(`rr-tools: ${String(error)}\n`);
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : FAILED;
});
