import { AlbClientCertificates } from "../components/albOrigin";
import type { AlbClientVerificationArgs } from "../components/albOrigin/args";
import type { ProblemList } from "../components/internal/checked";
import { handOverChecked } from "../components/internal/validation";
import { OriginPullsMode, type OriginPullsArgs } from "../components/originPulls";
import { originPullsFields } from "../components/originPulls/schema";
import { validateOriginPulls } from "../components/originPulls/validate";
import { mapEntries } from "../core/entries";
import { describeValue, type Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";
import type { RegionalArns } from "./regionalArns";
import { placedAlbs, type EnvironmentAlb } from "./sites";

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
  problems.add(...demandedTooSoon(environment, originPulls));
  const args: OriginPullsArgs = {
    ...{ ...originPulls, zoneId: zone.id, zoneName: zone.name },
    // A FailoverLoadBalancer gives every monitor the zone as its probe zone when it makes it.
    monitorProbeZones: mapEntries(sites, () => zone.name),
  };
  return problems.within(
    (problem) => under("originPulls", problem),
    (own) => handOverChecked(own, args, validateOriginPulls),
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
      return undefined;
  }
}

/** A load balancer that goes a step ahead of Cloudflare would refuse every visitor. */
function demandedTooSoon(
  environment: Environment,
  { mode }: EnvironmentOriginPulls,
): readonly Problem[] {
  const demanding = placedAlbs(environment).filter(
    ({ alb }) => alb.clientVerification?.mode === AlbClientCertificates.Enforce,
  );
  return mode === OriginPullsMode.Enforce
    ? []
    : demanding.map(({ path }) => ({
        path: `${path}.clientVerification.mode`,
        rule: `not be enforce before originPulls.mode is, which is ${mode}`,
        actual: describeValue(AlbClientCertificates.Enforce),
        hint: "Leave clientVerification out: the load balancer takes each step with originPulls",
      }));
}
