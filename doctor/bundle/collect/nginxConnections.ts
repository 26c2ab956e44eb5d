import { everyDirective, named, type Directive } from "../../configuration/directive";
import type { Bundle } from "../format";
import type { Gathering } from "./gathering";
import { askStatusPage, type StatusPage } from "./statusPage";

/**
 * Asks nginx on this host once how many connections it has, and whether it dropped any.
 * @param gathering - Told why nothing is known.
 * @param configurations - Those that were read.
 * @returns The connections; undefined where it has no `stub_status` at a port of this host alone, or that did not say.
 */
export async function readNginxConnections(
  gathering: Gathering,
  configurations: Bundle["configurations"],
): Promise<Bundle["nginxConnections"]> {
  const nginx = configurations.find(({ server, isRunning }) => server === "nginx" && isRunning);
  const [page] = nginx === undefined ? [] : statusPagesOf(nginx.directives);
  if (page === undefined || gathering.signal.aborted) {
    return undefined;
  }
  const connections = nginxConnectionsOf((await askStatusPage(page, gathering.signal)) ?? "");
  if (connections === undefined) {
    const what = "the connections that nginx has";
    gathering.unread.push({ what, why: `${page.path} did not answer with them` });
  }
  return connections;
}

/** Pages at whole paths, of servers that listen on the loopback interface in clear. Source: nginx docs, ngx_http_stub_status_module. */
function statusPagesOf(directives: readonly Directive[]): StatusPage[] {
  const servers = named(everyDirective(directives), "server");
  return servers.flatMap(({ block = [] }) =>
    named(block, "location").flatMap(({ args, block: own }) => {
      const path = args.at(-1) ?? "";
      const isWhole = path.startsWith("/") && (args.length === 1 || args[0] === "=");
      return isWhole && named(own, "stub_status").length > 0
        ? placesOf(block).map((place) => ({ ...place, path }))
        : [];
    }),
  );
}

function placesOf(server: readonly Directive[]): Pick<StatusPage, "host" | "port">[] {
  return named(server, "listen").flatMap(({ args: [address = "", ...flags] }) => {
    const [, host, port = "80"] = /^(127(?:\.\d+){3}|\[::1\])(?::(\d+))?$/.exec(address) ?? [];
    return host === undefined || flags.includes("ssl")
      ? []
      : [{ host: host.replace(/[[\]]/g, ""), port: Number(port) }];
  });
}

/**
 * Reads what `stub_status` answers. Source: nginx docs, ngx_http_stub_status_module.
 * @param page - The page.
 * @returns The connections; undefined where it does not say.
 */
export function nginxConnectionsOf(page: string): Bundle["nginxConnections"] {
  const active = /^Active connections: (\d{1,9})/m.exec(page)?.[1];
  const [, accepted, handled] = /^ ?(\d{1,15}) (\d{1,15}) \d{1,15} ?\r?$/m.exec(page) ?? [];
  // Not a number where one of them is missing; less than none where the page is no such page.
  const dropped = Number(accepted) - Number(handled);
  return active === undefined || !(dropped >= 0) ? undefined : { active: Number(active), dropped };
}
