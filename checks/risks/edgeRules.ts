import { outsideMonitors } from "../../model/alarms/outsideMonitors";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { exempts } from "../../model/rules/exempting";
import { zonesOfRedirectingOrigins } from "../../model/rules/originRedirects";
import { answersForOutside } from "../../model/rules/outsideAnswers";
import type { AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { isEveryVisit } from "../../model/rules/sampleRequests";
import { answerBefore, Meetings, type Meeting, type Passage } from "./edgeMeetings";
import { logins } from "./accessLogins";
import { blocks, challenges, holds } from "./edgeAnswers";
import { browserCachingRisks } from "./browserCaching";
import { cacheRuleRisks } from "./cacheRules";
import { certificateRenewalRisks, isAwaited, isOfAuthority } from "./certificateRenewals";
import { withBypassedPaths, withExemptedPaths, withPlannedRequests } from "./exemptedPaths";
import { exemptedBearerRisks } from "./exemptedBearers";
import { exemptedVisitorRisks } from "./exemptedVisitors";
import { keptAnswerRisks } from "./keptAnswers";
import { keptErrorRisks } from "./keptErrors";
import { longerRefusalRisks } from "./longerRefusals";
import { lostRewriteRisks } from "./lostRewrites";
import { misnamedVisitorRisks } from "./misnamedVisitors";
import { mixedQueryRisks } from "./mixedQueries";
import { originRuleRisks } from "./originRules";
import { rateLimitRisks } from "./rateLimits";
import { redirectRisks } from "./redirects";
import { ruledSwitchRisks } from "./ruledSwitches";
import { sharedHostRisks } from "./sharedHosts";
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
    ...[...exemptedVisitorRisks(passages), ...exemptedBearerRisks(passages)],
    ...misnamedVisitorRisks(passages),
    ...[...unsparedRequestRisks(passages), ...shutCountryRisks(passages)],
    ...[...urlRewriteRisks(passages), ...lostRewriteRisks(passages)],
    ...redirectRisks(passages),
    ...[...rateLimitRisks(passages), ...longerRefusalRisks(passages)],
    ...originRuleRisks(passages),
    ...cacheRuleRisks(standing.map(withBypassedPaths)),
    ...[...keptErrorRisks(standing), ...keptAnswerRisks(passages)],
    ...[...browserCachingRisks(standing), ...ruledSwitchRisks(standing)],
    ...[...mixedQueryRisks(standing), ...sharedHostRisks(standing)],
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
