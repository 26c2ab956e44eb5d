import type { AlbAlarmsArgs } from "../components/alerts/args";
import { albAlarmChoicesFields } from "../components/alerts/schema";
import type { ProblemList } from "../components/internal/checked";
import { objectName } from "../components/internal/names";
import { mapEntries } from "../core/entries";
import { ownEntry } from "../core/ownEntry";
import { keyPath, keyProblem } from "../core/paths";
import { describeValue, type Problem } from "../core/problem";
import { fieldsOf, mapOf, oneValue, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";
import { maintainedSites } from "./maintenance";
import { albRegion, placedAlbs } from "./sites";

/** Alarms of CloudWatch on every load balancer of AWS that the environment makes. */
export interface EnvironmentAlbAlarms extends Pick<AlbAlarmsArgs, "errorsPerMinute"> {
  /**
   * The SNS topics that are told, by the region of a firewall whose load balancers they are for: ARNs of that region. Defaults to a topic
   * for each load balancer, to which `emails` are subscribed: each must confirm the first mail.
   */
  topicArns?: Record<string, string>;
}

/** The schema of an environment's alarms on load balancers. */
export const environmentAlbAlarmsSchema = fieldsOf({
  ...albAlarmChoicesFields,
  topicArns: mapOf(oneValue({ type: "string" })).optional(),
} satisfies SchemaOf<EnvironmentAlbAlarms>);

/** A load balancer of AWS that an environment makes. */
export interface EnvironmentBalancer {
  /** The keys and the name under which it stands. */
  readonly site: string;
  readonly pool: string;
  readonly origin: string;
  /** Its region; undefined for the provider's own. */
  readonly region: string | undefined;
  /** Whether its site is under maintenance. */
  readonly isMaintained: boolean;
}

/** Stand for what is known once the load balancer is made. */
const soundSuffixes = {
  loadBalancerArnSuffix: "app/balancer/0123456789abcdef",
  targetGroupArnSuffix: "targetgroup/targets/0123456789abcdef",
} as const;

/**
 * Finds the load balancers of AWS that an environment makes.
 * @param environment - The environment.
 * @returns Each by a key of its own for its alarms.
 */
export function balancersOf(environment: Environment): Record<string, EnvironmentBalancer> {
  const maintained = maintainedSites(environment);
  const all = placedAlbs(environment).map(({ site, pool = "", origin, alb }) => {
    const region = albRegion(environment, alb);
    const balancer = { site, pool, origin, region, isMaintained: maintained.includes(site) };
    return [balancerKey(balancer), balancer] as const;
  });
  return Object.fromEntries(all);
}

/** A hyphen of a key is doubled, so that no two load balancers meet in one key, which has at most 64 characters. */
function balancerKey({ site, pool, origin }: EnvironmentBalancer): string {
  const key = [site, pool, origin].map((part) => `${part}`.replaceAll("-", "--")).join("-");
  return objectName(key, key.slice(0, 55));
}

/**
 * Checks the alarms on the load balancers of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @returns The arguments of `HealthAlerts`, in which the ends of the ARNs are yet to be put; undefined for none.
 */
export function albAlarmsArgs(
  problems: ProblemList,
  environment: Environment,
): Record<string, AlbAlarmsArgs> | undefined {
  const albs = environment.alerts?.albs;
  if (albs === undefined) {
    return undefined;
  }
  const { errorsPerMinute, topicArns = {} } = albs;
  const balancers = balancersOf(environment);
  problems.add(...balancerProblems(balancers), ...topicProblems(balancers, topicArns));
  // A site, pool or origin whose name is none is told where it stands.
  const named = Object.entries(balancers).filter(([key]) => keyProblem("", key) === undefined);
  return mapEntries(Object.fromEntries(named), ({ region }) => {
    const topicArn = region === undefined ? undefined : ownEntry(topicArns, region);
    return { ...soundSuffixes, region, errorsPerMinute, topicArn };
  });
}

function balancerProblems(balancers: object): Problem[] {
  const rule = "be left out where no origin is a load balancer that this environment makes (alb)";
  return Object.keys(balancers).length === 0 ? [{ path: "albs", rule, actual: "no alb" }] : [];
}

function topicProblems(
  balancers: Readonly<Record<string, EnvironmentBalancer>>,
  topicArns: Readonly<Record<string, string>>,
): Problem[] {
  const regions = new Set(Object.values(balancers).map(({ region }) => region));
  const rule = "be of the region of a firewall in which a load balancer is made";
  return Object.keys(topicArns)
    .filter((region) => !regions.has(region))
    .map((region) => {
      const path = keyPath("albs.topicArns", region);
      return { path, rule, actual: describeValue(region) };
    });
}

/**
 * Says which field of the environment a problem of the alarms of a load balancer is about.
 * @param environment - The environment.
 * @param path - The argument of `HealthAlerts`.
 * @returns The field; the argument where it is none of a topic.
 */
export function topicField(environment: Environment, path: string): string {
  const { topicArns = {} } = environment.alerts?.albs ?? {};
  const told = Object.entries(balancersOf(environment)).find(
    ([key]) => path === `${keyPath("albs", key)}.topicArn`,
  );
  const region = told?.[1].region;
  const isGiven = region !== undefined && ownEntry(topicArns, region) !== undefined;
  if (told === undefined) {
    return path;
  }
  return isGiven ? keyPath("albs.topicArns", region) : "albs.topicArns";
}
