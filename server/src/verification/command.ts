/** A command as it is started, and the wrappers that let it run elsewhere. No shell reads it here. */
import { type PathPair, pathThere, textThere } from "./pathMapping.ts";

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Absolute. */
  readonly directory: string;
  /** Added to the environment of the process that starts it. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Wrapper =
  | { readonly kind: "none" }
  /** Takes the command as its last arguments: `nix develop .#proofs --command`. */
  | { readonly kind: "prefix"; readonly command: readonly [string, ...string[]] }
  | {
      readonly kind: "container";
      /** `docker` or `podman`. */
      readonly engine: string;
      readonly name: string;
      readonly options: readonly string[];
    }
  | { readonly kind: "ssh"; readonly host: string; readonly options: readonly string[] }
  | { readonly kind: "slurm"; readonly options: readonly string[] };

/** The paths in `command` are those here; what is returned is started here, in the command's own directory. */
export function wrap(command: Command, wrapper: Wrapper, pairs: readonly PathPair[]): Command {
  const { directory } = command;
  const there = inOtherPlace(command, pairs);
  const run = (program: string, ...rest: readonly string[]): Command => ({
    program,
    arguments: rest,
    directory,
    environment: {},
  });
  switch (wrapper.kind) {
    case "none":
      return command;
    case "prefix": {
      const [program, ...before] = wrapper.command;
      const rest = [...before, there.program, ...there.arguments];
      return { program, arguments: rest, directory, environment: there.environment };
    }
    case "container": {
      const variables = Object.entries(there.environment).flatMap(([name, value]) => [
        "--env",
        `${name}=${value}`,
      ]);
      const place = ["--workdir", there.directory, ...variables, ...wrapper.options, wrapper.name];
      return run(wrapper.engine, "exec", ...place, there.program, ...there.arguments);
    }
    case "ssh": {
      // The other machine's shell reads one line of text; it is the only shell in the way.
      const line = `cd ${quoted(there.directory)} && exec ${withVariables(there).map(quoted).join(" ")}`;
      return run("ssh", "-o", "BatchMode=yes", ...wrapper.options, wrapper.host, line);
    }
    case "slurm":
      return run("srun", `--chdir=${there.directory}`, ...wrapper.options, ...withVariables(there));
  }
}

/** As a person would type it, for logs and messages. */
export const printCommand = (command: Command): string =>
  [
    ...Object.entries(command.environment).map(([name, value]) => `${name}=${quoted(value)}`),
    ...[command.program, ...command.arguments].map(quoted),
  ].join(" ");

function inOtherPlace(command: Command, pairs: readonly PathPair[]): Command {
  const environment = Object.entries(command.environment).map(([name, value]) => [
    name,
    textThere(value, pairs),
  ]);
  return {
    program: pathThere(command.program, pairs),
    arguments: command.arguments.map((argument) => textThere(argument, pairs)),
    directory: pathThere(command.directory, pairs),
    environment: Object.fromEntries(environment),
  };
}

function withVariables({ environment, program, arguments: rest }: Command): string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [...(variables.length === 0 ? [] : ["env", ...variables]), program, ...rest];
}

/** For a POSIX shell. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
