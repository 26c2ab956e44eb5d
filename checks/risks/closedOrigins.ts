import { accessOf } from "../../model/firewall/access";
import { modelType } from "../../model/graph/resourceTypes";
import { placesOfMachine } from "../../model/traffic/elasticAddresses";
import { usualPorts } from "../../model/traffic/originUse";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { exposuresAt, type EndpointDiff, type EndpointDiffs } from "./endpointDiffs";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds pools and proxied records that are led to an origin, or to a port of it, at which its firewall lets nobody of Cloudflare in.
 * @param guarded - Who gets through to the origins before and after.
 * @returns The risks, one for each origin.
 */
export function closedOriginRisks(context: RiskContext, { endpoints }: EndpointDiffs): Risk[] {
  const leads = context.plan.changes.some(({ type }) => leading.has(modelType(type) ?? ""));
  const machines = endpoints.filter(({ after }) => after?.endpoint.attachedTo !== undefined);
  if (!leads || machines.length === 0) {
    return [];
  }
  const users = [new AddressUsers(context.before), new AddressUsers(context.after)] as const;
  return machines.flatMap((endpoint) => closedRisks(context, endpoint, users));
}

const leading = new Set(["pool", "dnsRecord"]);

function closedRisks(
  context: RiskContext,
  { key, before, after }: EndpointDiff,
  [usersBefore, usersAfter]: readonly [AddressUsers, AddressUsers],
): Risk[] {
  const machine = after?.endpoint.attachedTo;
  if (after === undefined || machine === undefined) {
    return [];
  }
  const old = before?.endpoint.attachedTo;
  const known = new Set(
    usersBefore
      .of(old === undefined ? [] : placesOfMachine(context.before.inventory, old))
      .map(useOf),
  );
  const coming = usersAfter
    .of(placesOfMachine(context.after.inventory, machine))
    .filter((user) => !known.has(useOf(user)) && isServed(context, user));
  const shut = coming.filter(({ port }) =>
    exposuresAt(context.after.inventory, after.endpoint, port === 0 ? usualPorts : [port]).every(
      (exposure) => accessOf(exposure).cloudflare === "none",
    ),
  );
  return shut.length === 0 ? [] : [closedRisk(context, key, after.endpoint.title, shut)];
}

function useOf({ key, port }: AddressUser): string {
  return `${key} ${port}`;
}

/** Whether visitors came by a pool or a proxied record before. */
function isServed({ before, after }: RiskContext, { key, title }: AddressUser): boolean {
  const stood = before.inventory.byKey(key);
  return (
    stood !== undefined &&
    (modelType(stood.type) === "pool" || after.pathOf(title).proxied === "yes")
  );
}

function closedRisk(
  { changes }: RiskContext,
  key: string,
  title: string,
  shut: readonly AddressUser[],
): Risk {
  const leads = names(shut.map((user) => user.title));
  const ports = [...new Set(shut.map(({ port }) => port).filter((port) => port !== 0))];
  const at = ports.length === 0 ? [] : say` at port ${names(ports.map(String))}`;
  return {
    id: "origin-shut",
    severity: "high",
    subject: key,
    title,
    consequence: say`From this change on ${leads} leads to ${title}${at}, where its firewall does not let Cloudflare in: visitors who are sent there get Error 522, and every monitor finds it down.`,
    cause: shut.flatMap((user) => changes.get(user.key) ?? []).map((change) => causeOf(change)),
    hint: say`Let Cloudflare's ranges in there in an update before this one.`,
  };
}
