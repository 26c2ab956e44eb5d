import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import { ModelReference, type ModelObject } from "../../../model/graph/resources";
import { Route53Names } from "../../../model/network/route53Names";
import { resource } from "../resource";

const zone = resource("route53Zone", "Z1", { name: "example.net" });
const record = (name: string, type: string, more: ModelObject) =>
  resource("route53Record", `${name} ${type}`, { zoneId: "Z1", name, type, ...more });
const names = (...records: ReturnType<typeof record>[]): Route53Names =>
  new Route53Names(new Inventory([zone, ...records]));

describe("the names of Route 53", () => {
  it("are whole, however the program writes them", () => {
    const more = { records: ["203.0.113.1"] };
    const found = names(
      record("a", "A", more),
      record("b.example.net.", "A", more),
      record("example.net", "A", more),
      record("c", "A", { ...more, fqdn: "c.Example.Net" }),
      record("d", "TXT", more),
    ).all();
    expect(found).to.deep.equal(["a.example.net", "b.example.net", "c.example.net", "example.net"]);
  });

  it("are sorted, and told by their whole name before their own, or not at all", () => {
    const more = { records: ["203.0.113.1"] };
    const found = names(
      record("z", "A", more),
      record("other", "A", { ...more, fqdn: "y.example.org" }),
      record("", "A", { ...more, fqdn: "" }),
      record("unread", "A", { ...more, name: unknownValue }),
      record("alone", "A", { ...more, zoneId: "Z9" }),
      record("x", "MX", { records: ["10 mail.example.net"] }),
    );
    expect(found.all()).to.deep.equal(["alone", "example.net", "y.example.org", "z.example.net"]);
    expect(found.at("x.example.net")).to.equal(undefined);
  });

  it("lead nowhere that is known where the records are not", () => {
    const found = names(
      record("a", "A", {}),
      record("b", "A", { records: [new ModelReference(["urn:z"]), new ModelReference(["urn:a"])] }),
    );
    expect(found.at("a.example.net")).to.deep.include({ targets: [], later: [] });
    expect(found.at("b.example.net")?.later).to.deep.equal(["urn:a", "urn:z"]);
  });

  it("lead to addresses, to the load balancers of aliases, and to what is only known later", () => {
    const found = names(
      record("a", "A", { aliases: [{ name: "dualstack.Shop-1.elb.amazonaws.com." }] }),
      record("a", "AAAA", { records: ["2001:db8::1"] }),
      record("a", "CNAME", { records: [new ModelReference(["urn:alb"])] }),
    ).at("A.example.net.");
    expect(found?.targets).to.deep.equal(["2001:db8::1", "shop-1.elb.amazonaws.com"]);
    expect(found?.later).to.deep.equal(["urn:alb"]);
  });

  it("are found by what they lead to, also by way of each other, and a circle comes to an end", () => {
    const own = names(
      record("a", "CNAME", { records: ["b.example.net"] }),
      record("b", "CNAME", { records: ["shop-1.elb.amazonaws.com"] }),
      record("c", "CNAME", { records: ["d.example.net"] }),
      record("d", "CNAME", { records: ["c.example.net"] }),
    );
    expect(own.leadingTo(["shop-1.elb.amazonaws.com"])).to.deep.equal([
      "b.example.net",
      "a.example.net",
    ]);
    expect(own.leadingTo(["c.example.net"])).to.deep.equal(["d.example.net", "c.example.net"]);
    expect(own.leadingTo(["198.51.100.1"])).to.deep.equal([]);
    expect(own.at("e.example.net")).to.equal(undefined);
  });
});
