import type { Exposure } from "../../model/firewall/exposure";
import type { OriginFace } from "../../model/firewall/originFaces";
import type { PlanSide } from "./context";

/** Who reaches a face of the origins, at every port that Cloudflare may use there. */
export interface FaceExposure {
  /** What stands there. */
  readonly face: OriginFace;
  /** One entry per port, in the order of ports. */
  readonly ports: readonly Exposure[];
}

/**
 * Reads who reaches the origins: what lets at least one range of Cloudflare in counts as one.
 * @param side - The resources.
 * @returns One entry per face, with the ports at which Cloudflare gets in.
 */
export function originExposures({ traffic }: PlanSide): FaceExposure[] {
  return traffic.firewalls
    .map(({ face, together }) => ({
      face,
      ports: together.filter(({ admitsCloudflare }) => admitsCloudflare),
    }))
    .filter(({ ports }) => ports.length > 0);
}
