import { allOf, certain } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/aws/apiErrors";
import { atMost, type Constraint, type StricterRule } from "./constraint";

/** How many machines an Auto Scaling group has. */
export interface ScalingSizes {
  /** The fewest. */
  readonly minSize: Known<number>;
  /** The most. */
  readonly maxSize: Known<number>;
  /** How many it is to have now; undefined where nobody says. */
  readonly desiredCapacity: Known<number> | undefined;
}

/** The bounds of a group are in order. */
const boundsInOrder: Constraint<ScalingSizes> = {
  id: "scaling-group/bounds-in-order",
  property: "maxSize",
  must: ({ minSize }) => `be at least minSize, which is ${shown(minSize)}`,
  error: apiErrors.scalingSizes,
  answer: ({ minSize, maxSize }) =>
    `The maximum size ${shown(maxSize)} is less than the minimum size ${shown(minSize)}`,
  holds: ({ minSize, maxSize }) => atMost(minSize, maxSize),
};

/** What is desired lies within the bounds. */
const desiredWithinBounds: Constraint<ScalingSizes> = {
  id: "scaling-group/desired-within-bounds",
  property: "desiredCapacity",
  must: ({ minSize, maxSize }) =>
    `be from minSize to maxSize, which are ${shown(minSize)} and ${shown(maxSize)}`,
  error: apiErrors.scalingSizes,
  answer: ({ minSize, maxSize, desiredCapacity }) =>
    `Desired capacity:${shown(desiredCapacity)} must be between the specified min size:${shown(minSize)} and max size:${shown(maxSize)}`,
  holds: ({ minSize, maxSize, desiredCapacity }) =>
    desiredCapacity === undefined
      ? "yes"
      : allOf([atMost(minSize, desiredCapacity), atMost(desiredCapacity, maxSize)]),
};

/** What EC2 Auto Scaling refuses of a group, in the order in which it looks. */
export const scalingConstraints: readonly Constraint<ScalingSizes>[] = [
  boundsInOrder,
  desiredWithinBounds,
];

/** A group has room for one machine more than it needs. */
export const roomBesideOld: StricterRule<ScalingSizes> = {
  id: "scaling-group/room-beside-old",
  property: "maxSize",
  must: ({ minSize }) =>
    `be more than minimumInstances, which is ${shown(minSize)}, so that new machines can stand beside old ones`,
  reason: "A refresh that keeps all that serves starts new machines before it ends old ones.",
  holds: ({ minSize, maxSize }) =>
    minSize === unknownValue || maxSize === unknownValue ? "unknown" : certain(minSize < maxSize),
};

function shown(value: Known<number> | undefined): string {
  return typeof value === "number" ? `${value}` : "not known";
}
