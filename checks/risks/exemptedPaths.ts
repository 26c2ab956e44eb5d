import { rewritingPhase } from "../../facts/cloudflare/requestPhases";
import type { EdgeAction } from "../../model/rules/edgeActions";
import { answerOf } from "../../model/rules/edgeAnswers";
import type { MetRules } from "../../model/rules/metRules";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { namedRequest } from "../../model/rules/namedRequests";
import { plannedRequests } from "../../model/rules/plannedRequests";
import { settingsOf } from "../../model/rules/requestSettings";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import { isProgramsPath } from "../../model/traffic/hostnameLabels";
import type { Passage } from "./edgeMeetings";
import { portRequests } from "./portRequests";

/** Where rules let some paths pass what stands before all others, or stand before some paths alone. */
const exempting = ["Access", "http_request_firewall_custom", "waiting rooms"] as const;

/** More paths than these of one hostname are not asked for. */
const mostPaths = 20;

/**
 * Adds requests for paths that rules let pass until now, as programs send them: webhooks, callbacks, health paths; those of programs for
 * which rules now have a login or a challenge; pages behind waiting rooms that stand; and those whose path a rule comes to change.
 * @param passage - The hostname.
 * @returns The same, with what became of those requests before, and becomes now.
 */
export function withExemptedPaths(passage: Passage): Passage {
  const { context, zone, zones, hostname, was, is } = passage;
  const call = is.find(({ sample }) => sample.asker === "API clients")?.sample;
  const [home] = is;
  if (call === undefined || home === undefined || was.length === 0) {
    return passage;
  }
  const before = EdgeZones.of(context.before).metIn(zone);
  const after = zones.metIn(zone);
  const [own, page] = [call, home.sample].map((sample) => ofHost(sample, hostname.host)) as [
    SampleRequest,
    SampleRequest,
  ];
  return withRequests(passage, [
    ...rulesOf(before, ["skip"]).map((rule) => namedRequest(rule, own)),
    ...rulesOf(after, ["login", "challenge"])
      .map((rule) => namedRequest(rule, own))
      .filter((sample) => isProgramsPath(sample?.forms[0]?.path ?? "")),
    // A room that is made shut may stand before a page to come.
    ...rulesOf(after, ["hold"])
      .filter(({ resource }) => context.before.inventory.byKey(resource.key) !== undefined)
      .map((rule) => namedRequest(rule, page)),
    // The rules after it are asked about the path that a rewrite makes.
    ...(after.phases.get(rewritingPhase) ?? [])
      .flatMap(({ rules = [] }) => rules)
      .filter(({ resource }) => context.changes.has(resource.key))
      .slice(0, mostPaths)
      .map((rule) => namedRequest(rule, page)),
  ]);
}

function rulesOf({ phases }: MetRules, kinds: readonly EdgeAction["kind"][]): EdgeRule[] {
  return exempting
    .flatMap((phase) => (phases.get(phase) ?? []).flatMap(({ rules = [] }) => rules))
    .filter(({ action }) => kinds.includes(action.kind))
    .slice(0, mostPaths);
}

/**
 * Adds requests that the origin of a hostname is made for, as the plan shows, also at ports beside the usual ones.
 * @param passage - The hostname.
 * @returns The same, with what became of those requests before, and becomes now.
 */
export function withPlannedRequests(passage: Passage): Passage {
  const { context, hostname, was, is } = passage;
  const call = is.find(({ sample }) => sample.asker === "API clients")?.sample;
  const [home] = is;
  if (home === undefined || call === undefined || was.length === 0) {
    return passage;
  }
  return withRequests(passage, [
    ...plannedRequests(context.after, hostname, home.sample, call),
    ...portRequests(passage, ofHost(home.sample, hostname.host)),
  ]);
}

/** Where rules keep answers out of the cache. */
const caching = ["http_request_cache_settings", "page rules"] as const;

/**
 * Adds requests for paths of which rules kept the answers out of the cache until now.
 * @param passage - The hostname.
 * @returns The same, with what became of those requests before, and becomes now.
 */
export function withBypassedPaths(passage: Passage): Passage {
  const { context, zone, zones, hostname, is } = passage;
  const [home] = is;
  const [before, after] = [EdgeZones.of(context.before).metIn(zone), zones.metIn(zone)];
  const rules = cachingRules(before);
  const isTouched = [...rules, ...cachingRules(after)].some(({ resource }) =>
    context.changes.has(resource.key),
  );
  return home === undefined || !isTouched
    ? passage
    : withRequests(
        passage,
        rules
          .slice(0, mostPaths)
          .map((rule) => namedRequest(rule, ofHost(home.sample, hostname.host)))
          .filter((sample) => sample && settingsOf(before, sample).isKept?.value === "no"),
      );
}

function cachingRules({ phases }: MetRules): EdgeRule[] {
  return caching.flatMap((phase) => (phases.get(phase) ?? []).flatMap(({ rules = [] }) => rules));
}

/** The same, with what became of some more requests. */
function withRequests(passage: Passage, requests: readonly (SampleRequest | undefined)[]): Passage {
  const { context, zone, zones, was, is } = passage;
  const before = EdgeZones.of(context.before).metIn(zone);
  const after = zones.metIn(zone);
  const samples = requests.filter((sample) => sample !== undefined);
  return {
    ...passage,
    was: [...was, ...samples.map((sample) => answered(before, sample))],
    is: [...is, ...samples.map((sample) => answered(after, sample))],
  };
}

function answered(met: MetRules, sample: SampleRequest): SampleAnswer {
  return { sample, settings: settingsOf(met, sample), ...answerOf(met, sample) };
}
