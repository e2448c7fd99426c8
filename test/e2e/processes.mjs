/** Which language servers run, to end one of them as a crash would. */
import { execFileSync } from "node:child_process";

/** Process numbers of the language servers in a process group. */
export function languageServers(group) {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,pgid=,args="], { encoding: "utf8" }).trim().split("\n");
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === group && /dist\/server\.js/.test(match[3]))
    .map((match) => Number(match[1]));
}
