import { elasticAddress } from "../../facts/originMachines";
import { linkTokens } from "../graph/links";
import type { ModelResource } from "../graph/resources";

/**
 * Finds the elastic addresses that lead to a machine, by themselves or by an association.
 * @param resources - Where addresses and associations are.
 * @param machine - What the machine is called: keys and ids.
 * @returns The addresses, in the order of the resources.
 */
export function elasticAddressesOf<Resource extends ModelResource>(
  resources: readonly Resource[],
  machine: ReadonlySet<string | undefined>,
): Resource[] {
  const leads = ({ properties }: ModelResource): boolean =>
    (["instance", "instanceId"] as const).some((name) =>
      linkTokens(properties[name]).some((token) => machine.has(token)),
    );
  const associated = new Set(
    resources
      .filter((each) => each.type === elasticAddress.associationType && leads(each))
      .flatMap(({ properties }) => linkTokens(properties.allocationId)),
  );
  return resources.filter(
    (each) =>
      each.type === elasticAddress.type &&
      (leads(each) || associated.has(each.key) || associated.has(each.id ?? each.key)),
  );
}
