import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { knownList, readNumber, readText, readTexts } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import { linkTokens } from "../graph/links";
import { linkedResource } from "../graph/targets";
import type { ModelResource, ModelValue } from "../graph/resources";
import { cardsOf } from "./elasticAddresses";

const lists = ["privateIps", "privateIpLists", "secondaryPrivateIps"] as const;

/** Private addresses that an interface or a machine gives up. */
export interface GivenUp {
  /** The properties that say so. */
  readonly properties: readonly string[];
  /** Whether it gives up an address. */
  readonly has: (address: string) => boolean;
}

/**
 * Says which private addresses an interface or a machine gives up.
 * @param before - What it was.
 * @param after - What it is afterwards.
 * @returns Nothing where it keeps all, or not all are known.
 */
export function givenUpAddresses(
  { properties: was }: ModelResource,
  { properties: is }: ModelResource,
): GivenUp[] {
  const listed = lists.flatMap((name): GivenUp[] => {
    const old = knownList(readTexts(was[name]));
    const now = knownList(readTexts(is[name]));
    const lost = (old ?? []).filter((address) => now?.includes(address) === false);
    // What a program no longer gives stays as it is.
    const isGiven = is[name] !== undefined && now !== undefined;
    return isGiven && lost.length > 0
      ? [{ properties: [name], has: (address) => lost.includes(address) }]
      : [];
  });
  const primary = readText(was.privateIp);
  const isLast = readNumber(is.privateIpsCount) === 0 && readNumber(was.privateIpsCount) !== 0;
  return isLast && was.privateIpsCount !== undefined && typeof primary === "string"
    ? [...listed, { properties: ["privateIpsCount"], has: (address) => address !== primary }]
    : listed;
}

/** An elastic address that is tied to one private address. */
export interface PrivateTie {
  /** The elastic address. */
  readonly address: ModelResource;
  /** The private one; unknown where the plan does not say. */
  readonly to: Known<string>;
  /** What ties them. */
  readonly tiedBy: ModelResource;
}

/**
 * Lists the elastic addresses that are tied to single private addresses of an interface or a machine.
 * @param inventory - Where addresses and associations are.
 * @param holder - The interface or the machine.
 */
export function privateTiesOf(inventory: Inventory, holder: ModelResource): PrivateTie[] {
  const cards = cardsOf(holder).flatMap((token) => {
    const card = linkedResource(inventory, "networkInterface", token);
    return card === undefined ? [token] : tokensOf(card);
  });
  const tokens = [...tokensOf(holder), ...cards];
  const associated = inventory.linkedToAny(tokens, "elasticIpAssociation").flatMap((tiedBy) =>
    linkTokens(tiedBy.properties.allocationId)
      .flatMap((token) => linkedResource(inventory, "elasticIp", token) ?? [])
      .flatMap((address) => tie(address, tiedBy, tiedBy.properties.privateIpAddress)),
  );
  const own = inventory
    .linkedToAny(tokens, "elasticIp")
    .flatMap((address) => tie(address, address, address.properties.associateWithPrivateIp));
  return [...associated, ...own];
}

function tie(
  address: ModelResource,
  tiedBy: ModelResource,
  value: ModelValue | undefined,
): PrivateTie[] {
  const to = readText(value);
  return to === undefined ? [] : [{ address, tiedBy, to }];
}
