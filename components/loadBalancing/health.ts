import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import { defaultHttpsPort, portRange } from "../../facts/cloudflare/ports";
import type { FailoverLoadBalancerArgs } from "./args";
import { wholeNumberProblem } from "../internal/rules";

/**
 * How health is found out where nothing else is said. Two failures in a row, for a single one may be a deployment or a
 * lost packet; an interval that every plan has by Cloudflare's page of limits; regions on three sides.
 */
export const healthDefaults = {
  intervalSeconds: 15,
  timeoutSeconds: 5,
  retries: 1,
  consecutiveDown: 2,
  consecutiveUp: 2,
  expectedCodes: "2xx",
  checkRegions: [
    CheckRegion.EasternNorthAmerica,
    CheckRegion.WesternEurope,
    CheckRegion.WesternNorthAmerica,
  ] as readonly CheckRegion[],
};

/**
 * The ports that the origins of a load balancer listen on.
 * @param args - The component's arguments.
 * @returns Each port once, the smallest first.
 */
export function originPorts({ pools }: FailoverLoadBalancerArgs): readonly number[] {
  const ports = pools
    .flatMap((pool) => Object.values(pool.origins))
    .map((origin) => origin.port ?? defaultHttpsPort)
    .filter((port) => wholeNumberProblem("", port, portRange) === undefined);
  return [...new Set(ports)].sort((one, other) => one - other);
}
