import { remedy } from "./remedy";

/** Names. */
export const nameRemedies = {
  "dns-retired-address": remedy("Lead the record to the address that the origin has now", {
    commands: ["dig +short NAME", "steady-edge doctor URL --origin ADDRESS --retired OLD"],
    settings: ["Cloudflare, DNS, Records: the content of A and AAAA"],
    by: ["DnsRecords", "it refuses addresses that are listed as given up (retiredAddresses)"],
  }),
  "dns-missing-record": remedy("Make the record that is missing", {
    commands: ["dig NAME A", "dig NAME AAAA", "dig NAME CNAME"],
    settings: [
      "Cloudflare, DNS, Records: an A, AAAA or CNAME, proxied",
      "load balancer: enabled, and the fallback pool too; a proxied record of the same name beneath it",
    ],
    by: [
      "DnsRecords",
      "records stand in the program; ResilientSite keeps one beneath the load balancer",
    ],
  }),
  "dns-delegation": remedy(
    "Name Cloudflare's name servers of this zone at the registrar, and no others",
    {
      commands: ["dig +trace NAME", "dig ZONE NS +short"],
      settings: ["registrar: the two name servers that Cloudflare's dashboard shows for the zone"],
    },
  ),
  "dnssec-broken": remedy(
    "Put the zone's present DS at the registrar, or take the old one away there",
    {
      commands: ["dig ZONE DS +short", "dig ZONE DNSKEY +short", "delv NAME"],
      settings: ["Cloudflare, DNS, Settings, DNSSEC: its DS record is what the registrar has"],
    },
  ),
  "dns-not-proxied": remedy(
    "Let the record go through Cloudflare, or ask the origin's host for its errors",
    {
      commands: ["dig +short NAME", "curl -sSI URL"],
      settings: ["Cloudflare, DNS, Records: the orange cloud of the record"],
      by: [
        "DnsRecords",
        "whether a record is proxied stands in the program, and a review tells when that changes",
      ],
    },
  ),
} as const;
