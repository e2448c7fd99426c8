/** `rr-tools doctor`: what of RefinedRust, Rust and Rocq is installed, and what is missing to verify a folder. */
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { probe } from "../runner/probe.ts";
import type { CheckLine } from "../verification/checkLine.ts";
import { diagnose } from "../verification/doctor.ts";
import { doctorText } from "../verification/doctorText.ts";
import { CLEAN, ERRORS_FOUND, FAILED } from "./exitCodes.ts";
import { readFolder } from "./folderCatalogue.ts";

export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("Checks the installation: what was looked for, where, what was found, and what mends it.")
    .argument("[root]", "the folder that is to be verified", ".")
    .addOption(new Option("--format <format>", "how to report").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      "\nExit status: 0 nothing is missing, 1 something is, 2 wrong usage or an unreadable folder.",
    )
    .action(async (root: string, { format }: { readonly format: string }) => {
      const folder = await readFolder(root, {});
      if (typeof folder === "string") {
        process.stderr.write(`${folder}\n`);
        process.exitCode = FAILED;
        return;
      }
      const facts = await probe({
        folder: resolve(root),
        catalogue: folder.catalogue,
        environment: process.env,
        wrapper: { kind: "none" },
        paths: [],
        isTrusted: true,
        signal: new AbortController().signal,
      });
      const lines = diagnose(facts);
      process.stdout.write(format === "json" ? `${JSON.stringify({ lines })}\n` : doctorText(root, lines));
      process.exitCode = lines.some(isMissing) ? ERRORS_FOUND : CLEAN;
    });

const isMissing = ({ verdict }: CheckLine): boolean => verdict === "missing";
