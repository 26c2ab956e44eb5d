import type { ResourceRules } from "../resourceRules";

const schema = "AWS Terraform provider, internal/service";

/** What the AWS provider and its APIs hold about what alarms tell, by type token. */
export const alarmResourceRules: Readonly<Record<string, ResourceRules>> = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    source: `${schema}/cloudwatch, aws_cloudwatch_composite_alarm`,
    replaces: ["actionsEnabled", "alarmName", "region"],
    defaults: { actionsEnabled: true },
    sets: ["alarmActions", "insufficientDataActions", "okActions"],
    keptOnUpdate: "all",
  },
  "aws:sns/topic:Topic": {
    source: `${schema}/sns, aws_sns_topic`,
    replaces: ["fifoTopic", "name", "namePrefix", "region"],
    conflicts: [["name", "namePrefix"]],
    defaults: { fifoTopic: false },
    keptOnUpdate: "all",
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    source: `${schema}/sns, aws_sns_topic_subscription`,
    replaces: ["endpoint", "protocol", "region", "topic"],
    oneOf: {
      protocol: [
        ...["sqs", "sms", "lambda", "firehose", "application", "email", "email-json", "http"],
        "https",
      ],
    },
    keptOnUpdate: "all",
  },
};
