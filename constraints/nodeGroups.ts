import type { Known } from "../core/known";
import { apiErrors } from "../facts/aws/apiErrors";
import { atMost, type Constraint } from "./constraint";

/** How many nodes a node group of EKS has. */
export interface NodeGroupSizes {
  /** The fewest. */
  readonly minSize: Known<number>;
  /** How many it is to have now. */
  readonly desiredSize: Known<number>;
  /** The most. */
  readonly maxSize: Known<number>;
}

/** The fewest are no more than what is desired: other than EC2 Auto Scaling, EKS takes nothing with bounds that rise. */
const desiredFromMinimum: Constraint<NodeGroupSizes> = {
  id: "node-group/desired-from-minimum",
  property: "minSize",
  must: ({ desiredSize }) => `be at most desiredSize, which is ${String(desiredSize)}`,
  error: apiErrors.nodeGroupSizes,
  answer: ({ minSize, desiredSize }) =>
    `Minimum capacity ${String(minSize)} can't be greater than desired size ${String(desiredSize)}`,
  holds: ({ minSize, desiredSize }) => atMost(minSize, desiredSize),
};

/** What is desired is no more than the most. */
const desiredToMaximum: Constraint<NodeGroupSizes> = {
  id: "node-group/desired-to-maximum",
  property: "maxSize",
  must: ({ desiredSize }) => `be at least desiredSize, which is ${String(desiredSize)}`,
  error: apiErrors.nodeGroupSizes,
  answer: "desiredSize can't be greater than maxSize",
  holds: ({ desiredSize, maxSize }) => atMost(desiredSize, maxSize),
};

/** What EKS refuses of a node group, in the order in which it looks. */
export const nodeGroupConstraints: readonly Constraint<NodeGroupSizes>[] = [
  desiredFromMinimum,
  desiredToMaximum,
];
