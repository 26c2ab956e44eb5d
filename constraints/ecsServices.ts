import { allOf, certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/aws/apiErrors";
import { ecsLaunchTypes } from "../facts/aws/ecs";
import { whenKnown, type Constraint, type StricterRule } from "./constraint";

/** A target group in which a service registers its tasks. */
export interface ServiceTargetGroup {
  /** Its ARN. */
  readonly targetGroupArn: string;
  /** Whether a listener or one of its rules forwards to it. */
  readonly isAssociated: Certainty;
}

/** What ECS looks at in a service. */
export interface EcsServiceFields {
  /** Where its tasks are registered. */
  readonly loadBalancers: readonly ServiceTargetGroup[];
  /** What its tasks run on; undefined where capacity providers decide. */
  readonly launchType: Known<string> | undefined;
  /** Whether its tasks get public addresses. */
  readonly assignPublicIp: Known<boolean>;
}

/** A service registers its tasks where a load balancer forwards to. */
const groupsAssociated: Constraint<EcsServiceFields> = {
  id: "ecs-service/groups-associated",
  property: "loadBalancers",
  must: "name target groups to which a listener or a rule of one forwards",
  error: apiErrors.targetGroupNotAssociated,
  answer: ({ loadBalancers }) => {
    const lost = loadBalancers.find(({ isAssociated }) => isAssociated === "no");
    return `The target group with targetGroupArn ${lost?.targetGroupArn ?? ""} does not have an associated load balancer.`;
  },
  holds: ({ loadBalancers }) => allOf(loadBalancers.map(({ isAssociated }) => isAssociated)),
};

/** Tasks on machines of EC2 get no public addresses. */
export const publicIpOnFargate: Constraint<Omit<EcsServiceFields, "loadBalancers">> = {
  id: "ecs-service/public-ip-on-fargate",
  property: "assignPublicIp",
  must: `be false where launchType is ${ecsLaunchTypes.ec2}`,
  error: apiErrors.publicIpNotSupported,
  answer: "Assign public IP is not supported for this launch type.",
  holds: ({ launchType, assignPublicIp }) =>
    launchType === ecsLaunchTypes.ec2 ? whenKnown(assignPublicIp, (assigned) => !assigned) : "yes",
};

/** What ECS refuses of a service, in the order in which it looks. */
export const ecsServiceConstraints: readonly Constraint<EcsServiceFields>[] = [
  publicIpOnFargate,
  groupsAssociated,
];

/** Between how many tasks a service is kept. */
export interface ScalableBounds {
  /** The fewest. */
  readonly minCapacity: Known<number>;
  /** The most. */
  readonly maxCapacity: Known<number>;
}

/** The bounds of a scalable target are in order. */
export const capacityInOrder: Constraint<ScalableBounds> = {
  id: "scalable-target/capacity-in-order",
  property: "maxCapacity",
  must: ({ minCapacity }) => `be at least the minimum, which is ${String(minCapacity)}`,
  error: apiErrors.scalableTargetBounds,
  answer: "Maximum capacity cannot be less than minimum capacity",
  holds: ({ minCapacity, maxCapacity }) =>
    minCapacity === unknownValue || maxCapacity === unknownValue
      ? "unknown"
      : certain(minCapacity <= maxCapacity),
};

/** How a service is deployed. */
export interface ServiceRoom {
  /** How many tasks it keeps running. */
  readonly desiredCount: number;
  /** How many there may be meanwhile, in percent of these. */
  readonly deploymentMaximumPercent: number;
}

/** A deployment has room for one task more. Source: Amazon ECS developer guide, deployment-type-ecs (the maximum is rounded down). */
export const roomForNewTasks: StricterRule<ServiceRoom> = {
  id: "ecs-service/room-for-new-tasks",
  property: "deploymentMaximumPercent",
  must: ({ desiredCount }) =>
    `leave room for one task beside ${desiredCount}, which is ${Math.ceil(((desiredCount + 1) * 100) / desiredCount)} or more`,
  reason: "Where no old task may go and no new one may come, a deployment never ends.",
  holds: ({ desiredCount, deploymentMaximumPercent }) =>
    certain(Math.floor((desiredCount * deploymentMaximumPercent) / 100) > desiredCount),
};
