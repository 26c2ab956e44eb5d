import { SandboxError } from "../sandbox/errors";
import { serverConfigs, type ServerName } from "../servers";
import {
  serverConfigCloudInit,
  serverConfigText,
  userDataProblem,
  type ServerConfig,
} from "../servers/serverConfig";
import { withSet } from "./serverArgs";
import { argsOfStack } from "./serverOfStack";
import type { Terminal } from "./terminal";
import { readYamlInput } from "./yamlInput";

/** The flags of `steady-edge server-config`. */
export interface ServerConfigFlags {
  /** Path of a file with arguments. Defaults to none. */
  readonly args?: string;
  /** Single arguments, each `name=value`. */
  readonly set: readonly string[];
  /** A stack whose state says what leads to the server. Defaults to none. */
  readonly stack?: string;
  /** Which origin of the stack the server is: its name, its hostname, or both. Defaults to any, where all need the same. */
  readonly origin?: string;
  /** What to write. */
  readonly format: "text" | "cloud-init" | "json";
}

/**
 * `steady-edge server-config`: writes the configuration of a server.
 * @param server - Which.
 * @param flags - Its arguments, and in what form to write.
 * @param terminal - Where to write.
 * @throws SandboxError with every problem of the arguments.
 */
export async function serverConfigCommand(
  server: ServerName,
  flags: ServerConfigFlags,
  terminal: Terminal,
): Promise<void> {
  const { args: file, set, stack, origin } = flags;
  const inFile = file === undefined ? {} : await readYamlInput(file, terminal.signal);
  // An empty file holds nothing, and says nothing wrong.
  const given = withSet(inFile ?? {}, set);
  if (stack === undefined && origin !== undefined) {
    const rule = "be given with --stack";
    throw new SandboxError([{ path: "--origin", rule, actual: "no --stack" }]);
  }
  const args =
    stack === undefined ? given : await argsOfStack({ server, stack, origin, given }, terminal);
  const { problems, config } = serverConfigs[server](args);
  if (config === undefined) {
    throw new SandboxError(problems, `Invalid arguments of server-config ${server}`);
  }
  terminal.out(written(config, flags.format));
}

function written(config: ServerConfig, format: ServerConfigFlags["format"]): string {
  if (format === "json") {
    return `${JSON.stringify(config, undefined, 2)}\n`;
  }
  if (format === "text") {
    return serverConfigText(config);
  }
  const text = serverConfigCloudInit(config);
  const problem = userDataProblem("--format cloud-init", text);
  if (problem !== undefined) {
    throw new SandboxError([problem]);
  }
  return text;
}
