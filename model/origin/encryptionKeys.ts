import { encryptedTypes, type Encrypted } from "../../facts/aws/encryptionKeys";
import { ownEntry } from "../../core/ownEntry";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { readFlag, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { Applications, type Application } from "./applications";
import { allNames } from "./namesOfThings";
import type { OriginPaths } from "./originPaths";
import { askersOf, isOnlyDatabase, storeOf } from "./stores";

/** Something that is encrypted with a key, and who needs it. */
export interface EncryptedThing {
  /** It. */
  readonly thing: ModelResource;
  /** What becomes of it without the key. */
  readonly encrypted: Encrypted;
  /** The applications that need it; those that only may, as they are let in there, are left out unless there is nothing else to ask. */
  readonly applications: readonly Application[];
}

/** Whether a key can be used. */
export function isEnabled({ properties }: ModelResource): boolean {
  return readFlag(properties.isEnabled, "yes") !== "no";
}

/**
 * Lists what applications behind hostnames need and a key encrypts.
 * @param paths - What stands behind hostnames.
 * @param key - A key of KMS.
 * @returns The things that at least one application needs.
 */
export function encryptedWith(paths: OriginPaths, key: ModelResource): EncryptedThing[] {
  const { inventory } = paths.model;
  const names = keyNames(inventory, key);
  return (Object.keys(encryptedTypes) as (keyof typeof encryptedTypes)[])
    .flatMap((type) => inventory.ofType(type))
    .flatMap((thing) => {
      const encrypted = ownEntry<Encrypted>(encryptedTypes, modelType(thing.type) ?? "");
      const isIts =
        encrypted !== undefined && tokensAt(thing, encrypted.key).some((each) => names.has(each));
      const applications = isIts ? applicationsWith(paths, thing) : [];
      return encrypted === undefined || applications.length === 0
        ? []
        : [{ thing, encrypted, applications }];
    });
}

/** What something may call a key by: itself, and what an alias of it is called. */
function keyNames(inventory: Inventory, key: ModelResource): ReadonlySet<string> {
  const own = tokensOf(key);
  const aliases = inventory
    .ofType("keyAlias")
    .filter((alias) => tokensAt(alias, "targetKeyId").some((each) => own.includes(each)));
  const named = aliases.flatMap((alias) => [
    ...tokensOf(alias),
    String(readText(alias.properties.name)),
  ]);
  return new Set([...own, ...named]);
}

function applicationsWith(paths: OriginPaths, thing: ModelResource): readonly Application[] {
  const { inventory } = paths.model;
  const applications = Applications.of(paths);
  if (modelType(thing.type) === "lambdaFunction") {
    return applications.all.filter(({ serves }) => serves.key === thing.key);
  }
  return storeOf(thing) === undefined
    ? applications.naming(allNames(inventory, thing))
    : askersOf(paths, thing)
        .filter(
          ({ isNamed, application }) => isNamed || isOnlyDatabase(inventory, thing, application),
        )
        .map(({ application }) => application);
}
