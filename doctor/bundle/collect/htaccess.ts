import { existsSync } from "node:fs";
import path from "node:path";
import { inForceForSite } from "../../access";
import { readApache } from "../../configuration/apache";
import { apacheHosts } from "../../configuration/apacheHosts";
import { everyDirective, named, type Directive } from "../../configuration/directive";
import { attempt, type Gathering } from "./gathering";
import { readShort } from "./includedFiles";

/** What `AllowOverride` has to say for a directive to count. Source: Apache docs, the `Override` of each directive. */
const overrides: ReadonlyMap<string, string> = new Map([
  ["require", "authconfig"],
  ["requireall", "authconfig"],
  ["requireany", "authconfig"],
  ["requirenone", "authconfig"],
  ["satisfy", "authconfig"],
  ["order", "limit"],
  ["allow", "limit"],
  ["deny", "limit"],
]);

/**
 * Reads the `.htaccess` in the folder of each site, as far as Apache heeds it: who is let in. Those of folders within are not read.
 * @param gathering - Told what could not be read.
 * @param directives - The directives of Apache's own configuration.
 * @returns For each file a `<Directory>` that comes before the site's own, as Apache merges them.
 */
export async function readHtaccess(
  gathering: Gathering,
  directives: readonly Directive[],
): Promise<Directive[]> {
  const sites = [...apacheHosts(directives, undefined).all, []].flatMap((host) =>
    [host, directives]
      .flatMap((scope) => named(scope, "documentroot").slice(-1))
      .slice(0, 1)
      .map(({ args: [folder = ""] }) => ({
        folder,
        allowed: inForceForSite([host, directives], "allowoverride").at(-1)?.args ?? [],
      })),
  );
  const [name = ".htaccess"] =
    named(everyDirective(directives), "accessfilename").at(-1)?.args ?? [];
  const isFirst = ({ folder }: (typeof sites)[number], index: number): boolean =>
    sites.findIndex((site) => site.folder === folder) === index;
  const read = await Promise.all(
    sites.filter(isFirst).map(async ({ folder, allowed }) => {
      const file = path.join(folder, name);
      const text = existsSync(file)
        ? await attempt(gathering, file, () => readShort(file))
        : undefined;
      const own = text === undefined ? [] : readApache([{ path: file, text }], nothingKnown);
      const block = heeded(own, allowed);
      // The slash makes it a narrower folder than the one that a <Directory> names.
      return block.length === 0
        ? []
        : [{ name: "directory", args: [`${folder.replace(/\/+$/, "")}/`], at: `${file}:1`, block }];
    }),
  );
  return read.flat();
}

const nothingKnown = { root: "/", variables: new Map<string, string>() };

/** Without `AllowOverride` nothing counts: its default is `None`. Source: Apache docs, core. */
function heeded(own: readonly Directive[], allowed: readonly string[]): Directive[] {
  const groups = new Set(allowed.map((one) => one.toLowerCase()));
  const whole = own.flatMap((one) => (isOfAllFiles(one) ? (one.block ?? []) : [one]));
  return whole.filter(({ name }) => {
    const group = overrides.get(name);
    return group !== undefined && (groups.has("all") || groups.has(group));
  });
}

function isOfAllFiles({ name, args: [pattern = ""] }: Directive): boolean {
  return (
    (name === "filesmatch" && /^\^?\.[*+]?\$?$/.test(pattern)) ||
    (name === "files" && pattern === "*")
  );
}
