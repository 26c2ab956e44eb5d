import * as pulumi from "@pulumi/pulumi";
import {
  dnsTtl,
  dnsTypeRules,
  type DnsContentKind,
  type DnsRecordType,
} from "../../facts/cloudflare/dnsRecordTypes";
import { isPlain } from "../internal/checked";
import type { NamedThing, ZoneOfNames } from "../internal/zoneNames";
import type { DnsRecordSpec } from "./args";
import { canonicalTags } from "./attributes";
import { canonicalContent } from "./content";
import type { FieldPlaces, ResolvedFields } from "./fields";

/** The value of a record. */
export interface RecordValue {
  /** Its content; absent where it has fields. */
  readonly content?: pulumi.Input<string>;
  /** Its fields as the provider's `data`. */
  readonly data?: ResolvedFields;
  /** Its top-level priority. */
  readonly priority?: pulumi.Input<number>;
}

/** A record with every value checked and written as the API has it. */
export interface ResolvedRecord extends NamedThing, RecordValue {
  /** The user's key. */
  readonly key: string;
  /** The key that it had before. */
  readonly formerKey: string | undefined;
  /** Its type. */
  readonly type: DnsRecordType;
  /** Whether Cloudflare reaches its address through a private network; absent where nothing is said. */
  readonly privateRouting?: boolean;
  /** Seconds, or the wire value for automatic. */
  readonly ttl: number;
  /** Its comment. */
  readonly comment?: string;
  /** Its tags, sorted. */
  readonly tags?: string[];
}

/** The records of a zone. */
export interface ResolvedRecords {
  /** The zone's id; one that is known late is behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** The zone as other components of the program know it. */
  readonly zone: ZoneOfNames;
  /** The records in the order of their keys. */
  readonly records: readonly ResolvedRecord[];
}

/**
 * Fills in what a record leaves out.
 * @param place - Its key and path, and its full name.
 * @param spec - The record.
 * @param value - Its value, checked.
 */
export function resolveRecord(
  place: Pick<ResolvedRecord, "key" | "path" | "name">,
  spec: DnsRecordSpec,
  value: RecordValue,
): ResolvedRecord {
  const proxied = spec.proxied === true;
  return {
    ...place,
    formerKey: spec.formerKey,
    namePath: `${place.path}.name`,
    type: spec.type,
    proxied,
    ttl: proxied ? dnsTtl.automatic : (spec.ttlSeconds ?? dnsTtl.automatic),
    ...value,
    ...present("privateRouting", spec.privateRouting),
    ...present("value", plainValue(spec.type, value)),
    ...present("comment", spec.comment),
    ...present("tags", canonicalTags(spec.tags)),
  };
}

/**
 * Puts checked fields where the provider wants them.
 * @param type - The record's type.
 * @param fields - The fields.
 */
export function valueOfFields(type: DnsRecordType, { data, topLevel }: FieldPlaces): RecordValue {
  const isField = dnsTypeRules[type].priority === "field";
  const priority = isField ? (topLevel.priority ?? data.priority) : undefined;
  return { data, ...present("priority", priority as pulumi.Input<number> | undefined) };
}

/**
 * Writes a content as the API has it.
 * @param kind - What the content is.
 * @param content - The content, behind its check; plain where it is sound.
 */
export function resolveContent(
  kind: DnsContentKind,
  content: pulumi.Input<string>,
): pulumi.Input<string> {
  return isPlain(content)
    ? canonicalContent(kind, content)
    : pulumi.output(content).apply((known) => canonicalContent(kind, known));
}

/**
 * A property that is there only if it has a value.
 * @param key - Its name.
 * @param value - Its value.
 */
export function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

/** Type and value as text; undefined where a part is not known yet. */
function plainValue(
  type: DnsRecordType,
  { content, data, priority }: RecordValue,
): string | undefined {
  const parts = [content, priority, ...Object.values(data ?? {})];
  return parts.every((part) => isPlain(part))
    ? JSON.stringify([type, content, priority, data])
    : undefined;
}
