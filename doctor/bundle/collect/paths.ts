import { stat } from "node:fs/promises";
import path from "node:path";
import { everyDirective, filesIn } from "../../configuration/directive";
import type { Bundle } from "../format";

type Place = Bundle["paths"][number];

/** How many paths are looked at, at most. */
const mostPaths = 2000;

/** Directives whose first argument is a file or a folder. */
const ofFirst = ["root", "alias", "documentroot", "ssl_certificate", "sslcertificatefile"];

/** Directives that lead to an application, perhaps by a Unix socket. */
const toApplication =
  /^(?:fastcgi_pass|proxy_pass|uwsgi_pass|scgi_pass|grpc_pass|server|proxypass|proxypassmatch|sethandler|listen)$/;

/**
 * Finds the path of a Unix socket in an argument.
 * @param arg - The argument: `unix:/run/a.sock`, `proxy:unix:/run/a.sock|fcgi://localhost`, or of PHP-FPM a path alone.
 * @returns The path; undefined where it names none.
 */
export function socketPath(arg: string): string | undefined {
  const [, named] = /(?:^|[/:])unix:(\/[^|:;\s]{1,400})/i.exec(arg) ?? [];
  return named ?? (/^\/[^|;\s]{1,400}\.sock$/.test(arg) ? arg : undefined);
}

/**
 * Looks at the files and folders that configurations name, and at the folders above sockets.
 * @param configurations - Those that were read.
 */
export async function readPaths(configurations: Bundle["configurations"]): Promise<Place[]> {
  const directives = configurations.flatMap((one) => one.directives);
  const files = filesIn(directives, ...ofFirst).filter((one) => !/[*?[]/.test(one));
  const sockets = everyDirective(directives)
    .filter(({ name }) => toApplication.test(name))
    .flatMap(({ args }) => args.map(socketPath))
    .filter((one) => one !== undefined);
  const all = new Set([...files, ...sockets.flatMap(withFolders)]);
  return Promise.all([...all].slice(0, mostPaths).map(placeAt));
}

function withFolders(file: string): string[] {
  const above = path.dirname(file);
  return above === file ? [file] : [file, ...withFolders(above)];
}

async function placeAt(file: string): Promise<Place> {
  try {
    const stats = await stat(file);
    const kind = stats.isDirectory()
      ? "folder"
      : stats.isFile()
        ? "file"
        : stats.isSocket()
          ? "socket"
          : "other";
    return {
      ...{ path: file, kind, mode: stats.mode & 0o7777 },
      ...{ userId: stats.uid, groupId: stats.gid, changedAt: stats.mtime.toISOString() },
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return { path: file, kind: isMissing ? "missing" : "unreadable" };
  }
}
