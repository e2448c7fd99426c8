/** Where dune builds when the settings have their way. */
import { mkdir, writeFile } from "node:fs/promises";
import { usualBuildFolders } from "../project/builds.ts";
import { fillTemplate } from "../verification/placeholders.ts";
import type { RunSettings } from "../verification/planModel.ts";

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

/**
 * Makes the folder that dune builds in, where the settings name one, unknown to git: it is ours, and thousands of files
 * would be shown as new. Nothing depends on it.
 */
export async function hideBuildFolder(
  settings: RunSettings,
  workspaceFolder: string,
  duneRoot: string,
): Promise<void> {
  const [own] = buildFolders(settings, workspaceFolder)(duneRoot);
  if (settings.buildDirectory === null || own === undefined || own === `${duneRoot}/_build`) return;
  try {
    await mkdir(own);
    await writeFile(`${own}/.gitignore`, "*\n");
  } catch {
    // It is there already and may be anybody's, or dune will say why nothing can be written.
  }
}

/** dune counts a relative build folder from its root. */
const absolute = (path: string, root: string): string => {
  const slashed = path.replaceAll("\\", "/").replace(/\/+$/, "");
  return /^(?:\/|[A-Za-z]:\/)/.test(slashed) ? slashed : `${root}/${slashed}`;
};
