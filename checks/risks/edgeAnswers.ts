import { unknownValue } from "../../core/known";
import { underAttack } from "../../facts/cloudflare/zoneSettings";
import { modelType } from "../../model/graph/resourceTypes";
import { exempts, exemptsFew } from "../../model/rules/exempting";
import { listedItems } from "../../model/rules/listedItems";
import { EdgeZones } from "../../model/rules/edgeZones";
import { callNames, isEveryVisit } from "../../model/rules/sampleRequests";
import { isPlanAssumed, planField } from "../../model/rules/zoneFields";
import {
  isProgramsHostname,
  isProgramsPath,
  isPublicHostname,
  isStaffHostname,
} from "../../model/traffic/hostnameLabels";
import { widgetDomains } from "../../model/rules/zoneProducts";
import { listed, say, type Phrase } from "../words/words";
import { isOfAuthority, renewalHint, renewalPhrase } from "./certificateRenewals";
import {
  askedPhrase,
  askersOf,
  hostsOf,
  impossiblePhrase,
  meetingRisk,
  ruleName,
  verbOf,
  type Meeting,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Tells of a rule that comes to refuse requests. */
export function blocks(meeting: Meeting): Risk {
  const { rule, stood } = meeting;
  const status = rule.action.kind === "block" ? rule.action.status : unknownValue;
  const code = status === unknownValue ? "an error" : `Error ${status}`;
  const meetsPages = [...meeting.samples.values()].some(
    ({ isPage, isPlanned }) => isPage || isPlanned === true,
  );
  const isOutage = meetsPages || shutsPrograms(meeting);
  const severity = isOutage && stood && !maySpare(meeting) ? "high" : "medium";
  const isHidden = hidesCheckedPath(meeting);
  return meetingRisk(meeting, "edge-rule-blocks", isHidden ? "low" : severity, {
    consequence: [
      ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "answers", "answer")} ${askedPhrase(meeting)} with ${[code]}${exemptPhrase(meeting)}: ${ruleName(rule)} blocks them, and none reaches an origin.`,
      ...(isHidden ? pastTheEdge : []),
      ...impossiblePhrase(rule),
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
  const isForBrowsers = [...hostnames.values()].every(({ host }) => isPublicHostname(host));
  const items = listedItems(context.after.inventory);
  return exempts(rule) && !(shutsSite && exemptsFew(rule, items, isForBrowsers));
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

/** Whether calls are shut out that the origin is made for, as the plan shows. */
function shutsPlanned({ samples }: Meeting): boolean {
  return [...samples.values()].some(
    ({ asker, isPlanned }) => asker === "API clients" && isPlanned === true,
  );
}

/** By what a rule tells a path, whoever asks for it. */
const ofPaths =
  /^(?:http\.host|(?:raw\.)?http\.request\.(?:full_uri|uri|uri\.path|uri\.path\.extension|method))$/;

/**
 * Whether a rule shuts nothing but the path that the monitors of load balancers ask for, whoever asks, and the plan holds no monitor that
 * asks the edge for it.
 */
function hidesCheckedPath({ rule, samples }: Meeting): boolean {
  return (
    [...samples.values()].every(
      ({ asker, isOfProgram = false }) => asker === "monitors" && !isOfProgram,
    ) && [...rule.fields].every((name) => ofPaths.test(name))
  );
}

/** Source: Cloudflare docs, load-balancing/monitors (probes go from data centers of Cloudflare to the endpoints). */
const pastTheEdge = say` Monitors of load balancing ask the origins themselves, past the rules of the zone, and are not met: monitors of other services are, if some ask for that path.`;

/** How rules ask which bots Cloudflare knows: who calls may be one. */
const botFields = /^cf\.(?:client\.bot|verified_bot|bot_management)/;

/**
 * Whether a rule that is about calls of programs meets those alone, so that no browser has passed a challenge before. Where a widget of
 * Turnstile stands, it may have.
 */
function shutsCallsAlone({ context, rule, hostnames, samples }: Meeting): boolean {
  const widgets = context.after.inventory.ofType("turnstileWidget").map(widgetDomains);
  const names = [...hostnames.values()].map(({ host }) => host);
  return (
    rule.texts.some(isProgramsPath) &&
    [...samples.values()].every(
      ({ isPage, forms }) => !isPage && isProgramsPath(forms[0]?.path ?? ""),
    ) &&
    ![...rule.fields].some((name) => botFields.test(name)) &&
    !widgets.some(
      (domains) => domains?.some((domain) => names.some((name) => name.endsWith(domain))) ?? true,
    )
  );
}

/** Tells of a rule that comes to put a challenge before requests. */
export function challenges(meeting: Meeting): Risk {
  const { rule, samples } = meeting;
  const isAttackMode = rule.action.kind === "challenge" && rule.action.name === underAttack;
  const programs = [...samples.values()].filter(({ asker }) => asker !== "visitors");
  const cannot =
    programs.length === 0
      ? []
      : say` ${listed(askersOf(programs).map((asker): Phrase => [asker]))} cannot pass it and get Error 403.`;
  const isOutage =
    (shutsPrograms(meeting) || shutsCallsAlone(meeting) || shutsPlanned(meeting)) &&
    meeting.stood &&
    !exempts(rule);
  return meetingRisk(
    meeting,
    isAttackMode ? "under-attack-mode" : "edge-rule-challenges",
    isOutage ? "high" : "medium",
    {
      consequence: [
        ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "puts", "put")} ${isAttackMode ? ["attack mode"] : ["a challenge"]} before ${askedPhrase(meeting)}${exemptPhrase(meeting)}, by ${ruleName(rule)}: browsers show a page that checks them first, and requests that scripts send in the background fail.`,
        ...cannot,
        ...impossiblePhrase(rule),
        ...renewalPhrase(meeting),
      ],
      hint: isAttackMode
        ? say`Set it by hand while an attack lasts, or leave API paths, monitors and known crawlers out of the expression.`
        : say`Leave API paths, monitors and known crawlers out of the expression, or let the rule log first and look at what it meets.`,
    },
  );
}

/** Tells of a waiting room that comes to hold everybody. */
export function holds(meeting: Meeting): Risk {
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
