import { unknownValue } from "../../core/known";
import {
  manyVisitsPerSecond,
  pagesOfOneVisit,
  rateLimitError,
  requestsOfOnePage,
} from "../../facts/cloudflare/requestPhases";
import { exempts } from "../../model/rules/exempting";
import { imageName, type SampleRequest } from "../../model/rules/sampleRequests";
import { say, type Phrase } from "../words/words";
import { partAnswers, type Counted, type NamedUse } from "./countedParts";
import { knownLimit, perSecond, type KnownLimit } from "./knownLimits";
import { namedAnswers } from "./namedLimits";
import {
  answerBefore,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";
import type { Severity } from "../findings/severity";

/** A rate limit that counts the requests of ordinary visitors. */
interface Counting {
  readonly limit: KnownLimit;
  /** The most requests per second that limits allowed which counted the same requests before; undefined where none did. */
  readonly was: number | undefined;
  /** What is kept at the edge that it counts, as a rule of the cache names it. Undefined for no such thing. */
  readonly part: string | undefined;
  /** What is sent at the path that it names by one who does what it is for. Undefined where it counts what is asked for every day. */
  readonly named: NamedUse | undefined;
}

/** Finds rate limits that come to be so low that ordinary visits meet them. */
export function rateLimitRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Counting>();
  for (const passage of passages) {
    const { was } = passage;
    const asked: readonly Counted[] = [
      ...[...namedAnswers(passage), ...passage.is],
      ...partAnswers(passage),
    ];
    asked.forEach(({ counting, sample, counted, part, named }) => {
      const old = counted ?? answerBefore(was, sample)?.counting ?? [];
      const before = old.flatMap((rule) => knownLimit(rule, sample) ?? []);
      for (const rule of counting) {
        const limit = isCounted(sample) ? knownLimit(rule, sample) : undefined;
        const least = limit && leastOf(before, limit);
        const isLower = limit && (least === undefined || perSecond(limit) < least);
        if (limit === undefined || !(isLower || isShorter(before, limit, sample))) {
          continue;
        }
        found.add(passage, rule, sample, {
          ...{ limit, was: isLower ? least : undefined, part, named },
        });
      }
    });
  }
  return found.all().flatMap(limitRisk);
}

/** Whether a limit lets no usual visit through at once, and every one before did, within a longer time. */
function isShorter(
  before: readonly KnownLimit[],
  { requests, together }: KnownLimit,
  { name }: SampleRequest,
): boolean {
  const usual = name === imageName ? requestsOfOnePage : pagesOfOneVisit;
  const isSmall = (allowed: number): boolean => allowed < usual;
  return (
    together === undefined && isSmall(requests) && !before.some((each) => isSmall(each.requests))
  );
}

/** What monitors and crawlers send, they send seldom. */
function isCounted({ asker }: SampleRequest): boolean {
  return asker === "visitors" || asker === "API clients";
}

/** The least that limits allowed of those that counted no fewer visitors together. */
function leastOf(before: readonly KnownLimit[], now: KnownLimit): number | undefined {
  const alike = before.filter(
    ({ together, action }) =>
      (now.together === undefined || together !== undefined) &&
      // One that left out what the cache answers allowed more than its number says.
      (now.action.countsOriginOnly || !action.countsOriginOnly),
  );
  return alike.map(perSecond).sort((left, right) => left - right)[0];
}

/** A limit that counts images counts all that a page is made of; one that counts pages or calls, each step of a visit. */
function limitRisk(counting: Meeting & Counting): Risk[] {
  const { limit, rule, was, stood, samples, named } = counting;
  const countsParts = samples.has(imageName);
  const usual = named?.requests ?? (countsParts ? requestsOfOnePage : pagesOfOneVisit);
  // What one visit sends within the period, or all that begin in one second.
  const [allowed, few] =
    limit.together === undefined
      ? [limit.requests, usual]
      : [perSecond(limit), usual * manyVisitsPerSecond];
  const certain = limit.together === undefined ? usual / 3 : usual;
  const isMuchLower = was !== undefined && perSecond(limit) * 10 <= was;
  if (allowed >= few && !isMuchLower) {
    return [];
  }
  const isOfAll = limit.together !== undefined || meetsVisitors(samples);
  const isCertain = allowed <= certain && isOfAll && named === undefined;
  if (!stood && !isCertain) {
    return [];
  }
  const severity: Severity = isCertain && stood && !exempts(rule) ? "high" : "medium";
  return [
    meetingRisk(counting, "rate-limit-low", severity, {
      consequence: [...limitPhrase(counting), ...whyPhrase(counting, countsParts)],
      hint: say`Let the rule log for a week and set the limit above what visitors were seen to send, count only what costs the origin much, and leave static files out.`,
    }),
  ];
}

function meetsVisitors(samples: Meeting["samples"]): boolean {
  return [...samples.values()].some(({ asker }) => asker === "visitors");
}

function limitPhrase(counting: Meeting & Counting): Phrase {
  const { rule, limit, was, samples } = counting;
  const { requests, periodSeconds, action, together } = limit;
  const { refusedSeconds } = action;
  const name =
    action.name === "block"
      ? say`answered with Error ${action.status === unknownValue ? 429 : action.status} (${rateLimitError})`
      : say`held up by a challenge`;
  const before = was === undefined ? [] : say` (until now ${Math.round(was * periodSeconds)})`;
  const long =
    typeof refusedSeconds === "number" && refusedSeconds > 0
      ? say` for ${refusedSeconds} seconds`
      : [];
  const who = meetsVisitors(samples) ? "visitors" : "API clients";
  const whoever = together === undefined ? ["each"] : groupPhrase(together);
  return say`From this change on ${[who]} of ${hostsOf(counting)} may ${whoever} send ${requests} requests in ${periodSeconds} seconds${before}, by ${ruleName(rule)}; whoever sends more is ${name}${long}.`;
}

function groupPhrase(together: readonly string[]): Phrase {
  return [
    together.length === 0 ? "together" : `together, as far as they are ${groupOf(together)},`,
  ];
}

function groupOf(together: readonly string[]): string {
  return together.join(" and ");
}

function whyPhrase({ limit: { together }, part, named }: Counting, countsParts: boolean): Phrase {
  if (together !== undefined) {
    const who = together.length === 0 ? "visitors" : `visitors ${groupOf(together)}`;
    return [
      ` It counts the requests of all ${who} at a data center together, so a busy minute shuts everybody there out.`,
    ];
  }
  if (named !== undefined) {
    return say` It counts what is sent to ${named.path}: ${named.what}.`;
  }
  if (part !== undefined) {
    return say` It counts what the edge keeps at ${part} too, of which one page asks for many within seconds.`;
  }
  return countsParts
    ? say` It counts everything a page is made of, and one visit of a usual page sends about ${requestsOfOnePage} requests within seconds.`
    : say` It counts every page and call that a visitor asks for.`;
}
