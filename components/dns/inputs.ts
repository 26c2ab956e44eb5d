import type { DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedRecord } from "./resolve";

/**
 * One record as the provider is given it.
 * @param zoneId - The zone.
 * @param record - The record.
 */
export function recordInputs(zoneId: pulumi.Input<string>, record: ResolvedRecord): DnsRecordArgs {
  const { key: _key, formerKey: _former, path: _path, namePath: _namePath, ...rest } = record;
  const { value: _value, ...inputs } = rest;
  return { zoneId, ...inputs };
}
