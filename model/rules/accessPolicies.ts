import { certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isObject, isUnread, knownList, readList, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { targetOf } from "../graph/targets";
import type { EdgeAction } from "./edgeActions";

/** Where Access asks visitors who they are. */
export const accessStep: RequestStep = "Access";

/** A policy of an application. */
export interface AccessPolicy {
  /** The resource that keeps it for several applications. Undefined where the application keeps it, or another stack. */
  readonly resource: ModelResource | undefined;
  /** What it says. Undefined where nobody knows. */
  readonly said: ModelObject | undefined;
}

/**
 * Lists the policies of an application in the order in which they stand.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns The policies; one of which nothing is known where the list is not.
 */
export function policiesOf(inventory: Inventory, application: ModelResource): AccessPolicy[] {
  const list = readList(application.properties.policies);
  if (list === unknownValue) {
    return [{ resource: undefined, said: undefined }];
  }
  const tokens = [application.key, application.id];
  // Version 5 of the provider lets the policy name its application.
  const naming = inventory
    .ofType("accessPolicy")
    .filter((policy) => tokensAt(policy, "applicationId").some((token) => tokens.includes(token)));
  const sorted = list
    .map((each, place): readonly [ModelValue, number] => [each, precedenceOf(each) ?? place])
    .sort(([, left], [, right]) => left - right)
    .map(([each]) => each);
  const named = sorted.map((each) => {
    const value = isObject(each) ? each : {};
    const isInline = (value.decision ?? undefined) !== undefined && !isUnread(value.decision);
    const id = value.id ?? (isObject(each) ? undefined : each);
    return { said: isInline ? value : undefined, target: targetOf(inventory, id, "accessPolicy") };
  });
  const late = named.flatMap(({ said, target }) =>
    said === undefined && target?.state === "oneOf" ? [target.resources] : [],
  );
  const coming = [...(areAlike(late) ? (late[0] ?? []) : [])];
  const own = named.map(({ said, target }): AccessPolicy => {
    if (said !== undefined) {
      return { resource: undefined, said };
    }
    const resource =
      target?.state === "found"
        ? target.resources[0]
        : target?.state === "oneOf"
          ? coming.shift()
          : undefined;
    return { resource, said: resource?.properties };
  });
  return [...own, ...naming.map((resource) => ({ resource, said: resource.properties }))];
}

/**
 * Whether a policy lets in nobody of whom something is not asked: all whom it includes are named by it, or it requires it.
 * @param said - What the policy says.
 * @param asks - Whether a selector asks it.
 */
export function asksOfAll(
  { includes, requires }: ModelObject,
  asks: (selector: ModelObject) => boolean,
): boolean {
  const isMet = (each: ModelValue): boolean => isObject(each) && asks(each);
  const included = knownList(readList(includes)) ?? [];
  return (
    (included.length > 0 && included.every(isMet)) ||
    (knownList(readList(requires)) ?? []).some(isMet)
  );
}

/**
 * Whether ids that are not known yet come from as many policies as they are, which all decide alike, so that it is one which of them is which:
 * of such the order does not count.
 */
function areAlike(late: readonly (readonly ModelResource[])[]): boolean {
  const [first = []] = late;
  const [decision, ...others] = new Set(
    first.map(({ properties }) => readText(properties.decision)),
  );
  return (
    late.length === first.length &&
    typeof decision === "string" &&
    others.length === 0 &&
    late.every((each) => keysOf(each) === keysOf(first))
  );
}

function keysOf(resources: readonly ModelResource[]): string {
  return resources.map(({ key }) => key).join("\n");
}

/**
 * Reads whom the policies of an application let in, each in one form however it is written.
 * @param inventory - The resources.
 * @param application - An `AccessApplication`.
 * @returns The policies in words that only the same ones share; those that decide alike stand sorted. Undefined where one is not known.
 */
export function admissionOf(
  inventory: Inventory,
  application: ModelResource,
): readonly string[] | undefined {
  const said = policiesOf(inventory, application).map((policy) => policy.said);
  const known = said.filter(
    (each) => each !== undefined && !admitting.some((name) => isUnread(each[name])),
  );
  const texts = known.map((each) => JSON.stringify(admitting.map((name) => each?.[name] ?? [])));
  const isAlike = new Set(known.map((each) => each?.decision)).size === 1;
  return known.length < said.length ? undefined : isAlike ? texts.sort() : texts;
}

const admitting = ["decision", "includes", "excludes", "requires"] as const;

function precedenceOf(policy: ModelValue): number | undefined {
  const precedence = isObject(policy) ? readNumber(policy.precedence) : undefined;
  return typeof precedence === "number" ? precedence : undefined;
}

/** The decision of a policy that lets programs pass by a token or a certificate. Source: Cloudflare docs, cloudflare-one/policies/access, "Service Auth". */
export const serviceAuth = "non_identity";

/**
 * Says what visitors meet whom nobody knows yet.
 * @param policies - The policies of an application.
 */
export function actionOf(policies: readonly AccessPolicy[]): EdgeAction {
  const open = policies.map(isOpen);
  if (open.includes("yes")) {
    // Nobody logs in here, whatever a wider application says.
    return { kind: "skip", restOfRuleset: false, phases: [accessStep], products: [] };
  }
  if (open.includes("unknown")) {
    return { kind: "unread" };
  }
  return { kind: "login", letsIn: letsSomebodyIn(policies) ? "some" : "nobody" };
}

/** Source: Cloudflare docs, cloudflare-one/policies/access, "Order of execution" (Service Auth first, then Allow and Block as they stand). */
function letsSomebodyIn(policies: readonly AccessPolicy[]): boolean {
  const decisions = policies.map(({ said }) => said?.decision);
  const denying = policies.findIndex(({ said }) => said !== undefined && deniesAll(said));
  const asked = denying < 0 ? decisions : decisions.slice(0, denying);
  return decisions.includes(serviceAuth) || asked.some((decision) => decision !== "deny");
}

function deniesAll({ decision, includes, excludes, requires }: ModelObject): boolean {
  const isEmpty = (list: ModelValue | undefined): boolean =>
    knownList(readList(list))?.length === 0;
  const isForAll = knownList(readList(includes))?.some(
    (each) => isObject(each) && (each.everyone ?? null) !== null,
  );
  return decision === "deny" && isForAll === true && isEmpty(excludes) && isEmpty(requires);
}

/** Whether a policy lets everybody pass who does not log in. */
function isOpen({ said }: AccessPolicy): Certainty {
  const decision = said === undefined ? unknownValue : readText(said.decision);
  if (said === undefined || decision !== "bypass") {
    return decision === unknownValue ? "unknown" : "no";
  }
  const includes = readList(said.includes);
  const excludes = readList(said.excludes);
  const requires = readList(said.requires);
  if (includes === unknownValue || excludes === unknownValue || requires === unknownValue) {
    return "unknown";
  }
  const isForAll = includes.some((each) => isObject(each) && (each.everyone ?? null) !== null);
  return certain(isForAll && excludes.length + requires.length === 0);
}
