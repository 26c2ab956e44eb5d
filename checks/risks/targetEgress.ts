import { ephemeralPorts } from "../../facts/aws/networkAcls";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { otherTypes } from "../../facts/resourceTypes";
import type { Certainty } from "../../core/certainty";
import { letAnythingOut } from "../../model/firewall/groupRules";
import { partsOfTarget } from "../../model/origin/targetParts";
import {
  reachesOutside,
  tasksHaveAddresses,
  waysOut,
  type WayOut,
} from "../../model/origin/waysOut";
import { modelType } from "../../model/graph/resourceTypes";
import { carrierOf, groupsOfTarget } from "../../model/origin/admission";
import type { TrafficModel } from "../../model/traffic/path";
import { isInNetwork } from "../../model/network/subnets";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides, Place } from "./originSides";
import { causeOf, isDeleted, type Risk } from "./risk";
import { shutEgressRisk } from "./shutEgress";
import { isTableEndpoint, storesAskedBy } from "../../model/origin/askedStores";
import { askedStore } from "./askedStores";
import { names, say } from "../words/words";

/** Finds what serves hostnames and comes to reach nothing outside: its routes lead nowhere, or its security groups or network ACLs let nothing through. */
export function targetEgressRisks(sides: OriginSides): Risk[] {
  return sides.serving.flatMap(({ place, old, serves }) =>
    [
      ...routeRisk(sides, place, old, serves),
      ...addressRisk(sides, place, old, serves),
      ...groupRisk(sides, place, old, serves),
      ...endpointRisk(sides, place, serves),
    ].slice(0, 1),
  );
}

function routeRisk(
  sides: OriginSides,
  place: Place,
  old: ModelResource,
  serves: ModelResource,
): Risk[] {
  const [was, is] = [
    waysOut(sides.before.model.inventory, old),
    waysOut(sides.after.model.inventory, serves),
  ];
  const [open, lost] = [was.filter(({ isOpen }) => isOpen === "yes"), lostWays(sides, was, is)];
  const cause =
    open.length === 0 || lost.length === 0
      ? []
      : sides.causes([serves, ...[...was, ...is].flatMap(partsOf)]);
  const places = names(lost.map(({ subnet }) => subnet.title));
  const acls = lost.flatMap(({ isLed, shutting }) => (isLed === "no" ? [] : shutting));
  const outside = say`what ${title(serves)} makes in ${places} reaches nothing outside its network`;
  const store = lost.length === is.length ? storeOutside(sides, serves) : undefined;
  return shutEgressRisk(
    sides,
    { place, serves },
    acls.length > 0
      ? {
          ...{ cause, store },
          what: say`${outside}: the network ACL ${names([...new Set(acls.map((acl) => acl.title))])} turns away what it asks there, or what answers`,
          hint: say`Network ACLs know no connections: let port ${defaultHttpsPort} out to everywhere and ports ${`${ephemeralPorts.first}-${ephemeralPorts.last}`} back in, by rules with lower numbers than those that turn them away.`,
        }
      : {
          ...{ cause, store },
          what: say`${outside}: no route leads it there, or only one to an internet gateway, which takes nothing without a public address`,
          hint: say`Keep a default route to a NAT gateway in a subnet that leads on to the internet gateway, or a public address for what is made there, until all that it fetches is reached by endpoints of the network.`,
        },
  );
}

/** The ways out that lead nowhere now: all, or those of subnets from which one was open. */
function lostWays(sides: OriginSides, was: readonly WayOut[], is: readonly WayOut[]): WayOut[] {
  const shut = is.filter(({ isOpen }) => isOpen === "no");
  const open = was.filter(({ isOpen }) => isOpen === "yes");
  const known = new Set(open.map(({ subnet }) => keyOf(sides, subnet)));
  return shut.length === is.length
    ? shut
    : shut.filter(({ subnet }) => known.has(subnet.tokens[0] ?? ""));
}

/** Tasks that lose their public addresses in subnets of which the plan does not say where they lead. */
function addressRisk(
  sides: OriginSides,
  place: Place,
  old: ModelResource,
  serves: ModelResource,
): Risk[] {
  const isLost =
    modelType(serves.type) === "ecsService" &&
    tasksHaveAddresses(old) === "yes" &&
    tasksHaveAddresses(serves) === "no";
  const [was, is] = [
    waysOut(sides.before.model.inventory, old),
    waysOut(sides.after.model.inventory, serves),
  ].map((ways) => ways.filter(({ isOpen }) => isOpen !== "no"));
  const known = new Set(was?.map(({ subnet }) => keyOf(sides, subnet)));
  const left = is?.filter(
    ({ isOpen, subnet }) => isOpen === "unknown" && known.has(subnet.tokens[0] ?? ""),
  );
  const places = names((left ?? []).map(({ subnet }) => subnet.title));
  return shutEgressRisk(
    sides,
    { place, serves },
    {
      cause: isLost && left !== undefined && left.length > 0 ? sides.causes([serves]) : [],
      what: say`what ${title(serves)} makes in ${places} has no public address any more, and this plan does not say where routes lead there: by an internet gateway it reaches nothing outside its network without one`,
      hint: say`See that a route to a NAT gateway, or endpoints of the network, are there before the addresses go.`,
    },
  );
}

function keyOf(sides: OriginSides, { resource, tokens }: WayOut["subnet"]): string {
  return resource === undefined ? (tokens[0] ?? "") : sides.nameAfter(resource);
}

function partsOf({ subnet, parts }: WayOut): ModelResource[] {
  return [...parts, ...(subnet.resource === undefined ? [] : [subnet.resource])];
}

/** Security groups that come to let nothing out, or nothing to the Internet at the port at which images and packages are fetched. */
function groupRisk(
  sides: OriginSides,
  place: Place,
  old: ModelResource,
  serves: ModelResource,
): Risk[] {
  const [before, after] = [sides.before.model.inventory, sides.after.model.inventory];
  const [was, is] = [groupsOfTarget(before, old), groupsOfTarget(after, serves)];
  const isShut = letAnythingOut(before, was) === "yes" && letAnythingOut(after, is) === "no";
  if (!sides.context.plan.whole || (!isShut && !isShutOutside(sides, old, serves))) {
    return [];
  }
  const [store] = isShut ? storesAskedBy(sides.after, serves) : [];
  const groups = [...was, ...is];
  const rules = groups.flatMap((group) =>
    (["securityGroupRule", "egressRule"] as const).flatMap((type) =>
      [before, after].flatMap((inventory) => inventory.linkedTo(group, type)),
    ),
  );
  const reached = store === undefined ? say`its database` : askedStore(store);
  return shutEgressRisk(
    sides,
    { place, serves },
    {
      ...{ store, cause: sides.causes([...partsOfTarget(after, serves), ...groups, ...rules]) },
      what: isShut
        ? say`the security groups of ${title(serves)} let nothing out: it reaches neither ${reached} nor anything outside`
        : say`the security groups of ${title(serves)} let nothing out to the Internet at port ${defaultHttpsPort}`,
      hint: say`Keep a rule that lets ${title(serves)} out to what it asks.`,
    },
  );
}

function isShutOutside(
  { before, after }: OriginSides,
  old: ModelResource,
  serves: ModelResource,
): boolean {
  const reaches = ({ inventory }: TrafficModel, each: ModelResource): Certainty => {
    const carrier = carrierOf(inventory, each);
    return carrier === undefined ? "unknown" : reachesOutside(inventory, carrier, defaultHttpsPort);
  };
  const ways = waysOut(before.model.inventory, old);
  return (
    reaches(before.model, old) === "yes" &&
    reaches(after.model, serves) === "no" &&
    (ways.length === 0 || ways.some(({ isOpen }) => isOpen !== "no"))
  );
}

/** Where nothing leads outside, what is fetched comes by endpoints of the network. Source: AWS PrivateLink guide, create-interface-endpoint and gateway-endpoints. */
function endpointRisk(sides: OriginSides, place: Place, serves: ModelResource): Risk[] {
  const ways = waysOut(sides.after.model.inventory, serves);
  const isWithout = ways.length > 0 && ways.every(({ isOpen }) => isOpen === "no");
  const networks = ways.flatMap(({ subnet }) => subnet.vpcTokens);
  const gone = sides.context.plan.changes.filter(
    (change) =>
      change.type === otherTypes.vpcEndpoint &&
      change.operation === "delete" &&
      isDeleted(change) &&
      isInNetwork(change.before, networks),
  );
  return !isWithout || gone.length === 0
    ? []
    : shutEgressRisk(
        sides,
        { place, serves },
        {
          ...{ store: storeOutside(sides, serves), cause: gone.map((change) => causeOf(change)) },
          what: say`what ${title(serves)} makes no longer reaches what ${names(gone.map(({ name }) => name))} led to, and no route leads it outside its network`,
          hint: say`Keep the endpoint, or a default route to a NAT gateway.`,
        },
      ).map((risk) => (risk.severity === "low" ? { ...risk, severity: "medium" } : risk));
}

/** A table that its program names and that no endpoint of the network leads to. */
function storeOutside(
  { after, context }: OriginSides,
  serves: ModelResource,
): ModelResource | undefined {
  const isLed = context.plan.after.some(isTableEndpoint);
  return isLed
    ? undefined
    : storesAskedBy(after, serves).find(({ type }) => modelType(type) === "table");
}
