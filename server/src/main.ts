/** Entry of the language server: `refinedrust-language-server --stdio`. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { productVersion } from "./disk/node.ts";
import { serve } from "./lsp/server.ts";

const USAGE = `The language server of RefinedRust Tools. An editor starts it; it speaks the Language Server Protocol.

Usage: refinedrust-language-server --stdio

  --stdio          talk over standard input and output
  --node-ipc       talk over the channel of a Node parent process
  --socket=PORT    talk over a TCP connection to this port
  --pipe=NAME      talk over a named pipe or a Unix socket
  --version        print the version
  --help           print this help
`;

const TRANSPORTS = ["--stdio", "--node-ipc", "--socket", "--pipe"];

const bundle = fileURLToPath(import.meta.url);
const version = productVersion(bundle);
const given = process.argv.slice(2);

if (given.includes("--version")) {
  process.stdout.write(`${version}\n`);
} else if (given.includes("--help") || given.includes("-h")) {
  process.stdout.write(USAGE);
} else if (!given.some((word) => TRANSPORTS.includes(word.replace(/=.*/, "")))) {
  process.stderr.write(`No transport was named, so there is nobody to talk to.\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const connection = createConnection(ProposedFeatures.all);
  serve(connection, { version, directory: dirname(bundle), environment: process.env });
}
