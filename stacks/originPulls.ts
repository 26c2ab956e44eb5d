import { AlbClientCertificates } from "../components/albOrigin";
import type { AlbClientVerificationArgs } from "../components/albOrigin/args";
import type { ProblemList } from "../components/internal/checked";
import { handOver } from "../components/internal/validation";
import { OriginPullsMode, type OriginPullsArgs } from "../components/originPulls";
import { originPullsFields } from "../components/originPulls/schema";
import { validateOriginPulls } from "../components/originPulls/validate";
import { mapEntries } from "../core/entries";
import { keyPath } from "../core/paths";
import { describeValue, type Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import type { Environment, EnvironmentAlb } from "./environment";
import type { RegionalArns } from "./regionalArns";

/** Arguments of origin pulls that an environment has elsewhere. */
const elsewhere = {
  zoneId: "zone.id",
  zoneName: "zone.name",
  monitorProbeZones: "the monitors of the sites, which all have the zone's",
} as const;

/** The client certificate by which origins know Cloudflare. Load balancers of the sites take each step with `mode`. */
export type EnvironmentOriginPulls = Omit<OriginPullsArgs, keyof typeof elsewhere>;

/** The schema of an environment's origin pulls. */
export const environmentOriginPullsSchema = fieldsOf(
  without(originPullsFields, elsewhere) satisfies SchemaOf<EnvironmentOriginPulls>,
);

/**
 * Checks the origin pulls of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @returns Their arguments, handed over with what they say; undefined for none, and where something is wrong.
 */
export function checkOriginPulls(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
): OriginPullsArgs | undefined {
  const { originPulls, sites = {}, zone } = environment;
  if (originPulls === undefined) {
    return undefined;
  }
  problems.add(...demandedTooSoon(environment));
  const args: OriginPullsArgs = {
    ...{ ...originPulls, zoneId: zone.id, zoneName: zone.name },
    // A FailoverLoadBalancer gives every monitor the zone as its probe zone when it makes it.
    monitorProbeZones: mapEntries(sites, () => zone.name),
  };
  return problems.within(
    (problem) => under("originPulls", problem),
    (own) => {
      const { problems: found, resolved } = validateOriginPulls(args, "");
      own.add(...found);
      return resolved && handOver(args, resolved);
    },
  );
}

/**
 * What a load balancer does with client certificates: what it says itself, or else the environment's step.
 * @param alb - The load balancer.
 * @param originPulls - The origin pulls of the environment.
 * @param trustStores - Their trust stores.
 * @param region - Where the load balancer stands; undefined where the environment does not say.
 */
export function clientVerification(
  { clientVerification: own }: EnvironmentAlb,
  { mode }: Partial<EnvironmentOriginPulls> = {},
  trustStores: RegionalArns,
  region: string | undefined,
): AlbClientVerificationArgs | undefined {
  if (own !== undefined) {
    return own;
  }
  switch (mode) {
    case OriginPullsMode.Observe:
      return { mode: AlbClientCertificates.Observe };
    case OriginPullsMode.Enforce:
      return { mode: AlbClientCertificates.Enforce, trustStoreArn: trustStores.arnIn(region) };
    case OriginPullsMode.Off:
    case undefined:
    default:
      return undefined;
  }
}

/** A load balancer that goes a step ahead of Cloudflare would refuse every visitor. */
function demandedTooSoon({ originPulls, sites = {} }: Environment): readonly Problem[] {
  if (originPulls?.mode === OriginPullsMode.Enforce) {
    return [];
  }
  return Object.entries(sites).flatMap(([site, { pools }]) =>
    pools.flatMap(({ origins }, index) =>
      Object.entries(origins)
        .filter(([, { alb }]) => alb?.clientVerification?.mode === AlbClientCertificates.Enforce)
        .map(([origin]) => ({
          path: `${keyPath(`${keyPath("sites", site)}.pools[${index}].origins`, origin)}.alb.clientVerification.mode`,
          rule: `not be enforce before originPulls.mode is, which is ${originPulls?.mode}`,
          actual: describeValue(AlbClientCertificates.Enforce),
          hint: "Leave clientVerification out: the load balancer takes each step with originPulls",
        })),
    ),
  );
}
