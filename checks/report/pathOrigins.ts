import type { DnsRecordNode } from "../../model/traffic/dnsRecords";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import type { LoadBalancerNode } from "../../model/traffic/loadBalancers";
import {
  recordPlace,
  type OriginMachines,
  type OriginPlace,
} from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";
import { isPlaceholder } from "../../core/reservedAddresses";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import type { BalancedPool } from "../../model/traffic/balancedPools";

/** Asks the origins at the ends of paths. What many paths share is asked once. */
export class PathOrigins {
  private readonly ofPaths = new Map<HostnamePath, boolean>();
  private readonly ofPools = new Map<string, boolean>();
  private readonly ofBalancers = new Map<LoadBalancerNode, boolean>();

  /**
   * Has asked nothing yet.
   * @param machines - What origins stand on.
   * @param test - What is asked of an origin: whether one of the machines it may stand on is meant; none are given where the
   * plan does not say.
   */
  constructor(
    private readonly model: TrafficModel,
    private readonly machines: OriginMachines,
    private readonly test: (machines: readonly ModelResource[]) => boolean,
  ) {}

  /**
   * Asks the origins of a path.
   * @returns Whether one of them fits.
   */
  someOf(path: HostnamePath): boolean {
    const { loadBalancer, records, shadowed, next } = path;
    const found =
      this.ofPaths.get(path) ??
      ((loadBalancer !== undefined && this.ofBalancer(loadBalancer)) ||
        (shadowed.length === 0 &&
          records.some((each) => isOrigin(each, this.machines) && this.fits(recordPlace(each)))) ||
        next.some((each) => this.someOf(each)));
    this.ofPaths.set(path, found);
    return found;
  }

  private ofBalancer(loadBalancer: LoadBalancerNode): boolean {
    const known = this.ofBalancers.get(loadBalancer);
    const found = known ?? this.model.balanced.of(loadBalancer).some((pool) => this.ofPool(pool));
    this.ofBalancers.set(loadBalancer, found);
    return found;
  }

  private ofPool({ id, node }: BalancedPool): boolean {
    const origins = node === undefined || node.origins === unknownValue ? [] : node.origins;
    const found = this.ofPools.get(id) ?? origins.some((each) => this.fits(each));
    this.ofPools.set(id, found);
    return found;
  }

  private fits(place: OriginPlace): boolean {
    return this.test(this.machines.at(place));
  }
}

/**
 * Whether a record leads to an origin and not to another name.
 * @param machines - What origins stand on.
 * @returns True for addresses but placeholders, and for names of machines.
 */
function isOrigin(record: DnsRecordNode, machines: OriginMachines): boolean {
  const { content } = record;
  if (typeof content === "string" && isPlaceholder(content)) {
    return false;
  }
  return record.type !== "CNAME" || machines.at(recordPlace(record)).length > 0;
}
