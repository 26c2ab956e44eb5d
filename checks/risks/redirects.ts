import { redirectRound, targetUrl, type RedirectRound } from "../../model/rules/redirects";
import type { SampleRequest } from "../../model/rules/sampleRequests";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones, type AskedHostname, type SampleAnswer } from "../../model/rules/edgeZones";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import { zoneOf } from "../../model/graph/links";
import { zonesInTheClear } from "../../model/rules/originRedirects";
import { isModeSetting } from "../../model/tls/zoneTls";
import { ofThisChange } from "../findings/finding";
import { listed, say } from "../words/words";
import type { Passage } from "./edgeMeetings";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds redirects that come to meet each other, or themselves, and those that take a whole hostname elsewhere. */
export function redirectRisks(passages: readonly Passage[]): Risk[] {
  const rounds = roundRisks(passages);
  const round = new Set(rounds.flatMap(({ hostnames }) => hostnames));
  const others = passages.filter(({ hostname }) => !round.has(hostname.title));
  return [
    ...rounds.map(({ risk }) => risk),
    ...others.flatMap(awayRisk),
    ...others.flatMap(lostRisk),
  ];
}

/** A round, and whose visitors go round. */
interface Round {
  readonly risk: Risk;
  /** The hostnames, sorted. */
  readonly hostnames: readonly string[];
}

function roundRisks(passages: readonly Passage[]): Round[] {
  const found = new Map<string, Round>();
  for (const { context, zone, zones, hostname, is } of passages) {
    const isClear = zonesInTheClear(zones.model).has(zone);
    for (const { sample, outcome } of is) {
      const isAsked =
        outcome === "redirected" || (isClear && outcome === "passes" && sample.isPage);
      const own = isAsked ? ofHost(sample, hostname.host) : undefined;
      const round = own && redirectRound(zones, own);
      if (own !== undefined && round !== undefined) {
        const key = [
          ...round.rules,
          ...(round.isByOrigin ? [{ resource: { key: hostname.title }, place: "" }] : []),
        ]
          .map(({ resource, place }) => `${resource.key} ${place}`)
          .sort()
          .join("\n");
        if (!found.has(key) && redirectRound(EdgeZones.of(context.before), own) === undefined) {
          const hostnames = goingRound(round, hostname);
          found.set(key, {
            risk: roundRisk(context, zone, round, hostnames.join(", ")),
            hostnames,
          });
        }
      }
    }
  }
  return [...found.values()];
}

/** The hostnames by which visitors go round; that of who asked is not among them where it only leads there. */
function goingRound({ urls }: RedirectRound, { title, host }: AskedHostname): string[] {
  const hosts = urls.map((url) => new URL(url).hostname);
  return [...new Set(hosts.map((each) => (each === host ? title : each)))].sort();
}

/** The same request to another hostname, of those that share answers. */
function ofHost(sample: SampleRequest, host: string): SampleRequest {
  return { ...sample, forms: sample.forms.map((form) => ({ ...form, host })) };
}

function roundRisk(context: RiskContext, zone: string, round: RedirectRound, title: string): Risk {
  const { urls, rules, isByOrigin } = round;
  const steps = listed([...urls, urls[0] ?? ""].map((url) => say`${url}`));
  const modes = changesOf(context, "zoneSetting", ["create", "update", "replace"]).filter(
    ({ after }) => after !== undefined && isModeSetting(after) && zoneOf(after) === zone,
  );
  const causes = [
    ...rules.flatMap(({ resource }) => context.changes.get(resource.key) ?? []),
    ...(isByOrigin ? modes : []),
  ];
  const own = isByOrigin
    ? say` The origin redirects what Cloudflare asks it in the clear, as the encryption mode has it.`
    : [];
  return {
    id: "redirect-loop",
    severity: "high",
    ...{ subject: title, title },
    consequence: say`From this change on redirects lead visitors round, by way of ${steps}: browsers give up with ${"ERR_TOO_MANY_REDIRECTS"}.${own}`,
    cause: [...new Set(causes)].map((change) => causeOf(change)),
    hint: isByOrigin
      ? say`Set the encryption mode to strict, so that the origin is asked by HTTPS.`
      : say`Let each rule leave out the hostname or the path that it leads to, and keep one of those that meet.`,
    ...ofThisChange,
  };
}

/** The pages of a hostname that answered before and now all lead to another one, which this plan does not show to answer. */
function awayRisk({ context, zones, hostname, was, is }: Passage): Risk[] {
  const { after, plan, changes } = context;
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
  const cause = changes.get(first.by.resource.key);
  return [
    {
      ...{ id: "redirect-leads-away", severity: isNowhere ? "medium" : "low" },
      ...{ subject: hostname.title, title: hostname.title },
      consequence: isNowhere
        ? say`From this change on all pages of ${hostname.title} redirect to ${host}, for which nothing in its zone answers: visitors get NXDOMAIN.`
        : say`From this change on all pages of ${hostname.title} redirect to ${host}, of which this plan knows nothing: where it does not answer, neither does ${hostname.title}.`,
      cause: cause === undefined ? [] : [causeOf(cause)],
      hint: say`See first that ${host} answers for the same paths.`,
      ...ofThisChange,
    },
  ];
}

/** A hostname that was redirected and no longer is, and whose records lead nowhere on purpose. */
function lostRisk({ context, hostname, was, is }: Passage): Risk[] {
  const pages = is.filter(({ sample, outcome }) => sample.isPage && outcome === "passes");
  const isLost = pages.some(({ sample }) =>
    was.some((old) => old.sample.name === sample.name && old.outcome === "redirected"),
  );
  if (!isLost || !leadsNowhere(context.after, hostname.title)) {
    return [];
  }
  const rules = was.flatMap(({ by }) => (by === undefined ? [] : [by.resource.key]));
  const causes = [...new Set(rules)].flatMap((key) => context.changes.get(key) ?? []);
  return [
    {
      ...{ id: "redirect-lost", severity: "high" },
      ...{ subject: hostname.title, title: hostname.title },
      consequence: say`From this change on no rule redirects ${hostname.title} any more, and its record leads nowhere on purpose: visitors get Error 522.`,
      cause: causes.map((change) => causeOf(change)),
      hint: say`Keep the redirect, or give ${hostname.title} an origin first.`,
      ...ofThisChange,
    },
  ];
}

interface Target {
  readonly url: URL;
  readonly by: EdgeRule;
}

/** Where the pages that visitors ask for lead; none where one of them is not redirected. */
function targetsOf(answers: readonly SampleAnswer[], host: string): Target[] {
  const pages = answers.filter(({ sample }) => sample.isPage);
  const targets = pages.flatMap(({ sample, redirect, by }) => {
    const [form] = ofHost(sample, host).forms;
    const url = redirect && form && targetUrl(redirect, form);
    return url === undefined || by === undefined ? [] : [{ url, by }];
  });
  return targets.length === pages.length ? targets : [];
}
