export { DnsRecords } from "./dnsRecords";
export type {
  DnsCaa,
  DnsCert,
  DnsDnskey,
  DnsDs,
  DnsLoc,
  DnsNaptr,
  DnsRecordsArgs,
  DnsRecordSpec,
  DnsServiceBinding,
  DnsSrv,
  DnsSshfp,
  DnsTlsa,
  DnsUri,
} from "./args";
export { CaaTag, DnsLatitude, DnsLongitude } from "../../facts/cloudflare/dnsRecordFields";
export { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
export { CloudflarePlan } from "../../facts/cloudflare/plans";
