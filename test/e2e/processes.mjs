/** Which processes of a workbench run, to end one of them as a crash would, or to see that none is left. */
import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** Process numbers of the language servers in a process group. */
export const languageServers = (group) =>
  processes()
    .filter((one) => one.group === group && /dist\/server\.js/.test(one.command))
    .map((one) => one.id);

/** The process group of the workbench that a process has started. */
export const workbenchGroup = (parent) =>
  processes().find((one) => one.parent === parent && /server-main\.js/.test(one.command))?.group;

/** Waits until no process of a group is left, and gives what is left after five seconds. */
export async function leftOf(group) {
  const end = Date.now() + 5000;
  for (;;) {
    const left = processes().filter((one) => one.group === group);
    if (left.length === 0 || Date.now() > end) return left;
    await wait(50);
  }
}

function processes() {
  const output = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,args="], { encoding: "utf8" });
  const all = [...output.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/gm)];
  return all
    .map(([, id, parent, group, command]) => ({
      id: Number(id),
      parent: Number(parent),
      group: Number(group),
      command,
    }))
    .filter((one) => !one.command.endsWith("<defunct>"));
}
