import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { exposureOf, type Exposure } from "../model/exposure";
import type { OriginFace } from "../model/originFaces";
import type { PlanSide } from "./context";

/** Who reaches a face of the origins, at every port that Cloudflare may use there. */
export interface FaceExposure {
  /** What stands there. */
  readonly face: OriginFace;
  /** One entry per port, in the order of ports. */
  readonly ports: readonly Exposure[];
}

/** The ports that origins have where the plan does not say: those of HTTPS and HTTP. */
export const usualPorts: readonly number[] = [defaultHttpPort, defaultHttpsPort];

/**
 * Reads who reaches the origins: what lets at least one range of Cloudflare in counts as one.
 * @param side - The resources.
 * @returns One entry per face, with the ports at which Cloudflare gets in.
 */
export function originExposures({ traffic }: PlanSide): FaceExposure[] {
  return traffic.firewalls
    .map(({ face, together }) => {
      const read = new Map(together.map((each) => [each.port, each]));
      for (const port of usualPorts.filter((usual) => !read.has(usual))) {
        read.set(port, exposureOf(traffic.inventory, face.groups, port));
      }
      const ports = [...read.values()].sort((left, right) => left.port - right.port);
      return { face, ports: ports.filter(({ admitsCloudflare }) => admitsCloudflare) };
    })
    .filter(({ ports }) => ports.length > 0);
}
