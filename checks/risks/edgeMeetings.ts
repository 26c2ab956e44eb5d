import type { ModelResource } from "../../model/graph/resources";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { shownName, type AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { getOrCreate } from "../../core/getOrCreate";
import { whyImpossible } from "../../model/rules/deadRules";
import { listParts } from "../../model/rules/listedItems";
import {
  imageName,
  isEveryVisit,
  type Asker,
  type SampleRequest,
} from "../../model/rules/sampleRequests";
import type { Severity } from "../findings/severity";
import { listed, names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Hostnames of one zone that the same rule comes to answer in the same way. */
export interface Meeting {
  readonly context: RiskContext;
  readonly rule: EdgeRule;
  /** The hostnames, by what they are called. */
  readonly hostnames: Map<string, AskedHostname>;
  /** The requests that it answers. */
  readonly samples: Map<string, SampleRequest>;
  /** What else decides it, beside what the rule says itself. */
  readonly decidedBy: Set<ModelResource>;
  /** Whether one of the hostnames answered before. */
  stood: boolean;
}

/** One hostname, before and after. */
export interface Passage {
  readonly context: RiskContext;
  readonly zone: string;
  readonly zones: EdgeZones;
  readonly hostname: AskedHostname;
  /** What became of its requests; none where it is new. */
  readonly was: readonly SampleAnswer[];
  readonly is: readonly SampleAnswer[];
}

/** A hostname, and others that no rule tells from it. */
export interface AlikePassage extends Passage {
  readonly others: readonly AskedHostname[];
}

/**
 * Puts hostnames together that no rule tells apart, before and after, so that rules are asked about one of them.
 * @param passages - The hostnames.
 * @returns One for each kind.
 */
export function alikePassages(passages: readonly Passage[]): AlikePassage[] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const { context, zone, zones, hostname, was } = passage;
    const sides = [EdgeZones.of(context.before), zones].map((side) => side.alike(zone, hostname));
    getOrCreate(groups, [...sides, was.length > 0].join("\n"), () => []).push(passage);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, others: others.map(({ hostname }) => hostname) }],
  );
}

/**
 * Finds what became of a request before. Of a part of pages that was not asked for then, it is what became of images.
 * @param was - The answers of before.
 * @param sample - The request.
 * @returns The answer; undefined where the hostname is new.
 */
export function answerBefore(
  was: readonly SampleAnswer[],
  { name }: SampleRequest,
): SampleAnswer | undefined {
  return (
    was.find(({ sample }) => sample.name === name) ??
    was.find(({ sample }) => sample.name === imageName)
  );
}

/** What rules come to do to requests, put together by what does it. */
export class Meetings<Own extends object = object> {
  readonly #found = new Map<unknown, Meeting & Own>();

  /**
   * Notes that a rule meets a request.
   * @param passage - The hostname that it is for, and those that no rule tells from it.
   * @param rule - The rule.
   * @param sample - The request.
   * @param own - What else is known of the meeting. Of one that is known already, nothing is changed by it.
   * @param key - What is told together. Defaults to all that the rule does.
   * @returns The meeting.
   */
  add(
    { context, hostname, others = [], was }: Passage & Partial<Pick<AlikePassage, "others">>,
    rule: EdgeRule,
    sample: SampleRequest,
    own: Own,
    key: unknown = rule,
  ): Meeting & Own {
    const meeting = getOrCreate(this.#found, key, () => ({
      ...{ context, rule, hostnames: new Map<string, AskedHostname>(), stood: false },
      ...{ samples: new Map<string, SampleRequest>(), decidedBy: new Set<ModelResource>() },
      ...own,
    }));
    [hostname, ...others].forEach((each) => meeting.hostnames.set(each.title, each));
    meeting.samples.set(sample.name, sample);
    meeting.stood ||= was.length > 0 && hostname.named !== "unseen";
    return meeting;
  }

  /** Lists the meetings, in the order in which they were found. */
  all(): (Meeting & Own)[] {
    return [...this.#found.values()];
  }
}

/** Makes a risk of a rule that meets requests. */
export function meetingRisk(
  { context, rule, hostnames, decidedBy }: Meeting,
  id: Risk["id"],
  severity: Severity,
  words: Pick<Risk, "consequence" | "hint">,
): Risk {
  const titles = [...hostnames.keys()];
  const title = titleOf([...hostnames.values()].map(shownName));
  const lists = rule.lists.flatMap((name) =>
    [context.before, context.after].flatMap(({ inventory }) => listParts(inventory, name)),
  );
  const deciding = [rule.resource, ...rule.decidedBy, ...decidedBy, ...lists];
  const changes = new Set(deciding.flatMap(({ key }) => context.changes.get(key) ?? []));
  return {
    ...{ id, severity, subject: titles[0] ?? rule.resource.key, title, ...words },
    cause: [...changes].map((change) => causeOf(change)),
    about: titles,
  };
}

/** What a rule is called in a sentence. */
export function ruleName({ resource, title, place }: EdgeRule): Phrase {
  return title === place
    ? say`the rule ${place} of ${resource.name}`
    : say`the rule ${title} (${place} of ${resource.name})`;
}

/** Says what a rule asks for in vain, where it does; a sentence that begins with a space. */
export function impossiblePhrase({ impossible }: EdgeRule): Phrase {
  const each = impossible.map((text): Phrase => [whyImpossible(text)]);
  return each.length === 0 ? [] : say` It asks for what is never met: ${listed(each)}.`;
}

/** Names the hostnames of a meeting. */
export function hostsOf({ hostnames }: Pick<Meeting, "hostnames">): Phrase {
  return names([...hostnames.values()].map(shownName));
}

/**
 * Chooses a verb by how many hostnames a meeting has.
 * @param one - What one of them does.
 * @param many - What several do.
 */
export function verbOf(
  { hostnames }: Pick<Meeting, "hostnames">,
  one: string,
  many: string,
): Phrase {
  return [hostnames.size === 1 ? one : many];
}

/** Says which requests a meeting is about. */
export function askedPhrase({ samples }: Pick<Meeting, "samples">): Phrase {
  const list = [...samples.values()];
  const isEvery = isEveryVisit(samples);
  const shown = isEvery ? list.filter((sample) => !isOfVisitors(sample)) : list;
  const each = shown.map(({ name }): Phrase => [name]);
  const phrases = isEvery ? [["of all visitors"], ...each] : each;
  return say`requests ${listed(phrases)}`;
}

/**
 * Names the requests of a meeting, and the hostnames: single ones where it is not about all that visitors send.
 * @param meeting - The meeting.
 */
export function sentPhrase(meeting: Pick<Meeting, "samples" | "hostnames">): Phrase {
  return isEveryVisit(meeting.samples)
    ? say`requests for ${hostsOf(meeting)}`
    : say`${askedPhrase(meeting)} to ${hostsOf(meeting)}`;
}

/**
 * Lists who sends requests.
 * @param samples - The requests.
 * @returns Each once.
 */
export function askersOf(samples: readonly SampleRequest[]): Asker[] {
  return [...new Set(samples.map(({ asker }) => asker))];
}

/** Whether visitors send a request. */
export function isOfVisitors({ asker }: SampleRequest): boolean {
  return asker === "visitors";
}
