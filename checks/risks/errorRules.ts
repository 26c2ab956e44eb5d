import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { EdgeZones } from "../../model/rules/edgeZones";
import { customErrorPage, errorPhase } from "../../model/rules/responseRules";
import { rulesetRules } from "../../model/rules/edgeRules";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Answers of an origin by which programs and browsers know what to do next, and what becomes of those who no longer get them. */
interface Meaning {
  readonly codes: readonly number[];
  /** Whether an answer has another meaning with a status. */
  readonly isHiddenBy: (status: number) => boolean;
  readonly consequence: string;
  readonly hint: Phrase;
}

const isServerError = (status: number): boolean => status >= lowestServerErrorStatus;

const meanings: readonly Meaning[] = [
  {
    codes: [401, 404, 429],
    isHiddenBy: isServerError,
    consequence:
      "programs no longer see that they have to sign in, to give up or to wait, crawlers take missing pages for an outage, and who watches errors of the server counts them",
    hint: say`Let the rule apply from status ${lowestServerErrorStatus} on, and give other statuses rules of their own that keep them.`,
  },
  {
    codes: [500, 502, 503],
    isHiddenBy: (status) => !isServerError(status),
    consequence:
      "programs give up where they would try again, crawlers drop pages from their index in an outage that passes, and who watches errors of the server sees none",
    hint: say`Leave the status as it is, or set one from ${lowestServerErrorStatus} on.`,
  },
];

/** Finds rules for error pages that come to answer errors of the server with the status of others, or others with theirs. */
export function errorRuleRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "ruleset", ["create", "update", "replace"]).filter(
    ({ after }) => after !== undefined && rulesetRules(after)?.phase === errorPhase,
  );
  return changes.flatMap((change) => {
    const owner = change.after && rulesetRules(change.after)?.owner;
    return owner === undefined
      ? []
      : meanings.flatMap((meaning) => errorRisk(context, change, owner, meaning));
  });
}

function errorRisk(
  { before, after }: RiskContext,
  change: PlanChange,
  zone: string,
  { codes, isHiddenBy, consequence, hint }: Meaning,
): Risk[] {
  const zones = EdgeZones.of(after);
  const hidden = zones.hostnamesOf(zone).flatMap((hostname) => {
    const sample = zones
      .answersFor(zone, hostname)
      .find((each) => each.sample.asker === "API clients");
    const [form] = sample?.sample.forms ?? [];
    return codes.flatMap((code) => {
      const [old, now] = [before, after].map(({ inventory }) => {
        const answer = { ...form?.fields, "http.response.code": code };
        return (
          form &&
          customErrorPage(inventory, zone, { ...form, host: hostname.host, fields: answer })?.status
        );
      });
      const isHidden = now !== undefined && isHiddenBy(now) && !isHiddenBy(old ?? code);
      return isHidden ? [{ hostname: hostname.title, code, status: now }] : [];
    });
  });
  const [first] = hidden;
  const hostnames = [...new Set(hidden.map(({ hostname }) => hostname))];
  const met = [...new Set(hidden.map(({ code }) => String(code)))];
  return first === undefined
    ? []
    : [
        {
          ...{ id: "error-rule-hides-status", severity: "medium" },
          ...{ subject: change.key, title: titleOf(hostnames), about: hostnames },
          consequence: say`From this change on ${names(hostnames)} ${[hostnames.length === 1 ? "answers" : "answer"]} with Error ${first.status} what the origin answers with ${names(met)}, by ${change.name}: ${[consequence]}.`,
          cause: [causeOf(change)],
          hint,
        },
      ];
}
