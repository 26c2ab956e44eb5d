import { certificateCovers } from "../../core/hostnames";
import { fromApiAnswer } from "../../model/plan/apiAnswer";
import { tunnelOf } from "../../model/traffic/tunnels";
import { routeFor, scriptOf, workersRoute } from "../../model/rules/workersRoutes";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import type { AccountReader } from "./reader";
import type { ReadZone } from "./reading";
import type { AccountTarget } from "./target";

/**
 * Looks at what stands between a visitor and the origins of a name that goes through Cloudflare, beside rules: the Worker on its route,
 * the certificates that the edge has for it, and the tunnels that it leads to.
 * @param reader - Reads.
 * @param zone - The zone.
 * @param target - The name and the path.
 * @param origins - What Cloudflare asks for the name.
 * @returns What was seen; what could not be read is the reader's.
 */
export async function examineServices(
  reader: AccountReader,
  zone: ReadZone,
  target: AccountTarget,
  origins: readonly string[],
): Promise<Evidence[]> {
  const tunnels = origins.map(tunnelOf).filter((id) => id !== undefined);
  const seen = await Promise.all([
    ofWorkers(reader, zone, target),
    ofCertificates(reader, zone, target),
    ...tunnels.map((id) => ofTunnel(reader, zone, id)),
  ]);
  return seen.filter((each) => each !== undefined);
}

async function ofWorkers(
  reader: AccountReader,
  { id: zoneId }: ReadZone,
  { hostname, path = "/" }: AccountTarget,
): Promise<Evidence | undefined> {
  const { pass, unknown } = witness("edge", "worker", hostname, "setting");
  const answers = await reader.list("routes of Workers", ({ workers }, options) =>
    workers.routes.list({ zone_id: zoneId }, options),
  );
  if (answers === undefined) {
    return undefined;
  }
  const routes = answers
    .map((answer) =>
      workersRoute(
        fromApiAnswer({ type: "workersRoute", id: answer.id, answer, beside: { zoneId } }),
      ),
    )
    .filter((route) => route !== undefined);
  const route = routeFor(routes, hostname, path);
  const script = scriptOf(route);
  return route === undefined || script === undefined
    ? pass("no route leads the path to a Worker", ["edge-worker-error"])
    : unknown(
        `the Worker ${script} answers at the route ${route.pattern}: what it does was not looked at`,
      );
}

/** A name without a certificate at the edge has no answer to give: visitors see an error of their browser's. */
async function ofCertificates(
  reader: AccountReader,
  { id: zoneId }: ReadZone,
  { hostname }: AccountTarget,
): Promise<Evidence | undefined> {
  const { pass, unknown } = witness("edge", "edge-certificate", hostname, "setting");
  const packs = await reader.list("certificates of the edge", ({ ssl }, options) =>
    ssl.certificatePacks.list({ zone_id: zoneId, status: "all" }, options),
  );
  const own = packs?.filter(({ hosts }) => certificateCovers(new Set(hosts), hostname));
  if (own?.some(({ status }) => status === "active") === true) {
    return pass("Cloudflare has a certificate for the name");
  }
  return (
    own &&
    unknown(
      own.length === 0
        ? "no certificate at Cloudflare covers the name: visitors get no TLS"
        : `no certificate at Cloudflare for the name is active: ${own.map(({ type, status }) => `${type} ${status}`).join(", ")}`,
    )
  );
}

/** By what Cloudflare sees of the tunnel's connectors. Source: the npm package `cloudflare`, CloudflareTunnel, status. */
async function ofTunnel(
  reader: AccountReader,
  { accountId }: ReadZone,
  id: string,
): Promise<Evidence | undefined> {
  const at = `tunnel ${id}`;
  const { pass, fail, unknown } = witness("edge", "tunnel", at, "setting");
  const answer = await reader.read(at, ({ zeroTrust }, options) =>
    zeroTrust.tunnels.cloudflared.get(id, { account_id: accountId }, options),
  );
  switch (answer?.status) {
    case undefined:
      return answer && unknown("Cloudflare does not say how the tunnel is");
    case "healthy":
      return pass("its connectors are connected");
    case "degraded":
      return unknown("it is degraded: some of its connections have failed");
    case "inactive":
      return fail("no connector has ever been connected", ["edge-tunnel-down"]);
    case "down":
      return fail("no connector is connected", ["edge-tunnel-down"]);
  }
}
