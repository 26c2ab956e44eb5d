import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { accessOf } from "../../model/firewall/access";
import { exposureOf } from "../../model/firewall/exposure";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import { usualPorts } from "../../model/traffic/originUse";
import { elasticTiesOf } from "../../model/traffic/elasticAddresses";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { title } from "../../model/graph/title";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { names, say, type Phrase } from "../words/words";
import type { Cause } from "../findings/finding";
import type { ModelResource } from "../../model/graph/resources";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { BehindPools, causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

/** What decides to which machine an elastic address leads. */
export const elasticParts: ReadonlySet<ModelTypeName> = new Set([
  "elasticIp",
  "elasticIpAssociation",
  "interfaceAttachment",
  "awsLoadBalancer",
]);

/** Finds elastic addresses that stay, are led to, and lose their machine or get another one. */
export function addressTieRisks(context: RiskContext): Risk[] {
  const { before, after, renamed, changes } = context;
  if (!changesAnyOf(context, elasticParts)) {
    return [];
  }
  const users = new AddressUsers(after);
  const hostnames = new BehindPools(after);
  return before.inventory.ofType("elasticIp").flatMap((old) => {
    const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
    // Those that go are told with what goes.
    const stays = now !== undefined && changes.get(now.key)?.operation !== "replace";
    const leading = users.of(addressesOf(old));
    const tie = stays && leading.length > 0 ? changedTie(context, old, now) : undefined;
    return tie === undefined
      ? []
      : {
          ...toldBy(context, tie, leading)(
            names(addressesOf(old)),
            names(leading.map((user) => user.title)),
            hostnames.visitors(leading),
          ),
          ...{ subject: old.key, title: title(old), cause: tie.cause },
        };
  });
}

/** An address that led to some machine and no longer does to it. */
interface ChangedTie {
  /** Keys of the machines to which it leads now. */
  readonly machines: readonly string[];
  readonly cause: readonly Cause[];
}

function changedTie(
  context: RiskContext,
  old: ModelResource,
  now: ModelResource,
): ChangedTie | undefined {
  const { before, after, renamed } = context;
  const [was, is] = [elasticTiesOf(before.inventory, old), elasticTiesOf(after.inventory, now)];
  const cause = causesAmong(context, [old, ...was.parts, ...is.parts]);
  const earlier = was.machines.map((machine) => renamed.get(machine) ?? machine);
  const stays = is.machines.some((machine) => earlier.includes(machine));
  return cause.length === 0 || earlier.length === 0 || stays
    ? undefined
    : { machines: is.machines, cause };
}

function toldBy(
  { after, changes }: RiskContext,
  { machines, cause }: ChangedTie,
  leading: readonly AddressUser[],
): (place: Phrase, led: Phrase, visitors: Phrase) => Told {
  const isDetached = cause.some(
    ({ change }) =>
      modelType(change.type) === "interfaceAttachment" && change.operation === "delete",
  );
  const isBare = machines.every(
    (key) => modelType(after.inventory.byKey(key)?.type ?? "") === "networkInterface",
  );
  if (isBare && (isDetached || machines.length === 0)) {
    return untied;
  }
  const ports = leading.flatMap(({ port }) => (port === 0 ? usualPorts : [port]));
  const isShut = (key: string): boolean => {
    const machine = after.inventory.byKey(key);
    const groups = machine === undefined ? [] : groupsOn(after.inventory, machine);
    return (
      groups.length > 0 &&
      ports.every(
        (port) => accessOf(exposureOf(after.inventory, groups, port)).cloudflare === "none",
      )
    );
  };
  if (machines.length > 0 && machines.every(isShut)) {
    return movedToShut;
  }
  const isMade = machines.every((key) => changes.get(key)?.operation === "create");
  return isMade && leading.some(({ alone }) => alone) ? movedToNew : moved;
}

type Told = Pick<Risk, "id" | "severity" | "consequence" | "hint">;

function untied(place: Phrase, led: Phrase, visitors: Phrase): Told {
  return {
    id: "address-untied",
    severity: "high",
    consequence: say`From this change on ${place}, where ${led} leads, belongs to no machine: ${visitors} get Error 522 until it does again, and every monitor finds the origin down.`,
    hint: say`Lead ${led} elsewhere in an update before this one, or keep what ties the address to its machine.`,
  };
}

function moved(place: Phrase, led: Phrase, visitors: Phrase): Told {
  return {
    id: "address-moved",
    severity: "medium",
    consequence: say`${place}, where ${led} leads, goes over to another machine in one call: if that does not answer yet, ${visitors} get Error 521 or 522 until it does.`,
    hint: say`See that the new machine lets Cloudflare in and answers before the address goes over to it.`,
  };
}

/** A machine of the same update has only begun to run. */
function movedToNew(place: Phrase, led: Phrase, visitors: Phrase): Told {
  return {
    ...moved(place, led, visitors),
    severity: "high",
    consequence: say`${place}, where ${led} leads, goes over in one call to a machine that the same update makes: until what serves there has started too, ${visitors} get Error 521 or 522.`,
  };
}

/** A machine whose security groups let Cloudflare in at none of the ports that it is asked at. */
function movedToShut(place: Phrase, led: Phrase, visitors: Phrase): Told {
  return {
    ...moved(place, led, visitors),
    severity: "high",
    consequence: say`${place}, where ${led} leads, goes over in one call to a machine whose security groups do not let Cloudflare in: from then on ${visitors} get Error ${edgeFailures.connectTimeout.code} until they do, and every monitor finds the origin down.`,
  };
}
