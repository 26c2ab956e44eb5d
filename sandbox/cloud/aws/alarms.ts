import { randomUUID } from "node:crypto";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { nameLengths } from "../../../facts/aws/names";
import { types } from "../account/indexes";
import type { StoredObject } from "../account/account";
import { refuse } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { text, type Properties } from "../values";
import { arn, awsHandler, isHere } from "./action";

/** CloudWatch alarms. */
export const metricAlarmHandler: ResourceHandler = awsHandler(
  types.metricAlarm,
  "monitoring",
  {
    create: "PutMetricAlarm",
    read: "DescribeAlarms",
    update: "PutMetricAlarm",
    delete: "DeleteAlarms",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.alarm },
    newId: (alarm) => text(alarm.name),
    key: (alarm, id) => `${text(alarm.region)}/${id}`,
    computeOutputs: (alarm: Properties, place: Place) => ({
      arn: arn(place, "cloudwatch", `alarm:${text(alarm.name)}`),
    }),
    beforeDelete: (alarm, place) => refuseUsed(text(alarm.properties.name), place),
  },
);

/** Composite alarms, whose names are taken from the same store as those of the others. */
export const compositeAlarmHandler: ResourceHandler = awsHandler(
  types.compositeAlarm,
  "monitoring",
  {
    create: "PutCompositeAlarm",
    read: "DescribeAlarms",
    update: "PutCompositeAlarm",
    delete: "DeleteAlarms",
  },
  {
    newId: (alarm) => text(alarm.alarmName),
    key: (alarm, id) => `${text(alarm.region)}/${id}`,
    validate: admitRule,
    computeOutputs: (alarm: Properties, place: Place) => ({
      arn: arn(place, "cloudwatch", `alarm:${text(alarm.alarmName)}`),
    }),
    beforeDelete: (alarm, place) => refuseUsed(text(alarm.properties.alarmName), place),
  },
);

/** Topics of SNS, whose id is their ARN. */
export const topicHandler: ResourceHandler = awsHandler(
  types.topic,
  "sns",
  {
    create: "CreateTopic",
    read: "GetTopicAttributes",
    update: "SetTopicAttributes",
    delete: "DeleteTopic",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.topic },
    newId: (topic, place) => arn(place, "sns", text(topic.name)),
    computeOutputs: (_topic, place, id) => ({ arn: id, owner: place.seed.awsAccountId }),
  },
);

/** Subscriptions of topics. Whoever is subscribed by mail has not confirmed it. */
export const topicSubscriptionHandler: ResourceHandler = awsHandler(
  types.topicSubscription,
  "sns",
  {
    create: "Subscribe",
    read: "GetSubscriptionAttributes",
    update: "SetSubscriptionAttributes",
    delete: "Unsubscribe",
  },
  {
    newId: ({ topic }) => `${text(topic)}:${randomUUID()}`,
    validate: ({ topic }, place) => {
      // Topics of other stacks are not known here.
      const isOwn = text(topic).startsWith(arn(place, "sns", ""));
      if (isOwn && place.account.get(types.topic, text(topic)) === undefined) {
        refuse(apiErrors.noSuchTopic, "Topic does not exist");
      }
    },
    computeOutputs: (_subscription, place, id) => ({
      arn: id,
      ownerId: place.seed.awsAccountId,
      pendingConfirmation: true,
    }),
  },
);

/** Names of alarms in the rule of a composite one. Source: Amazon CloudWatch API reference, PutCompositeAlarm, AlarmRule. */
function namedIn(rule: string): string[] {
  return [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*"?([^")]+?)"?\s*\)/g)].map(
    ([, name = ""]) => name.replace(/^arn:.*:alarm:/, ""),
  );
}

function admitRule({ alarmRule }: Properties, place: Place): void {
  const missing = namedIn(text(alarmRule)).filter((name) =>
    [types.metricAlarm, types.compositeAlarm].every(
      (type) => place.account.get(type, `${place.region}/${name}`) === undefined,
    ),
  );
  if (missing.length > 0) {
    refuse(
      apiErrors.noSuchAlarm,
      `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
    );
  }
}

function refuseUsed(name: string, place: Place): void {
  const names = ({ properties }: StoredObject): boolean =>
    isHere(properties, place) && namedIn(text(properties.alarmRule)).includes(name);
  if (place.account.ofType(types.compositeAlarm).some(names)) {
    refuse(
      apiErrors.alarmInUse,
      `Cannot delete ${name} as there are composite alarm(s) depending on it.`,
    );
  }
}
