import { snsDelivery } from "../../facts/aws/albAlarms";
import { otherTypes } from "../../facts/resourceTypes";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { readText } from "../graph/reading";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";

/** A topic of SNS and who subscribed to it. */
export interface Audience {
  /** The topic; undefined where there was none yet. */
  readonly topic: ModelResource | undefined;
  /** Its subscriptions, as far as the program makes them. */
  readonly subscriptions: readonly ModelResource[];
}

/**
 * Whether what an alarm says of a topic reaches somebody who subscribed.
 * @param now - The topic and its subscriptions.
 * @param earlier - The same before a change, by which those are told that nobody has confirmed yet. Defaults to nobody.
 * @returns `no` where the topic takes nothing of alarms, or no subscription does; `unknown` where the program never made one.
 */
export function reachesSubscribers(now: Audience, earlier?: Audience): Certainty {
  const had = earlier?.subscriptions ?? [];
  if (now.topic !== undefined && takesAlarms(now.topic) === "no") {
    return "no";
  }
  if (now.subscriptions.length === 0) {
    return had.length > 0 ? "no" : "unknown";
  }
  return anyOf(
    now.subscriptions.map((each) =>
      had.length > 0 && !isConfirmed(now, each, earlier) ? "no" : takesAlarms(each),
    ),
  );
}

/** Of a topic, whether CloudWatch may use its key; of a subscription, whether its filter lets messages without attributes through. */
function takesAlarms({ type, properties }: ModelResource): Certainty {
  if (type === otherTypes.topic) {
    const key = readText(properties.kmsMasterKeyId) ?? "";
    return key === unknownValue ? "unknown" : certain(!snsDelivery.ownKey.test(key));
  }
  const filter = readText(properties.filterPolicy) ?? "";
  const scope = readText(properties.filterPolicyScope) ?? snsDelivery.attributes;
  const isOpen = filter === "" || filter === "{}";
  if (!isOpen && (filter === unknownValue || scope !== snsDelivery.attributes)) {
    return "unknown";
  }
  return certain(isOpen);
}

/** Whoever subscribed by mail before, to the same topic, has confirmed it, as far as anybody knows. */
function isConfirmed(
  { topic }: Audience,
  { properties: { protocol, endpoint } }: ModelResource,
  earlier: Audience | undefined,
): boolean {
  const old = earlier?.topic === undefined ? [] : idsOf(earlier.topic);
  const isAnotherTopic = topic !== undefined && !idsOf(topic).some((id) => old.includes(id));
  return (
    !snsDelivery.confirmed.some((each) => each === protocol) ||
    (!isAnotherTopic &&
      earlier?.subscriptions.some(
        ({ properties: own }) => own.protocol === protocol && own.endpoint === endpoint,
      ) === true)
  );
}
