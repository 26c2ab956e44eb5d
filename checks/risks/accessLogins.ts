import {
  isProgramsHostname,
  isPublicHostname,
  isStaffHostname,
} from "../../model/traffic/hostnameLabels";
import { isEveryVisit } from "../../model/rules/sampleRequests";
import type { Severity } from "../findings/severity";
import { listed, say, type Phrase } from "../words/words";
import { renewalPhrase } from "./certificateRenewals";
import {
  askedPhrase,
  askersOf,
  hostsOf,
  isOfVisitors,
  meetingRisk,
  ruleName,
  verbOf,
  type Meeting,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/**
 * Says what becomes of requests that meet a login of Access.
 * Source: Cloudflare docs, cloudflare-one/policies/access (who has no session is sent to the login page).
 */
export function logins(meeting: Meeting): Risk {
  const { rule, samples } = meeting;
  const isShut = rule.action.kind === "login" && rule.action.letsIn === "nobody";
  const programs = [...samples.values()].filter((sample) => !isOfVisitors(sample));
  const who = listed(askersOf(programs).map((asker): Phrase => [asker]));
  const cannot = programs.length === 0 ? [] : say` ${who} without a token get that page too.`;
  const then = isShut
    ? say` No policy lets anybody in: nobody reaches an origin.`
    : say` Whom its policies do not name cannot get in.`;
  return meetingRisk(meeting, "access-login", severityOf(meeting, isShut), {
    consequence: [
      ...say`From this change on ${hostsOf(meeting)} ${verbOf(meeting, "asks", "ask")} for a login of Cloudflare Access before ${askedPhrase(meeting)}, by ${ruleName(rule)}.`,
      ...then,
      ...cannot,
      ...renewalPhrase(meeting),
    ],
    hint: say`Let the application stand before the paths alone that are for people who log in, and give a policy that bypasses it to what monitors and programs ask for.`,
  });
}

/** A site that everybody visits has no use for a login before all of it, and one for the staff has. */
function severityOf({ hostnames, samples, stood }: Meeting, isShut: boolean): Severity {
  const list = [...hostnames.values()].map(({ host }) => host);
  const isForAll = list.some((host) => isPublicHostname(host) || isProgramsHostname(host));
  const meetsPages = [...samples.values()].some(({ isPage }) => isPage);
  if (stood && ((isShut && meetsPages) || (isForAll && isEveryVisit(samples)))) {
    return "high";
  }
  // Programs that were let pass by their path certainly fail, and people who work there log in.
  const isOfPrograms = [...samples.values()].every((sample) => !isOfVisitors(sample));
  return list.every(isStaffHostname) && !isOfPrograms ? "low" : "medium";
}
