import type { AlbRequiredHeaderArgs } from "../components/albOrigin/args";
import { headerNameSchema } from "../components/albOrigin/schema";
import type {
  ResilientSiteArgs,
  SiteAlbArgs,
  SiteOriginArgs,
  SitePoolArgs,
} from "../components/site/args";
import { resilientSiteFields, siteAlbFields, sitePool } from "../components/site/schema";
import { ownEntry } from "../core/ownEntry";
import { keyPath } from "../core/paths";
import { fieldsOf, hidden, listOf, toggle, without, type SchemaOf } from "../core/schema";
import { configKey } from "./configKey";
import type { Environment } from "./environment";

/** Arguments of a site that an environment does not have with the site, and where it has them. */
const elsewhere = {
  accountId: "account.id",
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  trafficSteeringAddOn: "account.trafficSteeringAddOn",
  usesArgoOrTieredCache: "zone.usesArgoOrTieredCache",
  retiredAddresses: "retiredAddresses, one list for all",
  records: "records, one map for the zone",
  tls: "tls, one for the zone",
  tlsManagedBy: "zone.ownsSettings",
  firewalls: "firewalls, one map for all sites",
  firewallManagedBy: "firewallManagedBy, one for all sites",
  existingSecurityGroupIds: "the groups of the environment's firewalls",
  alerts: "alerts, one for all sites",
  alertsManagedBy: "the environment's own alerts",
  existingPoolIds: "nowhere: an environment makes the load balancers of its sites",
} as const;

/** A header without which every request is refused. A file holds no secrets, so it names them. */
export interface EnvironmentRequiredHeader extends Omit<AlbRequiredHeaderArgs, "values"> {
  /**
   * Names the secrets that are accepted, one, or two while it is changed, each set with
   * `pulumi config set --secret steady-edge:<name>`.
   */
  valueConfigKeys: string[];
}

/** An Application Load Balancer to make, in the VPC of one of the firewalls. */
export interface EnvironmentAlb extends Omit<SiteAlbArgs, "certificateArn" | "requiredHeader"> {
  /**
   * The certificate of the hostname that Cloudflare asks for, by its ARN in ACM, of the firewall's region. Defaults to
   * `originCertificate` where its `acmRegions` name that region, else to `publicCertificate`.
   */
  certificateArn?: string;
  /** What is done with client certificates. Defaults to the step of `originPulls`, with its trust store of the firewall's region. */
  clientVerification?: SiteAlbArgs["clientVerification"];
  /**
   * A header without which every request is refused, where client certificates cannot be had. The monitor sends it, first in an `up` with
   * `enforced: false`; for visitors' requests `edgeRules.originSecretHeaders` must send it before. Defaults to none.
   */
  requiredHeader?: EnvironmentRequiredHeader;
}

/** An origin: exactly one of `address` and `alb`. */
export interface EnvironmentOrigin extends Omit<SiteOriginArgs, "alb"> {
  /** An Application Load Balancer to make; it listens on port 443. The monitor sends the header that it requires. */
  alb?: EnvironmentAlb;
}

/** A pool of a site. */
export interface EnvironmentPool extends Omit<SitePoolArgs, "origins"> {
  /** The origins by a name of your own, which alerts will show. Their order has no meaning. */
  origins: Record<string, EnvironmentOrigin>;
}

/** One load-balanced hostname. */
export interface EnvironmentSite
  extends
    Omit<ResilientSiteArgs, keyof typeof elsewhere | "pools" | "health">,
    Required<Pick<ResilientSiteArgs, "health">> {
  /** The pools in failover order, as for `FailoverLoadBalancer`. */
  pools: EnvironmentPool[];
}

const alb = fieldsOf({
  ...siteAlbFields,
  certificateArn: siteAlbFields.certificateArn.optional(),
  requiredHeader: fieldsOf({
    name: headerNameSchema,
    valueConfigKeys: hidden(listOf(configKey)),
    enforced: toggle.optional(),
  } satisfies SchemaOf<EnvironmentRequiredHeader>).optional(),
} satisfies SchemaOf<EnvironmentAlb>);

/** The schema of a site of an environment. */
export const environmentSiteSchema = fieldsOf({
  ...without(resilientSiteFields, elsewhere),
  pools: listOf(sitePool(alb)),
  health: resilientSiteFields.health.required,
} satisfies SchemaOf<EnvironmentSite>);

/** A load balancer that an environment makes, and where it stands. */
export interface PlacedAlb {
  /** Its path in the environment. */
  readonly path: string;
  /** The site's key. */
  readonly site: string;
  /** The pool's name; undefined where it has none. */
  readonly pool: string | undefined;
  /** The origin's key. */
  readonly origin: string;
  /** The load balancer. */
  readonly alb: EnvironmentAlb;
}

/**
 * Lists the load balancers that an environment makes.
 * @param environment - The environment.
 * @returns Each with its place.
 */
export function placedAlbs({ sites = {} }: Environment): readonly PlacedAlb[] {
  return Object.entries(sites).flatMap(([site, { pools }]) =>
    pools.flatMap(({ name: pool, origins }, index) =>
      Object.entries(origins).flatMap(([origin, { alb }]) => {
        const pathOfOrigins = `${keyPath("sites", site)}.pools[${index}].origins`;
        const path = `${keyPath(pathOfOrigins, origin)}.alb`;
        return alb === undefined ? [] : [{ path, site, pool, origin, alb }];
      }),
    ),
  );
}

/**
 * The region of a load balancer, which is its firewall's.
 * @param environment - The environment.
 * @param alb - The load balancer.
 * @returns The region; undefined where the environment does not say.
 */
export function albRegion(
  { firewalls = {} }: Pick<Environment, "firewalls">,
  { firewall }: EnvironmentAlb,
): string | undefined {
  return ownEntry(firewalls, firewall)?.region;
}
