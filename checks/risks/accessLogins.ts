import {
  isProgramsHostname,
  isPublicHostname,
  isStaffHostname,
} from "../../model/traffic/hostnameLabels";
import { isEveryVisit } from "../../model/rules/sampleRequests";
import {
  letIn,
  namesPrograms,
  programsPlaces,
  tokensLetIn,
} from "../../model/rules/accessApplications";
import type { Severity } from "../findings/severity";
import { listed, names, say, titleOf, type Phrase } from "../words/words";
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
import { causedRisk, causeOf, changesAnyOf, changesOf, type Risk, type RiskContext } from "./risk";

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
function severityOf(meeting: Meeting, isShut: boolean): Severity {
  const { context, hostnames, rule, samples, stood } = meeting;
  const list = [...hostnames.values()].map(({ host }) => host);
  const isForAll = list.some((host) => isPublicHostname(host) || isProgramsHostname(host));
  const meetsPages = [...samples.values()].some(({ isPage }) => isPage);
  // Programs that were let pass by their path certainly fail without a token, and people who work there log in.
  const isOfPrograms = [...samples.values()].every((sample) => !isOfVisitors(sample));
  const isRefused = isOfPrograms && !namesPrograms(context.after.inventory, rule.resource);
  if (stood && ((isShut && meetsPages) || (isForAll && isEveryVisit(samples)) || isRefused)) {
    return "high";
  }
  return list.every(isStaffHostname) && !isOfPrograms ? "low" : "medium";
}

/** Finds applications of which no policy lets programs pass any more that have a token or a certificate. */
export function shutProgramRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  if (!changesAnyOf(context, new Set(["accessApplication", "accessPolicy"]))) {
    return [];
  }
  return after.inventory.ofType("accessApplication").flatMap((application): Risk[] => {
    const own = context.changes.get(application.key);
    const former = before.inventory.byKey(own?.before?.key ?? application.key);
    const [was, is] = [
      former && programsPlaces(before.inventory, former),
      programsPlaces(after.inventory, application),
    ];
    const policies = changesOf(context, "accessPolicy", ["update", "replace", "delete"]);
    const causes = own === undefined ? policies : [own];
    const isShut = letIn(after.inventory, application) === "nobody";
    if (!Array.isArray(was) || !Array.isArray(is) || was.length === 0 || is.length > 0 || isShut) {
      return [];
    }
    const places = was as readonly string[];
    const tokens = former === undefined ? [] : tokensLetIn(before.inventory, former);
    // Whoever gives up programs takes their tokens away, too.
    const isMeant =
      !namesPrograms(after.inventory, application) &&
      !tokens.some(({ key }) => after.inventory.byKey(key) !== undefined);
    const cause = causes.map((change) => causeOf(change));
    return causedRisk(application, cause, () => ({
      ...{ id: "access-login", severity: isMeant ? "medium" : "high", title: titleOf(places) },
      consequence: say`From this change on no policy of ${application.name} lets programs pass at ${names(places)} that show a token or a certificate: they get the login page of Cloudflare Access, which none of them can pass, until a policy with the decision non_identity is there again.`,
      hint: say`Keep the policy for service tokens until no program asks there any more.`,
    }));
  });
}
