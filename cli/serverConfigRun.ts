import { parse } from "yaml";
import { ownEntry, setEntry } from "../core/ownEntry";
import { describeValue, type Problem } from "../core/problem";
import { SandboxError } from "../sandbox/errors";
import { serverConfigs, type ServerName } from "../servers";
import {
  serverConfigCloudInit,
  serverConfigText,
  userDataProblem,
  type ServerConfig,
} from "../servers/serverConfig";
import type { Terminal } from "./terminal";
import { readYamlInput } from "./yamlInput";

/** The flags of `steady-edge server-config`. */
export interface ServerConfigFlags {
  /** Path of a file with arguments. Defaults to none. */
  readonly args?: string;
  /** Single arguments, each `name=value`. */
  readonly set: readonly string[];
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
  const given = flags.args === undefined ? {} : await readYamlInput(flags.args, terminal.signal);
  // An empty file holds nothing, and says nothing wrong.
  const { problems, config } = serverConfigs[server](withSet(given ?? {}, flags.set));
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

/** What the file says, with single arguments over it. */
function withSet(given: unknown, assignments: readonly string[]): unknown {
  // What is no map is refused as it is.
  return assignments.reduce((args, assignment) => {
    const [, name = "", text = ""] =
      /^([A-Za-z]+(?:\.[A-Za-z]+)*)=(.*)$/s.exec(assignment) ?? refuse(assignment);
    return isMap(args) ? withValue(args, name.split("."), valueOf(text)) : args;
  }, given);
}

function withValue(
  given: unknown,
  [name = "", ...deeper]: readonly string[],
  value: unknown,
): unknown {
  const before = isMap(given) ? given : {};
  const after = { ...before };
  setEntry(
    after,
    name,
    deeper.length === 0 ? value : withValue(ownEntry(before, name), deeper, value),
  );
  return after;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whole numbers, true, false and lists are read as YAML; all else is text, versions such as 8.10 too. */
function valueOf(text: string): unknown {
  if (!/^(\d{1,15}|true|false|\[[^[\]{}&*]*\])$/.test(text)) {
    return text;
  }
  try {
    return parse(text);
  } catch {
    return text;
  }
}

function refuse(assignment: string): never {
  const problem: Problem = {
    path: "--set",
    rule: "be a name and a value with = between them",
    actual: describeValue(assignment),
    hint: "For example --set health.path=/healthz",
  };
  throw new SandboxError([problem]);
}
