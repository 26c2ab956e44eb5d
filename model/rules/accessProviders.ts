import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { isObject } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { accessProviderTypes } from "../../facts/typesAlike";
import { actionOf, asksOfAll, policiesOf } from "./accessPolicies";

/**
 * Whether people log in by a resource.
 * @param resource - Any resource.
 * @returns True for providers of identities.
 */
export function isAccessProvider({ type }: Pick<ModelResource, "type">): boolean {
  return accessProviderTypes.includes(type);
}

/**
 * Says who of those that log in at an application still can without a provider of identities.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @param provider - The provider's id.
 * @returns `all` where nobody needs it, `others` where who has an identity there alone cannot, `none` where nobody can.
 */
export function loginsWithout(
  inventory: Inventory,
  application: ModelResource,
  provider: string,
): "all" | "others" | "none" {
  const policies = policiesOf(inventory, application);
  const action = actionOf(policies);
  const allowing = policies.flatMap(({ said }) => (said?.decision === "allow" ? [said] : []));
  if (action.kind !== "login" || action.letsIn === "nobody" || allowing.length === 0) {
    return "all";
  }
  const taken = tokensAt(application, "allowedIdps");
  const isOnly = taken.length > 0 && taken.every((each) => each === provider);
  if (isOnly || allowing.every((said) => isOnlyBy(said, provider))) {
    return "none";
  }
  const isNamed = allowing.some((said) => isOnlyBy(said, provider));
  return isNamed || taken.length === 0 || taken.includes(provider) ? "others" : "all";
}

/**
 * Whether an application lets people log in by every provider that there is.
 * @param application - An `AccessApplication`.
 */
export function takesAnyProvider(application: ModelResource): boolean {
  return tokensAt(application, "allowedIdps").length === 0;
}

function isOnlyBy(said: ModelObject, provider: string): boolean {
  return asksOfAll(said, (selector) => isBy(selector, provider));
}

/** Source: `@pulumi/cloudflare` 6, `ZeroTrustAccessPolicyInclude` (`loginMethod.id`, and `identityProviderId` of groups of a provider). */
function isBy(selector: ModelObject, provider: string): boolean {
  return Object.entries(selector).some(([kind, said]) => {
    const own = isObject(said)
      ? kind === "loginMethod"
        ? said.id
        : said.identityProviderId
      : null;
    return linkTokens(own ?? undefined).includes(provider);
  });
}
