import { otherTypes } from "../../../../facts/resourceTypes";
import { callsOf, from, goes, makes, type Step } from "./comparison";
import type { AwsCall } from "../../../support/python/awsCalls";

const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;
const [sns, cloudwatch] = [callsOf("sns"), callsOf("cloudwatch")];
const noTopic = "arn:aws:sns:us-east-1:123456789012:none";

/** What is asked of moto about alarms and who is told of them. */
export const alarmCalls: readonly AwsCall[] = [
  sns("topic", "create_topic", { Name: "pages" }),
  sns("subscription", "subscribe", {
    ...{ TopicArn: from("topic", "TopicArn"), Protocol: "email" },
    Endpoint: "oncall@example.com",
  }),
  sns("subscription of no topic", "subscribe", {
    ...{ TopicArn: noTopic, Protocol: "email", Endpoint: "oncall@example.com" },
  }),
  cloudwatch("alarm", "put_metric_alarm", {
    ...{ AlarmName: "unwell", Namespace: "AWS/ApplicationELB", MetricName: "UnHealthyHostCount" },
    ...{ ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Period: 60 },
    ...{ Statistic: "Maximum", Threshold: 0 },
  }),
  cloudwatch("composite alarm", "put_composite_alarm", {
    ...{ AlarmName: "page", AlarmRule: 'ALARM("unwell")' },
  }),
  cloudwatch("composite alarm of no alarm", "put_composite_alarm", {
    ...{ AlarmName: "lost", AlarmRule: 'ALARM("none")' },
  }),
  cloudwatch("alarm of a composite one goes", "delete_alarms", { AlarmNames: ["unwell"] }),
];

/** The same of the stand-in. */
export const alarmSteps: readonly Step[] = [
  makes("topic", topic, { name: "pages" }),
  makes("subscription", topicSubscription, (id) => ({
    ...{ topic: id("topic"), protocol: "email", endpoint: "oncall@example.com" },
  })),
  makes("subscription of no topic", topicSubscription, {
    ...{ topic: noTopic, protocol: "email", endpoint: "oncall@example.com" },
  }),
  makes("alarm", metricAlarm, {
    ...{ name: "unwell", namespace: "AWS/ApplicationELB", metricName: "UnHealthyHostCount" },
    ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, period: 60 },
    ...{ statistic: "Maximum", threshold: 0 },
  }),
  makes("composite alarm", compositeAlarm, {
    ...{ alarmName: "page", alarmRule: 'ALARM("unwell")' },
  }),
  makes("composite alarm of no alarm", compositeAlarm, {
    ...{ alarmName: "lost", alarmRule: 'ALARM("none")' },
  }),
  goes("alarm of a composite one goes", metricAlarm, "alarm"),
];
