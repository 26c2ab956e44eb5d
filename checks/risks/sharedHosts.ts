import { evaluate } from "../../core/expressions/evaluator";
import { registrableDomain } from "../../model/graph/hostnames";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { differsByVisitor, type SampleRequest } from "../../model/rules/sampleRequests";
import { isPublicHostname } from "../../model/traffic/hostnameLabels";
import { say } from "../words/words";
import { askedOf, cachePhases } from "./askedRequests";
import { placesOf } from "./recordPlaces";
import {
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Finds cache rules by which hostnames come to share pages that lead to one place, each with a site of its own. */
export function sharedHostRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings();
  for (const passage of passages) {
    const { context, hostname } = passage;
    const path = context.after.pathOf(hostname.title);
    const place = path.loadBalancer === undefined ? placesOf(path).join(" ") : "";
    for (const { sample, settings, before } of askedOf(passage, cachePhases)) {
      const now = settings.sharesHosts;
      const isNew = now?.value === "yes" && before?.sharesHosts?.value !== "yes";
      if (isNew && place !== "" && differsByVisitor(sample) && keepsPages(now.by, sample)) {
        found.add(passage, now.by, sample, {}, `${now.by.resource.key} ${now.by.place} ${place}`);
      }
    }
  }
  return found
    .all()
    .filter(({ hostnames }) => areSeveral([...hostnames.values()].map(({ host }) => host)))
    .map((meeting) =>
      meetingRisk(meeting, "cache-shares-pages", "high", {
        consequence: say`From this change on the edge keeps one answer for ${hostsOf(meeting)} to ${askedPhrase(meeting)}, by ${ruleName(meeting.rule)}: its key holds where they lead, which is the same for all of them, and not which of them is asked for, so that visitors of one get the pages of whichever was asked for first.`,
        hint: say`Leave host.resolved out of the key, or let the rule meet the files alone that all of them share; then purge.`,
      }),
    );
}

/** Whether a rule keeps what visitors without a session ask for, whatever the origin says. */
function keepsPages({ action, condition }: EdgeRule, { forms }: SampleRequest): boolean {
  return (
    action.kind === "cache" &&
    action.isKept === "yes" &&
    typeof action.keptSeconds === "number" &&
    action.keptSeconds > 0 &&
    condition !== undefined &&
    forms.every((form) => evaluate(condition, form) === "yes")
  );
}

/** Whether hostnames are of more than one site: a domain and its `www` are of one. */
function areSeveral(hosts: readonly string[]): boolean {
  const sites = hosts.map((host) => (isPublicHostname(host) ? registrableDomain(host) : host));
  return new Set(sites).size > 1;
}
