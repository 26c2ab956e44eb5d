import { expect } from "chai";
import { type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { judgePlan } from "../../../checks/policy/evaluate";
import { policies } from "../../../checks/policy/policies";
import { itTells, Shop, today } from "./shop";

const zoneId = "f".repeat(32);
const deep = "a.shop.example.com";

function record(name: string, more: ModelObject = {}): ModelObject {
  return {
    zoneId,
    name,
    type: "CNAME",
    content: "origin.example.net",
    proxied: true,
    ttl: 1,
    ...more,
  };
}

/** The shop with a proxied name two labels below its zone. */
const deepShop = (shop: Shop): Shop => shop.add("dnsRecord", "deep", record(deep));

const tooDeep = (hostname: string): string =>
  `edge-certificate-missing: ${hostname} must be covered by a certificate at the edge; got none in this stack, and Universal SSL goes 1 label below the zone`;
const off = (hostname: string): string =>
  `edge-certificate-missing: ${hostname} must be covered by a certificate at the edge; got none in this stack, and Universal SSL is off in example.com`;
const unknownZone = (hostname: string): string =>
  `edge-certificate-missing: ${hostname} must be covered by a certificate at the edge; got none in this stack; whether Universal SSL reaches so deep is not known, since the zone's name and set-up are not in it`;

const pack = (hosts: unknown, more: ModelObject = {}): ModelObject =>
  ({ zoneId, type: "advanced", hosts, ...more }) as ModelObject;
const switched = (enabled: unknown): ModelObject => ({ zoneId, enabled }) as ModelObject;

/** A certificate for `*.shop.example.com`, self-signed; its key was thrown away. */
const pem = `-----BEGIN CERTIFICATE-----
MIIBrzCCAVagAwIBAgIUTDJnlaEQoMwDGbrg4FB8lDcAEvMwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSKi5zaG9wLmV4YW1wbGUuY29tMCAXDTI2MTEyNzIzNDgxNVoY
DzIxMjYxMTAzMjM0ODE1WjAdMRswGQYDVQQDDBIqLnNob3AuZXhhbXBsZS5jb20w
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQmL0tkP/BhLBQ+C7ZynXu1Bye82xdK
e1Jw7DWNotFlXJDzs3KomJ3EIb6UPvEHqdmSnlPuyc2BXMuZCmPGOaXqo3IwcDAd
BgNVHQ4EFgQUHivsTnig7RdyREi2XymW+A/J+bkwHwYDVR0jBBgwFoAUHivsTnig
7RdyREi2XymW+A/J+bkwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghIqLnNo
b3AuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDRwAwRAIgJL4gYIqnrdZkpLvEs/0L
vpRa8eYqFMkTQGRYMojiukMCIDtpKKEKpynizlBn6BA8PR/YoUjhH6lrOZMDSg6T
gV5B
-----END CERTIFICATE-----`;

describe("policy: certificates at the edge", () => {
  itTells([
    { title: "misses one for a deep name", plan: deepShop, told: [tooDeep(deep)] },
    {
      title: "takes a pack that covers it",
      plan: (shop) => deepShop(shop).add("certificatePack", "pack", pack(["*.Shop.example.com"])),
      told: [],
    },
    {
      title: "takes no pack of another name, nor of another zone",
      plan: (shop) =>
        deepShop(shop)
          .add("certificatePack", "near", pack(["shop.example.com", "*.example.com"]))
          .add("certificatePack", "other", pack([deep], { zoneId: "e".repeat(32) })),
      told: [tooDeep(deep)],
    },
    {
      title: "says nothing where the names of a pack or its zone are not known",
      plan: (shop) => deepShop(shop).add("certificatePack", "pack", pack(unknownValue)),
      told: [],
    },
    {
      title: "takes Total TLS for a record, and not for a load balancer",
      plan: (shop) =>
        deepShop(shop)
          .add("totalTls", "total", switched(true))
          .set("www", { name: "www.shop.example.com" })
          .set("safety", { name: "www.shop.example.com" })
          .set("certificate", { hostnames: ["*.example.com", "*.shop.example.com"] }),
      told: [tooDeep("www.shop.example.com")],
    },
    {
      title: "reads the names of an uploaded certificate, and may not know them",
      plan: (shop) => deepShop(shop).add("customCertificate", "own", { zoneId, certificate: pem }),
      told: [],
    },
    {
      title: "does not take an uploaded certificate of other names for one",
      plan: (shop) =>
        shop
          .add("dnsRecord", "deep", record("a.blog.example.com"))
          .add("customCertificate", "own", { zoneId, certificate: pem }),
      told: [tooDeep("a.blog.example.com")],
    },
    {
      title: "says nothing of an uploaded certificate that is not known yet",
      plan: (shop) =>
        deepShop(shop).add("customCertificate", "own", { zoneId, certificate: unknownValue }),
      told: [],
    },
    {
      title: "lets every depth be in a partial set-up",
      plan: (shop) => deepShop(shop).set("zone", { type: "partial" }),
      told: [],
    },
    {
      title: "lets DNS-only names be",
      plan: (shop) => shop.add("dnsRecord", "deep", record(deep, { proxied: false, ttl: 300 })),
      told: [],
    },
    {
      title: "says that it does not know where the zone is not in the plan",
      plan: (shop) => deepShop(shop).drop("zone"),
      told: [unknownZone(deep)],
    },
    {
      title: "says nothing of near names of a zone that is not in the plan",
      plan: (shop) => shop.drop("zone").add("dnsRecord", "near", record("near.example.co.uk")),
      told: [],
    },
    {
      title: "takes the name of a zone that is elsewhere from its load balancer",
      plan: (shop) => {
        const elsewhere = { zoneId: "e".repeat(32) };
        const named = shop.add("dnsRecord", "near", record("near.shop.example.com", elsewhere));
        return named.add("loadBalancer", "other", {
          ...elsewhere,
          ...{ name: "off.shop.example.com", zoneName: "shop.example.com", enabled: false },
        });
      },
      told: [],
    },
    {
      title: "misses one for every name where Universal SSL is off",
      plan: (shop) => shop.add("universalSsl", "universal", switched(false)),
      told: [off("www.example.com")],
    },
    {
      title: "lets Universal SSL be off beside a pack that covers the names",
      plan: (shop) =>
        shop
          .add("universalSsl", "universal", switched(false))
          .add("certificatePack", "pack", pack(["example.com", "*.example.com"])),
      told: [],
    },
    {
      title: "lets Universal SSL be on, or not known",
      plan: (shop) => shop.add("universalSsl", "universal", switched(unknownValue)),
      told: [],
    },
    {
      title: "tells of a paused zone",
      plan: (shop) => shop.set("zone", { paused: true }),
      told: [
        "zone-paused: example.com.paused must be false, so that Cloudflare stands before the origins; got true",
      ],
    },
    {
      title: "misses no certificate in a paused zone, where none is shown",
      plan: (shop) =>
        deepShop(shop)
          .set("zone", { paused: true })
          .add("universalSsl", "universal", switched(false)),
      told: [
        "zone-paused: example.com.paused must be false, so that Cloudflare stands before the origins; got true",
      ],
    },
    {
      title: "lets a zone be that is not paused, or may not be",
      plan: (shop) => shop.set("zone", { paused: unknownValue }),
      told: [],
    },
    {
      title: "knows that the record beneath a load balancer carries TLS in a partial set-up",
      plan: (shop) => shop.drop("safety").set("zone", { type: "partial" }),
      told: [
        "safety-record-missing: www.example.com must have a record of its name beneath it; got none in this stack, and in a partial set-up it is the record that gives the name a certificate",
      ],
    },
    {
      title: "does not count on that record where a pack covers the name",
      plan: (shop) =>
        shop
          .drop("safety")
          .set("zone", { type: "partial" })
          .add("certificatePack", "pack", pack(["www.example.com"])),
      told: [
        "safety-record-missing: www.example.com must have a record of its name beneath it; got none in this stack",
      ],
    },
  ]);

  it("lets a paused zone be in which the plan proxies nothing, and no other", () => {
    const direct = record("direct.example.com", { proxied: false, ttl: 300 });
    const paused = (more: ModelObject, drops = ["www", "safety"]): number =>
      judgePlan(
        new Shop()
          .set("zone", { paused: true })
          .drop(...drops)
          .add("dnsRecord", "direct", { ...direct, ...more }).plan,
        { now: today },
      ).findings.filter(({ id }) => id === "zone-paused").length;
    expect(paused({})).to.equal(0);
    expect(paused({ proxied: true, ttl: 1 })).to.equal(1);
    expect(paused({ proxied: unknownValue })).to.equal(1);
    expect(paused({}, [])).to.equal(1);
    const other = { proxied: true, ttl: 1, zoneId: "e".repeat(32) };
    expect(paused(other)).to.equal(0);
    expect(paused(other, ["www", "safety", "mail"])).to.equal(1);
    const part = new Shop().set("zone", { paused: true }).drop("www", "safety");
    const { findings } = judgePlan(
      { ...part.add("dnsRecord", "direct", direct).plan, whole: false },
      { now: today },
    );
    expect(findings.map(({ id }) => id)).to.deep.equal(["zone-paused"]);
  });

  it("is advisory in the pack, which takes the rule's severity for every finding", () => {
    const levels = new Map(policies().map((each) => [each.name, each.enforcementLevel]));
    expect(levels.get("edge-certificate-missing")).to.equal("advisory");
    expect(levels.get("zone-paused")).to.equal("mandatory");
  });

  it("weighs each finding by what is known", () => {
    const weights = (shop: Shop): string[] =>
      judgePlan(shop.plan, { now: today }).findings.map(({ id, severity }) => `${severity} ${id}`);
    expect(weights(deepShop(new Shop()))).to.deep.equal(["medium edge-certificate-missing"]);
    expect(weights(deepShop(new Shop()).drop("zone"))).to.deep.equal([
      "low edge-certificate-missing",
    ]);
    expect(weights(new Shop().add("universalSsl", "universal", switched(false)))).to.deep.equal([
      "high edge-certificate-missing",
    ]);
    const bare = () => new Shop().drop("safety");
    expect(weights(bare())).to.deep.equal(["medium safety-record-missing"]);
    expect(weights(bare().drop("zone"))).to.deep.equal(["medium safety-record-missing"]);
    expect(weights(bare().set("zone", { type: "partial" }))).to.deep.equal([
      "high safety-record-missing",
    ]);
    expect(weights(bare().add("certificatePack", "pack", pack(["*.example.com"])))).to.deep.equal([
      "low safety-record-missing",
    ]);
    const configuration = { rules: { "edge-certificate-missing": { severity: "low" as const } } };
    const { findings } = judgePlan(deepShop(new Shop()).plan, { now: today, configuration });
    expect(findings.map(({ severity }) => severity)).to.deep.equal(["low"]);
  });
});
