import { expect } from "chai";
import { unknownValue, type Known } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import {
  isErrorService,
  serviceFor,
  statusOfService,
  tunnelsAt,
  tunnelsOf,
} from "../../../model/traffic/tunnels";
import { tunnelConfigs } from "../../../model/traffic/tunnelConfigs";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const id = "c1744f8b-faa1-48a4-9e5c-02ac921467fa";
const tunnel = resource("tunnel", id, { name: "shop" });
const config = (tunnelId: ModelValue, ingresses: ModelValue = []): ModelResource =>
  resource("tunnelConfig", "config", { tunnelId, config: { ingresses } });
const www = "www.example.com";

describe("tunnels of a hostname", () => {
  const led = (...resources: readonly ModelResource[]): string[] => {
    const model = readTrafficPaths(resources);
    return tunnelsOf(model.inventory, model.pathOf(www));
  };
  const cname = (content: ModelValue): ModelResource => record(www, { type: "CNAME", content });

  it("are those that its CNAME names, by their key where the plan holds them", () => {
    expect(led(cname(`${id}.cfargotunnel.com`), tunnel)).to.deep.equal([tunnel.key]);
    expect(led(cname(`${id}.cfargotunnel.com`))).to.deep.equal([id]);
    expect(led(cname(new ModelReference([tunnel.key])), tunnel)).to.deep.equal([tunnel.key]);
  });

  it("are none where it leads elsewhere", () => {
    expect(led(cname("shop.example.net"), tunnel)).to.deep.equal([]);
    expect(led(record(www, { content: new ModelReference([tunnel.key]) }), tunnel)).to.deep.equal(
      [],
    );
    const elsewhere = resource("awsLoadBalancer", "edge", {});
    expect(led(cname(new ModelReference([elsewhere.key])), elsewhere)).to.deep.equal([]);
    expect(led(tunnel)).to.deep.equal([]);
  });

  it("are found at the addresses of origins too", () => {
    expect(
      tunnelsAt(new Inventory([tunnel]), [
        ...[`${id}.cfargotunnel.com`, "203.0.113.1", "other.cfargotunnel.com", tunnel.key],
      ]),
    ).to.deep.equal([tunnel.key, "other", tunnel.key]);
  });
});

describe("the configuration of a tunnel", () => {
  it("is that of the tunnel, whichever way it is named", () => {
    const named = (tunnelId: ModelValue, ...others: readonly ModelResource[]) =>
      tunnelConfigs(new Inventory([config(tunnelId), ...others]))[0]?.tunnel;
    expect(named(id, tunnel)).to.deep.equal([tunnel.key]);
    expect(named(new ModelReference([tunnel.key]), tunnel)).to.deep.equal([tunnel.key]);
    expect(named("elsewhere", tunnel)).to.deep.equal(["elsewhere"]);
  });

  it("decides what becomes of requests for a hostname by its first rule for all paths", () => {
    const service = (...ingresses: readonly ModelObject[]): Known<string> | undefined => {
      const [read] = tunnelConfigs(new Inventory([config(id, ingresses)]));
      return read && serviceFor(read, www);
    };
    expect(service({ hostname: "*", service: "http://any" })).to.equal("http://any");
    expect(service({ hostname: "", service: "http://any" })).to.equal("http://any");
    expect(service({ hostname: "*.example.com", service: "http://all" })).to.equal("http://all");
    expect(service({ hostname: www, path: "/a", service: "http://a" })).to.equal(undefined);
    expect(service({ hostname: "b.example.com", service: "http://b" })).to.equal(undefined);
    expect(service()).to.equal(undefined);
    const late: ModelObject = { hostname: www, path: unknownValue, service: "http://a" };
    expect(service(late, { service: "http://any" })).to.equal(unknownValue);
    expect(service({ hostname: www })).to.equal(unknownValue);
  });
});

describe("a service of a tunnel", () => {
  it("answers by itself with the status that it names, and with no other", () => {
    expect(statusOfService("http_status:404")).to.equal(404);
    for (const other of [
      ...["http://http_status:404", "http_status:4040", "http_status:4", "http_status:abc"],
      ...(["http://a", "", unknownValue] as const),
    ]) {
      expect(statusOfService(other), String(other)).to.equal(undefined);
    }
  });

  it("answers every request with an error where it names one, or is none at all", () => {
    expect(["http_status:404", "http_status:503", undefined].map(isErrorService)).to.deep.equal([
      ...[true, true, true],
    ]);
    const others = ["http_status:200", "http://http_status:404", "http://a", unknownValue] as const;
    expect(others.map(isErrorService)).to.deep.equal([false, false, false, false]);
  });
});
