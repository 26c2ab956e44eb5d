import { canonicalHostname } from "../../model/graph/hostnames";
import { ec2IdPattern, idPrefixes } from "../../facts/aws/ids";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { cloudflareRanges, type AddressRanges } from "../../facts/cloudflare/ranges";

/** A zone that the account has before any program runs. */
export interface ZoneOptions {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** Domain name, e.g. `example.com`. */
  readonly name: string;
  /** Plan of the zone. Defaults to enterprise, on which everything can be rehearsed. */
  readonly plan?: CloudflarePlan;
  /** Whether the load balancing add-on is there. Defaults to true. */
  readonly loadBalancing?: boolean;
  /** Whether the traffic steering add-on is there. Defaults to true on the Enterprise plan and to false elsewhere. */
  readonly trafficSteering?: boolean;
}

/** A VPC that a region has before any program runs. */
export interface NetworkOptions {
  /** Region, e.g. `us-east-1`. */
  readonly region: string;
  /** Id of the VPC, e.g. `vpc-0a1b2c3d`. */
  readonly vpcId: string;
  /** IPv4 block of the VPC. Defaults to 10.0.0.0/16. */
  readonly cidrBlock?: string;
}

/** What exists before any program runs, and is not saved with the account. */
export interface AccountSeedOptions {
  /** Id of the Cloudflare account, 32 hexadecimal digits. */
  readonly accountId?: string;
  /** Zones of the account. Defaults to one zone `example.com`. */
  readonly zones?: readonly ZoneOptions[];
  /**
   * Host headers outside these zones that the account takes all the same: names of further zones of the account, and names that
   * publicly resolve to the origins they are for. Nobody is asked whether they do. Defaults to none.
   */
  readonly foreignHosts?: readonly string[];
  /** Number of the AWS account. */
  readonly awsAccountId?: string;
  /** Region that the AWS provider takes from its environment where the program names none. Defaults to `us-east-1`. */
  readonly awsRegion?: string;
  /**
   * VPCs. Where none is given, every well-formed id of what belongs to networks (a VPC, a security group, a gateway, a machine) exists in every
   * region; where some are, of what no program made only they do, with what EC2 makes together with a VPC, and three subnets each.
   */
  readonly networks?: readonly NetworkOptions[];
  /** Ranges that Cloudflare publishes in this sandbox. Defaults to the pinned ones. */
  readonly ranges?: AddressRanges;
}

/** A zone with everything decided, and its name in the canonical form. */
export type Zone = Required<ZoneOptions>;

/** Id of the account, and of the one zone, that a sandbox has unless it is told otherwise. */
export const defaultAccountId = "0123456789abcdef0123456789abcdef";

/** Id of the zone `example.com` that a sandbox has unless it is told otherwise. */
export const defaultZoneId = "fedcba9876543210fedcba9876543210";

/** What exists before any program runs: the account itself, its zones and networks. */
export class AccountSeed {
  /** Id of the Cloudflare account. */
  readonly accountId: string;
  /** Number of the AWS account. */
  readonly awsAccountId: string;
  /** Region that the AWS provider takes from its environment. */
  readonly awsRegion: string;
  /** The zones. */
  readonly zones: readonly Zone[];
  /** Whether nobody named the zones: then the one that there is gives way to a zone of the same name that a program makes. */
  readonly zonesAreAssumed: boolean;
  /** Ranges that Cloudflare publishes. */
  readonly ranges: AddressRanges;
  /** Host headers outside the zones that the account takes, in their canonical form. */
  readonly foreignHosts: ReadonlySet<string>;
  private readonly networks: readonly NetworkOptions[] | undefined;

  /**
   * Decides what the caller left open.
   * @param options - What the caller decides.
   */
  constructor(options: AccountSeedOptions) {
    this.accountId = options.accountId ?? defaultAccountId;
    this.awsAccountId = options.awsAccountId ?? "123456789012";
    this.awsRegion = options.awsRegion ?? "us-east-1";
    this.networks = options.networks;
    this.ranges = options.ranges ?? cloudflareRanges;
    this.zonesAreAssumed = options.zones === undefined;
    this.foreignHosts = new Set(options.foreignHosts?.map(canonicalHostname));
    const zones = options.zones ?? [{ id: defaultZoneId, name: "example.com" }];
    this.zones = zones.map((zone) => {
      const plan = zone.plan ?? CloudflarePlan.Enterprise;
      const trafficSteering = zone.trafficSteering ?? plan === CloudflarePlan.Enterprise;
      const loadBalancing = zone.loadBalancing ?? true;
      return { ...zone, name: canonicalHostname(zone.name), plan, loadBalancing, trafficSteering };
    });
  }

  /**
   * Finds a zone.
   * @param id - Its id.
   * @returns The zone, or undefined where the account has no such zone.
   */
  zone(id: string): Zone | undefined {
    return this.zones.find((zone) => zone.id === id);
  }

  /** Whether the account has the load balancing add-on, on any zone. */
  get loadBalancing(): boolean {
    return this.zones.some((zone) => zone.loadBalancing);
  }

  /**
   * Finds a VPC that was there before.
   * @param region - Region.
   * @param vpcId - Id of the VPC.
   * @returns The VPC, or undefined where the region has none of that id.
   */
  network(region: string, vpcId: string): NetworkOptions | undefined {
    if (this.standsUnnamed(idPrefixes.vpc, vpcId)) {
      return { region, vpcId };
    }
    return this.networks?.find((network) => network.region === region && network.vpcId === vpcId);
  }

  /**
   * Lists the VPCs of a region that somebody named.
   * @param region - Region.
   * @returns Their ids.
   */
  vpcsOf(region: string): string[] {
    const here = (this.networks ?? []).filter((network) => network.region === region);
    return here.map(({ vpcId }) => vpcId);
  }

  /**
   * Whether something stood in every region before, since nobody said what does: then every id that can be is taken for one
   * that the user's own account has.
   * @param prefix - What ids of its kind begin with.
   * @param id - Its id.
   * @returns True where networks were not named and the id is well formed.
   */
  standsUnnamed(prefix: string, id: string): boolean {
    return this.networks === undefined && ec2IdPattern(prefix).test(id);
  }
}
