import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { request } from "node:https";
import type { DeclaredSite } from "../../../../model/serving/declaredSite";
import type { EdgeAuthority, EdgeCertificate } from "../../../../sandbox/edge/authority";
import type { RunningEdge } from "../../../../sandbox/edge/edge";
import { startEdge } from "../../../../sandbox/edge/startEdge";
import { ModelledClock } from "../../../../sandbox/modelledClock";
import type { Dialling, OriginNetwork } from "../../../../sandbox/network/network";
import { hostname, origin, site } from "../../../sandbox/edge/sites";
import { makeOne, root } from "../../certificates";
import { addresses } from "./networks";

/** How much faster the edge's waits go than Cloudflare's: 19 s for a connection are a little over 3. */
const speed = 6;

/** Seconds that the edge waits for an answer, in its own time: 5 of a real clock. */
const readTimeoutSeconds = 30;

/** The authority that Cloudflare trusts in the lab. */
class LabAuthority implements EdgeAuthority {
  readonly certificate = root.pem;

  server(hostnames: readonly string[]): EdgeCertificate {
    const { pem, keyPem } = makeOne({ by: root, hostnames });
    return { certificate: pem, key: keyPem };
  }

  client(): EdgeCertificate {
    const { pem, keyPem } = makeOne({
      ...{ by: root, hostnames: ["origin-pull.cloudflare.net"], isClient: true },
    });
    return { certificate: pem, key: keyPem };
  }
}

/** The kernel's own network, from an address of Cloudflare's. */
class LabNetwork implements OriginNetwork {
  async connect({ address, port, from, signal }: Dialling): Promise<Socket> {
    const socket = connect({ host: address, port, localAddress: from, signal });
    await once(socket, "connect");
    return socket;
  }
}

/** The site as the zone has it: Full (strict), one proxied record. */
export function declaredSite(more: Partial<DeclaredSite> = {}): DeclaredSite {
  return site(undefined, {
    ...{ readTimeoutSeconds, addresses: [origin(addresses.origin)] },
    ...more,
  });
}

/** Starts Cloudflare's edge for a site. */
export function startCloudflare(declared: DeclaredSite): Promise<RunningEdge> {
  return startEdge({
    ...{ clock: new ModelledClock(speed), network: new LabNetwork() },
    ...{ authority: new LabAuthority(), sites: [declared] },
  });
}

/**
 * A visitor's request through the edge.
 * @param edge - The edge.
 * @param path - The path.
 * @returns The status; 0 where there was no answer.
 */
export function visit({ port }: RunningEdge, path: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request({
      ...{ host: "127.0.0.1", port, servername: hostname, path, agent: false, ca: root.pem },
      headers: { host: hostname, "user-agent": "a visitor" },
    });
    asked.on("error", () => resolve(0));
    asked.on("response", (response) => {
      response.on("error", () => undefined).resume();
      response.once("close", () => resolve(response.statusCode ?? 0));
    });
    asked.end();
  });
}
