import { SslMode } from "../../facts/cloudflare/zoneSettings";
import { isIP, isIPv6 } from "node:net";
import { unknownValue, type Known } from "../../core/known";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { OriginMachines, type OriginPlace } from "../traffic/originMachines";
import type { Assumed } from "./assumed";
import { admission } from "./admission";
import { declaredServer } from "./declaredServer";
import { declaredTunnel } from "./declaredTunnels";
import type { DeclaredOrigin } from "./declaredSite";
import type { OriginContext } from "./originContext";

/** What a pool or a record says of an origin. */
export interface SaidOrigin {
  readonly name: string;
  /** What to call it in a sentence. */
  readonly title: string;
  readonly place: OriginPlace;
  /** 0 for the protocol's own. */
  readonly port: number;
  readonly enabled: boolean;
  readonly weight: number;
  /** Undefined for the visitor's own; "" where it is not known. */
  readonly host: string | undefined;
}

/**
 * Reads an origin, and what stands at its address.
 * @param context - The site.
 * @param said - What is said of it.
 */
export function declaredOrigin(context: OriginContext, said: SaidOrigin): DeclaredOrigin {
  const { model, path, encryptionMode } = context;
  const { name, title, place, enabled, weight } = said;
  const tunnel = declaredTunnel(context, place);
  const isClear = encryptionMode === SslMode.Off || encryptionMode === SslMode.Flexible;
  const isEncrypted = tunnel === undefined && !isClear;
  const port = said.port || (isEncrypted ? defaultHttpsPort : defaultHttpPort);
  const address = addressOf(place.address, said, context.assumed);
  const [machine, ...others] = OriginMachines.of(model.inventory).at(place);
  const stands = others.length === 0 ? machine : undefined;
  const host = said.host === undefined || said.host === "" ? path.hostname : said.host;
  if (machine === undefined && tunnel === undefined && isOthers(place, address)) {
    context.assumed.note(
      `what stands at ${address} is not in the plan: a server is taken that answers well for ${host}`,
    );
  }
  return {
    ...{ name, address, port, isEncrypted, enabled, weight, host, tunnel },
    // Whoever is behind a tunnel calls Cloudflare.
    admits:
      tunnel === undefined
        ? admission(model, stands, port, isIPv6(address) ? "ipv6" : "ipv4")
        : () => "yes",
    server: declaredServer(context, { title, machine: stands, port, host }),
  };
}

/** Whether somebody's hostname is written out, behind which may be anything. */
function isOthers(place: OriginPlace, address: string): boolean {
  return place.address === address && isIP(address) === 0;
}

function addressOf(
  address: Known<string> | undefined,
  { name, title }: SaidOrigin,
  assumed: Assumed,
): string {
  if (typeof address === "string" && address !== "") {
    return address;
  }
  const label = `${title} ${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  assumed.note(
    address === unknownValue
      ? `the address of ${title} is not known yet: one that leads to it is taken`
      : `${title} has no address: one that leads to it is taken`,
  );
  return `${label.slice(0, 60).replace(/^-|-$/g, "")}.invalid`;
}
