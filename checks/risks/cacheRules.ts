import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { exempts } from "../../model/rules/exempting";
import { hiddenBypasses } from "../../model/rules/hiddenBypasses";
import type { RequestSettings } from "../../model/rules/requestSettings";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { isOwnPath, isPersonalPath, isProgramsPath } from "../../model/traffic/hostnameLabels";
import { listed, say, type Phrase } from "../words/words";
import { askedOf, cachePhases, type AskedRequest } from "./askedRequests";
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

/** Pages that come to be kept for everybody, and for how long. */
interface Keeping {
  readonly seconds: number;
  /** The first hostname of which it does. */
  readonly passage: Passage;
  /** Other rules that kept them out of the cache until now. */
  readonly bypassing: Set<EdgeRule>;
}

/** Finds rules that come to keep pages and answers of APIs for everybody, whoever asked first and whatever cookies they have. */
export function cacheRuleRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Keeping>();
  for (const passage of passages) {
    const { was, is } = passage;
    const everyDay = is.map(({ sample, settings }) => ({
      ...{ sample, settings, before: answerBefore(was, sample)?.settings },
    }));
    for (const { sample, settings, before } of [...everyDay, ...personalOf(passage)]) {
      const kept = settings.keptSeconds;
      const [seconds, old] = [settings, before].map(secondsOf);
      if (kept === undefined || !seconds || old !== 0 || !differsByVisitor(sample)) {
        continue;
      }
      const bypassing = new Set<EdgeRule>();
      const keeping = found.add(passage, kept.by, sample, { seconds, passage, bypassing });
      const bypass = before?.isKept;
      if (bypass?.value === "no" && idOf(bypass.by) !== idOf(kept.by)) {
        keeping.bypassing.add(bypass.by);
        keeping.decidedBy.add(bypass.by.resource);
      }
    }
  }
  return found.all().map(keepingRisk);
}

/** Requests for paths that rules of the cache name, at which each sees what is their own, or which programs ask for. */
function personalOf(passage: Passage): readonly AskedRequest[] {
  const names = new Set(passage.is.map(({ sample }) => sample.name));
  return askedOf(passage, cachePhases).filter(({ sample: { name, forms } }) => {
    const path = forms[0]?.path ?? "/";
    return !names.has(name) && (isPersonalPath(path) || isProgramsPath(path));
  });
}

function secondsOf(settings: RequestSettings | undefined): number {
  const value = settings?.keptSeconds?.value;
  return typeof value === "number" ? value : 0;
}

/** What a rule hides that kept something out of the cache before. */
function newlyHidden(
  { context, zone, zones, hostname: { host } }: Passage,
  by: EdgeRule,
): readonly EdgeRule[] {
  const before = EdgeZones.of(context.before).metIn(zone);
  const stood = [...before.phases.values()].flat().flatMap(({ rules = [] }) => rules);
  const old = new Set([...hiddenBypasses(before, host).values()].flat().map(idOf));
  const ids = new Set(stood.map(idOf));
  const hidden = hiddenBypasses(zones.metIn(zone), host).get(by) ?? [];
  return hidden.filter((rule) => ids.has(idOf(rule)) && !old.has(idOf(rule)));
}

function idOf({ resource, expression }: EdgeRule): string {
  return `${resource.key} ${String(expression)}`;
}

function keepingRisk(keeping: Meeting & Keeping): Risk {
  const what = listed([...keeping.samples.values()].map(({ name }): Phrase => [name]));
  const all = [...newlyHidden(keeping.passage, keeping.rule), ...keeping.bypassing];
  const hidden = [...new Map(all.map((rule) => [idOf(rule), rule])).values()];
  const hiding =
    hidden.length === 0
      ? []
      : say` It takes the requests of ${listed(hidden.map(ruleName))}, which kept them out of the cache until now.`;
  const severity = hidden.length > 0 || keepsOwn(keeping) ? "high" : "medium";
  return meetingRisk(keeping, "cache-shares-pages", severity, {
    consequence: [
      ...say`From this change on answers of ${hostsOf(keeping)} to requests ${what} are kept for everybody, for ${keeping.seconds} seconds at the edge, whatever the origin says, by ${ruleName(keeping.rule)}: a page with somebody's name or cart on it is shown to everybody else, and one that went wrong stays.`,
      ...hiding,
    ],
    hint: say`Keep what is static, let the origin's Cache-Control decide for the rest, or leave out requests that carry the cookie of a session.`,
  });
}

/** Whether a rule keeps nothing but what is each visitor's own, with the cookie of a session or without. */
function keepsOwn({ rule, samples }: Meeting): boolean {
  return (
    !exempts(rule) && [...samples.values()].every(({ forms }) => isOwnPath(forms[0]?.path ?? "/"))
  );
}
