import { expect } from "chai";
import type { Properties } from "../../../sandbox/cloud/values";
import { brokenBy, WatchedCloud } from "./watchedCloud";

const dnsName = "edge-1.us-east-1.elb.amazonaws.com";
const www = {
  zoneId: "z",
  name: "www.example.com",
  type: "CNAME",
  content: dnsName,
  proxied: true,
};
const forward: Properties = { type: "forward", targetGroupArn: "tg" };
const refuse: Properties = { type: "fixed-response", fixedResponse: { statusCode: "403" } };

const listener = (mode = "off"): Properties => ({
  ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS", defaultActions: [forward] },
  mutualAuthentication: { mode },
});
const pulls = (enabled: boolean): Properties => ({ zoneId: "z", enabled });
const admit = (...values: string[]): Properties => ({
  ...{ listenerArn: "https", priority: 1, actions: [forward] },
  conditions: [{ httpHeader: { httpHeaderName: "X-Origin-Key", values } }],
});
const others: Properties = {
  ...{ listenerArn: "https", priority: 2, actions: [refuse] },
  conditions: [{ pathPattern: { values: ["*"] } }],
};
const sends = (value: string, expression = 'http.host in {"www.example.com"}'): Properties => ({
  ...{ zoneId: "z", kind: "zone", phase: "http_request_late_transform" },
  rules: [
    {
      ...{ expression, action: "rewrite", enabled: true },
      actionParameters: { headers: { "x-origin-key": { operation: "set", value } } },
    },
  ],
});

/** A hostname before a load balancer that demands nothing. */
function site(cloud: WatchedCloud): void {
  cloud.put("awsLoadBalancer", "alb", { arn: "alb", dnsName, name: "edge" });
  cloud.put("listener", "https", listener());
  cloud.put("record", "www", www);
}

/** The same, with a header demanded and sent. */
function headed(cloud: WatchedCloud): void {
  site(cloud);
  cloud.put("ruleset", "rules", sends("one"));
  cloud.put("listenerRule", "admit", admit("one"));
  cloud.put("listenerRule", "refuse", others);
}

const words = (cloud: WatchedCloud): string[] =>
  cloud.watch.report().broken.map(({ what }) => what);

describe("what listeners demand, under watch", () => {
  it("breaks where a client certificate is demanded before it is shown, until it is", () => {
    const cloud = new WatchedCloud(site);
    cloud.put("listener", "https", listener("verify"));
    cloud.put("pulls", "pulls", pulls(true));
    expect(brokenBy(cloud)).to.deep.equal([["/listener/https", "admitted", "edge", 5]]);
    expect(words(cloud)).to.deep.equal([
      "port 443 demands a client certificate, and Cloudflare shows none for www.example.com",
    ]);
  });

  it("holds where it is shown first and demanded no more before it goes", () => {
    const cloud = new WatchedCloud(site);
    cloud.put("pulls", "pulls", pulls(true));
    cloud.put("listener", "https", listener("passthrough"));
    cloud.put("listener", "https", listener("verify"));
    cloud.put("listener", "https", listener());
    cloud.put("pulls", "pulls", pulls(false));
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("breaks where it is shown no more while it is demanded, also by what was there before", () => {
    const cloud = new WatchedCloud((each) => {
      site(each);
      each.put("pulls", "pulls", pulls(true));
      each.put("listener", "https", listener("verify"));
    });
    cloud.put("pulls", "pulls", pulls(false));
    expect(brokenBy(cloud)).to.deep.equal([["/pulls/pulls", "admitted", "edge", undefined]]);
  });

  it("is no break for a hostname that never got through", () => {
    const cloud = new WatchedCloud();
    cloud.put("awsLoadBalancer", "alb", { arn: "alb", dnsName, name: "edge" });
    cloud.put("listener", "https", listener("verify"));
    cloud.put("record", "www", www);
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put("pulls", "pulls", pulls(true));
    cloud.put("pulls", "pulls", pulls(false));
    expect(brokenBy(cloud)).to.deep.equal([["/pulls/pulls", "admitted", "edge", undefined]]);
  });

  it("breaks where a header is demanded before it is sent, until it is", () => {
    const cloud = new WatchedCloud(site);
    cloud.put("listenerRule", "admit", admit("one"));
    expect(brokenBy(cloud)).to.deep.equal([]);
    cloud.put("listenerRule", "refuse", others);
    cloud.put("ruleset", "rules", sends("ONE"));
    expect(brokenBy(cloud)).to.deep.equal([["/listenerRule/refuse", "admitted", "edge", 6]]);
    expect(words(cloud)).to.deep.equal([
      "port 443 lets through only what has a header, which Cloudflare does not send for www.example.com",
    ]);
  });

  it("holds while a header's value is changed with both accepted", () => {
    const cloud = new WatchedCloud(headed);
    cloud.put("listenerRule", "admit", admit("one", "two"));
    cloud.put("ruleset", "rules", sends("two"));
    cloud.put("listenerRule", "admit", admit("two"));
    cloud.delete("listenerRule", "refuse");
    cloud.delete("listenerRule", "admit");
    cloud.delete("ruleset", "rules");
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  const broken: Readonly<Record<string, (cloud: WatchedCloud) => void>> = {
    "another value is sent than is let through": (cloud) =>
      cloud.put("ruleset", "rules", sends("two")),
    "another value is let through than is sent": (cloud) =>
      cloud.put("listenerRule", "admit", admit("two")),
    "it is sent for another hostname": (cloud) =>
      cloud.put("ruleset", "rules", sends("one", 'http.host eq "shop.example.com"')),
    "it is sent no more": (cloud) => cloud.delete("ruleset", "rules"),
  };
  for (const [what, change] of Object.entries(broken)) {
    it(`breaks where ${what}`, () => {
      const cloud = new WatchedCloud(headed);
      change(cloud);
      expect(brokenBy(cloud).map(([, kind, subject]) => [kind, subject])).to.deep.equal([
        ["admitted", "edge"],
      ]);
    });
  }

  const unsaid: Readonly<Record<string, (cloud: WatchedCloud) => void>> = {
    "a path decides whether it is sent": (cloud) =>
      cloud.put("ruleset", "rules", sends("one", 'starts_with(http.request.uri.path, "/a")')),
    "a value is let through by a wildcard": (cloud) =>
      cloud.put("listenerRule", "admit", admit("on*")),
    "a hostname goes": (cloud) => cloud.delete("record", "www"),
    "the listener goes": (cloud) => cloud.delete("listener", "https"),
  };
  for (const [what, change] of Object.entries(unsaid)) {
    it(`says nothing where ${what}`, () => {
      const cloud = new WatchedCloud(headed);
      change(cloud);
      expect(brokenBy(cloud).filter(([, kind]) => kind === "admitted")).to.deep.equal([]);
    });
  }
});

const balancer: Properties = {
  ...{ zoneId: "z", name: "www.example.com", proxied: true },
  ...{ defaultPools: ["pool"], fallbackPool: "pool" },
};
const pool: Properties = {
  ...{ name: "main", monitor: "monitor" },
  origins: [{ name: "edge", address: dnsName, enabled: true, weight: 1 }],
};
const monitor = (said: Properties = {}): Properties => ({
  type: "https",
  path: "/healthz",
  ...said,
});
const sending = (value: string): Properties => ({
  header: { Host: ["www.example.com"], "x-origin-key": [value] },
});

/** A hostname whose pool is probed, before a load balancer that demands nothing; Cloudflare does whatever may be demanded. */
function probed(cloud: WatchedCloud, said: Properties = {}): void {
  cloud.put("awsLoadBalancer", "alb", { arn: "alb", dnsName, name: "edge" });
  cloud.put("listener", "https", listener());
  cloud.put("monitor", "monitor", monitor(said));
  cloud.put("pool", "pool", pool);
  cloud.put("loadBalancer", "balancer", balancer);
  cloud.put("ruleset", "rules", sends("one"));
  cloud.put("pulls", "pulls", pulls(true));
}

function demandHeader(cloud: WatchedCloud): void {
  cloud.put("listenerRule", "admit", admit("one"));
  cloud.put("listenerRule", "refuse", others);
}

describe("what listeners demand of monitors, under watch", () => {
  const isRefused: [string, string, string] = ["/listener/https", "probed", "edge"];

  it("breaks where a client certificate is demanded that a monitor does not show, until it does", () => {
    const cloud = new WatchedCloud(probed);
    cloud.put("listener", "https", listener("verify"));
    cloud.put("monitor", "monitor", monitor({ probeZone: "example.com" }));
    expect(brokenBy(cloud)).to.deep.equal([[...isRefused, 9]]);
    expect(words(cloud)).to.deep.equal([
      "port 443 demands a client certificate, which monitors do not show for main",
    ]);
  });

  it("holds where it is shown first, and demanded no more before the monitor leaves its zone", () => {
    const cloud = new WatchedCloud(probed);
    cloud.put("monitor", "monitor", monitor({ probeZone: "example.com" }));
    cloud.put("listener", "https", listener("verify"));
    cloud.put("listener", "https", listener());
    cloud.put("monitor", "monitor", monitor());
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("breaks for visitors and for monitors where the zone shows it no more", () => {
    const cloud = new WatchedCloud((each) => probed(each, { probeZone: "example.com" }));
    cloud.put("listener", "https", listener("verify"));
    cloud.put("pulls", "pulls", pulls(false));
    expect(brokenBy(cloud).map(([path, kind]) => [path, kind])).to.deep.equal([
      ["/pulls/pulls", "admitted"],
      ["/pulls/pulls", "probed"],
    ]);
  });

  it("breaks where a header is demanded before monitors send it, until they do", () => {
    const cloud = new WatchedCloud(probed);
    demandHeader(cloud);
    cloud.put("monitor", "monitor", monitor(sending("ONE")));
    expect(brokenBy(cloud)).to.deep.equal([["/listenerRule/refuse", "probed", "edge", 10]]);
    expect(words(cloud)).to.deep.equal([
      "port 443 lets through only what has a header, which monitors do not send for main",
    ]);
  });

  it("breaks where a monitor comes that sends none to a pool that nothing probed", () => {
    const { monitor: _monitor, ...unprobed } = pool;
    const cloud = new WatchedCloud((each) => {
      probed(each);
      each.put("pool", "pool", unprobed);
      demandHeader(each);
    });
    cloud.put("pool", "pool", pool);
    expect(brokenBy(cloud)).to.deep.equal([["/pool/pool", "probed", "edge", undefined]]);
  });

  it("holds while a header's value is changed with both accepted", () => {
    const cloud = new WatchedCloud((each) => probed(each, sending("one")));
    demandHeader(cloud);
    cloud.put("listenerRule", "admit", admit("one", "two"));
    cloud.put("ruleset", "rules", sends("two"));
    cloud.put("monitor", "monitor", monitor(sending("two")));
    cloud.put("listenerRule", "admit", admit("two"));
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("is no break for a pool that never was well", () => {
    const cloud = new WatchedCloud((each) => {
      probed(each);
      demandHeader(each);
    });
    cloud.put("monitor", "monitor", monitor({ path: "/other" }));
    expect(brokenBy(cloud)).to.deep.equal([]);
  });

  it("says nothing where a probe asks at another port, for another host, or nothing at all", () => {
    const elsewhere: Properties[] = [{ port: 8443 }, { type: "tcp", port: 443 }, { type: "http" }];
    for (const said of elsewhere) {
      const cloud = new WatchedCloud((each) => probed(each, said));
      demandHeader(cloud);
      cloud.put("listener", "https", listener("verify"));
      expect(brokenBy(cloud), JSON.stringify(said)).to.deep.equal([]);
    }
  });
});
