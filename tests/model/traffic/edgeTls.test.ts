import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import { edgeCertificateNames } from "../../../model/traffic/edgeTls";
import { readTrafficPaths } from "../../../model/traffic/path";
import { balancer, pool, record, resource } from "../resource";

const zone = (more: ModelObject = {}): ModelResource =>
  resource("zone", "zone", { name: "example.com", type: "full", ...more });
const partial = zone({ type: "partial" });
const www = "www.example.com";
const deep = "a.b.example.com";
const pack = (hosts: ModelValue, zoneId: ModelValue = "zone"): ModelResource =>
  resource("certificatePack", `pack ${typeof zoneId === "string" ? zoneId : "of any zone"}`, {
    zoneId,
    hosts,
  });
const universal = (enabled: ModelValue): ModelResource =>
  resource("universalSsl", "universal", { zoneId: "zone", enabled });
const total = resource("totalTls", "total", { zoneId: "zone", enabled: true });

/** Whether a hostname is covered, by what was ordered, and by what Cloudflare makes of its own accord. */
function coverage(hostname: string, ...resources: readonly ModelResource[]): string {
  const model = readTrafficPaths(resources);
  const found = model.edgeTls.coverage(model.pathOf(hostname));
  return found === undefined
    ? "not asked"
    : [
        found.covered,
        found.byOther,
        found.ofItself,
        ...found.coveredBy.map(({ name }) => name),
      ].join(" ");
}

describe("certificates that the edge shows visitors", () => {
  it("are those of Universal SSL for a zone and one label below it", () => {
    expect(coverage("example.com", zone(), record("example.com"))).to.equal("yes no yes");
    expect(coverage(www, zone(), record(www))).to.equal("yes no yes");
    expect(coverage(deep, zone(), record(deep))).to.equal("no no no");
    expect(coverage(www, zone(), universal(false), record(www))).to.equal("no no no");
    expect(coverage(deep, universal(false), record(deep))).to.equal("no no no");
    expect(coverage(www, zone(), universal(unknownValue), record(www))).to.equal(
      "unknown no unknown",
    );
  });

  it("are one for each proxied name with Total TLS, and none for load balancers", () => {
    expect(coverage(deep, zone(), total, record(deep))).to.equal("yes no yes");
    expect(coverage(deep, zone(), total, balancer(deep), pool("p"))).to.equal("no no no");
    expect(coverage(www, zone(), balancer(www), pool("p"))).to.equal("yes no yes");
  });

  it("are one for each name of a partial set-up, and for a load balancer with a record beneath it", () => {
    expect(coverage(deep, partial, record(deep))).to.equal("yes no yes");
    expect(coverage(www, partial, balancer(www), pool("p"))).to.equal("no no no");
    expect(coverage(www, partial, balancer(www), pool("p"), record(www))).to.equal("yes no yes");
    const grey = record(www, { proxied: false });
    expect(coverage(www, partial, balancer(www), pool("p"), grey)).to.equal("no no no");
    expect(coverage(deep, partial, balancer(deep), pool("p"), record(deep))).to.equal("no no no");
    expect(coverage(deep, partial, universal(false), record(deep))).to.equal("no no no");
  });

  it("are not known of a deep name where the zone's set-up or its name is not", () => {
    const late = zone({ type: unknownValue });
    expect(coverage(deep, late, record(deep))).to.equal("unknown no unknown");
    expect(coverage(deep, late, balancer(deep), pool("p"))).to.equal("no no no");
    expect(coverage(deep, record(deep))).to.equal("unknown no unknown");
    expect(coverage(www, record(www))).to.equal("yes no yes");
    expect(coverage(deep, zone({ name: unknownValue }), record(deep))).to.equal(
      "unknown no unknown",
    );
  });

  it("are those that somebody ordered for its names", () => {
    expect(coverage(deep, zone(), pack([deep]), record(deep))).to.equal("yes yes no pack zone");
    expect(coverage(deep, zone(), pack(["*.b.example.com"]), record(deep))).to.equal(
      "yes yes no pack zone",
    );
    expect(coverage(deep, zone(), pack(["*.example.com"]), record(deep))).to.equal("no no no");
    expect(coverage(deep, zone(), pack([deep], "other"), record(deep))).to.equal("no no no");
  });

  it("may be those of which the names or the zone are not known", () => {
    expect(coverage(deep, zone(), pack(unknownValue), record(deep))).to.equal("unknown unknown no");
    expect(coverage(deep, zone(), pack(["x", unknownValue]), record(deep))).to.equal(
      "unknown unknown no",
    );
    expect(coverage(deep, zone(), pack([]), record(deep))).to.equal("unknown unknown no");
    expect(coverage(deep, zone(), pack([deep], unknownValue), record(deep))).to.match(
      /^yes yes no/,
    );
    const uploaded = (certificate: ModelValue): ModelResource =>
      resource("customCertificate", "own", { zoneId: "zone", certificate });
    const unreadable: readonly ModelValue[] = [unknownValue, "no certificate"];
    for (const certificate of unreadable) {
      expect(coverage(deep, zone(), uploaded(certificate), record(deep))).to.equal(
        "unknown unknown no",
      );
    }
  });

  it("are asked of proxied names alone", () => {
    expect(coverage(www, zone(), record(www, { proxied: false }))).to.equal("not asked");
    expect(coverage(www, zone(), record(www, { proxied: unknownValue }))).to.equal("not asked");
    expect(coverage("nobody.example.com", zone(), record(www))).to.equal("not asked");
    const late: ModelObject = { proxied: unknownValue };
    expect(coverage(www, zone(), balancer(www, late), pool("p"))).to.equal("not asked");
  });

  it("are asked of a name whatever answers for it", () => {
    const covers = (name: string, ...resources: readonly ModelResource[]): string => {
      const { edgeTls } = readTrafficPaths(resources);
      return edgeTls.coversName(edgeTls.zone("zone"), name, ({ name: own }) => own !== "ignored");
    };
    expect(covers(www, zone())).to.equal("yes");
    expect(covers("*.example.com", zone())).to.equal("yes");
    expect(covers(deep, zone())).to.equal("no");
    expect(covers(www, partial)).to.equal("unknown");
    expect(covers(www, zone(), universal(false))).to.equal("no");
    expect(covers(deep, zone(), pack([deep]))).to.equal("yes");
    const ignored = resource("certificatePack", "ignored", { zoneId: "zone", hosts: [deep] });
    expect(covers(deep, zone(), ignored)).to.equal("no");
  });
});

describe("what decides about the edge of a zone", () => {
  const read = (...resources: readonly ModelResource[]) => {
    const {
      zone: _zone,
      title: _title,
      ...found
    } = readTrafficPaths(resources).edgeTls.zone("zone");
    return found;
  };

  it("is what its resources say", () => {
    const own = zone({ name: "Example.com", paused: true });
    expect(read(own, universal(false), total)).to.deep.equal({
      ...{ resource: own, name: "example.com", paused: "yes", partial: "no" },
      ...{ universalSsl: "no", totalTls: "yes", certificates: [] },
    });
  });

  it("is not known of a zone that the plan does not hold", () => {
    expect(read()).to.deep.equal({
      ...{ resource: undefined, name: undefined, paused: "unknown", partial: "unknown" },
      ...{ universalSsl: "yes", totalTls: "no", certificates: [] },
    });
    const late = zone({ type: unknownValue, name: unknownValue });
    expect([read(late).partial, read(late).paused]).to.deep.equal(["unknown", "no"]);
    const named = balancer(www, { zoneName: "example.com" });
    expect(read(named).name).to.equal("example.com");
  });

  it("is whether Cloudflare's proxy is asked for in it", () => {
    const proxies = (...resources: readonly ModelResource[]): string => {
      const model = readTrafficPaths([zone(), ...resources]);
      const [own] = model.inventory.ofType("zone");
      return own === undefined ? "" : model.edgeTls.proxies(own, model.hostnames);
    };
    expect(proxies(record(www))).to.equal("yes");
    expect(proxies(record(www, { proxied: false }))).to.equal("no");
    expect(proxies(record(www, { proxied: false }), balancer("lb.example.com"))).to.equal("yes");
    expect(proxies()).to.equal("unknown");
    expect(proxies(record(www, { zoneId: "other" }))).to.equal("unknown");
    expect(proxies(record(www, { zoneId: unknownValue }))).to.equal("yes");
    const named = new ModelReference(["zone::zone"]);
    expect(proxies(record(www, { zoneId: named }))).to.equal("yes");
  });
});

describe("the names of a certificate at the edge", () => {
  it("are those of a pack, in the form that the model compares", () => {
    expect(edgeCertificateNames(pack(["*.Example.com", "example.com."]))).to.deep.equal([
      ...["*.example.com", "example.com"],
    ]);
    expect(edgeCertificateNames(pack(unknownValue))).to.equal(unknownValue);
  });
});
