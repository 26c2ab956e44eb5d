import { longestUserDataBytes } from "../facts/aws/userData";
import type { Problem } from "../core/problem";

/** YAML, which is loaded when the first cloud-config is written: programs that write none need not wait for it. */
function yaml(): typeof import("yaml") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import at the top would load it for every program
  return require("yaml") as typeof import("yaml");
}

/** A file of a server's configuration. */
export interface ServerFile {
  /** Where it goes. */
  readonly path: string;
  /** What stands in it. */
  readonly text: string;
}

/** What a server is told, and how it takes it. */
export interface ServerConfig {
  /** The files, each with what it replaces in its first lines. */
  readonly files: readonly ServerFile[];
  /** Debian's packages that it needs. */
  readonly packages: readonly string[];
  /** Shell commands, in their order: they switch the files on, test them, and have the server read them. */
  readonly commands: readonly string[];
}

/**
 * Makes a file of lines.
 * @param path - Where it goes.
 * @param lines - Its lines, without their line breaks.
 * @returns The file, ended by a line break.
 */
export function file(path: string, lines: readonly string[]): ServerFile {
  return { path, text: `${lines.join("\n")}\n` };
}

/**
 * Writes configuration as text to read and to copy, file after file.
 * @param configs - The configuration of one server, or of several on one machine.
 * @returns The text, ended by a line break.
 */
export function serverConfigText(configs: ServerConfig | readonly ServerConfig[]): string {
  const files = together(configs).files.map(({ path, text }) => `==> ${path} <==\n${text}`);
  const commands = together(configs).commands.map((command) => `${command}\n`);
  return [...files, `==> then <==\n${commands.join("")}`].join("\n");
}

/**
 * Writes configuration as cloud-init, for the user data of a launch template. Keys and certificates are no part of it: whoever may
 * describe the instance reads its user data.
 * @param configs - The configuration of one server, or of several on one machine.
 * @returns The cloud-config, in YAML.
 */
export function serverConfigCloudInit(configs: ServerConfig | readonly ServerConfig[]): string {
  const { files, packages, commands } = together(configs);
  const document = {
    packages,
    write_files: files.map(({ path, text }) => ({ path, content: text })),
    runcmd: commands,
  };
  return `#cloud-config\n${yaml().stringify(document, { lineWidth: 0 })}`;
}

/**
 * Checks that user data fits.
 * @param path - What it was made of.
 * @param cloudInit - The cloud-config.
 * @returns The problem, or undefined.
 */
export function userDataProblem(path: string, cloudInit: string): Problem | undefined {
  const bytes = Buffer.byteLength(cloudInit);
  return bytes <= longestUserDataBytes
    ? undefined
    : {
        path,
        rule: `come to at most ${longestUserDataBytes} bytes of user data`,
        actual: `${bytes} bytes`,
        hint: "Bake the files into the machine image instead",
      };
}

function together(configs: ServerConfig | readonly ServerConfig[]): ServerConfig {
  const all = "files" in configs ? [configs] : configs;
  return {
    files: all.flatMap(({ files }) => files),
    packages: [...new Set(all.flatMap(({ packages }) => packages))],
    commands: all.flatMap(({ commands }) => commands),
  };
}
