import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { EdgeZones } from "../../model/rules/edgeZones";
import { customErrorPage, errorPhase } from "../../model/rules/responseRules";
import { rulesetRules } from "../../model/rules/edgeRules";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Answers of an origin by which programs and browsers know what to do next: sign in, give up, wait. */
const meantCodes = [401, 404, 429] as const;

/** Finds rules for error pages that come to answer what is no error of the server with the status of one. */
export function errorRuleRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "ruleset", ["create", "update", "replace"]).filter(
    ({ after }) => after !== undefined && rulesetRules(after)?.phase === errorPhase,
  );
  return changes.flatMap((change) => {
    const owner = change.after && rulesetRules(change.after)?.owner;
    return owner === undefined ? [] : errorRisk(context, change, owner);
  });
}

function errorRisk({ before, after }: RiskContext, change: PlanChange, zone: string): Risk[] {
  const zones = EdgeZones.of(after);
  const hidden = zones.hostnamesOf(zone).flatMap((hostname) => {
    const sample = zones
      .answersFor(zone, hostname)
      .find((each) => each.sample.asker === "API clients");
    const [form] = sample?.sample.forms ?? [];
    return meantCodes.flatMap((code) => {
      const [old, now] = [before, after].map(({ inventory }) => {
        const answer = { ...form?.fields, "http.response.code": code };
        return (
          form &&
          customErrorPage(inventory, zone, { ...form, host: hostname.host, fields: answer })?.status
        );
      });
      const isHidden =
        now !== undefined && now >= lowestServerErrorStatus && (old ?? 0) < lowestServerErrorStatus;
      return isHidden ? [{ hostname: hostname.title, code, status: now }] : [];
    });
  });
  const [first] = hidden;
  const hostnames = [...new Set(hidden.map(({ hostname }) => hostname))];
  const codes = [...new Set(hidden.map(({ code }) => String(code)))];
  return first === undefined
    ? []
    : [
        {
          ...{ id: "error-rule-hides-status", severity: "medium" },
          ...{ subject: change.key, title: titleOf(hostnames), about: hostnames },
          consequence: say`From this change on ${names(hostnames)} answer with Error ${first.status} what the origin answers with ${names(codes)}, by ${change.name}: programs no longer see that they have to sign in, to give up or to wait, crawlers take missing pages for an outage, and who watches errors of the server counts them.`,
          cause: [causeOf(change)],
          hint: say`Let the rule apply from status ${lowestServerErrorStatus} on, and give other statuses rules of their own that keep them.`,
        },
      ];
}
