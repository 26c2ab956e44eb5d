import * as pulumi from "@pulumi/pulumi";
import { keyPath } from "../../core/paths";
import { describeValue } from "../../core/problem";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { AlbRequiredHeaderArgs } from "../albOrigin";
import { headerValueProblem } from "../albOrigin/requiredHeader";
import { isPlain, type ProblemList } from "../internal/checked";
import type { HealthArgs } from "../loadBalancing";
import { isPort } from "./firewallReachability";
import type { ResilientSiteArgs } from "./args";

/**
 * Checks that the monitor of a site can ask the load balancers of AWS among its origins.
 * @param problems - Takes what is wrong.
 * @param args - The site's arguments, of which each holds its schema.
 * @returns The monitor's arguments, with the header that they require; undefined where the site has none.
 */
export function checkProbes(
  problems: ProblemList,
  { health, pools = [] }: ResilientSiteArgs,
): HealthArgs | undefined {
  const albs = pools.flatMap(({ origins }, index) =>
    Object.entries(origins).flatMap(([key, { alb }]) =>
      alb === undefined
        ? []
        : [{ path: `${keyPath(`pools[${index}].origins`, key)}.alb.requiredHeader`, alb }],
    ),
  );
  const { port, headers = {} } = health ?? {};
  problems.add(
    albs.length === 0 || !isPort(port) || port === defaultHttpsPort
      ? undefined
      : {
          path: "health.port",
          rule: `be ${defaultHttpsPort} or left out where an origin is an alb, which listens there`,
          actual: describeValue(port),
        },
  );
  const [first, ...others] = albs.flatMap(({ path, alb }) =>
    alb.requiredHeader === undefined ? [] : [{ path, header: alb.requiredHeader }],
  );
  if (first === undefined || health === undefined) {
    return health;
  }
  const rule = `have the name and the first value of ${first.path}, since one monitor asks both`;
  problems.add(
    ...others
      .filter(({ header }) => !isSentAlike(first.header, header))
      .map(({ path }) => ({ path, rule, actual: "another one" })),
  );
  return { ...health, headers: withHeader(headers, first.header) };
}

function isSentAlike(one: AlbRequiredHeaderArgs, other: AlbRequiredHeaderArgs): boolean {
  return isSameName(one.name, other.name) && one.values[0] === other.values[0];
}

/** What the user says of the header stays; a value that is refused is told of where it stands, and not once more as the monitor's. */
function withHeader(
  headers: NonNullable<HealthArgs["headers"]>,
  { name, values: [value] }: AlbRequiredHeaderArgs,
): NonNullable<HealthArgs["headers"]> {
  const isGiven = Object.keys(headers).some((given) => isSameName(given, name));
  const isRefused = isPlain(value) && headerValueProblem("", value) !== undefined;
  return isGiven || isRefused || value === undefined
    ? headers
    : { ...headers, [name]: pulumi.secret(value) };
}

/** A name that is no text is refused by the schema. */
function isSameName(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
