import { expect } from "chai";
import { FailoverLoadBalancer } from "../../../components/loadBalancing";
import { OriginPulls } from "../../../components/originPulls";
import { ResilientSite, type ResilientSiteArgs } from "../../../components/site";
import { StrictTls } from "../../../components/tls";
import { runProgram } from "../../support/stackProgram";

const zoneId = "fedcba9876543210fedcba9876543210";

function siteOf(hostname: string, change: Partial<ResilientSiteArgs> = {}): ResilientSiteArgs {
  return {
    accountId: "0123456789abcdef0123456789abcdef",
    zoneId,
    zoneName: "example.com",
    hostname,
    pools: [
      { name: "primary", origins: { a: { address: "203.0.113.10" } } },
      { name: "backup", origins: { a: { address: "198.51.100.20" } } },
    ],
    health: { path: "/healthz" },
    firewallManagedBy: "nftables on both servers",
    alertsManagedBy: "the alerts of another stack",
    ...change,
  };
}

const elsewhere = { tlsManagedBy: "the other site" };
const settingsTwice = (owner: string): string =>
  `zoneId must be a zone whose settings nothing else in this program owns, as ${owner} does; got "${zoneId}". ` +
  "A zone has one of each setting: of several sites one owns them, and the others say tlsManagedBy";
const hostnameTwice = (owner: string): string =>
  `hostname must be balanced once in this program, as ${owner} does; got "www.example.com". ` +
  "Give one of them another hostname";

describe("a program", () => {
  it("is refused a second site that owns the zone's settings, before anything of that site is registered", async () => {
    const { refused, registered } = await runProgram(() => {
      new ResilientSite("one", siteOf("www.example.com"));
      new ResilientSite("two", siteOf("shop.example.com"));
    });
    expect(refused).to.deep.equal([settingsTwice('StrictTls "one-tls"')]);
    expect(registered.filter((name) => name.startsWith("two"))).to.deep.equal([]);
  });

  it("is refused a second load balancer of one hostname, however it is written", async () => {
    const { refused } = await runProgram(() => {
      new ResilientSite("one", siteOf("www.example.com"));
      new ResilientSite("two", siteOf("WWW.example.com.", elsewhere));
    });
    expect(refused).to.deep.equal([hostnameTwice('FailoverLoadBalancer "one-balancer"')]);
  });

  it("is refused a second owner of the client certificate that a zone shows", async () => {
    const { refused } = await runProgram(() => {
      new OriginPulls("one", { zoneId, zoneName: "example.com", mode: "off" });
      new OriginPulls("two", { zoneId, zoneName: "example.com", mode: "observe" });
    });
    expect(refused).to.deep.equal([
      `zoneId must be a zone whose client certificates nothing else in this program owns, as OriginPulls "one" does; got "${zoneId}". A zone shows one client certificate: declare it once`,
    ]);
  });

  it("is refused the same of the blocks on their own", async () => {
    const settings = await runProgram(() => {
      new StrictTls("zone", { zoneId });
      new ResilientSite("one", siteOf("www.example.com"));
    });
    expect(settings.refused).to.deep.equal([settingsTwice('StrictTls "zone"')]);
    const balancer = {
      accountId: "0123456789abcdef0123456789abcdef",
      zoneId,
      zoneName: "example.com",
      hostname: "www.example.com",
      pools: [{ name: "only", origins: { a: { address: "203.0.113.10" } } }],
      acceptSinglePool: true,
      health: { path: "/healthz" },
    };
    const balancers = await runProgram(() => {
      new FailoverLoadBalancer("a", balancer);
      new FailoverLoadBalancer("b", balancer);
    });
    expect(balancers.refused).to.deep.equal([hostnameTwice('FailoverLoadBalancer "a"')]);
  });

  it("may balance several hostnames, and one hostname in two zones", async () => {
    const otherZone = { ...elsewhere, zoneId: zoneId.replace("f", "0") };
    const { refused } = await runProgram(() => {
      new ResilientSite("one", siteOf("www.example.com"));
      new ResilientSite("two", siteOf("shop.example.com", elsewhere));
      new ResilientSite("three", siteOf("www.example.com", otherZone));
    });
    expect(refused).to.deep.equal([]);
  });

  it("knows nothing of other programs of its process, before, after and beside it", async () => {
    const alone = (): Promise<{ refused: readonly string[] }> =>
      runProgram(() => void new ResilientSite("one", siteOf("www.example.com")));
    for (const { refused } of [await alone(), ...(await Promise.all([alone(), alone()]))]) {
      expect(refused).to.deep.equal([]);
    }
  });
});
