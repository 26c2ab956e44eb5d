import { type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { pullingHostnames } from "../tls/originPulls";
import { issuedBy } from "../tls/pem";
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
 * Reads the authorities that a trust store takes over from its object in S3 when it is made or changed; what becomes of the object
 * afterwards changes nothing. Source: Elastic Load Balancing API reference, CreateTrustStore and ModifyTrustStore.
 * @param inventory - The resources.
 * @param store - A trust store.
 * @returns Their certificates in PEM form; unknown where the inventory does not hold the object, or not what it contains.
 */
export function authoritiesOf(inventory: Inventory, { properties }: ModelResource): Known<string> {
  const [bucket, key] = [
    readText(properties.caCertificatesBundleS3Bucket),
    readText(properties.caCertificatesBundleS3Key),
  ];
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
 * Whether authorities issued the client certificate that Cloudflare shows for a hostname.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname that visitors ask for.
 * @param authorities - Their certificates in PEM form.
 * @returns `unknown` where the zone has uploaded none, which is then Cloudflare's own, and where its several ones differ.
 */
export function trustIn(
  model: TrafficModel,
  hostname: string,
  authorities: Known<string>,
): Certainty {
  const { inventory } = model;
  const zone = zoneOfPath(model.pathOf(hostname));
  const shown = inventory.ofType("pullsCertificate").filter((each) => zoneOf(each) === zone);
  const answers = new Set(
    shown.map(({ properties }) => issuedBy(readText(properties.certificate), authorities)),
  );
  const [only = "unknown", ...others] = answers;
  return others.length > 0 || pullingHostnames(inventory).has(hostname) ? "unknown" : only;
}
