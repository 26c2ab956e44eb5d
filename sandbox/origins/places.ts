import type {
  DeclaredAlb,
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import { placeKey } from "../network/networkStack";
import type { HealthAnswer, RequiredHeader } from "./server/served";

/** What stands at one address and port, as all sites that lead there declare it together. */
export interface DeclaredPlace {
  readonly address: string;
  readonly port: number;
  readonly admits: DeclaredOrigin["admits"];
  readonly isEncrypted: boolean;
  /** The names of its certificate. */
  readonly names: readonly string[];
  readonly demandsClientCertificate: "none" | "shared" | "own";
  readonly requiredHeader: RequiredHeader | undefined;
  readonly health: readonly HealthAnswer[];
  readonly loadBalancer: DeclaredAlb | undefined;
}

interface Led {
  readonly origin: DeclaredOrigin;
  readonly monitor: DeclaredMonitor | undefined;
}

/**
 * What must stand for sites to be served.
 * @param sites - Every site.
 * @returns The places by address and port, as `placeKey` writes them.
 */
export function placesOf(sites: readonly DeclaredSite[]): Map<string, DeclaredPlace> {
  const led = sites.flatMap(leadsOf);
  const byKey = new Map<string, Led[]>();
  for (const one of led) {
    const key = placeKey(one.origin.address, one.origin.port);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return new Map([...byKey].map(([key, all]) => [key, placeOf(all)]));
}

/**
 * Every origin that a site leads to: those of its pools, and those of its records.
 * @param site - The site.
 */
export function originsOf(site: DeclaredSite): DeclaredOrigin[] {
  return leadsOf(site).map(({ origin }) => origin);
}

function leadsOf({ loadBalancer, addresses }: DeclaredSite): Led[] {
  const pools =
    loadBalancer === undefined
      ? []
      : new Set([
          ...loadBalancer.pools,
          ...Object.values(loadBalancer.regionPools).flat(),
          ...Object.values(loadBalancer.countryPools).flat(),
          loadBalancer.fallbackPool,
        ]);
  return [
    ...[...pools].flatMap(({ origins, monitor }) => origins.map((origin) => ({ origin, monitor }))),
    ...addresses.map((origin) => ({ origin, monitor: undefined })),
  ];
}

function placeOf(led: readonly Led[]): DeclaredPlace {
  const origins = led.map(({ origin }) => origin);
  const [{ address, port, isEncrypted, admits }] = origins as [DeclaredOrigin];
  const servers = origins.map(({ server }) => server);
  const names = led.flatMap(
    ({ origin, monitor }) => origin.server.certificateNames ?? namesAsked(origin, monitor),
  );
  return {
    ...{ address, port, isEncrypted, admits, names: [...new Set(names)] },
    demandsClientCertificate:
      servers.map((one) => one.demandsClientCertificate).find((whose) => whose !== "none") ??
      "none",
    requiredHeader: servers.find((one) => one.requiredHeader !== undefined)?.requiredHeader,
    health: led.flatMap(({ monitor }) => (monitor === undefined ? [] : [healthOf(monitor)])),
    loadBalancer: servers.find((one) => one.loadBalancer !== undefined)?.loadBalancer,
  };
}

/** The names that a certificate which is taken to be right must have: monitors may ask for another than visitors do. */
function namesAsked({ host }: DeclaredOrigin, monitor: DeclaredMonitor | undefined): string[] {
  const hosts = Object.entries(monitor?.headers ?? {}).filter(([name]) => /^host$/i.test(name));
  return [host, ...hosts.flatMap(([, values]) => values)];
}

/** The answer that a monitor waits for: a site is taken to be well until a fault begins. */
function healthOf({ path, expectedCodes, expectedBody }: DeclaredMonitor): HealthAnswer {
  const [first = ""] = expectedCodes.split(",").map((code) => code.trim());
  const code = Number(/^[2-5]\d\d$/.test(first) ? first : first.replace(/^([2-5])xx$/i, "$100"));
  const [beforeQuery = "/"] = path.split("?");
  return {
    path: beforeQuery === "" ? "/" : beforeQuery,
    status: code >= 200 && code < 600 ? code : 200,
    body: expectedBody === "" ? "ok\n" : `${expectedBody}\n`,
  };
}
