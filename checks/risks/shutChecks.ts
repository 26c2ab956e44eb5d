import { machinesAsked } from "../../model/origin/healthCheckers";
import { recordsError } from "../../model/origin/answeredErrors";
import { guardsOf } from "../../model/firewall/guards";
import { readHealthCheck, recordsOfCheck } from "../../model/network/route53HealthChecks";
import { OriginMachines } from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { names, say } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { BehindPools, causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

/** What shuts a health check out. */
const parts = new Set<ModelTypeName>([
  ...(["securityGroup", "securityGroupRule", "ingressRule"] as const),
  ...(["awsLoadBalancer", "classicBalancer", "instance", "networkInterface"] as const),
]);

/** Finds security groups that come to shut out those who ask for Route 53 whether what a record leads to is well: it counts as unwell then. */
export function shutCheckRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!before.inventory.has("route53HealthCheck") || !changesAnyOf(context, parts)) {
    return [];
  }
  const oldMachines = OriginMachines.of(before.inventory);
  const machines = OriginMachines.of(after.inventory);
  return before.inventory.ofType("route53HealthCheck").flatMap((old): Risk[] => {
    const check = after.inventory.byKey(renamed.get(old.key) ?? old.key);
    if (check === undefined || readHealthCheck(check).isDisabled !== "no") {
      return [];
    }
    const was = machinesAsked(before.inventory, old, oldMachines);
    const shut = machinesAsked(after.inventory, check, machines).filter(
      ({ isLetIn }) => isLetIn === "no",
    );
    const [asked] = shut;
    const stood = was.some(({ isLetIn }) => isLetIn !== "no");
    return asked === undefined || !stood
      ? []
      : shutRisk(context, check, asked.port, [
          ...was.map(({ machine }) => [before, machine] as const),
          ...shut.map(({ machine }) => [after, machine] as const),
        ]);
  });
}

function shutRisk(
  context: RiskContext,
  check: ModelResource,
  port: number,
  machines: readonly (readonly [TrafficModel, ModelResource])[],
): Risk[] {
  const { after } = context;
  const records = recordsOfCheck(after.inventory, check);
  const found = after.route53
    .all()
    .filter((name) => after.route53.at(name)?.records.some((each) => records.includes(each)));
  const leading = new AddressUsers(after).of(found);
  const cause = causesAmong(
    context,
    machines.flatMap(([{ inventory }, machine]) => guardsOf(inventory, machine, "ingress")),
  );
  const others = found
    .flatMap((name) => after.route53.at(name)?.records ?? [])
    .filter((record) => !records.includes(record));
  const code = recordsError(after, others);
  const shut = machines.filter(([model]) => model === after);
  const machine = names([...new Set(shut.map(([, each]) => title(each)))]);
  return leading.length === 0 || others.length === 0
    ? []
    : causedRisk(check, cause, () => ({
        id: "probe-refused",
        severity: code === undefined ? "medium" : "high",
        title: check.name,
        about: found,
        consequence: say`From this change on the security groups of ${machine} do not let in those who ask for Route 53 at port ${port}: after a few checks ${check.name} finds unwell what serves, and Route 53 answers for ${names(found)}, where ${names(leading.map((user) => user.title))} leads, with ${names(others.map(({ name }) => name))}: ${new BehindPools(after).visitors(leading)} ${code === undefined ? say`go there, and get Error 521, 522 or 526 if that does not answer for them,` : say`get Error ${code} there`} until they let them in again.`,
        hint: say`Let in the addresses of Route 53's health checkers too, by the prefix list of AWS that holds them, in an update before this one.`,
      }));
}
