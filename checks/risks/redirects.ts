import { leadsNowhere } from "../../model/traffic/edgeServices";
import { names, say, type Phrase } from "../words/words";
import { isServedAtEdge } from "./answeredAtEdge";
import { answerBefore, ruleName, type Passage } from "./edgeMeetings";
import { redirectCauses } from "./redirectCauses";
import { redirectedCallsRisk } from "./redirectedCalls";
import { targetsOf, urlsOf, type Target } from "./redirectTargets";
import { roundRisks } from "./redirectRounds";
import { placesOf } from "./recordPlaces";
import { ownError } from "./ownErrors";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { unansweredTargetRisks } from "./unansweredTargets";

/** Finds redirects that come to meet each other, or themselves, and those that take a whole hostname elsewhere. */
export function redirectRisks(passages: readonly Passage[]): Risk[] {
  const rounds = roundRisks(passages);
  const round = new Set(rounds.flatMap(({ hostnames }) => hostnames));
  const others = passages.filter(({ hostname }) => !round.has(hostname.title));
  const led = others.map((passage) => ({ passage, away: leadRisks(passage) }));
  const kept = led.filter(({ away }) => away.length === 0).map(({ passage }) => passage);
  return [
    ...rounds.map(({ risk }) => risk),
    ...led.flatMap(({ away }) => away),
    ...kept.flatMap((passage) => [...queryRisk(passage), ...pathRisk(passage)]),
    ...unansweredTargetRisks(kept),
    ...others.flatMap(lostRisk),
  ];
}

/** What is told of where all pages, or the calls of programs, are led. Of what is known of neither, the calls. */
function leadRisks(passage: Passage): Risk[] {
  const away = [...awayRisk(passage), ...collapseRisk(passage)];
  const programs = away.every(({ severity }) => severity === "low")
    ? redirectedCallsRisk(passage)
    : [];
  return programs.length > 0 ? programs : away;
}

/** The pages of a hostname that answered before and now all lead to another one, which this plan does not show to answer. */
function awayRisk({ context, zones, hostname, was, is }: Passage): Risk[] {
  const { after, plan } = context;
  const [targets, old] = [is, was].map((answers) => targetsOf(answers, hostname.host));
  const [first] = targets ?? [];
  const host = first?.url.hostname ?? hostname.host;
  const isElsewhere =
    targets?.every(({ url }) => url.hostname === host) === true && host !== hostname.host;
  const isNew = was.length > 0 && old?.every(({ url }) => url.hostname !== host) === true;
  if (
    first === undefined ||
    !isElsewhere ||
    !isNew ||
    after.pathOf(host).answeredAt !== undefined
  ) {
    return [];
  }
  const isNowhere = plan.whole && zones.zoneOfHost(host) !== undefined;
  const severity = !isNowhere ? "low" : after.inventory.zones.holds(host) ? "high" : "medium";
  const cause = redirectCauses(context, first.by);
  return [
    {
      ...{ id: "redirect-leads-away", severity },
      ...{ subject: hostname.title, title: hostname.title },
      consequence: isNowhere
        ? say`From this change on all pages of ${hostname.title} redirect to ${host}, for which nothing in its zone answers: visitors get NXDOMAIN.`
        : say`From this change on all pages of ${hostname.title} redirect to ${host}, of which this plan knows nothing: where it does not answer, neither does ${hostname.title}.`,
      cause: cause.map((change) => causeOf(change)),
      hint: say`See first that ${host} answers for the same paths.`,
    },
  ];
}

/** Pages beneath a hostname's home page that come to be led to one and the same page of it, so that nobody sees them. */
function collapseRisk({ context, hostname, was, is }: Passage): Risk[] {
  const pages = is.filter(({ sample }) => sample.isPage && sample.forms[0]?.path !== "/");
  const targets = urlsOf(pages, hostname.host);
  const [first] = targets;
  const isOne = targets.every(
    ({ url }) => url.href.split("?")[0] === first?.url.href.split("?")[0],
  );
  const isSeen = pages.every(({ sample }) => answerBefore(was, sample)?.outcome === "passes");
  const cause = first === undefined ? [] : redirectCauses(context, first.by);
  return first === undefined ||
    targets.length < pages.length ||
    !(isOne && isSeen) ||
    first.url.hostname !== hostname.host ||
    cause.length === 0
    ? []
    : [
        {
          ...{ id: "redirect-leads-away", severity: "high" },
          ...{ subject: hostname.title, title: hostname.title },
          consequence: say`From this change on every page of ${hostname.title} but one redirects to ${first.url.href}, by ${ruleName(first.by)}: no visitor gets any other page, until the rule leaves them out again.`,
          cause: cause.map((change) => causeOf(change)),
          hint: say`Narrow the expression to the paths that are to be led there, or make the target of the path that was asked for.`,
        },
      ];
}

/** A redirect that took the path along, and leads every page to one and the same. */
function pathRisk({ context, hostname, was, is }: Passage): Risk[] {
  const [targets, old] = [is, was].map((answers) => targetsOf(answers, hostname.host));
  const [pages, earlier] = [targets, old].map(
    (list) => new Set(list?.map(({ url }) => `${url.host}${url.pathname}`)),
  );
  const [first] = targets ?? [];
  const cause =
    first === undefined || pages?.size !== 1 || (earlier?.size ?? 0) < 2
      ? []
      : redirectCauses(context, first.by);
  return first === undefined || cause.length === 0
    ? []
    : [
        {
          ...{ id: "redirect-leads-away", severity: "medium" },
          ...{ subject: hostname.title, title: hostname.title },
          consequence: say`From this change on every page of ${hostname.title} redirects to ${first.url.origin}${first.url.pathname}, and no longer to the page of the same path: who follows a link from elsewhere, a bookmark or a search ends there and does not find what was asked for.`,
          cause: cause.map((change) => causeOf(change)),
          hint: say`Make the target of the path that was asked for, as with concat and http.request.uri.path.`,
        },
      ];
}

/** A redirect that goes where it went, and drops the query that it took along. */
function queryRisk({ context, hostname, was, is }: Passage): Risk[] {
  const asking = is.filter(({ sample }) => (sample.forms[0]?.query ?? "") !== "");
  const lost = asking.flatMap((answer) => {
    const old = answerBefore(was, answer.sample);
    const [now] = urlsOf([answer], hostname.host);
    const [then] = old === undefined ? [] : urlsOf([old], hostname.host);
    const isKept = now?.url.search !== "" || then?.url.search === "";
    return now === undefined || then === undefined || isKept || now.url.origin !== then.url.origin
      ? []
      : [now];
  });
  const cause = lost.flatMap(({ by }) => redirectCauses(context, by));
  return cause.length === 0
    ? []
    : [
        {
          ...{ id: "redirect-drops-query", severity: "medium" },
          ...{ subject: hostname.title, title: hostname.title },
          consequence: say`From this change on redirects of ${hostname.title} drop the query that they took along until now: searches, pages of lists, campaigns and the answers of sign-ins and payments arrive without it.`,
          cause: [...new Set(cause)].map((change) => causeOf(change)),
          hint: say`Keep preserveQueryString on, or put the query into the target.`,
        },
      ];
}

/** A hostname that was redirected and no longer is, and whose records lead nowhere on purpose, or to what visitors have not seen for long. */
function lostRisk({ context, hostname, was, is }: Passage): Risk[] {
  const pages = is.filter(({ sample, outcome }) => sample.isPage && outcome === "passes");
  const lost = was.filter(({ sample }) => pages.some((now) => now.sample.name === sample.name));
  const rules = new Set(
    lost.flatMap(({ outcome, by }) => (outcome === "redirected" && by !== undefined ? [by] : [])),
  );
  if (rules.size === 0) {
    return [];
  }
  const isNowhere = leadsNowhere(context.after, hostname.title);
  const causes = new Set([...rules].flatMap((rule) => redirectCauses(context, rule)));
  const [target] = targetsOf(was, hostname.host);
  const serves =
    isNowhere || target === undefined ? undefined : servedInstead(context, hostname.title, target);
  const error = serves === undefined ? undefined : ownError(context.after, hostname.title);
  const isTold = isNowhere || (serves !== undefined && causes.size > 0);
  if (!isTold || isServedAtEdge(context.plan, hostname.host)) {
    return [];
  }
  return [
    {
      ...{ id: "redirect-lost", severity: isNowhere || error !== undefined ? "high" : "medium" },
      ...{ subject: hostname.title, title: hostname.title },
      consequence: isNowhere
        ? say`From this change on no rule redirects ${hostname.title} any more, and its record leads nowhere on purpose: visitors get Error 522.`
        : say`From this change on no rule redirects ${hostname.title} any more to ${target?.url.hostname ?? ""}: its own record sends visitors to ${serves ?? []}, ${error === undefined ? say`and whether that still serves ${hostname.title}, and what, this plan does not say` : say`which answers all that is asked for ${hostname.title} with Error ${error}`}.`,
      cause: [...causes].map((change) => causeOf(change)),
      hint: say`Keep the redirect, or give ${hostname.title} an origin first.`,
    },
  ];
}

/** Where the records of a hostname lead that was redirected as a whole; undefined where the target of its redirect leads there too. */
function servedInstead(
  { after }: RiskContext,
  hostname: string,
  { url }: Target,
): Phrase | undefined {
  const [own, others] = [hostname, url.hostname].map((name) => placesOf(after.pathOf(name)));
  const isSame =
    own?.join() === others?.join() || after.pathOf(hostname).loadBalancer !== undefined;
  return own === undefined || own.length === 0 || url.hostname === hostname || isSame
    ? undefined
    : names(own);
}
