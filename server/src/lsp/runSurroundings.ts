/** What runs take from the settings of the workspace. */
import { pathToFileURL } from "node:url";
import { pathOfUri } from "../disk/node.ts";
import type { Folders } from "./folders.ts";
import { slashes } from "./projectSource.ts";
import type { RunFeatureSource } from "./runFeature.ts";

export const runSurroundings = (
  folders: Folders,
  environment: NodeJS.ProcessEnv,
): Pick<RunFeatureSource, "settings" | "onSave" | "environment"> => ({
  environment,
  settings: (file) => {
    // A run of the whole workspace goes by the first folder.
    const uri = file === null ? (folders.all[0]?.uri ?? "") : pathToFileURL(file).href;
    const { settings } = folders.settingsFor(uri).run;
    const around = folders.folderOf(uri) ?? folders.all[0];
    return { run: settings, folder: slashes(pathOfUri(around?.uri ?? "") ?? "/") };
  },
  onSave: (file) => folders.settingsFor(pathToFileURL(file).href).run.onSave,
});
