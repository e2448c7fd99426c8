/** `rr-tools status`: how far the verification of every module has come. */
import { folderCommand } from "./folderCommand.ts";
import { jsonStatus, markdownStatus, textStatus } from "./statusReport.ts";

export const statusCommand = () =>
  folderCommand("status", "Shows what is specified, proved, admitted and trusted, module by module.", {
    text: textStatus,
    json: jsonStatus,
    markdown: markdownStatus,
  });
