import * as pulumi from "@pulumi/pulumi";
import type { CompositeAlarmArgs } from "@pulumi/aws/cloudwatch/compositeAlarm";
import type { MetricAlarm, MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import {
  albAlarmsOff,
  albMetrics,
  albMetricsNamespace,
  type AlbAlarmNoun,
  type AlbMetric,
} from "../../facts/aws/albAlarms";
import type { ResolvedAlb } from "./resolve";

/**
 * The alarm of one metric. One minute may be an accident: it is on after two bad ones of three.
 * @param name - Its name, which is the resource's.
 * @param noun - Which metric.
 * @param alb - The load balancer.
 */
export function metricAlarmInputs(
  name: string,
  noun: AlbAlarmNoun,
  alb: ResolvedAlb,
): MetricAlarmArgs {
  const metric: AlbMetric = albMetrics[noun];
  const { loadBalancerArnSuffix, targetGroupArnSuffix, region } = alb;
  return {
    ...{ region, name, namespace: albMetricsNamespace, metricName: metric.name },
    alarmDescription: `${metric.name}: ${metric.means}`,
    dimensions: {
      LoadBalancer: loadBalancerArnSuffix,
      ...(metric.of === "target group" ? { TargetGroup: targetGroupArnSuffix } : {}),
    },
    statistic: metric.statistic,
    period: 60,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: metric.statistic === "Sum" ? alb.errorsPerMinute : 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    // Counters are published only where they count something.
    treatMissingData: "notBreaching",
  };
}

/**
 * The alarm that tells of all the others.
 * @param name - Its name, which is the resource's.
 * @param alarms - The alarms, by their nouns.
 * @param told - Who is told, and the load balancer's key.
 * @param alb - The load balancer.
 */
export function compositeAlarmInputs(
  name: string,
  alarms: Readonly<Record<string, MetricAlarm>>,
  { topicArn, key }: { readonly topicArn: pulumi.Input<string>; readonly key: string },
  { region, enabled }: ResolvedAlb,
): CompositeAlarmArgs {
  const names = pulumi.all(Object.values(alarms).map((alarm) => alarm.name));
  const meanings = Object.entries(albMetrics).map(([noun, { means }]) => `${noun}: ${means}.`);
  return {
    ...{ region, alarmName: name },
    alarmRule: names.apply((known) => known.map((one) => `ALARM("${one}")`).join(" OR ")),
    alarmDescription: [`Load balancer ${key}.`, ...meanings, albAlarmsOff].join(" "),
    // A change of `actionsEnabled` would replace the alarm under its own name.
    ...(enabled ? { alarmActions: [topicArn], okActions: [topicArn] } : {}),
  };
}
