import { listOf, ruled } from "../../core/schema";
import { choice } from "../../core/valueSchemas";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { retiredProblem } from "./addresses";
import { zoneNameProblem } from "./hostnames";

export { choice, hostnameSchema, numberIn, textLike, wholeNumber } from "../../core/valueSchemas";

/** A zone's plan. */
export const planSchema = choice(CloudflarePlan);

/** The name of a zone. */
export const zoneNameSchema = ruled({ type: "string" }, (value) => zoneNameProblem("", value));

/** Addresses and CIDRs that were given back. */
export const retiredAddressesSchema = listOf(
  ruled({ type: "string" }, (value) => retiredProblem("", value)),
);
