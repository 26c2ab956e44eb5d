import type { Environment } from "../../stacks";
import { alb, primaryOf, vpcId, type Side } from "./transitionsPrograms";
import { row } from "./transitionsRun";

/** A load balancer of AWS, at this step of the environment's origin pulls; undefined for none of them. */
function at(mode?: NonNullable<Environment["originPulls"]>["mode"], generation?: number): Side {
  const originPulls = mode && { mode, generation, trustStoreRegions: ["us-east-1"] };
  const firewalls = { main: { vpcId, region: "us-east-1" } };
  return primaryOf({ alb: alb() }, { firewalls, ...(originPulls && { originPulls }) });
}

/** Every step of origin pulls in an environment, up and down; a line adds one. */
export const originPullsTransitions = [
  row("prepares origin pulls", at(), at("off"), { create: 12 }),
  row("shows the certificate", at("off"), at("observe"), { update: 2 }),
  row("demands the certificate", at("observe"), at("enforce"), { update: 1 }),
  row("rotates the certificate that is demanded", at("enforce"), at("enforce", 2), {
    create: 4,
    delete: 4,
  }),
  row("demands the certificate no more", at("enforce"), at("observe"), { update: 1 }),
  row("shows the certificate no more", at("observe"), at("off"), { update: 2 }),
  row("takes origin pulls away", at("off"), at(), { delete: 12 }),
  row("prepares, shows and demands it in one step", at(), at("enforce"), { create: 12, update: 1 }),
];
