import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { Monitor } from "@pulumi/newrelic/synthetics/monitor";
import type { CorpusCase, Program } from "../corpusCase";
import { record, www } from "../siteByHand";

/** What two programs of a load balancer that is watched say differently. */
interface WatchedByHand {
  /** What the load balancer is called; another name makes another one. Defaults to `web`. */
  readonly balancer?: string;
  /** Whether its alarm names it for good, by the end of the ARN that it had. Defaults to false. */
  readonly namesOld?: boolean;
  /** What the alarm says; null for none. Defaults to what the other programs say. */
  readonly alarm?: Partial<MetricAlarmArgs> | null;
  /** Whether a composite alarm tells in its place. Defaults to false. */
  readonly composite?: boolean;
  /** Who hears it. Defaults to one mailbox. */
  readonly mailboxes?: readonly string[];
}

/** What the load balancer of the program before was called in the end. */
let suffixBefore = "";

function watched(own: WatchedByHand = {}): Program {
  const { balancer = "web", alarm = {}, namesOld = false, composite = false } = own;
  const { mailboxes = ["oncall"] } = own;
  return () => {
    const alb = new LoadBalancer("web", {
      ...{ name: balancer, loadBalancerType: "application", idleTimeout: 900 },
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    });
    const topic = new Topic("oncall", { name: "oncall" });
    for (const mailbox of mailboxes) {
      new TopicSubscription(mailbox, {
        ...{ topic: topic.arn, protocol: "email", endpoint: `${mailbox}@example.com` },
      });
    }
    const suffix = alb.arnSuffix.apply((known) => (suffixBefore = known));
    const alarms: MetricAlarm[] = [];
    if (alarm !== null) {
      const errors = new MetricAlarm("errors", {
        ...{ name: "web-5xx", namespace: "AWS/ApplicationELB", statistic: "Sum", period: 60 },
        ...{ metricName: "HTTPCode_ELB_5XX_Count", threshold: 5, evaluationPeriods: 2 },
        ...{ comparisonOperator: "GreaterThanThreshold", treatMissingData: "notBreaching" },
        dimensions: { LoadBalancer: namesOld ? suffixBefore : suffix },
        ...(composite ? {} : { alarmActions: [topic.arn] }),
        ...alarm,
      });
      alarms.push(errors);
    }
    if (composite) {
      new CompositeAlarm(
        "all",
        { alarmName: "web", alarmRule: 'ALARM("web-5xx")', alarmActions: [topic.arn] },
        { dependsOn: alarms },
      );
    }
  };
}

/** A hostname that New Relic asks, and whether a second monitor does too. */
const asked =
  (status: string, isAskedTwice = false): Program =>
  () => {
    record("www", www, "203.0.113.10");
    for (const name of isAskedTwice ? ["www", "shop"] : ["www"]) {
      new Monitor(name, {
        ...{ name, type: "SIMPLE", uri: `https://${www}/`, locationsPublics: ["US_EAST_1"] },
        status: name === "www" ? status : "ENABLED",
      });
    }
  };

const same = watched();

/** Alarms of CloudWatch about load balancers, and monitors from outside. */
export const alarmCases: readonly CorpusCase[] = [
  {
    name: "alarm-of-errors-goes",
    because: "the load balancer stands, and nobody hears of its errors any more",
    before: same,
    after: watched({ alarm: null }),
    risks: ["low alarm-lost web"],
    changes: ["delete errors"],
    notJudged: ["delete errors: alarmActions"],
  },
  {
    name: "alarm-loses-its-last-mailbox",
    because: "the alarm goes off and its topic reaches nobody",
    before: same,
    after: watched({ mailboxes: [] }),
    risks: ["low alarm-lost web"],
    changes: ["delete oncall"],
    says: ["as far as this plan says"],
  },
  {
    name: "alarm-loses-one-of-two-mailboxes",
    because: "somebody still hears it",
    before: watched({ mailboxes: ["oncall", "platform"] }),
    after: watched({ mailboxes: ["platform"] }),
    risks: [],
    changes: ["delete oncall"],
  },
  {
    name: "alarm-heard-by-a-new-mailbox-alone",
    because:
      "who gets the mail hears nothing before he has confirmed it, and the one before hears nothing any more",
    before: same,
    after: watched({ mailboxes: ["platform"] }),
    risks: ["low alarm-lost web"],
    changes: ["create platform", "delete oncall"],
    says: ["once it is confirmed"],
  },
  {
    name: "alarm-names-the-load-balancer-that-was",
    because: "of the old one nothing is measured any more, and the alarm stays off",
    // A program of its own, which runs right before the other one.
    before: watched(),
    after: watched({ balancer: "web-2", namesOld: true }),
    risks: ["medium address-lost web", "medium alarm-blind web-5xx"],
    changes: ["replace web"],
    says: ["by the end of an ARN"],
  },
  {
    name: "alarm-follows-its-load-balancer",
    because: "its dimensions are those of the new one, whose address alone is another",
    before: same,
    after: watched({ balancer: "web-2" }),
    risks: ["medium address-lost web"],
    changes: ["replace web", "update errors"],
    notJudged: ["update errors: alarmActions"],
  },
  {
    name: "alarm-goes-that-a-composite-one-names",
    because: "AWS does not delete an alarm that the rule of a composite one names",
    before: watched({ composite: true }),
    after: watched({ composite: true, alarm: null }),
    risks: ["medium object-in-use web-5xx", "low alarm-lost web"],
    changes: ["delete errors"],
    says: ["AWS refuses"],
  },
  {
    name: "alarm-is-told-by-a-composite-one",
    because: "the composite alarm tells what the alarm told",
    before: same,
    after: watched({ composite: true }),
    risks: [],
    changes: ["create all", "update errors"],
  },
  {
    name: "monitor-from-outside-switched-off",
    because: "visitors are served and nobody outside asks any more",
    before: asked("ENABLED"),
    after: asked("DISABLED"),
    risks: ["low outside-monitor-lost www.example.com"],
    changes: ["update www"],
  },
  {
    name: "monitor-from-outside-one-of-two-switched-off",
    because: "the other one asks on",
    before: asked("ENABLED", true),
    after: asked("DISABLED", true),
    risks: [],
    changes: ["update www"],
  },
];
