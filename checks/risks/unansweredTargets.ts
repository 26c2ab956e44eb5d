import { getOrCreate } from "../../core/getOrCreate";
import { registrableDomain } from "../../model/graph/hostnames";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import { listParts } from "../../model/rules/listedItems";
import { namedRequest } from "../../model/rules/namedRequests";
import { hostOf, redirectTargets } from "../../model/rules/redirectLists";
import { targetUrl } from "../../model/rules/redirects";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import type { RedirectTarget } from "../../model/rules/urlActions";
import type { TrafficModel } from "../../model/traffic/path";
import { say } from "../words/words";
import {
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { redirectCauses } from "./redirectCauses";
import type { Risk } from "./risk";

/** Redirects that come to lead to a name for which nothing of the plan answers. */
interface Leading {
  readonly target: string;
  /** Whether the plan knows the zone of the name. */
  readonly isNowhere: boolean;
}

const phases = [
  ...(["http_request_dynamic_redirect", "http_request_redirect", "page rules"] as const),
];

/**
 * Finds redirects of some pages or visitors of a hostname that come to lead to a name beside it for which nothing of the plan answers.
 * @param passages - The hostnames of which no other risk says where all their pages are led.
 */
export function unansweredTargetRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Leading>();
  for (const passage of passages) {
    const { context, zones, hostname, is, was } = passage;
    const own = is[0] && ofHost(is[0].sample, hostname.host);
    const rules = own === undefined || was.length === 0 ? [] : redirecting(zones, passage);
    const changed = rules.filter((rule) => redirectCauses(context, rule).length > 0);
    if (own === undefined || changed.length === 0 || !context.plan.whole) {
      continue;
    }
    const before = EdgeZones.of(context.before);
    const old = new Set(
      redirecting(before, passage).flatMap((rule) => [...targetsOf(before, rule, own)]),
    );
    for (const rule of changed) {
      for (const target of targetsOf(zones, rule, own)) {
        const isNowhere = zones.zoneOfHost(target) !== undefined;
        const isBeside =
          isNowhere || registrableDomain(target) === registrableDomain(hostname.host);
        if (isBeside && !old.has(target) && !isAnswered(zones, target)) {
          const key = `${rule.resource.key} ${rule.place} ${target}`;
          found.add(passage, rule, namedRequest(rule, own) ?? own, { target, isNowhere }, key);
        }
      }
    }
  }
  return found.all().map(leadingRisk);
}

/** The rules by which requests to a hostname are redirected, or may be. */
function redirecting(zones: EdgeZones, { zone, hostname }: Passage): EdgeRule[] {
  const { phases: met } = zones.metIn(zone);
  return phases
    .flatMap((phase) => (met.get(phase) ?? []).flatMap(({ rules = [] }) => rules))
    .filter(
      ({ enabled, hosts, action }) =>
        enabled !== "no" &&
        (action.kind === "redirect" || action.kind === "redirects") &&
        (hosts.length === 0 || hosts.includes(hostname.host)),
    );
}

/** The hostnames to which a rule leads a request, or the items of its list that are about the same hostname. */
function targetsOf({ model }: EdgeZones, { action }: EdgeRule, own: SampleRequest): Set<string> {
  const [form] = own.forms;
  if (form === undefined) {
    return new Set();
  }
  if (action.kind === "redirects") {
    const listed = typeof action.list === "string" ? listedTargets(model, action.list) : undefined;
    return listed?.get(form.host) ?? new Set();
  }
  const url =
    action.kind === "redirect"
      ? targetUrl({ ...action, target: written(action.target) }, form)
      : undefined;
  return new Set(url === undefined ? [] : [url.hostname]);
}

/** Whether something of the plan answers for a name, or stands at it without its zone. */
function isAnswered(zones: EdgeZones, name: string): boolean {
  const zone = zones.zoneOfHost(name);
  const asked = zone === undefined ? [] : zones.hostnamesOf(zone);
  return (
    zones.model.pathOf(name).answeredAt !== undefined ||
    asked.some(({ host, title }) => host === name && title !== name)
  );
}

/** A target with something in place of what asterisks match: its hostname is most often written out. */
function written(target: RedirectTarget): RedirectTarget {
  return target.kind === "pattern"
    ? { kind: "url", url: target.url.replace(/\$\d/g, "x") }
    : target;
}

const known = new WeakMap<TrafficModel, Map<string, ReadonlyMap<string, Set<string>>>>();

/** The hostnames to which a list leads, by those that it redirects. */
function listedTargets(model: TrafficModel, list: string): ReadonlyMap<string, Set<string>> {
  const lists = getOrCreate(
    known,
    model,
    () => new Map<string, ReadonlyMap<string, Set<string>>>(),
  );
  return getOrCreate(lists, list, () => {
    const targets = new Map<string, Set<string>>();
    for (const part of listParts(model.inventory, list)) {
      for (const [source, target] of redirectTargets(part)) {
        if (URL.canParse(target)) {
          getOrCreate(targets, hostOf(source), () => new Set()).add(new URL(target).hostname);
        }
      }
    }
    return targets;
  });
}

function leadingRisk(leading: Meeting & Leading): Risk {
  const { rule, target, isNowhere } = leading;
  const where = isNowhere
    ? say`for which nothing in its zone answers: those whom it leads there get NXDOMAIN`
    : say`of which this plan knows nothing: where it does not answer, those whom it leads there get NXDOMAIN or an error`;
  return meetingRisk(leading, "redirect-leads-away", isNowhere ? "medium" : "low", {
    consequence: say`From this change on ${ruleName(rule)} redirects requests to ${hostsOf(leading)} to ${target}, ${where}.`,
    hint: say`See first that ${target} answers for what is led there.`,
  });
}
