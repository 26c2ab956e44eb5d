import ipaddr from "ipaddr.js";

import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import {
  dnsTtl,
  dnsTypeRules,
  type DnsRecordType,
  type DnsTypeRule,
} from "../../../facts/cloudflare/dnsRecordTypes";
import {
  dnsRecordConstraints,
  isAddressType,
  isProxiable,
  type DnsRecordFields,
  sameNameConstraints,
} from "../../../constraints/dnsRecords";
import { planLimits } from "../../../facts/cloudflare/plans";
import { canonicalHostname, fullHostname } from "../../../model/graph/hostnames";
import { parentHostnames } from "../../../core/hostnames";
import { isPlaceholder, reservedRangeOf } from "../../../core/reservedAddresses";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Zone } from "../accountSeed";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, number, object, same, text, texts, type Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";
import { findZone } from "./zones";

/** What the tables know of a record type; nothing for a type that they do not hold. */
function ruleOf(type: string): DnsTypeRule {
  return Object.hasOwn(dnsTypeRules, type) ? dnsTypeRules[type as DnsRecordType] : {};
}

/** DNS records: `/zones/<zone>/dns_records`. */
export const dnsRecordHandler: ResourceHandler = restHandler(
  types.record,
  { collection: (record) => `${zonePath(record)}/dns_records` },
  {
    missing: { ...apiErrors.recordMissing, words: "Record does not exist." },
    validate: admitRecord,
    computeOutputs: (record, place) => ({
      ...canonical(record, place),
      proxiable: isProxiable(text(record.type)),
      includeShadowMetadata: record.includeShadowMetadata ?? false,
      ...(record.type === "CNAME" && isAbsent(record.settings) ? { settings: {} } : {}),
    }),
    normalize: (record, place) => ({ ...record, name: fullName(record, place) }),
  },
);

function admitRecord(wanted: Properties, place: Place, current?: StoredObject): void {
  const zone = zoneOf(wanted, place);
  const record = { ...wanted, ...canonical(wanted, place) };
  refuseBroken(dnsRecordConstraints, fieldsOf(record), zone);
  admitShape(record);
  if (current === undefined) {
    const held = place.account.find(`zone-records:${zone.id}`).size;
    if (held >= planLimits[zone.plan].dnsRecords) {
      refuse(apiErrors.recordQuota, "The record quota has been exceeded.");
    }
  }
  const standing = (name: string): Properties[] =>
    [...place.account.find(`record-name:${zone.id}/${name}`)]
      .filter((other) => other.key !== current?.key)
      .map((other) => other.properties);
  for (const other of standing(text(record.name))) {
    admitBeside(record, other);
    admitNameServers(record, other, zone);
  }
  // Whether a record that was there before the delegation may be changed is not published.
  if (current === undefined) {
    admitBeneath(record, zone, standing);
  }
}

/** Types of which none may join name servers, each known with its code. */
function admitNameServers(record: Properties, other: Properties, zone: Zone): void {
  const [mine, theirs] = [text(record.type), text(other.type)];
  if (text(record.name) === zone.name || (mine === "NS") === (theirs === "NS")) {
    return;
  }
  if (theirs === "NS" && isAddressType(mine)) {
    refuse(apiErrors.nameServersExist, "NS records with that host already exist.");
  }
  if (mine !== "DS" && theirs !== "DS") {
    refuse(
      apiErrors.nameServerBesideRecord,
      "NS records cannot exist on the same name as any other record type.",
    );
  }
}

/** Beneath a delegation only the addresses of its name servers may be created. */
function admitBeneath(
  record: Properties,
  zone: Zone,
  standing: (name: string) => readonly Properties[],
): void {
  const name = text(record.name);
  const above = parentHostnames(name).filter((parent) => parent.endsWith(`.${zone.name}`));
  const nameServers = above.flatMap(standing).filter(({ type }) => type === "NS");
  const isAddress = record.type === "A" || record.type === "AAAA";
  const isGlue = isAddress && nameServers.some(({ content }) => content === name);
  if (nameServers.length > 0 && !isGlue) {
    refuse(
      apiErrors.recordDelegated,
      "Cannot create a non-glue record that is beneath a delegated child zone.",
    );
  }
}

function fieldsOf(record: Properties): DnsRecordFields {
  return {
    type: text(record.type),
    proxied: record.proxied === true,
    ttl: number(record.ttl) ?? dnsTtl.automatic,
    comment: text(record.comment),
    tags: texts(record.tags),
  };
}

function admitShape(record: Properties): void {
  const type = text(record.type);
  if (isAbsent(record.content) && isAbsent(record.data)) {
    invalid(`Content or data is required for a ${type} record`);
  }
  if (ruleOf(type).fields !== undefined && isAbsent(record.data)) {
    invalid(`A ${type} record needs its values in data`);
  }
  if (ruleOf(type).priority === "argument" && isAbsent(record.priority)) {
    invalid("priority is a required field");
  }
  admitAddress(record);
}

function admitAddress(record: Properties): void {
  const type = text(record.type);
  const content = text(record.content);
  if (type === "A" && !ipaddr.IPv4.isValidFourPartDecimal(content)) {
    invalid("Content for A record must be a valid IPv4 address.");
  }
  if (type === "AAAA" && !ipaddr.IPv6.isValid(content)) {
    invalid("Content for AAAA record must be a valid IPv6 address.");
  }
  const isPrivatelyRouted = record.privateRouting === true;
  if (isPrivatelyRouted && !(record.proxied === true && ruleOf(type).privatelyRoutable === true)) {
    invalid("Private routing is for proxied A and AAAA records");
  }
  const reserved = reservedRangeOf(content);
  const isReached = isPlaceholder(content) || (isPrivatelyRouted && reserved?.isPrivate === true);
  if (record.proxied === true && reserved !== undefined && !isReached) {
    refuse(apiErrors.recordTargetRefused, `Target ${content} is not allowed for a proxied record.`);
  }
}

function admitBeside(record: Properties, other: Properties): void {
  const mine = text(record.type);
  const theirs = text(other.type);
  if (mine === theirs && same(record.content, other.content) && sameData(record, other)) {
    const isIdentical = same(record.ttl, other.ttl) && same(record.proxied, other.proxied);
    refuse(
      isIdentical ? apiErrors.recordIdentical : apiErrors.recordExists,
      isIdentical ? "An identical record already exists." : "The record already exists.",
    );
  }
  refuseBroken(sameNameConstraints, { type: mine }, { beside: [{ type: theirs }] });
}

function sameData(record: Properties, other: Properties): boolean {
  return same(object(record.data), object(other.data)) && same(record.priority, other.priority);
}

/**
 * What the API makes of a record: the whole name in Punycode, addresses, names and texts in their canonical form.
 * Source: Cloudflare API reference, dns/subresources/records/methods/create ("Domain names are always represented in Punycode").
 */
function canonical(record: Properties, place: Place): Properties {
  const name = fullName(record, place);
  const content = text(record.content);
  switch (text(record.type)) {
    case "AAAA":
      return { name, content: ipaddr.IPv6.isValid(content) ? shortest(content) : content };
    case "TXT":
      return { name, content: content.startsWith('"') ? content : `"${content}"` };
    case "CNAME":
    case "MX":
    case "NS":
    case "PTR":
      return { name, content: canonicalHostname(content) };
    default:
      return { name };
  }
}

function shortest(address: string): string {
  return ipaddr.IPv6.parse(address).toRFC5952String();
}

function fullName(record: Properties, place: Place): string {
  return fullHostname(text(record.name), findZone(text(record.zoneId), place)?.name);
}

function invalid(words: string): never {
  return refuse(apiErrors.recordInvalid, `DNS Validation Error: ${words}`);
}
