import * as pulumi from "@pulumi/pulumi";
import {
  addressProblem,
  canonicalAddress,
  isIpAddress,
  retiredProblems,
} from "../internal/addresses";
import { canonicalHostname } from "../../core/hostnames";
import { hostnameProblem } from "../../core/hostnameRules";
import { checkedOnceKnown, isPlain, type ProblemList } from "../internal/checked";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import type { FailoverLoadBalancerArgs } from "./args";
import { foreignHostProblem } from "./hostHeaders";

/** The checked address of each origin, in the API's spelling, by pool and origin key. */
export type OriginAddresses = ReadonlyMap<string, ReadonlyMap<string, pulumi.Input<string>>>;

/** One origin of one pool. */
interface Place {
  readonly pool: string;
  readonly origin: string;
  /** Where the address stands. */
  readonly path: string;
  readonly address: pulumi.Input<string>;
  /** What becomes of the Host header with an address that is known. */
  readonly hostProblem: (address: string) => Problem | undefined;
}

/** An address that is known, in the API's spelling. */
interface Known {
  readonly path: string;
  readonly address: string;
}

/**
 * Checks the addresses of all origins: public, not retired, and each of its own. One that is known only later is
 * checked then, against those known now and those before it, and what flows on is the checked one.
 * @param problems - Takes what is wrong.
 * @param args - The component's arguments.
 * @returns The addresses, to be used in place of those in the arguments.
 */
export function checkAddresses(
  problems: ProblemList,
  args: FailoverLoadBalancerArgs,
): OriginAddresses {
  const { hostname, retiredAddresses } = args;
  // Of a list with a slip in it nothing is known.
  const retired = retiredProblems("", retiredAddresses).length > 0 ? [] : retiredAddresses;
  const check = (path: string, address: unknown): Problem | undefined =>
    originProblem(path, address, hostname, retired);
  const places = placesOf(args);
  const known: Known[] = [];
  for (const { path, address, hostProblem } of places) {
    if (isPlain(address)) {
      problems.add(
        check(path, address) ?? sharedProblem({ path, address: spelt(address) }, known),
        hostProblem(spelt(address)),
      );
      known.push({ path, address: spelt(address) });
    }
  }
  const earlier: Place[] = [];
  const addresses = new Map<string, Map<string, pulumi.Input<string>>>();
  for (const place of places) {
    const ofPool = addresses.get(place.pool) ?? new Map<string, pulumi.Input<string>>();
    ofPool.set(
      place.origin,
      isPlain(place.address)
        ? spelt(place.address)
        : checkedLater(place, [...earlier], known, check),
    );
    addresses.set(place.pool, ofPool);
    if (!isPlain(place.address)) {
      earlier.push(place);
    }
  }
  return addresses;
}

/** The origin's address once it is known; rejects if it breaks a rule. */
function checkedLater(
  place: Place,
  earlier: readonly Place[],
  known: readonly Known[],
  check: (path: string, address: unknown) => Problem | undefined,
): pulumi.Output<string> {
  const inputs = [place.address, ...earlier.map((other) => other.address)];
  const all = checkedOnceKnown(pulumi.all(inputs), ([address, ...others]) => {
    const before = others.map((other, index) => ({
      path: earlier[index]?.path ?? "",
      address: spelt(other),
    }));
    return (
      check(place.path, address) ??
      sharedProblem({ path: place.path, address: spelt(address) }, [...known, ...before]) ??
      place.hostProblem(spelt(address))
    );
  });
  return all.apply(([address]) => spelt(address));
}

function placesOf({ pools, zoneName }: FailoverLoadBalancerArgs): readonly Place[] {
  return pools.flatMap((pool, index) =>
    Object.entries(pool.origins).map(([origin, args]) => {
      const path = keyPath(`pools[${index}].origins`, origin);
      return {
        pool: pool.name,
        origin,
        path: `${path}.address`,
        address: args.address,
        hostProblem: (address) => foreignHostProblem(`${path}.hostHeader`, args, zoneName, address),
      };
    }),
  );
}

function originProblem(
  path: string,
  address: unknown,
  hostname: string,
  retired: readonly string[] | undefined,
): Problem | undefined {
  if (typeof address === "string" && isIpAddress(address)) {
    return addressProblem(path, address, retired);
  }
  if (typeof address === "string" && isDecoratedIpv6(address)) {
    return {
      path,
      rule: "be an IPv6 address without zone or brackets",
      actual: describeValue(address),
    };
  }
  const port = typeof address === "string" ? /^[^:]+:(\d{1,5})$/.exec(address)?.[1] : undefined;
  if (port !== undefined) {
    return {
      path,
      rule: "be an IP address or a host name, without a port",
      actual: describeValue(address),
      hint: `Give the port beside it, as port: ${port}`,
    };
  }
  if (typeof address !== "string" || !/[a-z]/i.test(address)) {
    return { path, rule: "be an IP address or a host name", actual: describeValue(address) };
  }
  if (spelt(address) === spelt(hostname)) {
    return {
      path,
      rule: "not be the hostname of the load balancer itself",
      actual: describeValue(address),
      hint: "Give the origin a name of its own that is DNS-only, or its address",
    };
  }
  return hostnameProblem(path, address);
}

/** An IPv6 address as URLs and tools of one host write it. */
function isDecoratedIpv6(text: string): boolean {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  return bare !== text && isIpAddress(bare);
}

/** Two origins with one address fail together, and Cloudflare refuses them in one pool. */
function sharedProblem(place: Known, others: readonly Known[]): Problem | undefined {
  const twin = others.find((other) => other.address === place.address);
  return (
    twin && {
      path: place.path,
      rule: `be the address of no other origin, as it is of ${twin.path}`,
      actual: describeValue(place.address),
      hint: "A backup that fails together with the primary is none",
    }
  );
}

/** The API's spelling of an address; what is none comes back as it is, for the message that refuses it. */
function spelt(address: unknown): string {
  if (typeof address !== "string") {
    return describeValue(address);
  }
  return isIpAddress(address) ? canonicalAddress(address) : (canonicalHostname(address) ?? address);
}
