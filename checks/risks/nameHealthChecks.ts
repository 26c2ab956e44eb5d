import { healthCheckQuestions } from "../../facts/aws/route53";
import {
  alwaysHealthy,
  countedChecks,
  countsNoMore,
  readHealthCheck,
  recordsOfCheck,
} from "../../model/network/route53HealthChecks";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { names, say } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { BehindPools } from "./publicOrigins";
import { shutCheckRisks } from "./shutChecks";
import { unhealthyCheckRisks } from "./unhealthyChecks";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";

/** Finds health checks of Route 53 that come to ask otherwise, to be turned round, to ask nothing, or to go, while records rest on them. */
export function nameHealthCheckRisks(context: RiskContext): Risk[] {
  return [
    ...[askedOtherwiseRisks, unhealthyCheckRisks, shutCheckRisks].flatMap((find) => find(context)),
  ];
}

function askedOtherwiseRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "route53HealthCheck", ["update", "replace", "delete"]);
  return changes.flatMap((change): Risk[] => {
    const told = toldOf(context, change);
    const led = told === undefined ? undefined : ledBy(context, change);
    return told === undefined || led === undefined
      ? []
      : [
          {
            ...{ id: told.id, severity: "medium", subject: change.key, title: change.name },
            consequence: say`From this change on Route 53 ${told.what} ${led.names}, where ${led.leading} leads: ${told.meets} ${led.visitors} get Error 521, 522 or 530 ${told.when}.`,
            cause: [causeOf(change, change.replacedFor)],
            hint: told.hint,
          },
        ];
  });
}

function toldOf(context: RiskContext, change: PlanChange) {
  const { before, after, operation } = change;
  const [was, is] = [before, after].map((side) => side && readHealthCheck(side));
  const wasFixed = before && alwaysHealthy(context.before.inventory, before);
  const isFixed = after && alwaysHealthy(context.after.inventory, after);
  if (isFixed === "no") {
    return undefined;
  }
  if (operation === "delete" || (isFixed === "yes" && wasFixed !== "yes")) {
    return {
      id: "origin-name-unwatched" as const,
      what:
        operation === "delete" || is?.isDisabled === "yes"
          ? say`no longer asks by ${change.name} whether what serves is well for`
          : say`finds ${change.name} healthy whatever is answered, for`,
      meets: say`it goes on to tell of a place that has fallen, and`,
      when: say`then, until somebody changes the record`,
      hint: say`Keep the health check as long as a record rests on it, and let it ask.`,
    };
  }
  const isTurned = was !== undefined && is !== undefined && was.isInverted !== is.isInverted;
  return (isTurned || asksOtherwise(context, change)) && isFixed !== "yes"
    ? {
        id: "probe-changed" as const,
        what: isTurned
          ? say`takes what ${change.name} finds well for unwell, and the other way round, for`
          : say`asks otherwise by ${change.name} whether what serves is well for`,
        meets: say`a place that does not count as well is told no more, all visitors go to the others, and`,
        when: say`if those do not answer for them, until it counts as well again`,
        hint: say`See that what serves answers the new question first, and that the other records of the name can carry all visitors.`,
      }
    : undefined;
}

function asksOtherwise({ before: old, after: now }: RiskContext, change: PlanChange): boolean {
  const was = change.before && countedChecks(old.inventory, change.before);
  const is = change.after && countedChecks(now.inventory, change.after);
  const isEasier = was !== undefined && is !== undefined && countsNoMore(was, is);
  return touches(change, healthCheckQuestions) && !isEasier;
}

/** The names that rest on a health check, as far as pools and records of Cloudflare lead there. */
function ledBy({ after }: RiskContext, { before: old, after: now }: PlanChange) {
  const records = [now, old].flatMap((check) =>
    check === undefined ? [] : recordsOfCheck(after.inventory, check),
  );
  const keys = new Set(records.map(({ key }) => key));
  const isOwn = ({ key }: ModelResource): boolean => keys.has(key);
  const found = after.route53.all().filter((name) => after.route53.at(name)?.records.some(isOwn));
  const leading = new AddressUsers(after).of(found);
  return leading.length === 0
    ? undefined
    : {
        names: names(found),
        leading: names(leading.map((user) => user.title)),
        visitors: new BehindPools(after).visitors(leading),
      };
}
