import { tokenLabels } from "../../facts/hostnameLabels";
import { refusingAction } from "../../facts/cloudflare/zoneProducts";
import type { Inventory } from "../graph/inventory";
import { tokensAt, unknownLink, zoneOf } from "../graph/links";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** A function by which an expression can let requests without a token pass. Source: that of `demandsTokenToSignIn`. */
const presence = "is_jwt_present";

/**
 * Whether rules refuse calls of a hostname without a valid token at an operation by which clients get theirs.
 *
 * Source: Cloudflare docs, api-shield/security/jwt-validation (a rule covers all saved operations of the hosts that it includes but those
 * that it excludes; `is_jwt_valid` fails where a request has no token).
 * @param inventory - The resources.
 * @param hostname - The hostname.
 */
export function demandsTokenToSignIn(inventory: Inventory, hostname: string): boolean {
  const rules = inventory.ofType("tokenValidation").filter(({ properties: own }) => {
    const expression = readText(own.expression);
    return (
      readFlag(own.enabled, "yes") === "yes" &&
      readText(own.action) === refusingAction &&
      typeof expression === "string" &&
      !expression.includes(presence)
    );
  });
  const operations = inventory
    .ofType("apiOperation")
    .filter(({ properties: { host, endpoint } }) => {
      const path = readText(endpoint);
      const labels = typeof path === "string" ? path.split("/") : [];
      return readText(host) === hostname && labels.some((label) => tokenLabels.has(label));
    });
  return rules.some((rule) =>
    operations.some((each) => zoneOf(each) === zoneOf(rule) && covers(rule, each, hostname)),
  );
}

/** Whether a rule includes the hostname of an operation, and certainly does not exclude the operation. */
function covers(rule: ModelResource, { id, key }: ModelResource, hostname: string): boolean {
  const [included, excluded] = ["includes.hosts", "excludes.operationIds"].map((path) =>
    tokensAt(rule, `selector.${path}`),
  );
  const isExcluded = [id, key, unknownLink].some(
    (token) => token !== undefined && excluded?.includes(token) === true,
  );
  return included?.includes(hostname) === true && !isExcluded;
}
