import * as pulumi from "@pulumi/pulumi";
import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { albMetrics, type AlbAlarmNoun } from "../../facts/aws/albAlarms";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { compositeAlarmInputs, metricAlarmInputs } from "./albInputs";
import type { ResolvedAlb } from "./resolve";

/** The alarms of one Application Load Balancer, and who is told. */
export interface AlbAlarms {
  /** An alarm for each metric, by its noun: `elb-502`. They tell nobody by themselves. */
  readonly alarms: Readonly<Record<string, MetricAlarm>>;
  /** The alarm that is on while one of them is, says which means what, and tells. */
  readonly composite: CompositeAlarm;
  /** The topic that it tells; undefined where one was given. */
  readonly topic: Topic | undefined;
  /** The subscriptions of that topic, by e-mail address. */
  readonly subscriptions: Readonly<Record<string, TopicSubscription>>;
}

/**
 * Declares the alarms of one load balancer.
 * @param name - Logical name of the component.
 * @param key - Key of the load balancer.
 * @param alb - The load balancer.
 * @param parent - The component.
 */
export function declareAlbAlarms(
  name: string,
  key: string,
  alb: ResolvedAlb,
  parent: pulumi.Resource,
): AlbAlarms {
  const { region } = alb;
  const topic =
    alb.topicArn === undefined
      ? new Topic(childName(name, "topic", key), { region }, { parent })
      : undefined;
  const subscriptions = Object.fromEntries(
    (topic === undefined ? [] : alb.emails).map((endpoint) => {
      const inputs = { region, topic: topic?.arn ?? "", protocol: "email", endpoint };
      const subscription = childName(name, "subscription", key, endpoint);
      return [endpoint, new TopicSubscription(subscription, inputs, { parent })];
    }),
  );
  const alarms = mapEntries(albMetrics, (_metric, noun) => {
    const alarmName = childName(name, "alarm", key, noun);
    const inputs = metricAlarmInputs(alarmName, noun as AlbAlarmNoun, alb);
    return new MetricAlarm(alarmName, inputs, { parent });
  });
  const compositeName = childName(name, "composite-alarm", key);
  const told = { topicArn: alb.topicArn ?? topic?.arn ?? "", key };
  const inputs = compositeAlarmInputs(compositeName, alarms, told, alb);
  const composite = new CompositeAlarm(compositeName, inputs, { parent });
  return { alarms, composite, topic, subscriptions };
}
