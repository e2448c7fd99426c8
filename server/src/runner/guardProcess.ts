/**
 * Entry of a process of its own: ends a process tree when the program that began it is gone, however that ended.
 * The argument is the process to end. The channel to the program closes with it.
 */
import { endOrphans, endTree } from "./endTree.ts";

const pid = Number(process.argv[2]);

process.once("disconnect", () => {
  void endTree(pid)
    .then(() => endOrphans(pid))
    .finally(() => process.exit());
});
