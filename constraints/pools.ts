import { anyOf, certain, type Certainty } from "../core/certainty";
import type { Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { CheckRegion } from "../facts/cloudflare/loadBalancing";
import { planLimits, type CloudflarePlan } from "../facts/cloudflare/plans";
import { whenKnown, type Constraint } from "./constraint";
import { notValid } from "./loadBalancers";

/** What the API looks at in a pool. */
export interface PoolFields {
  /** Its origins. */
  readonly origins: Known<readonly unknown[]>;
  /** Regions that probe it; empty where they are left out. */
  readonly checkRegions: Known<readonly unknown[]>;
  /** Whether a monitor or a group of them looks after it. */
  readonly isMonitored: Known<boolean>;
  /** Degrees north; undefined where they are left out. */
  readonly latitude: Known<number> | undefined;
  /** Degrees east; undefined where they are left out. */
  readonly longitude: Known<number> | undefined;
}

/** The account around a pool. */
export interface PoolView {
  /** The account's plan. */
  readonly plan: CloudflarePlan;
  /** Endpoints of all other pools of the account, as far as they are known. */
  readonly endpointsElsewhere: number;
}

type PoolConstraint = Constraint<PoolFields, PoolView>;

/** All pools of an account have no more endpoints than its plan gives. */
export const endpointQuota: PoolConstraint = {
  id: "pool/endpoint-quota",
  property: "origins",
  must: (_fields, { plan }) =>
    `leave the pools of the account at ${planLimits[plan].endpoints} origins together on the plan ${plan}`,
  error: apiErrors.invalid,
  answer: (_fields, { plan }) =>
    notValid(`the subscription allows ${planLimits[plan].endpoints} endpoints`),
  holds: ({ origins }, { plan, endpointsElsewhere }) =>
    whenKnown(origins, ({ length }) => length + endpointsElsewhere <= planLimits[plan].endpoints),
};

const notEverywhere = notValid(
  "Probing from every data centre is not allowed with this subscription. Please choose regions",
);

/** Every region at once is part of the plan. Source: Cloudflare docs, load-balancing/monitors, Health Monitor Regions. */
export const allRegionsEntitled: PoolConstraint = {
  id: "pool/all-regions-entitled",
  property: "checkRegions",
  must: (_fields, { plan }) => `name single regions on the plan ${plan}`,
  error: apiErrors.invalid,
  answer: notEverywhere,
  holds: (fields, view) =>
    whereProbed(fields, view, (regions) => !regions.includes(CheckRegion.AllRegions)),
};

/** No region means every data centre, which is part of the plan. Source: that of `allRegionsEntitled`. */
export const regionsGiven: PoolConstraint = {
  id: "pool/regions-given",
  property: "checkRegions",
  must: (_fields, { plan }) => `name at least one region on the plan ${plan}`,
  error: apiErrors.invalid,
  answer: notEverywhere,
  holds: (fields, view) => whereProbed(fields, view, ({ length }) => length > 0),
};

/** Nothing is asked of the regions where nobody probes, or where the plan gives all of them. */
function whereProbed(
  { checkRegions, isMonitored }: PoolFields,
  { plan }: PoolView,
  test: (regions: readonly unknown[]) => boolean,
): Certainty {
  return anyOf([
    certain(planLimits[plan].probesFromEverywhere),
    whenKnown(isMonitored, (monitored) => !monitored),
    whenKnown(checkRegions, test),
  ]);
}

const together = {
  must: "be given together with the other coordinate",
  error: apiErrors.invalid,
  answer: notValid("latitude and longitude must be set together"),
} as const;

/** A pool that has a longitude has a latitude. */
export const latitudeGiven: PoolConstraint = {
  id: "pool/latitude-given",
  property: "latitude",
  ...together,
  holds: ({ latitude, longitude }) => certain(latitude !== undefined || longitude === undefined),
};

/** A pool that has a latitude has a longitude. */
export const longitudeGiven: PoolConstraint = {
  id: "pool/longitude-given",
  property: "longitude",
  ...together,
  holds: ({ latitude, longitude }) => certain(longitude !== undefined || latitude === undefined),
};

/** What the API refuses of a pool, for its own values and for what other pools have. */
export const poolConstraints: readonly PoolConstraint[] = [
  endpointQuota,
  allRegionsEntitled,
  regionsGiven,
  latitudeGiven,
  longitudeGiven,
];
