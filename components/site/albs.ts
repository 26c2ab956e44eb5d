import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { ownEntry } from "../../core/ownEntry";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { oneOfProblem } from "../../core/rules";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { AlbPlainHttp, type AlbContentArgs } from "../albOrigin";
import type { ResolvedAlb } from "../albOrigin/resolve";
import { checkAlb } from "../albOrigin/validate";
import { withPrefix, type ProblemList } from "../internal/checked";
import type { HealthArgs, OriginArgs, PoolArgs } from "../loadBalancing";
import type { OriginFirewallArgs } from "../originFirewall";
import type { ResilientSiteArgs, SiteAlbArgs, SiteOriginArgs } from "./args";
import { checkProbes } from "./albProbes";
import { isPort } from "./firewallReachability";
import { namedPools } from "./poolNames";
import type { SharedBySites } from "./sites";

/** A load balancer of AWS that a site makes as an origin. */
export interface SiteAlb {
  /** The name of its pool. */
  readonly pool: string;
  /** Its key in that pool. */
  readonly origin: string;
  /** The key of the firewall that lets Cloudflare in. */
  readonly firewall: string;
  /** What the user gave. */
  readonly args: AlbContentArgs;
  /** What it says. */
  readonly resolved: ResolvedAlb;
  /** To be called with the address once the load balancer is declared. */
  readonly provideAddress: (address: pulumi.Output<string>) => void;
}

/** Pools of which every origin has an address, and the load balancers that some of the addresses are of. */
export interface CheckedOrigins {
  /** The pools with their names. */
  readonly pools: readonly PoolArgs[];
  /** What the monitor does, with what those load balancers require of it. */
  readonly health: HealthArgs | undefined;
  /** Fills in the load balancers' defaults, where nothing is wrong. */
  readonly resolveAlbs: () => readonly SiteAlb[];
}

/** How many characters AWS takes of a name that it ends itself. Source: the provider's documents of `aws.lb`, `namePrefix`. */
const longestPrefix = 6;

/**
 * Checks the origins of a site that are load balancers to make. Their addresses are known once they are made.
 * @param problems - Takes what is wrong.
 * @param args - The site's arguments, of which each holds its schema.
 * @param shared - The firewalls, among others.
 * @returns The pools as the load balancer takes them.
 */
export function checkOrigins(
  problems: ProblemList,
  args: ResilientSiteArgs,
  { firewalls }: Pick<SharedBySites, "firewalls">,
): CheckedOrigins {
  const albs: (() => SiteAlb)[] = [];
  const pools = namedPools(args.pools ?? []).map((pool, index) => {
    const origins = mapEntries(pool.origins, ({ alb, ...given }, origin): OriginArgs => {
      if (alb === undefined) {
        // An address that is left out is for the load balancer's own check to tell.
        return { ...given, address: given.address as pulumi.Input<string> };
      }
      const [address, provideAddress] = pulumi.deferredOutput<string>();
      const resolved = problems.within(
        (problem) => withPrefix(keyPath(`pools[${index}].origins`, origin), problem),
        (own) => checkAlbOrigin(own, origin, { ...given, alb }, firewalls),
      );
      const { firewall, ...content } = alb;
      const place = { pool: pool.name, origin, firewall, args: content, provideAddress };
      albs.push(() => ({ ...place, resolved: resolved() }));
      return { ...given, address, port: undefined };
    });
    return { ...pool, origins };
  });
  const health = checkProbes(problems, args);
  return { pools, health, resolveAlbs: () => albs.map((resolve) => resolve()) };
}

type AlbOriginOfSite = SiteOriginArgs & Required<Pick<SiteOriginArgs, "alb">>;

function checkAlbOrigin(
  problems: ProblemList,
  key: string,
  { alb, address, port }: AlbOriginOfSite,
  firewalls: SharedBySites["firewalls"],
): () => ResolvedAlb {
  problems.add(
    address === undefined
      ? undefined
      : { path: "address", rule: "be left out where alb is given", actual: "both" },
    !isPort(port) || port === defaultHttpsPort
      ? undefined
      : {
          path: "port",
          rule: `be ${defaultHttpsPort} or left out where alb is given, which listens there`,
          actual: describeValue(port),
        },
  );
  const firewall = ownEntry(firewalls ?? {}, alb.firewall);
  return problems.within(
    (problem) => withPrefix("alb", problem),
    (own) => {
      own.add(
        ...(firewall === undefined
          ? [unknownFirewallProblem(alb, firewalls)]
          : shutProblems(alb, firewall)),
      );
      const { vpcId = "", region } = firewall ?? {};
      return checkAlb(own, alb, { vpcId, region, namePrefix: namePrefixOf(key) });
    },
  );
}

function unknownFirewallProblem(
  { firewall }: SiteAlbArgs,
  firewalls: SharedBySites["firewalls"],
): Problem | undefined {
  const path = "firewall";
  return firewalls === undefined
    ? {
        path,
        rule: "be one of firewalls, in whose VPC the load balancer stands",
        actual: `${describeValue(firewall)} without firewalls`,
        hint: "Or make an AlbOrigin beside the site, and give its dnsName as the address",
      }
    : oneOfProblem(path, firewall, Object.keys(firewalls));
}

/** What its own firewall keeps from the load balancer, whatever the others let in. */
function shutProblems(
  { firewall, dualStack, plainHttp }: SiteAlbArgs,
  { ports = [defaultHttpsPort], ipv6 = true }: OriginFirewallArgs,
): readonly (Problem | undefined)[] {
  const listening = [
    defaultHttpsPort,
    ...(plainHttp === AlbPlainHttp.Redirect ? [defaultHttpPort] : []),
  ];
  const shut = listening.filter((port) => !ports.includes(port));
  return [
    shut.length === 0
      ? undefined
      : {
          path: "firewall",
          rule: `open port ${shut.join(" and ")} to Cloudflare, where the load balancer listens`,
          actual: `${describeValue(firewall)} with ${ports.join(", ")}`,
        },
    dualStack !== true || ipv6
      ? undefined
      : {
          path: "dualStack",
          rule: "be false where the firewall lets nobody in by IPv6",
          actual: "true",
        },
  ];
}

/** A short beginning, since the names of what a site makes are longer than AWS lets such a name be. */
function namePrefixOf(key: string): string {
  return `${key.replace(/[^A-Za-z0-9]/g, "").slice(0, longestPrefix - 1)}-`;
}
