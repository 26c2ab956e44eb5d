import { answerOf, type MetRules } from "../../model/rules/edgeAnswers";
import { EdgeZones, type SampleAnswer } from "../../model/rules/edgeZones";
import { namedRequest } from "../../model/rules/namedRequests";
import { plannedRequests } from "../../model/rules/plannedRequests";
import { settingsOf } from "../../model/rules/requestSettings";
import { ofHost, type SampleRequest } from "../../model/rules/sampleRequests";
import type { Passage } from "./edgeMeetings";

/** Where rules let some paths pass what stands before all others. */
const exempting = ["Access", "http_request_firewall_custom", "waiting rooms"] as const;

/** More paths than these of one hostname are not asked for. */
const mostPaths = 20;

/**
 * Adds requests for paths that rules let pass until now, as programs send them: webhooks, callbacks, health paths.
 * @param passage - The hostname.
 * @returns The same, with what became of those requests before, and becomes now.
 */
export function withExemptedPaths(passage: Passage): Passage {
  const { context, zone, zones, hostname, was, is } = passage;
  const call = is.find(({ sample }) => sample.asker === "API clients")?.sample;
  if (call === undefined || was.length === 0) {
    return passage;
  }
  const [before, after] = [EdgeZones.of(context.before), zones].map((side) => side.metIn(zone));
  const rules = exempting.flatMap((phase) =>
    (before?.phases.get(phase) ?? []).flatMap((each) => each.rules ?? []),
  );
  const own = ofHost(call, hostname.host);
  const samples = rules
    .filter(({ action }) => action.kind === "skip")
    .slice(0, mostPaths)
    .map((rule) => namedRequest(rule, own))
    .filter((sample) => sample !== undefined);
  if (before === undefined || after === undefined || samples.length === 0) {
    return passage;
  }
  return {
    ...passage,
    was: [...was, ...samples.map((sample) => answered(before, sample))],
    is: [...is, ...samples.map((sample) => answered(after, sample))],
  };
}

/**
 * Adds requests that the origin of a hostname is made for, as the plan shows.
 * @param passage - The hostname.
 * @returns The same, with what became of those requests before, and becomes now.
 */
export function withPlannedRequests(passage: Passage): Passage {
  const { context, zone, zones, hostname, was, is } = passage;
  const call = is.find(({ sample }) => sample.asker === "API clients")?.sample;
  const [home] = is;
  if (home === undefined || call === undefined || was.length === 0) {
    return passage;
  }
  const [before, after] = [EdgeZones.of(context.before), zones].map((side) => side.metIn(zone));
  const samples = plannedRequests(context.after, hostname, home.sample, call);
  return before === undefined || after === undefined || samples.length === 0
    ? passage
    : {
        ...passage,
        was: [...was, ...samples.map((sample) => answered(before, sample))],
        is: [...is, ...samples.map((sample) => answered(after, sample))],
      };
}

function answered(met: MetRules, sample: SampleRequest): SampleAnswer {
  return { sample, settings: settingsOf(met, sample), ...answerOf(met, sample) };
}
