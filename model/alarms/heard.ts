import { actsAlone, alarmArnPart } from "../../facts/aws/albAlarms";
import { otherTypes } from "../../facts/resourceTypes";
import { allOf, anyOf, type Certainty } from "../../core/certainty";
import { linkTokens } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import { tokensOf } from "../graph/resourcesOfType";
import { reachesSubscribers, type Audience } from "./delivery";
import { tellingAlarm, type TellingAlarm } from "./alarms";

/** Who hears the alarms of one side of a plan. */
export class HeardAlarms {
  private readonly tellers: readonly TellingAlarm[];
  /** Topics by every name that an action may call them by. */
  private readonly topics = new Map<string, ModelResource>();
  /** Subscriptions of a topic, by the topic's key. */
  private readonly subscriptions = new Map<string, ModelResource[]>();

  /**
   * Reads who is told.
   * @param resources - The resources.
   * @param earlier - The side before, by which what is gone is told from what this stack never had. Defaults to none.
   */
  constructor(
    resources: readonly ModelResource[],
    private readonly earlier?: HeardAlarms,
  ) {
    const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;
    const ofType = (...types: string[]) => resources.filter(({ type }) => types.includes(type));
    this.tellers = ofType(metricAlarm, compositeAlarm).map(tellingAlarm);
    for (const one of ofType(topic)) {
      for (const name of tokensOf(one)) {
        this.topics.set(name, one);
      }
    }
    for (const one of ofType(topicSubscription)) {
      for (const token of linkTokens(one.properties.topic)) {
        const key = this.topics.get(token)?.key ?? token;
        this.subscriptions.set(key, [...(this.subscriptions.get(key) ?? []), one]);
      }
    }
  }

  /**
   * Whether anybody hears of it when an alarm is on.
   * @param alarm - The alarm, of this side.
   * @returns `no` where nobody does, as far as this stack says.
   */
  isHeard(alarm: ModelResource): Certainty {
    return anyOf(this.tellersOf(alarm).map((teller) => this.tells(teller)));
  }

  /**
   * Lists what an alarm is heard through.
   * @param alarm - The alarm, of this side.
   * @returns The alarm, the composite alarms over it, topics and subscriptions, each by its key.
   */
  through(alarm: ModelResource): string[] {
    return this.tellersOf(alarm).flatMap(({ resource, actions = [] }) => [
      resource.key,
      ...actions.flatMap((action) => {
        const topic = this.topics.get(action);
        const own = topic === undefined ? [] : (this.subscriptions.get(topic.key) ?? []);
        return [...(topic === undefined ? [] : [topic.key]), ...own.map(({ key }) => key)];
      }),
    ]);
  }

  /**
   * Lists the composite alarms whose rule names an alarm.
   * @param alarm - The alarm.
   */
  over(alarm: ModelResource): ModelResource[] {
    return this.namersOf(tellingAlarm(alarm)).map(({ resource }) => resource);
  }

  private tellersOf(alarm: ModelResource): TellingAlarm[] {
    const found = new Map<string, TellingAlarm>();
    const open = [tellingAlarm(alarm)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.has(next.resource.key)) {
        found.set(next.resource.key, next);
        open.push(...this.namersOf(next));
      }
    }
    return [...found.values()];
  }

  private namersOf({ resource, name }: TellingAlarm): TellingAlarm[] {
    const names = [resource.key, resource.id, name].filter((each) => typeof each === "string");
    return this.tellers.filter(({ rings }) =>
      [...rings].some(
        (rung) =>
          names.includes(rung) || names.some((own) => rung.endsWith(`${alarmArnPart}${own}`)),
      ),
    );
  }

  private tells({ enabled, actions }: TellingAlarm): Certainty {
    const reached =
      actions === undefined ? "unknown" : anyOf(actions.map((action) => this.reaches(action)));
    return allOf([enabled, reached]);
  }

  private audienceOf({ key }: ModelResource): Audience {
    const topic = this.topics.get(key);
    return { topic, subscriptions: this.subscriptions.get(key) ?? [] };
  }

  private reaches(action: string): Certainty {
    const topic = this.topics.get(action);
    if (topic !== undefined) {
      return reachesSubscribers(this.audienceOf(topic), this.earlier?.audienceOf(topic));
    }
    if (this.earlier?.topics.has(action) === true || actsAlone.test(action)) {
      return "no";
    }
    return action.startsWith("arn:") ? "yes" : "unknown";
  }
}
