import { keysOfAnother } from "../lab/keys";
import { startNames, proxied, type NamesArgs } from "../lab/names";
import { addresses } from "../lab/networks";
import type { Lab } from "../lab/lab";
import type { CauseId } from "../../../../facts/causes";
import { proofCase, type ProofCase, type SetUp } from "../proofCase";

/** A site that is right, with names of its own. */
function named(
  id: string,
  expected: CauseId | "healthy",
  names: NamesArgs,
  more: SetUp = {},
  besides: readonly CauseId[] = [],
): ProofCase {
  return proofCase(
    id,
    expected,
    async (lab: Lab) => {
      startNames(names);
      await lab.nginx();
      return more;
    },
    besides,
  );
}

export const dnsCases: readonly ProofCase[] = [
  named(
    "a record with an address that was given up",
    "dns-retired-address",
    { records: `www A ${addresses.silent}` },
    { retired: [addresses.silent], direct: addresses.silent },
    ["dns-not-proxied"],
  ),
  named(
    "one of two addresses was given up",
    "dns-retired-address",
    { records: `www A ${addresses.origin}\nwww A ${addresses.silent}` },
    { retired: ["203.0.113.96/28"], direct: addresses.origin },
    ["dns-not-proxied"],
  ),
  named("a name without a record", "dns-missing-record", { records: `shop A ${proxied}` }),
  named("a name that leads to a name without a record", "dns-missing-record", {
    records: `www CNAME gone\nshop A ${proxied}`,
  }),
  named("a second name server without the record", "dns-missing-record", {
    records: `www A ${proxied}`,
    secondRecords: `shop A ${proxied}`,
  }),
  named("a second name server without AAAA", "dns-missing-record", {
    records: `www A ${proxied}\nwww AAAA 2606:4700::6810:84e5`,
    secondRecords: `www A ${proxied}`,
  }),
  named("a delegation to servers that do not answer", "dns-delegation", { running: [] }),
  named("a delegation to servers that do not speak for the zone", "dns-delegation", {
    zone: "example.net",
  }),
  named("a DS of a key that the zone has no more", "dnssec-broken", {
    isSigned: true,
    parentSays: () => keysOfAnother,
  }),
  named("a DS, and a zone that is not signed any more", "dnssec-broken", {
    parentSays: () => keysOfAnother,
  }),
  named("a signed zone whose parent names its key", "healthy", { isSigned: true }),
  named("a signed zone whose parent names no key yet", "healthy", {
    isSigned: true,
    parentSays: () => "",
  }),
  named("an old DS beside the right one", "healthy", {
    isSigned: true,
    parentSays: (keys) => `${keys}\n${keysOfAnother}`,
  }),
  named("one of two name servers does not answer", "healthy", { running: ["ns1"] }),
  named("a name without AAAA anywhere, and mail beside it", "healthy", {
    records: `www A ${proxied}\n@ MX 10 mail\nmail A 203.0.113.200\n@ CAA 0 issue "letsencrypt.org"`,
  }),
  named("a name that leads to Cloudflare by a name", "healthy", {
    records: `www CNAME shop\nshop A ${proxied}\nshop A 104.16.133.229`,
  }),
];

export const hasOwnNames: ReadonlySet<string> = new Set(dnsCases.map(({ id }) => id));
