import { existsSync } from "node:fs";
import { readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { withoutSecrets } from "../../../core/secrets";
import { visibleLine } from "../../../core/visibleText";
import { readApache } from "../../configuration/apache";
import type { Directive } from "../../configuration/directive";
import { filesOfDump, readNginx } from "../../configuration/nginx";
import { readPhpFpm } from "../../configuration/phpFpm";
import { administratorsPath, run } from "../../programs";
import type { Bundle } from "../format";
import { attempt, type Gathering } from "./gathering";
import { filesFor, readWithIncludes } from "./includedFiles";
import { readHtaccess } from "./htaccess";
import { keptOf } from "./kept";
import type { Process } from "./processes";
import { withoutVisitors } from "./redaction";

type Configuration = Bundle["configurations"][number];
type Server = Configuration["server"];

/** Where a server's configuration begins. */
interface Root {
  readonly server: Server;
  readonly file: string;
  readonly isRunning: boolean;
  /** Arguments that it was started with. */
  readonly args: readonly string[];
  /** Whether it runs as root, or as we do: nginx loads modules that its configuration names, and anybody may call a process nginx. */
  readonly isTrusted: boolean;
}

/** Where packages put the file that a configuration begins with. Source: Debian's and Red Hat's packages; PHP's is by version. */
const usual: Readonly<Record<Server, readonly string[]>> = {
  nginx: ["/etc/nginx/nginx.conf", "/usr/local/nginx/conf/nginx.conf"],
  apache: ["/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf"],
  "php-fpm": ["/etc/php/*/fpm/php-fpm.conf", "/etc/php-fpm.conf"],
};

const names: Readonly<Record<Server, RegExp>> = {
  nginx: /^nginx/,
  apache: /^(?:apache2|httpd)/,
  "php-fpm": /^php-?fpm/,
};

/**
 * Reads the configurations of nginx, Apache and PHP-FPM, of nginx as it says that it reads it itself.
 * @param gathering - Told what could not be read.
 * @param processes - What runs.
 * @returns Those that were found.
 */
export async function readConfigurations(
  gathering: Gathering,
  processes: readonly Process[],
): Promise<Configuration[]> {
  const servers = Object.keys(usual) as Server[];
  const roots = await Promise.all(servers.map((server) => rootsOf(gathering, server, processes)));
  const found: Configuration[] = [];
  for (const root of roots.flat()) {
    found.push(...(await readOne(gathering, root)));
  }
  return found;
}

async function rootsOf(
  gathering: Gathering,
  server: Server,
  processes: readonly Process[],
): Promise<Root[]> {
  const running = processes.filter(({ name }) => names[server].test(name));
  const masters = running.filter(({ parent }) => !running.some(({ id }) => id === parent));
  const told: Root[] = [];
  const found = (await Promise.all(usual[server].map((one) => filesFor(one, "/")))).flat();
  for (const master of masters) {
    if (await isContained(master)) {
      const what = `the configuration of ${master.name} (process ${master.id})`;
      gathering.unread.push({ what, why: "it runs in a container: collect there" });
    } else {
      const { args, file = found[0] } = await startOf(server, master);
      const isTrusted = master.userId === 0 || master.userId === process.geteuid?.();
      told.push(
        ...(file === undefined ? [] : [{ server, file, args, isRunning: true, isTrusted }]),
      );
    }
  }
  const isFirst = ({ file }: Root, index: number): boolean =>
    told.findIndex((one) => one.file === file) === index;
  // What does not run now may be why nothing answers; but of a server that runs, a file beside its own says nothing.
  return masters.length > 0
    ? told.filter(isFirst)
    : found.map((file) => ({ server, file, args: [], isRunning: false, isTrusted: false }));
}

/** Whether a process sees other files than we do. Of another user's only the name of its group of processes can be read. */
async function isContained({ id }: Process): Promise<boolean> {
  const [own, theirs] = await Promise.all(
    ["self", String(id)].map((one) => readlink(`/proc/${one}/ns/mnt`).catch(() => undefined)),
  );
  const group = await readFile(`/proc/${id}/cgroup`, "latin1").catch(() => "");
  return theirs === undefined
    ? /docker|containerd|kubepods|libpod|lxc/.test(group)
    : own !== theirs;
}

async function startOf(
  server: Server,
  { id, title = "" }: Process,
): Promise<{ args: string[]; file?: string }> {
  const words = title.split(" ");
  if (server === "php-fpm") {
    const [, named] = /^php-fpm: master process \(([^)]+)\)/.exec(title) ?? [];
    const folder = await readlink(`/proc/${id}/cwd`).catch(() => "/");
    return { args: [], ...(named === undefined ? {} : { file: path.resolve(folder, named) }) };
  }
  const after = (flag: string): string | undefined =>
    words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined;
  const [folderFlag, fileFlag, home] = server === "nginx" ? nginxFlags : apacheFlags;
  const [folder, named] = [after(folderFlag), after(fileFlag)];
  const file = named === undefined ? undefined : path.resolve(folder ?? home, named);
  return {
    args: [
      ...(folder === undefined ? [] : [folderFlag, folder]),
      ...(file === undefined ? [] : [fileFlag, file]),
    ],
    ...(file === undefined ? {} : { file }),
  };
}

/** The flags that name a folder and a file, and the folder where none is named. Source: nginx and httpd manual pages; Debian's packages. */
const nginxFlags = ["-p", "-c", "/etc/nginx"] as const;
const apacheFlags = ["-d", "-f", "/etc/apache2"] as const;

async function readOne(gathering: Gathering, root: Root): Promise<Configuration[]> {
  const { server, file, isRunning, isTrusted } = root;
  const dump = server === "nginx" && isRunning && isTrusted ? await askNginx(gathering, root) : {};
  const directives = dump.directives ?? (await readFiles(gathering, root));
  const { refused } = dump;
  return directives.length === 0
    ? []
    : [
        {
          ...{ server, root: file, isRunning },
          ...(refused === undefined ? {} : { refused }),
          directives: keptOf(server, directives) as Configuration["directives"],
        },
      ];
}

interface Dump {
  readonly directives?: Directive[];
  readonly refused?: string;
}

/** nginx creates the files that it names where they are missing: only one that runs, and has them, is asked. */
async function askNginx({ signal, unread }: Gathering, { args }: Root): Promise<Dump> {
  const ran = await run("nginx", [...args, "-T"], signal, administratorsPath());
  if (ran.kind !== "ran") {
    unread.push({ what: "nginx -T", why: ran.why });
    return {};
  }
  const files = ran.isWell ? filesOfDump(ran.output) : [];
  if (files.length > 0) {
    return { directives: readNginx(files) };
  }
  const [, fault = "it wrote nothing"] = /\[emerg\] (?:\d+#\d+: )?(.{1,500})/.exec(ran.text) ?? [];
  if (/\(13: Permission denied\)/.test(fault)) {
    unread.push({ what: "nginx -T", why: "no permission: its files were read instead" });
    return {};
  }
  return { refused: visibleLine(withoutVisitors(withoutSecrets(fault))) };
}

async function readFiles(gathering: Gathering, { server, file }: Root): Promise<Directive[]> {
  const folder = path.dirname(file);
  switch (server) {
    case "nginx":
      return readNginx(await readWithIncludes(gathering, file, folder));
    case "php-fpm":
      return readPhpFpm(await readWithIncludes(gathering, file, "/"));
    case "apache": {
      const home = folder.endsWith("/conf") ? path.dirname(folder) : folder;
      const variables = await apacheVariables(gathering, path.join(folder, "envvars"));
      const files = await readWithIncludes(gathering, file, home);
      const directives = readApache(files, { root: home, variables });
      return [...(await readHtaccess(gathering, directives)), ...directives];
    }
  }
}

/** Debian sets variables in a script of the shell's; of it only plain assignments are read. */
async function apacheVariables(
  gathering: Gathering,
  file: string,
): Promise<ReadonlyMap<string, string>> {
  const text = existsSync(file)
    ? await attempt(gathering, file, () => readFile(file, "utf8"))
    : undefined;
  const assigned = (text ?? "").matchAll(/^\s*export (APACHE_\w+)=([\w./-]+)(?:\$SUFFIX)?$/gm);
  return new Map([...assigned].map(([, name = "", value = ""]) => [name, value]));
}
