import { cloudflareResourceRules } from "../../../facts/cloudflare/resourceRules";
import type { ResourceKind } from "../provider/kind";
import { isAbsent, type Properties } from "../values";
import { dnsRecordKind } from "./dnsRecords";
import {
  argoSmartRoutingKind,
  healthcheckKind,
  originCaCertificateKind,
  originPullsKind,
  rulesetKind,
  tieredCacheKind,
} from "./edge";
import { loadBalancerKind } from "./loadBalancers";
import { monitorGroupKind, monitorKind, poolKind } from "./loadBalancing";
import { notificationPolicyKind, webhooksKind } from "./notifications";
import { accountPath, restKind, zonePath } from "./rest";
import { zoneKind } from "./zoneKind";
import { zoneSettingKind } from "./zoneSettings";

const kinds = new Map(
  [
    dnsRecordKind,
    zoneSettingKind,
    zoneKind,
    monitorKind,
    monitorGroupKind,
    poolKind,
    loadBalancerKind,
    healthcheckKind,
    notificationPolicyKind,
    webhooksKind,
    rulesetKind,
    originCaCertificateKind,
    originPullsKind,
    tieredCacheKind,
    argoSmartRoutingKind,
  ].map((kind) => [kind.type, kind]),
);

/**
 * Finds what is known about a Cloudflare resource type.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its kind. For a type without rules of its own: one that stores what it is given.
 */
export function cloudflareKind(type: string): ResourceKind {
  return kinds.get(type) ?? generic(type);
}

/** Types of Cloudflare that have rules of their own beyond the tables. */
export const cloudflareServedTypes: readonly string[] = [...kinds.keys()];

function generic(type: string): ResourceKind {
  const name = type.split(":")[1]?.split("/").at(-1) ?? type;
  const scope = (properties: Properties) =>
    isAbsent(properties.zoneId)
      ? isAbsent(properties.accountId)
        ? ""
        : accountPath(properties)
      : zonePath(properties);
  const replaces = Object.hasOwn(cloudflareResourceRules, type) ? [] : ["accountId", "zoneId"];
  const kind = restKind(type, { collection: (properties) => `${scope(properties)}/${name}` });
  return {
    ...kind,
    hasNoRules: true,
    rules: { ...kind.rules, replaces: [...kind.rules.replaces, ...replaces] },
  };
}
