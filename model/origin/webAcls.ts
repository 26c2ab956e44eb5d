import type { Inventory } from "../graph/inventory";
import { isObject, readList, readNumber, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelObject, ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { unknownValue } from "../../core/known";
import { allowsNothing, blockingGroups, type BlockingGroup } from "./webAclGroups";
import { readStatement, type StatementMatch } from "./webAclStatements";

/** What a web ACL does with requests that come through Cloudflare. */
export type AclVerdict =
  /** It lets them through, as far as its rules are read. */
  | { readonly kind: "passes" }
  /** It blocks all, by a rule or by default. */
  | { readonly kind: "blocks"; readonly rule: string | undefined }
  /** A rule has everybody solve what only a browser does. */
  | { readonly kind: "challenges"; readonly rule: string }
  /** It blocks by default what no rule lets through. */
  | { readonly kind: "blocks others" }
  /** A rule blocks by what it takes for the visitor's and what is Cloudflare's own. */
  | {
      readonly kind: "mistakes";
      readonly rule: string;
      readonly what: NonNullable<StatementMatch["mistakes"]>;
    };

/** A web ACL before a load balancer or a distribution. */
export interface GuardingAcl {
  /** The web ACL. */
  readonly acl: ModelResource;
  /** What ties it to the load balancer; the distribution itself, which names its own. */
  readonly association: ModelResource;
  /** What it does. */
  readonly verdict: AclVerdict;
  /** The managed groups of rules by which it may block. */
  readonly groups: readonly BlockingGroup[];
}

/**
 * Finds the web ACLs before a load balancer or a distribution of CloudFront.
 * @param inventory - The resources.
 * @param machine - The load balancer or the distribution.
 * @param host - The name that is asked for, in lower case. Defaults to any.
 * @returns Those that the inventory holds.
 */
export function guardingAcls(
  inventory: Inventory,
  machine: ModelResource,
  host?: string,
): GuardingAcl[] {
  const isFront = modelType(machine.type) === "distribution";
  const ties = isFront ? [machine] : inventory.linkedTo(machine, "webAclAssociation");
  return ties.flatMap((association) => {
    const { webAclArn, webAclId } = association.properties;
    const acl = firstLinked(inventory, "webAcl", isFront ? webAclId : webAclArn);
    return acl === undefined
      ? []
      : [
          {
            ...{ acl, association, verdict: verdictOf(inventory, acl, host) },
            groups: blockingGroups(acl),
          },
        ];
  });
}

/**
 * Rules are asked in the order of their priorities, until one allows or blocks; what has solved a challenge goes on to the next.
 * Source: AWS WAF developer guide, web-acl-processing-order and waf-captcha-and-challenge-actions.
 */
function verdictOf(
  inventory: Inventory,
  { properties }: ModelResource,
  host: string | undefined,
): AclVerdict {
  const { defaultAction, ruleJson } = properties;
  const listed = readList(properties.rules);
  const rules = (listed === unknownValue ? [] : listed).filter(isObject);
  let mayAllow = listed === unknownValue || ruleJson !== undefined;
  let mistaken: AclVerdict | undefined;
  for (const rule of [...rules].sort((left, right) => place(left) - place(right))) {
    const { holds, mistakes } = readStatement(inventory, rule.statement, host);
    const name = String(readText(rule.name) ?? "");
    const does = actionOf(rule);
    if (does === "block" && holds === "yes") {
      return { kind: "blocks", rule: name };
    }
    if (does === "allow" && holds === "yes") {
      return mistaken ?? { kind: "passes" };
    }
    if (does === "challenge" && holds === "yes" && !mayAllow) {
      mistaken ??= { kind: "challenges", rule: name };
    }
    if (does === "block" && mistakes !== undefined) {
      mistaken ??= { kind: "mistakes", rule: name, what: mistakes };
    }
    mayAllow ||=
      (does === "allow" || (does === "unknown" && !allowsNothing(rule))) && holds === "unknown";
  }
  if (isObject(defaultAction) && isSet(defaultAction.block)) {
    return mayAllow ? { kind: "blocks others" } : { kind: "blocks", rule: undefined };
  }
  return mistaken ?? { kind: "passes" };
}

function place({ priority }: ModelObject): number {
  const read = readNumber(priority);
  return typeof read === "number" ? read : Number.MAX_SAFE_INTEGER;
}

/** What a rule does with what it holds for; a group of rules does what its own rules say. */
function actionOf({
  action,
  overrideAction,
}: ModelObject): "block" | "allow" | "count" | "challenge" | "unknown" {
  if (isObject(overrideAction)) {
    return isSet(overrideAction.count) ? "count" : "unknown";
  }
  const own = isObject(action) ? action : {};
  return isSet(own.count)
    ? "count"
    : isSet(own.allow)
      ? "allow"
      : isSet(own.block)
        ? "block"
        : isSet(own.challenge) || isSet(own.captcha)
          ? "challenge"
          : "unknown";
}

function isSet(value: ModelObject[string] | undefined): boolean {
  return value !== undefined && value !== null;
}
