import { expect } from "chai";
import type { DnsRecordSpec } from "../../../components/dns";
import { checkRecords } from "../../../components/dns/validate";
import { ProblemList } from "../../../components/internal/checked";
import { DeclaredNames } from "../../../components/site/declaredNames";
import { originTargetProblems } from "../../../components/site/originTargets";

/** What is wrong with a site whose one origin has a name, beside the records of its zone. */
function told(address: string, records: Record<string, DnsRecordSpec>): readonly string[] {
  const pools = [{ name: "primary", origins: { a: { address } } }];
  const zone = { zoneId: "0".repeat(32), zoneName: "example.com" };
  const declared = checkRecords(new ProblemList(), records, {
    zoneId: zone.zoneId,
    zone: { id: zone.zoneId, name: zone.zoneName },
  });
  const names = new DeclaredNames(zone.zoneName, declared.records);
  const args = { ...zone, accountId: zone.zoneId, hostname: "www.example.com", pools };
  return originTargetProblems([{ path: "", args, place: (one) => one }], names).map(
    ({ path, rule }) => `${path}: ${rule}`,
  );
}

const inner: DnsRecordSpec = { type: "A", name: "inner", content: "10.0.0.9" };
const alias: DnsRecordSpec = { type: "CNAME", name: "origin", content: "inner.example.com" };

describe("where the names of origins lead", () => {
  it("must not be an address that Cloudflare cannot reach, which a DNS-only record may have", () => {
    const rule =
      "pools[0].origins.a.address: lead to an address that Cloudflare can reach: 10.0.0.9 must be a public address, not one for " +
      "private networks (10.0.0.0/8, RFC 1918)";
    expect(told("inner.example.com", { inner })).to.deep.equal([rule]);
    expect(told("origin.example.com", { inner, alias })).to.deep.equal([rule]);
    expect(
      told("origin.example.com", { inner: { ...inner, content: "192.0.2.0" }, alias }),
    ).to.deep.equal([
      "pools[0].origins.a.address: lead to an address that Cloudflare can reach: 192.0.2.0 must be the address of an origin, not a " +
        "placeholder at which nothing answers (192.0.2.0/31)",
    ]);
  });

  it("may be anything where no origin leads there", () => {
    expect(told("203.0.113.1", { inner, alias })).to.deep.equal([]);
    expect(told("origin.example.net", { inner, alias })).to.deep.equal([]);
  });
});
