import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { ownEntry } from "../../../core/ownEntry";
import { types } from "../account/indexes";
import { accountNow } from "../cloudflare/accounts";
import { recordContent } from "../cloudflare/recordContent";
import { findZone } from "../cloudflare/zones";
import type { Place } from "../resources/handler";
import { list, object, text, type Properties } from "../values";

/**
 * Finishes the answer about a DNS record: `meta` is an object there, fields stand there as
 * text, too, and a comment that is none as null.
 * @param answer - The record with its names on the wire.
 * @returns The record as the API gives it.
 */
export function dnsRecordAnswer(answer: Properties): Properties {
  const { include_shadow_metadata: _shadow, ...rest } = answer;
  const content = recordContent(text(answer.type), object(answer.data));
  return {
    ...rest,
    ...(content === undefined ? {} : { content }),
    ...{ meta: {}, comment: answer.comment ?? null },
  };
}

/**
 * Finishes the answer about a ruleset: each rule has a version and a time of its own there.
 * @param answer - The ruleset with its names on the wire.
 * @param place - Where.
 * @returns The ruleset as the API gives it.
 */
export function rulesetAnswer(answer: Properties, { account }: Place): Properties {
  const versions = object(account.get(types.ruleset, text(answer.id))?.properties.ruleVersions);
  const rules = list(answer.rules).map((rule): Properties => {
    const { version = null, lastUpdated = null } = object(
      ownEntry(versions, text(object(rule).id)),
    );
    return { ...object(rule), version, last_updated: lastUpdated };
  });
  return { ...answer, rules };
}

/** Since when a zone is there that the sandbox has from the start. */
const seedSince = "2014-01-01T05:20:00.000Z";

/**
 * Finishes the answer about a zone: the account has a name there, and the plan its own fields.
 * @param answer - The zone with its names on the wire.
 * @param place - Where.
 * @returns The zone as the API gives it.
 */
export function zoneAnswerOnWire(answer: Properties, place: Place): Properties {
  const plan = findZone(text(answer.id), place)?.plan ?? CloudflarePlan.Free;
  const since = answer.created_on ?? seedSince;
  return {
    created_on: since,
    modified_on: since,
    activated_on: answer.status === "active" ? since : null,
    development_mode: 0,
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    meta: { step: 2, custom_certificate_quota: 0, page_rule_quota: 3, phishing_detected: false },
    owner: { id: null, type: "user", email: null },
    tenant: { id: null, name: null },
    tenant_unit: { id: null },
    permissions: ["#zone:read", "#zone:edit", "#dns_records:read", "#dns_records:edit"],
    ...answer,
    account: accountNow(text(object(answer.account).id), place),
    plan: planOnWire(plan),
  };
}

/**
 * Writes a plan as the API does.
 * @param plan - The plan.
 * @returns The plan on the wire; prices are the account's own affair, and 0 here.
 */
export function planOnWire(plan: CloudflarePlan): Properties {
  return {
    id: plan,
    name: planNames[plan],
    price: 0,
    currency: "USD",
    frequency: "",
    is_subscribed: true,
    can_subscribe: false,
    legacy_id: plan,
    legacy_discount: false,
    externally_managed: false,
  };
}

/** Source: Cloudflare API reference, zones/subresources/plans (`name`). */
const planNames: Readonly<Record<CloudflarePlan, string>> = {
  [CloudflarePlan.Free]: "Free Website",
  [CloudflarePlan.Pro]: "Pro Website",
  [CloudflarePlan.Business]: "Business Website",
  [CloudflarePlan.Enterprise]: "Enterprise Website",
};
