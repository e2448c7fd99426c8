/** Where dune builds when the settings have their way. */
import { usualBuildFolders } from "../project/builds.ts";
import { fillTemplate } from "./placeholders.ts";
import type { RunSettings } from "./planModel.ts";

/** The folder of the settings first; what cannot be told without more than the root is left out. */
export const buildFolders =
  ({ buildDirectory }: Pick<RunSettings, "buildDirectory">, workspaceFolder: string) =>
  (duneRoot: string): readonly string[] => {
    const usual = usualBuildFolders(duneRoot);
    if (buildDirectory === null) return usual;
    const template = { program: "", arguments: [buildDirectory], directory: "", environment: {} };
    const { command, problems } = fillTemplate(template, { workspaceFolder, duneRoot });
    const [own] = command.arguments;
    return own === undefined || problems.length > 0
      ? usual
      : [...new Set([absolute(own, duneRoot), ...usual])];
  };

/** dune counts a relative build folder from its root. */
const absolute = (path: string, root: string): string => {
  const slashed = path.replaceAll("\\", "/").replace(/\/+$/, "");
  return /^(?:\/|[A-Za-z]:\/)/.test(slashed) ? slashed : `${root}/${slashed}`;
};
