import { readdirSync } from "node:fs";
import path from "node:path";
import { compare } from "../../../core/order";
import { SandboxError } from "../../errors";
import { executableOnPath, withSystemFolders } from "../../executableOnPath";

/** Real servers that are installed on this machine: absolute paths of their programs. */
export interface WebServers {
  readonly nginx: string;
  readonly phpFpm: string;
  /** The version of PHP, by which Debian names its folders: `8.2`. */
  readonly phpVersion: string;
}

/** The version for a program that has none in its name. */
const unnamedVersion = "8.2";

/**
 * Looks for nginx and PHP-FPM, as a shell would, and in the folders of the system's administrator.
 * @param searchPath - The value of PATH.
 * @throws {SandboxError} Where one of the two is not installed.
 */
export function installedWebServers(searchPath: string | undefined): WebServers {
  return webServersOn(withSystemFolders(searchPath));
}

/**
 * Looks for nginx and PHP-FPM as a shell would.
 * @param searchPath - The value of PATH.
 * @throws {SandboxError} Where one of the two is not there.
 */
export function webServersOn(searchPath: string): WebServers {
  const nginx = executableOnPath("nginx", searchPath);
  const [phpFpm] = phpFpmNames(searchPath).flatMap(
    (name) => executableOnPath(name, searchPath) ?? [],
  );
  if (nginx === undefined || phpFpm === undefined) {
    throw notInstalled([...(nginx ? [] : ["nginx"]), ...(phpFpm ? [] : ["PHP-FPM"])]);
  }
  const phpVersion = /(\d+\.\d+)$/.exec(phpFpm)?.[1] ?? unnamedVersion;
  return { nginx, phpFpm, phpVersion };
}

/** `php-fpm8.2` and so on, the newest first. */
function phpFpmNames(searchPath: string): string[] {
  const files = searchPath.split(path.delimiter).flatMap(filesIn);
  const named = files.filter((file) => /^php-fpm(\d+\.\d+)?$/.test(file));
  return [...new Set(named)].sort((one, other) => compare(other, one));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function notInstalled(missing: readonly string[]): SandboxError {
  return new SandboxError([
    {
      ...{ path: "--origins", rule: "name servers that are installed here" },
      actual: `nginx, but there is no ${missing.join(" and no ")}`,
      hint: "Install them (Debian: apt-get install nginx php-fpm), or leave the flag out for servers of its own",
    },
  ]);
}
