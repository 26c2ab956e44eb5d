import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import {
  alwaysHealthy,
  countedChecks,
  recordsOfCheck,
  restsOnUnhealthy,
} from "../../model/network/route53HealthChecks";
import { isIdle, isSecondary } from "../../model/network/route53Records";
import { recordsError } from "../../model/origin/answeredErrors";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { BehindPools, causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set(["route53HealthCheck", "route53Record"]);

/** Finds health checks of Route 53 that come to be unhealthy whatever is answered, while records rest on them that have others beside them. */
export function unhealthyCheckRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return !changesAnyOf(context, parts)
    ? []
    : inventory
        .ofType("route53HealthCheck")
        .filter((check) => alwaysHealthy(inventory, check) === "no")
        .flatMap((check) => unhealthyRisk(context, check));
}

function unhealthyRisk(context: RiskContext, check: ModelResource): Risk[] {
  const { before, after, formerly } = context;
  const { inventory } = after;
  const records = recordsOfCheck(inventory, check).filter(
    (record) => !isSecondary(record) && !isIdle(record),
  );
  const was = records.flatMap(({ key }) => before.inventory.byKey(formerly.get(key) ?? key) ?? []);
  const isNew = was.some((record) => !restsOnUnhealthy(before.inventory, record));
  const found = isNew ? namesOf(after, records) : [];
  const others = found
    .flatMap((name) => after.route53.at(name)?.records ?? [])
    .filter((record) => !records.includes(record) && !restsOnUnhealthy(inventory, record));
  const leading = new AddressUsers(after).of(found);
  if (leading.length === 0 || others.length === 0) {
    return [];
  }
  const counted = countedChecks(inventory, check);
  const old = before.inventory.byKey(formerly.get(check.key) ?? check.key);
  const children = [
    ...(counted?.children ?? []),
    ...((old && countedChecks(before.inventory, old)?.children) ?? []),
  ];
  const changed = causesAmong(context, [check, ...children, ...records]);
  const own = causesAmong(context, [check]);
  const code = recordsError(after, others);
  const isCounted = counted !== undefined && counted.threshold > counted.names.size;
  return causedRisk(check, own.length > 0 ? own : changed, () => ({
    id: "probe-changed",
    severity: code === undefined ? "medium" : "high",
    title: check.name,
    about: found,
    consequence: say`From this change on ${check.name} is always unhealthy, ${isCounted ? say`whatever its ${counted.names.size} children find, of which ${counted.threshold} must be well` : say`whatever is found`}: Route 53 answers for ${names(found)}, where ${names(leading.map((user) => user.title))} leads, with ${names(others.map(({ name }) => name))}: ${new BehindPools(after).visitors(leading)} ${code === undefined ? say`go there, and get Error 521, 522 or 526 if that does not answer for them,` : say`get Error ${code} there`} until it can be healthy again.`,
    hint: isCounted
      ? say`Let childHealthThreshold be no more than the number of its children, in the same update.`
      : say`Let it be healthy where what serves is: see what of it, or of its children, is disabled and inverted.`,
  }));
}

function namesOf({ route53 }: TrafficModel, records: readonly ModelResource[]): string[] {
  const keys = new Set(records.map(({ key }) => key));
  return route53.all().filter((name) => route53.at(name)?.records.some(({ key }) => keys.has(key)));
}
