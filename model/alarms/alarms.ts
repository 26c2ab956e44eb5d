import {
  albMetricsNamespace,
  arnSuffixes,
  healthyHostCount,
  lessThan,
  metricConcerns,
  missingMeasures,
  nlbMetricsNamespace,
  rungAlarm,
} from "../../facts/aws/albAlarms";
import { otherTypes } from "../../facts/resourceTypes";
import { unknownValue, type Known } from "../../core/known";
import type { Certainty } from "../../core/certainty";
import { linkTokens } from "../graph/links";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource, ModelValue } from "../graph/resources";

/** An alarm of CloudWatch on metrics of load balancers. */
export interface AlarmNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** What it tells of: errors, targets that are well or not, or a metric by its own name; `unknownValue` where the plan does not say. */
  readonly concern: Known<string>;
  /** What it watches: the keys of load balancers and target groups that the resources hold, and else the ends of their ARNs. */
  readonly watched: ReadonlySet<string>;
  /** Whether the absence of healthy targets, of which nothing is measured then, counts as too few of them. */
  readonly seesNone: Certainty;
}

/** What tells when an alarm is on: the alarm itself, or one that names it. */
export interface TellingAlarm {
  /** The resource. */
  readonly resource: ModelResource;
  /** Its name in CloudWatch. */
  readonly name: Known<string> | undefined;
  /** Whether its actions are carried out. */
  readonly enabled: Certainty;
  /** What it does: ARNs, or keys of resources. Undefined where the plan does not say. */
  readonly actions: readonly string[] | undefined;
  /** Of a composite alarm: names, ARNs and keys of those that turn it on. */
  readonly rings: ReadonlySet<string>;
}

const namespaces: ReadonlySet<Known<string> | undefined> = new Set([
  albMetricsNamespace,
  nlbMetricsNamespace,
]);

const watchedTypes = new Set(["awsLoadBalancer", "targetGroup"]);

/**
 * Reads the alarms about load balancers.
 * @param resources - The resources of one side of a plan.
 * @returns The alarms, in the order of the resources.
 */
export function loadBalancerAlarms(resources: readonly ModelResource[]): AlarmNode[] {
  const keyOf = new Map(resources.filter(isWatched).flatMap((each) => namesOf(each)));
  return resources.flatMap((resource) => {
    const metrics = resource.type === otherTypes.metricAlarm ? metricsOf(resource) : [];
    const own = metrics.filter(({ namespace }) => namespaces.has(readText(namespace)));
    const tokens = own.flatMap(({ dimensions }) =>
      isObject(dimensions) ? Object.values(dimensions).flatMap(linkTokens) : linkTokens(dimensions),
    );
    const watched = tokens.flatMap((token) => keyOf.get(token) ?? (isSuffix(token) ? token : []));
    return watched.length === 0
      ? []
      : [
          {
            ...{ resource, concern: concernOf(own), watched: new Set(watched) },
            seesNone: seesNone(resource, own),
          },
        ];
  });
}

/**
 * Reads how an alarm tells.
 * @param resource - An alarm on a metric, or a composite one.
 * @returns What it does, and which alarms turn it on.
 */
export function tellingAlarm(resource: ModelResource): TellingAlarm {
  const { name, alarmName, actionsEnabled, alarmActions, alarmRule } = resource.properties;
  const actions = readList(alarmActions);
  return {
    ...{ resource, name: readText(alarmName ?? name), enabled: readFlag(actionsEnabled, "yes") },
    actions: actions === unknownValue ? undefined : linkTokens(alarmActions),
    rings: new Set(ringing(alarmRule)),
  };
}

function ringing(rule: ModelValue | undefined): string[] {
  return typeof rule === "string"
    ? [...rule.matchAll(rungAlarm)].map(([, quoted, bare]) => quoted ?? bare ?? "")
    : linkTokens(rule);
}

/** Where a metric is said: in an alarm's own properties, or in one of its queries. */
type Metric = Readonly<Record<string, ModelValue | undefined>>;

function metricsOf({ properties }: ModelResource): Metric[] {
  const { namespace, metricName, dimensions, metricQueries } = properties;
  const queried = (knownList(readList(metricQueries)) ?? [])
    .map((query) => (isObject(query) ? query.metric : undefined))
    .filter((metric) => isObject(metric));
  return [{ namespace, metricName, dimensions }, ...queried];
}

/** Who swaps one metric for another of the same concern is told still. */
function concernOf(metrics: readonly Metric[]): Known<string> {
  const names = metrics.map(({ metricName }) => readText(metricName) ?? "");
  const [first = ""] = names;
  return names.includes(unknownValue) || first === unknownValue
    ? unknownValue
    : (metricConcerns.find(([metric]) => metric.test(first))?.[1] ?? first);
}

/** Of a group without targets nothing is measured. */
function seesNone({ properties }: ModelResource, metrics: readonly Metric[]): Certainty {
  const isOfHealthy = metrics.some(({ metricName }) => readText(metricName) === healthyHostCount);
  const missing = readText(properties.treatMissingData) ?? missingMeasures.default;
  const isOfFew = String(readText(properties.comparisonOperator)).startsWith(lessThan);
  if (!isOfHealthy || !isOfFew || missing === unknownValue) {
    return "unknown";
  }
  return missing === missingMeasures.counted ? "yes" : "no";
}

function isWatched({ type }: ModelResource): boolean {
  return watchedTypes.has(modelType(type) ?? "");
}

/** How dimensions may name a load balancer or a target group. */
function namesOf(resource: ModelResource): [string, string][] {
  const { key, properties } = resource;
  const ends = idsOf(resource).map((arn) => arn.replace(/^arn:.*:(?:loadbalancer\/)?/, ""));
  const suffix = readText(properties.arnSuffix);
  return [key, ...ends, ...(typeof suffix === "string" ? [suffix] : [])].map((name) => [name, key]);
}

function isSuffix(token: string): boolean {
  return Object.values(arnSuffixes).some((suffix) => suffix.test(token));
}
