import { expect } from "chai";
import { configOf, environmentOf, refusalLines, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const deepSite = {
  hostname: "Www.shop.example.com",
  acceptDeepHostname: true,
  pools: [{ name: "shop", origins: { a: { address: "203.0.113.70" } } }],
  health: { path: "/healthz" },
  acceptSinglePool: true,
};
const deepRecord = {
  ...{ type: "A", name: "img.shop", content: "203.0.113.71", proxied: true },
  acceptDeepHostname: true,
};
const dev = environmentOf("dev");
const edgeCertificates = { shop: { hostnames: ["*.shop.example.com"], waitSeconds: 0 } };
const sites = { ...(dev.sites as object), deep: deepSite };

async function run(change: Fields, status?: string, isPreview = false): Promise<ProgramRun> {
  return runStack(isPreview, "dev", configOf({ ...dev, ...change }), status);
}

/** The load balancers and records that are declared, by name. */
const frontsOf = ({ declared }: ProgramRun): string[] =>
  declared
    .filter(({ type }) => /:LoadBalancer$|:DnsRecord$/.test(type))
    .map(({ name }) => name)
    .sort();

describe("certificates at the edge of an environment", () => {
  it("are ordered, and make nobody wait who does not need them", async () => {
    const without = await run({});
    const beside = await run({ edgeCertificates }, "pending_validation");
    const [pack, ...others] = beside.declared.filter(({ type }) => /CertificatePack$/.test(type));
    expect([pack?.name, pack?.inputs.hosts, others]).to.deep.equal([
      "dev-edge-certificate-shop-pack",
      ["*.shop.example.com", "example.com"],
      [],
    ]);
    expect(frontsOf(beside)).to.deep.equal(frontsOf(without));
    expect(frontsOf(beside)).to.have.length.greaterThan(0);
  });

  it("keep sites and records of their names waiting until they are active", async () => {
    const change = { edgeCertificates, sites, records: { img: deepRecord } };
    const active = await run(change);
    expect([active.refusal, active.errors]).to.deep.equal([undefined, []]);
    const deep = [
      "dev-deep-balancer-load-balancer",
      "dev-deep-balancer-safety-record",
      "dev-dns-record-img",
    ];
    const others = ["dev-web-balancer-load-balancer", "dev-web-balancer-safety-record"];
    expect(frontsOf(active)).to.deep.equal([...deep, ...others]);
    const pending = await run(change, "pending_validation");
    expect(String(pending.errors[0])).to.contain("pending_validation");
    expect(frontsOf(pending).filter((name) => deep.includes(name))).to.deep.equal([]);
  });

  it("are waited for in no preview", async () => {
    const change = { edgeCertificates, sites, records: { img: deepRecord } };
    const [preview, active] = [await run(change, "pending_validation", true), await run(change)];
    expect([preview.refusal, preview.errors]).to.deep.equal([undefined, []]);
    expect(frontsOf(preview)).to.deep.equal(frontsOf(active));
  });

  it("are refused with what is wrong at its own place, once", async () => {
    const wrong = {
      "not a key": { hostnames: ["a.b.example.com"] },
    };
    const named = await run({ edgeCertificates: wrong }, undefined, true);
    expect(refusalLines(named.refusal)).to.have.length(1);
    const foreign = { shop: { hostnames: ["a.b.example.net"], waitSeconds: 3601 } };
    const refused = await run({ edgeCertificates: foreign }, undefined, true);
    expect(refusalLines(refused.refusal)).to.deep.equal([
      "edgeCertificates.shop.waitSeconds must be a whole number of 0 to 3600; got 3601",
      'edgeCertificates.shop.hostnames[0] must be example.com or a name in it; got "a.b.example.net"',
    ]);
    expect([...named.declared, ...refused.declared]).to.deep.equal([]);
  });
});
