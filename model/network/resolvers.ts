import { amazonResolver } from "../../facts/aws/nameServers";
import { unknownValue, type Known } from "../../core/known";
import type { Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { knownList, readFlag, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** Whom those in a network ask for names. */
export interface Resolvers {
  /** The name servers, or the word for that of AWS; unknown where the plan does not say each. */
  readonly servers: Known<readonly string[]>;
  /** Whether that of AWS answers in this network. */
  readonly amazonAnswers: Certainty;
  /** What decides it. */
  readonly parts: readonly ModelResource[];
}

/**
 * Reads whom those in a network ask for names.
 * @param inventory - The resources.
 * @param vpc - The network.
 */
export function resolversOf(inventory: Inventory, vpc: ModelResource): Resolvers {
  const ties = inventory.linkedTo(vpc, "dhcpAssociation");
  const options = ties.map(({ properties }) =>
    firstLinked(inventory, "dhcpOptions", properties.dhcpOptionsId),
  );
  const listed = options.map(
    (each) => each && knownList(readTexts(each.properties.domainNameServers)),
  );
  const named = listed.flatMap<Known<string>>((each) => each ?? [unknownValue]);
  const known = named.filter((server) => typeof server === "string");
  return {
    servers:
      ties.length === 0 ? [amazonResolver] : known.length < named.length ? unknownValue : known,
    amazonAnswers: readFlag(vpc.properties.enableDnsSupport, "yes"),
    parts: [vpc, ...ties, ...options.filter((each) => each !== undefined)],
  };
}
