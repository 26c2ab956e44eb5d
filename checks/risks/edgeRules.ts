import { unknownValue } from "../../core/known";
import { underAttack } from "../../facts/cloudflare/zoneSettings";
import { outsideMonitors } from "../../model/alarms/outsideMonitors";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { exempts, exemptsFew } from "../../model/rules/exempting";
import { listedItems } from "../../model/rules/listedItems";
import { zonesOfRedirectingOrigins } from "../../model/rules/originRedirects";
import { answersForOutside } from "../../model/rules/outsideAnswers";
import type { AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones, type SampleAnswer } from "../../model/rules/edgeZones";
import { callNames, isEveryVisit } from "../../model/rules/sampleRequests";
import { isPlanAssumed, planField } from "../../model/rules/zoneFields";
import { isProgramsHostname, isStaffHostname } from "../../model/traffic/hostnameLabels";
import { listed, say, type Phrase } from "../words/words";
import {
  answerBefore,
  askedPhrase,
  askersOf,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  verbOf,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { logins } from "./accessLogins";
import { browserCachingRisks } from "./browserCaching";
import { cacheRuleRisks } from "./cacheRules";
import {
  certificateRenewalRisks,
  isAwaited,
  isOfAuthority,
  renewalHint,
  renewalPhrase,
} from "./certificateRenewals";
import { withBypassedPaths, withExemptedPaths, withPlannedRequests } from "./exemptedPaths";
import { exemptedVisitorRisks } from "./exemptedVisitors";
import { keptAnswerRisks } from "./keptAnswers";
import { keptErrorRisks } from "./keptErrors";
import { longerRefusalRisks } from "./longerRefusals";
import { lostRewriteRisks } from "./lostRewrites";
import { mixedQueryRisks } from "./mixedQueries";
import { originRuleRisks } from "./originRules";
import { rateLimitRisks } from "./rateLimits";
import { redirectRisks } from "./redirects";
import { shutCountryRisks } from "./shutCountries";
import { unsparedRequestRisks } from "./unsparedRequests";
import { urlRewriteRisks } from "./urlRewrites";
import { standingIn } from "./standingHostnames";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const deciding: ReadonlySet<ModelTypeName> = new Set<ModelTypeName>([
  ...([
    "ruleset",
    "zoneSetting",
    "dnsRecord",
    "loadBalancer",
    "rulesList",
    "rulesListItem",
  ] as const),
  ...(["accessRule", "userAgentRule", "zoneLockdown", "waitingRoom", "pageRule"] as const),
  ...(["waitingRoomRules", "waitingRoomSettings", "cloudConnector"] as const),
  ...(["accessApplication", "accessPolicy", "listener", "listenerRule"] as const),
]);

/** Finds rules of the edge that come to refuse, hold up, count or send round what hostnames are asked every day. */
export function edgeRuleRisks(context: RiskContext): Risk[] {
  const [before, after] = [EdgeZones.of(context.before), EdgeZones.of(context.after)];
  const isEmpty = before.rules.length + after.rules.length === 0;
  if (!changesAnyOf(context, deciding)) {
    return [];
  }
  const redirecting = zonesOfRedirectingOrigins(context.after);
  if (isEmpty && redirecting.size === 0) {
    return [];
  }
  const passages = passagesOf(context, redirecting);
  // Of a new hostname nobody has pages that another answer could take the place of.
  const standing = passages.filter(({ was }) => was.length > 0);
  const asked = passages.map(withExemptedPaths).map(withPlannedRequests);
  return [
    ...answerRisks(asked, "blocked", blocks),
    ...answerRisks(asked, "challenged", challenges),
    ...answerRisks(asked, "held", holds),
    ...answerRisks(asked, "login", logins),
    ...exemptedVisitorRisks(passages),
    ...[...unsparedRequestRisks(passages), ...shutCountryRisks(passages)],
    ...[...urlRewriteRisks(passages), ...lostRewriteRisks(passages)],
    ...redirectRisks(passages),
    ...[...rateLimitRisks(passages), ...longerRefusalRisks(passages)],
    ...originRuleRisks(passages),
    ...cacheRuleRisks(standing.map(withBypassedPaths)),
    ...[...keptErrorRisks(standing), ...keptAnswerRisks(passages)],
    ...browserCachingRisks(standing),
    ...mixedQueryRisks(standing),
    ...certificateRenewalRisks(passages),
  ];
}

/** Asks for every hostname of the zones in which rules stand, or an origin redirects. */
function passagesOf(context: RiskContext, redirecting: ReadonlySet<string>): Passage[] {
  const [before, after] = [EdgeZones.of(context.before), EdgeZones.of(context.after)];
  const monitors = outsideMonitors(context.plan.after);
  return after.zones().flatMap((zone): Passage[] => {
    const isEmptyZone = before.metIn(zone).phases.size + after.metIn(zone).phases.size === 0;
    if (isEmptyZone && !redirecting.has(zone)) {
      return [];
    }
    const stood = standingIn(context, zone);
    const answers = (zones: EdgeZones, hostname: AskedHostname) => [
      ...zones.answersFor(zone, hostname),
      ...answersForOutside(zones, zone, hostname, monitors),
    ];
    return after.hostnamesOf(zone).map((hostname) => ({
      ...{ context, zone, zones: after, hostname },
      was: stood(hostname) ? answers(before, hostname) : [],
      is: answers(after, hostname),
    }));
  });
}

function answerRisks(
  passages: readonly Passage[],
  outcome: SampleAnswer["outcome"],
  risk: (meeting: Meeting) => Risk,
): Risk[] {
  const meetings = new Meetings();
  for (const passage of passages) {
    const { was, is } = passage;
    is.forEach(({ outcome: now, by, sample }) => {
      // Of the rules of load balancers another risk tells.
      const isOwn = by !== undefined && modelType(by.resource.type) !== "loadBalancer";
      const comes = now === outcome && isOwn && answerBefore(was, sample)?.outcome !== outcome;
      // Whom a rule lets in at a new hostname is all that it is for.
      const isMeant = was.length === 0 && isOwn && exempts(by);
      if (comes && !isMeant && isAwaited(passage, sample)) {
        meetings.add(passage, by, sample, {});
      }
    });
  }
  return meetings.all().map((meeting) => risk(withoutVain(meeting)));
}

/** Where no visitor gets through, nobody meets the origin's certificate either. */
function withoutVain(meeting: Meeting): Meeting {
  const list = [...meeting.samples];
  const isVain =
    ["block", "hold"].includes(meeting.rule.action.kind) && isEveryVisit(meeting.samples);
  return isVain
    ? { ...meeting, samples: new Map(list.filter(([, sample]) => !isOfAuthority(sample))) }
    : meeting;
}

function blocks(meeting: Meeting): Risk {
  const { rule, stood } = meeting;
  const status = rule.action.kind === "block" ? rule.action.status : unknownValue;
  const code = status === unknownValue ? "an error" : `Error ${status}`;
  const meetsPages = [...meeting.samples.values()].some(
    ({ isPage, isPlanned }) => isPage || isPlanned === true,
  );
  const isOutage = meetsPages || shutsPrograms(meeting);
  const severity = isOutage && stood && !maySpare(meeting) ? "high" : "medium";
  return meetingRisk(meeting, "edge-rule-blocks", severity, {
    consequence: [
      ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "answers", "answer")} ${askedPhrase(meeting)} with ${[code]}${exemptPhrase(meeting)}: ${ruleName(rule)} blocks them, and none reaches an origin.`,
      ...renewalPhrase(meeting),
    ],
    hint: hintOf(
      meeting,
      say`Narrow the expression to what is to be refused, or let the rule log first and look at what it meets.`,
    ),
  });
}

/** Whether those whom a rule lets through may be all who ask: few addresses are none of a site's visitors, but all of its staff. */
function maySpare({ context, rule, hostnames, samples }: Meeting): boolean {
  const isOfStaff = [...hostnames.values()].every(({ host }) => isStaffHostname(host));
  const shutsSite = isEveryVisit(samples) && !isOfStaff;
  return exempts(rule) && !(shutsSite && exemptsFew(rule, listedItems(context.after.inventory)));
}

/** Whether programs can no longer read, or no longer write, at a hostname that is made for them. */
function shutsPrograms({ hostnames, samples }: Meeting): boolean {
  return (
    [...hostnames.values()].some(({ host }) => isProgramsHostname(host)) &&
    [...samples.values()].some(
      ({ asker, name }) => asker === "API clients" && callNames.includes(name),
    )
  );
}

function challenges(meeting: Meeting): Risk {
  const { rule, samples } = meeting;
  const isAttackMode = rule.action.kind === "challenge" && rule.action.name === underAttack;
  const programs = [...samples.values()].filter(({ asker }) => asker !== "visitors");
  const cannot =
    programs.length === 0
      ? []
      : say` ${listed(askersOf(programs).map((asker): Phrase => [asker]))} cannot pass it and get Error 403.`;
  const isOutage = shutsPrograms(meeting) && meeting.stood && !exempts(rule);
  return meetingRisk(
    meeting,
    isAttackMode ? "under-attack-mode" : "edge-rule-challenges",
    isOutage ? "high" : "medium",
    {
      consequence: [
        ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "puts", "put")} ${isAttackMode ? ["attack mode"] : ["a challenge"]} before ${askedPhrase(meeting)}${exemptPhrase(meeting)}, by ${ruleName(rule)}: browsers show a page that checks them first, and requests that scripts send in the background fail.`,
        ...cannot,
        ...renewalPhrase(meeting),
      ],
      hint: isAttackMode
        ? say`Set it by hand while an attack lasts, or leave API paths, monitors and known crawlers out of the expression.`
        : say`Leave API paths, monitors and known crawlers out of the expression, or let the rule log first and look at what it meets.`,
    },
  );
}

function holds(meeting: Meeting): Risk {
  const { rule, samples } = meeting;
  const list = [...samples.values()];
  const who = isEveryVisit(samples)
    ? say`every visitor of ${hostsOf(meeting)} waits`
    : say`${askedPhrase(meeting)} to ${hostsOf(meeting)} wait`;
  const meetsPages = list.some(({ isPage }) => isPage);
  return meetingRisk(
    meeting,
    "waiting-room-holds",
    meetsPages && !isMeantForSome(meeting) ? "high" : "medium",
    {
      consequence: say`From this change on ${who} in the queue of ${ruleName(rule)}, however few there are${exemptPhrase(meeting)}: none of them reaches an origin until queueAll is off and its queueing method lets visitors in.`,
      hint: say`Leave queueAll off and the queueing method at fifo, and let the room open by its own limits.`,
    },
  );
}

/** Whether the same change says who is let past a rule, so that all others are meant to wait. */
function isMeantForSome({ context, rule }: Meeting): boolean {
  const isSaidNow = rule.decidedBy.some(
    ({ key, type }) =>
      modelType(type) === "waitingRoomRules" && context.changes.get(key)?.after !== undefined,
  );
  return exempts(rule) && isSaidNow;
}

/** What is met of authorities alone has a way out of its own. */
function hintOf({ samples }: Meeting, usual: Phrase): Phrase {
  return [...samples.values()].every(isOfAuthority) ? renewalHint : usual;
}

function exemptPhrase({ context, rule, hostnames }: Meeting): Phrase {
  const zones = EdgeZones.of(context.after);
  const isAssumed = [...hostnames.values()].some(({ host }) => {
    const zone = zones.zoneOfHost(host);
    return zone !== undefined && isPlanAssumed(context.after.inventory, zone);
  });
  return [
    ...(exempts(rule) ? say`, but for those whom its expression lets through` : []),
    ...(rule.fields.has(planField) && isAssumed
      ? say`, if the zone is on the Enterprise plan, which no resource says`
      : []),
  ];
}
