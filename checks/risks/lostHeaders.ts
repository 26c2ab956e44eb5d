import { zoneOf } from "../../model/graph/links";
import { OriginPaths } from "../../model/origin/originPaths";
import { EdgeZones } from "../../model/rules/edgeZones";
import { headerEdits, type HeaderEdit } from "../../model/rules/headerEdits";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** A name by which a header most often says that a request came through Cloudflare. From experience; no source lists them. */
const proving = /secret|token|auth|key|verif|signature|origin-pass|shield/;

/**
 * Finds headers by which origins know that a request came through Cloudflare, and that rules write no more, or with another value. Where
 * a load balancer of the plan demands it, another risk tells more.
 */
export function lostHeaderRisks(context: RiskContext): Risk[] {
  return changesOf(context, "ruleset", ["update", "replace", "delete"]).flatMap(
    (change): Risk[] => {
      const old = change.before === undefined ? [] : headerEdits(change.before).filter(isProof);
      const zone = change.before === undefined ? "" : zoneOf(change.before);
      const now = context.after.inventory
        .ofType("ruleset")
        .filter((each) => zoneOf(each) === zone)
        .flatMap(headerEdits)
        .filter(isProof);
      const lost = old.filter(({ does }) => !now.some((edit) => edit.does === does));
      const gone = lost.filter(({ name }) => !now.some((edit) => edit.name === name));
      const met = lost.length === 0 ? [] : metHostnames(context, zone);
      const kept = change.operation !== "update" && !isDeleted(change);
      if (met.length === 0 || kept) {
        return [];
      }
      const what =
        gone.length > 0
          ? say`no rule writes ${names(gone.map(({ name }) => name))}`
          : say`rules write another value into ${names(lost.map(({ name }) => name))}`;
      return [
        {
          ...{ id: "request-header-changed", severity: "medium" },
          ...{ subject: change.key, title: titleOf(met), about: met },
          consequence: say`From this change on ${what} in requests to ${names(met)}: an origin that serves by that header alone answers all of them with Error 403, or as if they came past Cloudflare, until it no longer asks for it.`,
          cause: [causeOf(change)],
          hint: say`Let the origins take both values, or none, first; then change the rule.`,
        },
      ];
    },
  );
}

/** The hostnames of a zone that stood before, and lead to no load balancer of the plan. */
function metHostnames({ before, after }: RiskContext, zone: string): string[] {
  const led = new Set(
    after.inventory
      .ofType("awsLoadBalancer")
      .flatMap((machine) => OriginPaths.of(after).hostnames(machine)),
  );
  const stood = EdgeZones.of(before).reachedIn(zone);
  return EdgeZones.of(after)
    .reachedIn(zone)
    .filter((name) => stood.includes(name) && !led.has(name));
}

function isProof({ of, operation, name }: HeaderEdit): boolean {
  return of === "requests" && operation !== "remove" && proving.test(name);
}
