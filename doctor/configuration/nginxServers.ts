import { named, type Directive } from "./directive";

/** A `server` of nginx, with what it inherits. */
export interface NginxServer {
  /** Where it stands. */
  readonly at: string;
  /** The directives of the `http` around it. */
  readonly http: readonly Directive[];
  /** Its own directives. */
  readonly block: readonly Directive[];
  readonly names: readonly string[];
  /** The ports that it listens at, and whether it is the one there for all other names. */
  readonly listens: readonly { readonly port: number; readonly isDefault: boolean }[];
}

/** What is asked for. */
export interface AskedSite {
  /** The port that connections come to. */
  readonly port: number;
  /** The name in the request. Defaults to not known. */
  readonly hostname?: string | undefined;
}

/**
 * Lists the servers of a configuration.
 * @param directives - The directives outside of every block.
 */
export function nginxServers(directives: readonly Directive[]): NginxServer[] {
  return named(directives, "http").flatMap(({ block: http = [] }) =>
    named(http, "server").map(({ at, block = [] }) => ({
      ...{ at, http, block },
      names: named(block, "server_name").flatMap(({ args }) =>
        args.map((one) => one.toLowerCase()),
      ),
      listens: listensOf(block),
    })),
  );
}

/** Without a `listen` it is port 80. Source: nginx docs, ngx_http_core_module, listen. */
function listensOf(block: readonly Directive[]): NginxServer["listens"] {
  const listens = named(block, "listen").flatMap(({ args: [address = "", ...flags] }) => {
    const [, port] = /^(?:\d{1,5}|.*:(\d{1,5}))$/.exec(address) ?? [];
    const isPort = /^\d{1,5}$/.test(address);
    const isAddress = !address.startsWith("unix:");
    const isDefault = flags.includes("default_server") || flags.includes("default");
    return isAddress ? [{ port: Number(isPort ? address : (port ?? 80)), isDefault }] : [];
  });
  return named(block, "listen").length === 0 ? [{ port: 80, isDefault: false }] : listens;
}

/** The servers that may answer, and whether it is certain that one of them does. */
export interface AnsweringServers {
  readonly servers: readonly NginxServer[];
  readonly isCertain: boolean;
}

/**
 * Finds the servers that answer for a site, as nginx does: of those at the port by their names, else the one for all other names.
 * Where none listens at the port, something before it may ask at another, and the name decides.
 * Source: nginx docs, "How nginx processes a request", and ngx_http_core_module, server_name.
 * @param servers - All servers.
 * @param site - What is asked for.
 */
export function answering(
  servers: readonly NginxServer[],
  { port, hostname }: AskedSite,
): AnsweringServers {
  const there = servers.filter(({ listens }) => listens.some((one) => one.port === port));
  const among = there.length > 0 ? there : servers;
  if (hostname === undefined) {
    return { servers: among, isCertain: among.length === 1 };
  }
  const byName = among.filter(({ names }) => names.some((name) => isNameFor(name, hostname)));
  if (byName.length > 0) {
    return { servers: byName, isCertain: true };
  }
  // What an expression means is not judged.
  const perhaps = among.filter(({ names }) => names.some((name) => name.startsWith("~")));
  const fallback =
    there.find(({ listens }) => listens.some((one) => one.port === port && one.isDefault)) ??
    there[0];
  return perhaps.length > 0
    ? { servers: perhaps, isCertain: false }
    : { servers: fallback === undefined ? [] : [fallback], isCertain: fallback !== undefined };
}

function isNameFor(name: string, hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (name.startsWith("*.")) {
    return host.endsWith(name.slice(1));
  }
  if (name.startsWith(".")) {
    return host === name.slice(1) || host.endsWith(name);
  }
  return name.endsWith(".*") ? host.startsWith(name.slice(0, -1)) : host === name;
}

/** A block within a server with those around it, the innermost first. */
export type Levels = readonly (readonly Directive[])[];

/**
 * Lists the blocks of a server in which a request may be answered: its own, and every location at any depth.
 * @param server - The server.
 * @returns Each with the blocks that it inherits from.
 */
export function levelsOf({ http, block }: NginxServer): Levels[] {
  return within([block, http]);
}

function within(levels: Levels): Levels[] {
  const [own = []] = levels;
  const inner = named(own, "location", "if", "limit_except").flatMap(({ block = [] }) =>
    within([block, ...levels]),
  );
  return [levels, ...inner];
}

/**
 * Finds the directives of a name that hold in a block: its own, or else those of the nearest around it that has any.
 * @param levels - The block with those around it.
 * @param names - The names.
 */
export function inForce(levels: Levels, ...names: readonly string[]): Directive[] {
  return levels.map((level) => named(level, ...names)).find((found) => found.length > 0) ?? [];
}

/**
 * Reads a time of nginx's or PHP-FPM's: `90`, `1m30s`, `500ms`.
 * @param text - The time.
 * @returns Seconds; undefined where it is none.
 */
export function secondsOf(text: string | undefined): number | undefined {
  const parts = [...(text ?? "").matchAll(/(\d{1,9})\s?(ms|[smhdwMy]?)/g)];
  const isWhole = parts.map(([part]) => part).join("") === (text ?? "").trim();
  return parts.length === 0 || !isWhole
    ? undefined
    : parts.reduce(
        (sum, [, number, unit = ""]) => sum + Number(number) * (units.get(unit) ?? 1),
        0,
      );
}

/** Source: nginx docs, "Configuration file measurement units". */
const units: ReadonlyMap<string, number> = new Map([
  ["ms", 0.001],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
]);
