import { cloudflareIdPattern } from "../facts/cloudflare/ids";
import { CloudflarePlan } from "../facts/cloudflare/plans";
import { canonicalHostname } from "../core/hostnames";
import type { AccountSeedOptions } from "../sandbox/cloud/accountSeed";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The account and the zone that a stack's environment names, so that the embedded cloud has them.
 * What is wrong with an environment is for the program to say; here it is only passed by.
 * @param settings - The content of Pulumi.<stack>.yaml.
 * @returns What is to exist before the program runs; empty where the stack has no `steady-edge:environment`.
 */
export function accountSeedOf(settings: Fields): AccountSeedOptions {
  const environment = fields(fields(settings.config)["steady-edge:environment"]);
  const { id: accountId, trafficSteeringAddOn } = fields(environment.account);
  const { id, name, plan } = fields(environment.zone);
  const hasZone = isHexId(id) && typeof name === "string";
  return {
    ...(isHexId(accountId) ? { accountId } : {}),
    foreignHosts: foreignHosts(environment),
    ...(hasZone
      ? {
          zones: [
            {
              id,
              name: canonicalHostname(name) ?? name,
              plan: isPlan(plan) ? plan : CloudflarePlan.Free,
              trafficSteering: trafficSteeringAddOn === true,
            },
          ],
        }
      : {}),
  };
}

/**
 * One account for two stacks. Where both name a zone, it is as the second says.
 * @param first - What is to exist for one of them.
 * @param second - What is to exist for the other.
 */
export function seedOfBoth(
  first: AccountSeedOptions,
  second: AccountSeedOptions,
): AccountSeedOptions {
  const zones = [...(first.zones ?? []), ...(second.zones ?? [])];
  return {
    ...first,
    ...second,
    foreignHosts: [...(first.foreignHosts ?? []), ...(second.foreignHosts ?? [])],
    ...(zones.length === 0
      ? {}
      : { zones: [...new Map(zones.map((zone) => [zone.id, zone])).values()] }),
  };
}

/** Host headers of which the environment says that the account takes them. */
function foreignHosts(environment: Fields): readonly string[] {
  return Object.values(fields(environment.sites))
    .flatMap((site) => Object.values(fields(fields(site).pools)))
    .flatMap((pool) => Object.values(fields(fields(pool).origins)).map(fields))
    .filter(({ acceptForeignHost }) => acceptForeignHost === true)
    .map(({ hostHeader }) => hostHeader)
    .filter((host) => typeof host === "string");
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function isHexId(value: unknown): value is string {
  return typeof value === "string" && cloudflareIdPattern.test(value);
}

function isPlan(value: unknown): value is CloudflarePlan {
  return Object.values(CloudflarePlan).some((plan) => plan === value);
}
