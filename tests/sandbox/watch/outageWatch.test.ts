import { expect } from "chai";

import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import type { Properties } from "../../../sandbox/cloud/values";
import { brokenBy, WatchedCloud, watchedTypes as types } from "./watchedCloud";

const proxiedRecord = { name: "www.example.com", type: "A", content: "203.0.113.9", proxied: true };

function site(cloud: WatchedCloud): void {
  cloud.put("pool", "p1", { name: "one", origins: [{ name: "a", address: "203.0.113.1" }] });
  cloud.put("pool", "p2", { name: "two", origins: [{ name: "b", address: "203.0.113.2" }] });
  cloud.put("loadBalancer", "lb", balancer(["p1", "p2"], "p2"));
}

function balancer(defaultPools: string[], fallbackPool: string): Properties {
  return { name: "www.example.com", zoneId: "z", defaultPools, fallbackPool, enabled: true };
}

function group(cloud: WatchedCloud): void {
  cloud.put("group", "sg", { vpcId: "vpc-1", region: "us-east-1", name: "origin" });
  cloud.put("prefixList", "pl", {
    name: "cloudflare",
    entries: cloudflareRanges.ipv4.map((cidr) => ({ cidr })),
  });
  cloud.put("rule", "r", ingress({ prefixListId: "pl" }));
}

function ingress(source: Properties, port = 443): Properties {
  return { securityGroupId: "sg", ipProtocol: "tcp", fromPort: port, toPort: port, ...source };
}

describe("outage watch", () => {
  it("sees nothing where a pool is taken out before it is deleted", () => {
    const cloud = new WatchedCloud(site);
    cloud.put("loadBalancer", "lb", balancer(["p1"], "p1"));
    cloud.delete("pool", "p2");
    cloud.read();
    expect(cloud.watch.report()).to.deep.equal({ calls: 3, broken: [] });
  });

  it("sees a record of any type take a name from the wildcard that served it, and give it back", () => {
    const cloud = new WatchedCloud((each) =>
      each.put("record", "all", { ...proxiedRecord, name: "*.example.com" }),
    );
    const note = { type: "TXT", content: '"proof"' };
    cloud.put("record", "dmarc", { ...note, name: "_dmarc.shop.example.com" });
    cloud.put("record", "mx", {
      type: "MX",
      content: "mail.example.net",
      name: "send.example.com",
    });
    cloud.put("record", "txt", { ...note, name: "shop.example.com" });
    cloud.put("record", "api", { ...proxiedRecord, name: "api.example.com" });
    cloud.delete("record", "txt");
    cloud.delete("record", "dmarc");
    expect(brokenBy(cloud)).to.deep.equal([["/record/txt", "serving", "shop.example.com", 7]]);
  });

  it("sees no break where a wildcard and the names beside it are made together", () => {
    const cloud = new WatchedCloud();
    cloud.put("record", "all", { ...proxiedRecord, name: "*.example.com" });
    cloud.put("record", "txt", { type: "TXT", content: '"proof"', name: "shop.example.com" });
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("sees an NS record take a name and all beneath it, until it goes", () => {
    const cloud = new WatchedCloud((each) => {
      each.put("record", "r", { ...proxiedRecord, zoneId: "z" });
      each.put("record", "deep", { ...proxiedRecord, zoneId: "z", name: "a.www.example.com" });
      each.put("record", "api", { ...proxiedRecord, zoneId: "z", name: "api.example.com" });
    });
    cloud.put("record", "ns", {
      zoneId: "z",
      type: "NS",
      name: "www.example.com",
      content: "ns.example.net",
    });
    cloud.delete("record", "ns");
    expect(brokenBy(cloud)).to.deep.equal([
      ["/record/ns", "serving", "a.www.example.com", 5],
      ["/record/ns", "serving", "www.example.com", 5],
    ]);
  });

  it("names the call that takes the last record away, and the one that restores it", () => {
    const cloud = new WatchedCloud((each) => each.put("record", "r", proxiedRecord));
    cloud.delete("record", "r");
    cloud.read();
    cloud.put("record", "r2", { name: "www.example.com", type: "CNAME", content: "a.example.net" });
    expect(cloud.watch.report()).to.deep.equal({
      calls: 3,
      broken: [
        {
          sequence: 2,
          method: "DELETE",
          path: "/record/r",
          kind: "serving",
          subject: "www.example.com",
          what: "no record and no load balancer answers for www.example.com",
          restoredByCall: 4,
        },
      ],
    });
  });

  it("watches names that came while it watched, and not before they were served", () => {
    const cloud = new WatchedCloud();
    cloud.put("loadBalancer", "lb", balancer(["p1"], "p1"));
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put("pool", "p1", { name: "one", origins: [{ name: "a", address: "203.0.113.1" }] });
    cloud.put("pool", "p1", { name: "one", enabled: false, origins: [] });
    expect(brokenBy(cloud)).to.deep.equal([["/pool/p1", "serving", "www.example.com", undefined]]);
  });

  it("follows a pool shared by two names, and reports both", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      each.put("loadBalancer", "lb2", { ...balancer(["p2"], "p2"), name: "api.example.com" });
    });
    cloud.put("pool", "p2", {
      name: "two",
      origins: [{ name: "b", address: "203.0.113.2", enabled: false }],
    });
    expect(brokenBy(cloud)).to.deep.equal([["/pool/p2", "serving", "api.example.com", undefined]]);
    cloud.put("pool", "p1", {
      name: "one",
      origins: [{ name: "a", address: "203.0.113.1", weight: 0 }],
    });
    expect(brokenBy(cloud)).to.deep.equal([
      ["/pool/p2", "serving", "api.example.com", undefined],
      ["/pool/p1", "serving", "www.example.com", undefined],
    ]);
  });

  it("is content with the record beneath a load balancer that is switched off", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      each.put("record", "r", proxiedRecord);
    });
    cloud.put("loadBalancer", "lb", { ...balancer(["p1"], "p1"), enabled: false });
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.delete("record", "r");
    expect(brokenBy(cloud)).to.deep.equal([["/record/r", "serving", "www.example.com", undefined]]);
  });

  it("takes a name that shall be removed as removed, but not as gone and come back", () => {
    const cloud = new WatchedCloud((each) => each.put("record", "r", proxiedRecord));
    cloud.watch.begin({ removes: ["WWW.example.com."] });
    cloud.delete("record", "r");
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put("record", "r", proxiedRecord);
    expect(brokenBy(cloud)).to.deep.equal([["/record/r", "serving", "www.example.com", 3]]);
  });

  it("takes everything as removed on purpose in a destroy", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      group(each);
    });
    cloud.watch.begin({ removes: "everything" });
    cloud.delete("loadBalancer", "lb");
    cloud.delete("rule", "r");
    cloud.delete("group", "sg");
    expect(cloud.watch.report()).to.deep.equal({ calls: 3, broken: [] });
  });

  it("forgets what was broken before it begins anew", () => {
    const cloud = new WatchedCloud((each) => each.put("record", "r", proxiedRecord));
    cloud.delete("record", "r");
    cloud.watch.begin();
    cloud.read();
    expect(cloud.watch.report()).to.deep.equal({ calls: 1, broken: [] });
  });

  it("reports a change behind the APIs' back without blaming a call", () => {
    const cloud = new WatchedCloud((each) => each.put("record", "r", proxiedRecord));
    cloud.account.edit(types.record, "r", { content: "" });
    const { broken } = cloud.watch.report();
    expect(
      broken.map(({ sequence, method, path, subject }) => [sequence, method, path, subject]),
    ).to.deep.equal([[0, "", "", "www.example.com"]]);
  });

  it("reports a zone whose TLS is no longer strict", () => {
    const strict = { settingId: "ssl", value: "strict", zoneId: "z" };
    const cloud = new WatchedCloud((each) => each.put("setting", "z/ssl", strict));
    cloud.put("setting", "z/ssl", { ...strict, value: "full" });
    cloud.put("setting", "z/ssl", strict);
    expect(cloud.watch.report().broken).to.deep.equal([
      {
        sequence: 2,
        method: "PUT",
        path: "/setting/z/ssl",
        kind: "strictTls",
        subject: "z",
        what: "the zone's TLS mode is full, not strict",
        restoredByCall: 3,
      },
    ]);
  });

  it("says nothing about a zone that never was strict", () => {
    const cloud = new WatchedCloud();
    cloud.put("setting", "z/ssl", { settingId: "ssl", value: "full", zoneId: "z" });
    cloud.put("setting", "z/ssl", { settingId: "ssl", value: "flexible", zoneId: "z" });
    expect(brokenBy(cloud)).to.deep.equal([]);
  });
});

describe("outage watch over firewalls", () => {
  const both = (cloud: WatchedCloud) => {
    site(cloud);
    group(cloud);
  };

  it("reports a rule replaced with deletion first, and its restoration", () => {
    const cloud = new WatchedCloud(both);
    cloud.delete("rule", "r");
    cloud.put("rule", "r2", ingress({ prefixListId: "pl" }));
    const { broken } = cloud.watch.report();
    expect(broken).to.have.lengthOf(1);
    expect(broken[0]).to.deep.equal({
      sequence: 7,
      method: "DELETE",
      path: "/rule/r",
      kind: "reachable",
      subject: "origins of vpc-1 in us-east-1",
      what: "port 443 is closed to 15 of Cloudflare's IPv4 ranges, 103.21.244.0/22 the first",
      restoredByCall: 8,
    });
  });

  it("sees nothing where the way over single rules is added before the prefix list goes", () => {
    const cloud = new WatchedCloud(both);
    cloudflareRanges.ipv4.forEach((cidrIpv4, index) =>
      cloud.put("rule", `single-${index}`, ingress({ cidrIpv4 })),
    );
    cloud.delete("rule", "r");
    cloud.delete("prefixList", "pl");
    expect(cloud.watch.report()).to.deep.equal({ calls: 17, broken: [] });
  });

  it("reports a range that is lost from the prefix list", () => {
    const cloud = new WatchedCloud(both);
    const entries = cloudflareRanges.ipv4.slice(1).map((cidr) => ({ cidr }));
    cloud.put("prefixList", "pl", { name: "cloudflare", entries });
    expect(brokenBy(cloud)).to.deep.equal([
      ["/prefixList/pl", "reachable", "origins of vpc-1 in us-east-1", undefined],
    ]);
  });

  it("counts two groups of one network together", () => {
    const cloud = new WatchedCloud(both);
    cloud.put("group", "sg2", { vpcId: "vpc-1", region: "us-east-1", name: "origin-2" });
    cloud.put("rule", "r2", { ...ingress({ prefixListId: "pl" }), securityGroupId: "sg2" });
    cloud.delete("rule", "r");
    cloud.delete("group", "sg");
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("reports the moment in which the world gets in", () => {
    const cloud = new WatchedCloud(both);
    cloud.put("rule", "r3", ingress({ cidrIpv4: "10.0.0.0/8" }));
    cloud.put("rule", "r4", ingress({ cidrIpv4: "0.0.0.0/0" }));
    cloud.delete("rule", "r4");
    const { broken } = cloud.watch.report();
    expect(
      broken.map(({ kind, subject, what, restoredByCall }) => [
        kind,
        subject,
        what,
        restoredByCall,
      ]),
    ).to.deep.equal([["closed", "origin", "port 443 is open to 0.0.0.0/0", 9]]);
  });

  it("asks at the port that origins use: a port is moved rule first", () => {
    const cloud = new WatchedCloud(both);
    const moved = (name: string, address: string) => ({
      name,
      origins: [{ name, address, port: 8443 }],
    });
    cloud.put("rule", "r8443", ingress({ prefixListId: "pl" }, 8443));
    cloud.put("pool", "p1", moved("one", "203.0.113.1"));
    cloud.put("pool", "p2", moved("two", "203.0.113.2"));
    cloud.delete("rule", "r");
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("reports a port that is closed while origins still use it", () => {
    const cloud = new WatchedCloud(both);
    cloud.delete("rule", "r");
    cloud.put("rule", "r8443", ingress({ prefixListId: "pl" }, 8443));
    expect(brokenBy(cloud)).to.deep.equal([
      ["/rule/r", "reachable", "origins of vpc-1 in us-east-1", undefined],
    ]);
  });

  it("guards what a load balancer of AWS carries by all its groups", () => {
    const cloud = new WatchedCloud((each) => {
      both(each);
      each.put("awsLoadBalancer", "alb", { name: "shop", securityGroups: ["sg"] });
      each.put("group", "open", { vpcId: "vpc-1", region: "us-east-1", name: "open" });
      each.put("rule", "world", { ...ingress({ cidrIpv4: "0.0.0.0/0" }), securityGroupId: "open" });
    });
    cloud.put("awsLoadBalancer", "alb", { name: "shop", securityGroups: ["sg", "open"] });
    cloud.put("awsLoadBalancer", "alb", { name: "shop", securityGroups: [] });
    expect(brokenBy(cloud)).to.deep.equal([
      ["/awsLoadBalancer/alb", "closed", "shop", 11],
      ["/awsLoadBalancer/alb", "reachable", "shop", undefined],
    ]);
  });

  it("reports the deletion of the only group, rules written inside it", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      const open = { protocol: "tcp", fromPort: 443, toPort: 443 };
      const ingress = [{ ...open, cidrBlocks: [...cloudflareRanges.ipv4] }];
      each.put("group", "sg", { vpcId: "vpc-1", name: "origin", ingress });
    });
    cloud.delete("group", "sg");
    expect(brokenBy(cloud)).to.deep.equal([
      ["/group/sg", "reachable", "origins of vpc-1", undefined],
    ]);
  });

  it("says nothing about a group that never let Cloudflare in", () => {
    const cloud = new WatchedCloud(both);
    cloud.put("group", "bastion", { vpcId: "vpc-1", region: "us-east-1", name: "bastion" });
    const ssh = { ...ingress({ cidrIpv4: "0.0.0.0/0" }, 22), securityGroupId: "bastion" };
    cloud.put("rule", "ssh", ssh);
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("takes the second of two firewalls as removed when nothing of it is left", () => {
    const cloud = new WatchedCloud((each) => {
      both(each);
      each.put("group", "sg2", { vpcId: "vpc-2", region: "eu-west-1", name: "second" });
      each.put("rule", "r2", { ...ingress({ prefixListId: "pl" }), securityGroupId: "sg2" });
    });
    cloud.delete("rule", "r2");
    expect(brokenBy(cloud)).to.have.lengthOf(1);
    cloud.delete("group", "sg2");
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("asks for IPv6 only where an origin has an IPv6 address", () => {
    const v6 = (cidrs: readonly string[]) => ({
      name: "v6",
      entries: cidrs.map((cidr) => ({ cidr })),
    });
    const cloud = new WatchedCloud((each) => {
      both(each);
      each.put("prefixList", "pl6", v6(cloudflareRanges.ipv6));
      each.put("rule", "r6", ingress({ prefixListId: "pl6" }));
    });
    cloud.delete("rule", "r6");
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put("rule", "r6", ingress({ prefixListId: "pl6" }));
    cloud.put("pool", "p1", { name: "one", origins: [{ name: "a", address: "2001:db8::1" }] });
    cloud.delete("rule", "r6");
    expect(brokenBy(cloud)).to.deep.equal([
      ["/rule/r6", "reachable", "origins of vpc-1 in us-east-1", undefined],
    ]);
  });
});
