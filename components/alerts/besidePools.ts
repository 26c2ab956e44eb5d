import type * as pulumi from "@pulumi/pulumi";
import { arnSuffixes } from "../../facts/aws/albAlarms";
import { topicArnPattern } from "../../facts/aws/arns";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { mapEntries } from "../../core/entries";
import { keyPath, keyProblem } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import type { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import type { AlbAlarmsArgs, HealthAlertsArgs } from "./args";
import type { WatchedBesidePools } from "./resolve";

/** An id of a tunnel. Source: Cloudflare API reference, zero_trust/tunnels (UUID). */
const tunnelIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks what a `HealthAlerts` watches beside pools.
 * @param problems - Takes what is wrong.
 * @param args - The arguments.
 * @returns What is watched.
 */
export function checkedBesidePools(
  problems: ProblemList,
  args: HealthAlertsArgs,
): WatchedBesidePools {
  const { errorRateZoneIds, tunnelIds, certificates, albs } = args;
  problems.add(...listProblems(args));
  return {
    ...(errorRateZoneIds && {
      errorRateZoneIds: mapEntries(errorRateZoneIds, (id, key) =>
        checkedIds(problems, id, (known) =>
          cloudflareIdProblem(keyPath("errorRateZoneIds", key), known),
        ),
      ),
    }),
    ...(tunnelIds && {
      tunnelIds: mapEntries(tunnelIds, (id, key) =>
        problems.checked(id, (known) =>
          patternProblem(keyPath("tunnelIds", key), known, tunnelIdPattern, "the id of a tunnel"),
        ),
      ),
    }),
    ...(certificates && { certificates }),
    ...(albs && {
      albs: mapEntries(albs, (alb, key) => checkedAlb(problems, key, alb, args.emails ?? [])),
    }),
  };
}

function listProblems({
  errorRateZoneIds,
  tunnelIds,
  certificates = [],
  plan = CloudflarePlan.Free,
}: HealthAlertsArgs): (Problem | undefined)[] {
  return [
    emptyProblem("errorRateZoneIds", errorRateZoneIds),
    errorRateZoneIds === undefined || plan === CloudflarePlan.Enterprise
      ? undefined
      : {
          path: "errorRateZoneIds",
          rule: "be left out on a plan below Enterprise",
          actual: `plan ${describeValue(plan)}`,
          hint: "passiveOriginMonitoring goes with every plan",
        },
    emptyProblem("tunnelIds", tunnelIds),
    ...repeated(certificates).map(({ entry, index }) => ({
      path: `certificates[${index}]`,
      rule: "not repeat a kind",
      actual: describeValue(entry),
    })),
  ];
}

function checkedAlb(
  problems: ProblemList,
  key: string,
  alb: AlbAlarmsArgs,
  emails: readonly string[],
): AlbAlarmsArgs {
  const path = keyPath("albs", key);
  problems.add(keyProblem(path, key));
  const { topicArn } = alb;
  if (topicArn === undefined && emails.length === 0) {
    const rule = "be given where there are no emails, or the alarms tell nobody";
    problems.add({ path: `${path}.topicArn`, rule, actual: "nothing" });
  }
  const suffix = (
    name: "loadBalancerArnSuffix" | "targetGroupArnSuffix",
    pattern: RegExp,
    start: string,
  ): pulumi.Input<string> =>
    problems.checked(alb[name], (known) =>
      patternProblem(
        `${path}.${name}`,
        known,
        pattern,
        `the end of an ARN that begins with ${start}`,
      ),
    );
  return {
    ...alb,
    loadBalancerArnSuffix: suffix("loadBalancerArnSuffix", arnSuffixes.loadBalancer, "app/"),
    targetGroupArnSuffix: suffix("targetGroupArnSuffix", arnSuffixes.targetGroup, "targetgroup/"),
    ...(topicArn === undefined
      ? {}
      : {
          topicArn: problems.checked(topicArn, (known) =>
            topicProblem(`${path}.topicArn`, known, alb.region),
          ),
        }),
  };
}

/**
 * An alarm tells topics of its own region alone: "Invalid region ca-central-1 specified. Only us-west-2 is supported." Source: what
 * PutMetricAlarm answered in cds-snc/notification-terraform, pull request 128.
 */
function topicProblem(path: string, value: unknown, region: string | undefined) {
  const noun = "the ARN of an SNS topic";
  const found = typeof value === "string" ? topicArnPattern.exec(value)?.[1] : undefined;
  return region === undefined || found === undefined || found === region
    ? patternProblem(path, value, topicArnPattern, noun)
    : {
        path,
        rule: `be ${noun} in ${region}, the region of its alarms`,
        actual: describeValue(value),
      };
}

function emptyProblem(path: string, ids: object | undefined): Problem | undefined {
  return ids === undefined || Object.keys(ids).length > 0
    ? undefined
    : { path, rule: "name at least one", actual: "{}", hint: "Leave it out where there is none" };
}

function patternProblem(
  path: string,
  value: unknown,
  pattern: RegExp,
  noun: string,
): Problem | undefined {
  return typeof value === "string" && pattern.test(value)
    ? undefined
    : { path, rule: `be ${noun}`, actual: describeValue(value) };
}
