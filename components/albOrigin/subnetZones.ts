import { getSubnet } from "@pulumi/aws/ec2/getSubnet";
import * as pulumi from "@pulumi/pulumi";
import { isPlain, problemsError } from "../internal/checked";
import type { ResolvedAlbOrigin, ResolvedTargets } from "./resolve";

/** Whose subnets are judged. */
interface Owner {
  /** Whose arguments they are, for example `AlbOrigin "web"`. */
  readonly subject: string;
  /** The component, whose provider looks the subnets up. */
  readonly component: pulumi.Resource;
}

/**
 * Has everything of a load balancer wait until its subnets are known to be of two zones at least, of which AWS is asked. What AWS does
 * not say, since a subnet is not made yet or may not be read, is left to it. Source: Elastic Load Balancing, `CreateLoadBalancer`,
 * `Subnets`: "You must specify subnets from at least two Availability Zones."
 * @param subject - Whose arguments they are, for example `AlbOrigin "web"`.
 * @param component - The component, whose provider looks the subnets up.
 * @param origin - What to make, of which each value is checked but for the zones.
 * @returns The same, which rejects where all subnets are of one zone.
 */
export function inTwoZones(
  subject: string,
  component: pulumi.Resource,
  origin: ResolvedAlbOrigin,
): ResolvedAlbOrigin {
  const { region, targets, vpcId } = origin;
  const owner = { subject, component };
  const subnetIds = zoneChecked(owner, "subnetIds", origin.subnetIds, region);
  const own = ownSubnetIds(targets);
  const path = targets.kind === "service" ? "targets.service" : "targets.autoScaling";
  const targetSubnetIds =
    own === origin.subnetIds ? subnetIds : zoneChecked(owner, `${path}.subnetIds`, own, region);
  // Those that the program names are looked up in every preview, so that nothing becomes unknown by waiting for them.
  const named = [
    ...subnetIds.filter((_, index) => isPlain(origin.subnetIds[index])),
    ...targetSubnetIds.filter((_, index) => isPlain(own[index])),
  ];
  return {
    ...origin,
    subnetIds,
    targets: "subnetIds" in targets ? { ...targets, subnetIds: targetSubnetIds } : targets,
    vpcId: pulumi.all([vpcId, pulumi.all(named)]).apply(([id]) => id),
  };
}

/** Where machines or tasks are started; none for targets that stand already. */
function ownSubnetIds(targets: ResolvedTargets): pulumi.Input<string>[] {
  return "subnetIds" in targets ? targets.subnetIds : [];
}

/** Each waits for its own lookup, so that one that is not known yet leaves the others known. The last one tells. */
function zoneChecked(
  { component, subject }: Owner,
  path: string,
  ids: readonly pulumi.Input<string>[],
  region: string | undefined,
): pulumi.Output<string>[] {
  const zones: (string | undefined)[] = [];
  return ids.map((id) =>
    pulumi.output(id).apply(async (known) => {
      zones.push(await zoneOf(known, region, component));
      const [zone] = zones;
      if (zone !== undefined && zones.length === ids.length && new Set(zones).size === 1) {
        throw problemsError(`arguments of ${subject}`, [
          {
            path,
            rule: "name subnets of at least two zones, so that one zone may fail",
            actual: `${ids.length} of ${zone}`,
            hint: "Replace one of them by a subnet of another zone",
          },
        ]);
      }
      return known;
    }),
  );
}

/** The zone of a subnet; undefined where AWS does not say it. */
async function zoneOf(
  id: string,
  region: string | undefined,
  parent: pulumi.Resource,
): Promise<string | undefined> {
  try {
    const { availabilityZone } = await getSubnet({ id, region }, { parent, async: true });
    return availabilityZone;
  } catch {
    return undefined;
  }
}
