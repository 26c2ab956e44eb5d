import type * as pulumi from "@pulumi/pulumi";
import type { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
import type { NamedThing, ZoneOfNames } from "../internal/zoneNames";
import type { SettledFields } from "./fields";

/** A record with every value checked and written as the API has it. */
export interface SettledRecord extends NamedThing {
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
  /** Its fields as the provider's `data`. */
  readonly data?: SettledFields;
  /** Its top-level priority. */
  readonly priority?: pulumi.Input<number>;
  /** Its comment. */
  readonly comment?: string;
  /** Its tags, sorted. */
  readonly tags?: string[];
}

/** What a set of arguments comes to. */
export interface SettledRecords {
  /** The zone's id; use this one: it is checked. */
  readonly zoneId: pulumi.Input<string>;
  /** The zone as other components of the program know it. */
  readonly zone: ZoneOfNames;
  /** The records in the order of their keys. */
  readonly records: readonly SettledRecord[];
}
