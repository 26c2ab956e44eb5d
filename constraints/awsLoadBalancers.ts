import { allOf, certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/aws/apiErrors";
import { fewestZones, listenerProtocols } from "../facts/aws/loadBalancing";
import { whenKnown, type Constraint } from "./constraint";

/** Where a load balancer of AWS is to stand. */
export interface BalancerPlace {
  /** `application`, `network` or `gateway`. */
  readonly loadBalancerType: Known<string>;
  /** The availability zone of each of its subnets. */
  readonly subnets: readonly Known<string>[];
}

/** How a listener listens, and what it forwards to. */
export interface ListenerFields {
  /** `application`, `network` or `gateway`, of its load balancer. */
  readonly loadBalancerType: Known<string>;
  /** Its own protocol. */
  readonly protocol: Known<string>;
  /** The protocols of the target groups that it forwards to by default; those without one are left out. */
  readonly defaultActions: readonly Known<string>[];
}

const isApplication = (type: Known<string>): Certainty =>
  whenKnown(type, (known) => known === "application");

/** An Application Load Balancer stands in two zones at least. */
const zonesCounted: Constraint<BalancerPlace> = {
  id: "aws-load-balancer/zones-counted",
  property: "subnets",
  must: `be of at least ${fewestZones} availability zones`,
  error: apiErrors.subnetsOfOneZone,
  answer: "At least two subnets in two different Availability Zones must be specified",
  holds: ({ loadBalancerType, subnets }) => {
    const known = new Set(subnets.filter((zone) => typeof zone === "string"));
    const isVague = subnets.includes(unknownValue) && subnets.length >= fewestZones;
    const isEnough = known.size >= fewestZones ? "yes" : isVague ? "unknown" : "no";
    return isApplication(loadBalancerType) === "yes" ? isEnough : "yes";
  },
};

/** A load balancer has one subnet in each zone. */
const zonesOnce: Constraint<BalancerPlace> = {
  id: "aws-load-balancer/zones-once",
  property: "subnets",
  must: "be one of each availability zone",
  error: apiErrors.subnetsShareZone,
  answer: "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
  holds: ({ subnets }) => {
    const known = subnets.filter((zone) => typeof zone === "string");
    return new Set(known).size < known.length ? "no" : "yes";
  },
};

/** What Elastic Load Balancing refuses of a load balancer for its subnets, in the order in which it looks. */
export const placeConstraints: readonly Constraint<BalancerPlace>[] = [zonesCounted, zonesOnce];

/** A listener speaks what its load balancer speaks. */
const protocolOfBalancer: Constraint<ListenerFields> = {
  id: "listener/protocol-of-balancer",
  property: "protocol",
  must: ({ loadBalancerType }) => `be one of ${protocolsOf(loadBalancerType).join(", ")}`,
  error: apiErrors.listenerProtocol,
  answer: ({ loadBalancerType, protocol }) =>
    `Listener protocol '${String(protocol)}' must be one of '${protocolsOf(loadBalancerType).join(", ")}'`,
  holds: ({ loadBalancerType, protocol }) => {
    const spoken = protocolsOf(loadBalancerType);
    return spoken.length === 0 ? "unknown" : whenKnown(protocol, (known) => spoken.includes(known));
  },
};

/** A listener forwards to groups of its load balancer's kind: HTTP and HTTPS are one, all others the other. */
const groupsOfProtocol: Constraint<ListenerFields> = {
  id: "listener/groups-of-protocol",
  property: "defaultActions",
  must: ({ protocol }) =>
    `forward to target groups of a protocol that goes with ${String(protocol)}`,
  error: apiErrors.incompatibleProtocols,
  answer: ({ protocol, defaultActions }) =>
    `The listener and its associated target group have incompatible protocols: '${String(protocol)}' and '${defaultActions.map(String).join(", ")}'`,
  holds: ({ protocol, defaultActions }) =>
    allOf(
      defaultActions.map((other) =>
        protocol === unknownValue || other === unknownValue
          ? "unknown"
          : certain(isWeb(protocol) === isWeb(other)),
      ),
    ),
};

/** What Elastic Load Balancing refuses of a listener for its protocol, in the order in which it looks. */
export const listenerConstraints: readonly Constraint<ListenerFields>[] = [
  protocolOfBalancer,
  groupsOfProtocol,
];

function protocolsOf(type: Known<string>): readonly string[] {
  return type === "application" || type === "network" ? listenerProtocols[type] : [];
}

function isWeb(protocol: string): boolean {
  return listenerProtocols.application.some((each) => each === protocol);
}
