import { evaluate } from "../../core/expressions/evaluator";
import { unknownValue } from "../../core/known";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { RequestSettings } from "../../model/rules/requestSettings";
import { differsByVisitor, imageName, type SampleRequest } from "../../model/rules/sampleRequests";
import { visitorHeaders } from "../../model/rules/visitorHeaders";
import { errorOf, listed, say } from "../words/words";
import { askedOf, cachePhases } from "./askedRequests";
import {
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Answers of which the cache no longer knows for whom they are. */
interface Ending {
  /** What no longer tells them apart. */
  readonly lost: Set<string>;
}

/**
 * Finds requests whose answers come to pass the cache by, so that origins get all of them, and those that the cache does not, or no longer,
 * tell apart by a cookie, a header, a country or a device.
 */
export function keptAnswerRisks(passages: readonly Passage[]): Risk[] {
  const [uncached, mixed] = [new Meetings(), new Meetings<Ending>()];
  for (const passage of passages.filter(({ was }) => was.length > 0)) {
    for (const { sample, settings, before } of askedOf(passage, cachePhases)) {
      const by = before === undefined ? undefined : endedBy(sample, before, settings);
      if (by !== undefined) {
        uncached.add(passage, by, sample, {});
      }
      const [old, now] = [before?.keyParts, settings.keyParts].map((each) => each?.value ?? []);
      const lost = knownParts(old).filter((part) => !knownParts(now).includes(part));
      const ruled = settings.keyParts?.by ?? settings.isKept?.by;
      const isRead = typeof now !== "symbol" && settings.isKept?.value === "yes";
      const [told, untold] = [settings, before].map((each) => toldApart(passage, sample, each));
      const unkeyed = (told ?? []).filter((part) => untold?.includes(part) !== true);
      const missing = isRead ? [...lost, ...unkeyed] : unkeyed;
      if (missing.length > 0 && ruled !== undefined && differsByVisitor(sample)) {
        const ending = mixed.add(passage, ruled, sample, { lost: new Set() });
        missing.forEach((part) => ending.lost.add(part));
      }
    }
  }
  return [...uncached.all().map(uncachedRisk), ...mixed.all().map(mixedRisk)];
}

/** What of visitors rules tell the origin of a page that is kept, and its key does not hold. */
function toldApart(
  { context, zone }: Passage,
  sample: SampleRequest,
  settings: RequestSettings | undefined,
): readonly string[] {
  const by = settings?.isKept?.by;
  const action = by?.action.kind === "cache" ? by.action : undefined;
  const parts = action?.keyParts ?? [];
  // The request has no cookie: of those who have one, the rule may leave some out.
  const isKept =
    action?.isKept === "yes" &&
    typeof action.keptSeconds === "number" &&
    action.keptSeconds > 0 &&
    sample.forms.every(
      (form) => by?.condition !== undefined && evaluate(by.condition, form) === "yes",
    );
  if (!isKept || parts === unknownValue) {
    return [];
  }
  const keyed = new Set(parts.map((part) => part.toLowerCase()));
  return visitorHeaders(context.after.inventory, zone, sample.forms)
    .filter(({ header, part }) => !keyed.has(part) && !keyed.has(`the header ${header}`))
    .map(({ part }) => part);
}

function knownParts(value: readonly string[] | symbol | undefined): readonly string[] {
  return typeof value === "object" ? value : [];
}

/** The rule by which a request comes to pass the cache by: images are kept by default, pages where a rule keeps all of them. */
function endedBy(
  { name }: SampleRequest,
  before: RequestSettings,
  { isKept, keptSeconds }: RequestSettings,
): EdgeRule | undefined {
  const isOff = isKept?.value === "no";
  if (name === imageName && isOff && before.isKept?.value !== "no") {
    return isKept.by;
  }
  const { keptSeconds: was } = before;
  const isPage = typeof was?.value === "number" && was.value > 0;
  const isLeft = isKept === undefined && keptSeconds === undefined;
  const by = isOff
    ? isKept.by
    : keptSeconds?.value === 0
      ? keptSeconds.by
      : isLeft
        ? was?.by
        : undefined;
  return isPage ? by : undefined;
}

function uncachedRisk(ending: Meeting): Risk {
  return meetingRisk(ending, "cache-off", "medium", {
    consequence: say`From this change on answers of ${hostsOf(ending)} to ${askedPhrase(ending)} are no longer kept at the edge, since ${ruleName(ending.rule)} changes: the origins get all that the edge answers today, and where they cannot bear it, visitors meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
    hint: say`See first that the origins bear all of these requests, or pass the cache by for what differs by visitor alone.`,
  });
}

function mixedRisk(ending: Meeting & Ending): Risk {
  return meetingRisk(ending, "cache-shares-pages", "medium", {
    consequence: say`From this change on the edge does not tell answers of ${hostsOf(ending)} apart by ${listed([...ending.lost].map((part) => say`${part}`))}, by ${ruleName(ending.rule)}: who asks gets the page that was made for somebody else, in another language or currency, or for another kind of visitor, for as long as it is kept.`,
    hint: say`Keep in the key what the origin's answer depends on, or purge and let the origin say private.`,
  });
}
