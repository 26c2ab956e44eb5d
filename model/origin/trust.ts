import { allOf, negated, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { sharedPullsAuthority } from "../../facts/cloudflare/originPulls";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { pullingHostnames } from "../tls/originPulls";
import { issuedBy, namesAuthority } from "../tls/pem";
import { isRevoked } from "../tls/revocations";
import { zoneOfPath } from "../traffic/answering";
import type { TrafficModel } from "../traffic/path";

/**
 * Finds the trust store by which a listener checks client certificates.
 * @param inventory - The resources.
 * @param listener - A `Listener`.
 * @returns The trust store; undefined where the inventory does not hold it, or the listener checks none.
 */
export function trustStoreOf(
  inventory: Inventory,
  listener: ModelResource,
): ModelResource | undefined {
  const { mutualAuthentication } = listener.properties;
  return isObject(mutualAuthentication)
    ? firstLinked(inventory, "trustStore", mutualAuthentication.trustStoreArn)
    : undefined;
}

/**
 * Finds the trust store to which a list of revocations belongs.
 * @param inventory - The resources.
 * @param revocation - A `TrustStoreRevocation`.
 * @returns The trust store; undefined where the inventory does not hold it.
 */
export function storeOfRevocation(
  inventory: Inventory,
  { properties }: ModelResource,
): ModelResource | undefined {
  return firstLinked(inventory, "trustStore", properties.trustStoreArn);
}

/** Where a trust store takes something over from: an object in S3. */
interface Place {
  readonly bucket: ReturnType<typeof readText>;
  readonly key: ReturnType<typeof readText>;
}

/**
 * Reads the authorities that a trust store takes over from its object in S3 when it is made or changed; what becomes of the object
 * afterwards changes nothing. Source: Elastic Load Balancing API reference, CreateTrustStore and ModifyTrustStore.
 * @param inventory - The resources.
 * @param store - A trust store.
 * @returns Their certificates in PEM form; unknown where the inventory does not hold the object, or not what it contains.
 */
export function authoritiesOf(inventory: Inventory, store: ModelResource): Known<string> {
  return contentAt(inventory, bundlePlace(store));
}

/**
 * Reads the lists by which a trust store turns away what its authorities revoked.
 * Source: Elastic Load Balancing API reference, AddTrustStoreRevocations.
 * @param inventory - The resources.
 * @param store - A trust store.
 * @returns The lists in PEM form, "" for none; unknown where the inventory does not hold an object, or not what it contains.
 */
export function revocationsOf(inventory: Inventory, store: ModelResource): Known<string> {
  const contents = inventory
    .linkedTo(store, "trustStoreRevocation")
    .map((each) => contentAt(inventory, listPlace(each)));
  return contents.includes(unknownValue) ? unknownValue : contents.map(String).join("\n");
}

/**
 * Finds the trust stores that take something over from an object in S3.
 * @param inventory - The resources.
 * @param object - An object.
 * @returns Those of which it is the bundle or a list of revocations.
 */
export function storesOfObject(
  inventory: Inventory,
  { properties: { bucket, key } }: ModelResource,
): ModelResource[] {
  const isHere = (place: Place): boolean =>
    place.key === readText(key) && place.bucket === readText(bucket);
  return inventory
    .ofType("trustStore")
    .filter((store) =>
      [
        bundlePlace(store),
        ...inventory.linkedTo(store, "trustStoreRevocation").map(listPlace),
      ].some(isHere),
    );
}

function bundlePlace({ properties }: ModelResource): Place {
  return {
    bucket: readText(properties.caCertificatesBundleS3Bucket),
    key: readText(properties.caCertificatesBundleS3Key),
  };
}

function listPlace({ properties }: ModelResource): Place {
  return {
    bucket: readText(properties.revocationsS3Bucket),
    key: readText(properties.revocationsS3Key),
  };
}

function contentAt(inventory: Inventory, { bucket, key }: Place): Known<string> {
  const object = inventory
    .ofType("bucketObject")
    .find(
      (each) =>
        readText(each.properties.bucket) === bucket && readText(each.properties.key) === key,
    );
  const content = object && readText(object.properties.content);
  return typeof bucket === "string" && typeof content === "string" ? content : unknownValue;
}

/**
 * Whether authorities issued the client certificate that Cloudflare shows for a hostname, and did not revoke it.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname that visitors ask for.
 * @param authorities - Their certificates in PEM form.
 * @param revocations - Their lists of revocations in PEM form. Defaults to none.
 * @returns `unknown` where the zone's several certificates differ. Where the resources hold none of the zone's, it is for the one that
 * all zones share.
 */
export function trustIn(
  model: TrafficModel,
  hostname: string,
  authorities: Known<string>,
  revocations: Known<string> = "",
): Certainty {
  const { inventory } = model;
  const shown = uploadedFor(model, hostname).map(({ properties }) =>
    readText(properties.certificate),
  );
  const answers = new Set(
    shown.map((each) =>
      allOf([issuedBy(each, authorities), negated(isRevoked(each, revocations))]),
    ),
  );
  const [only = namesAuthority(authorities, sharedPullsAuthority), ...others] = answers;
  return others.length > 0 || pullingHostnames(inventory).has(hostname) ? "unknown" : only;
}

/**
 * Lists the client certificates that the zone of a hostname has uploaded.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname that visitors ask for.
 */
export function uploadedFor(model: TrafficModel, hostname: string): ModelResource[] {
  const zone = zoneOfPath(model.pathOf(hostname));
  return model.inventory.ofType("pullsCertificate").filter((each) => zoneOf(each) === zone);
}
