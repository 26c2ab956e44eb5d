import { expect } from "chai";

import { Inventory } from "../../../model/graph/inventory";
import type { ModelResource } from "../../../model/graph/resources";
import { resource } from "../resource";

const list = resource("prefixList", "pl", { entries: [] });
const entry = resource("prefixListEntry", "pl,192.0.2.0/24", {
  prefixListId: "pl",
  cidr: "192.0.2.0/24",
});
const rule = resource("ingressRule", "sgr", { securityGroupId: "sg", prefixListId: "pl" });

/** What was asked about the entries of a list, and changes with a resource. */
function changedBy(changed: ReadonlySet<string>, inventory: Inventory): string[] {
  const { asked } = inventory.observe(() => inventory.linkedTo(list, "prefixListEntry"));
  return [...asked].filter((question) => changed.has(question));
}

describe("an inventory", () => {
  it("asks about the entries of a prefix list anew when one comes or goes", () => {
    const inventory = new Inventory([list], { complete: true });
    expect(changedBy(inventory.put(entry), inventory)).to.deep.equal(["link prefixListEntry pl"]);
    expect(inventory.linkedTo(list, "prefixListEntry")).to.deep.equal([entry]);
    expect(changedBy(inventory.remove(entry.key), inventory)).to.deep.equal([
      "link prefixListEntry pl",
    ]);
    expect(inventory.linkedTo(list, "prefixListEntry")).to.deep.equal([]);
  });

  it("does not ask about the entries of a prefix list anew when a rule uses the list", () => {
    const inventory = new Inventory([list, entry], { complete: true });
    expect(changedBy(inventory.put(rule), inventory)).to.deep.equal([]);
    expect(inventory.linkedTo(list, "prefixListEntry")).to.deep.equal([entry]);
    expect(inventory.linkedTo(list, "ingressRule")).to.deep.equal([rule]);
    expect(changedBy(inventory.remove(rule.key), inventory)).to.deep.equal([]);
    expect(inventory.linkedTo(list, "ingressRule")).to.deep.equal([]);
  });

  it("calls a zone of unknown name by the nearest hostname that stands in it, and anew when that goes", () => {
    const [near, far] = ["www.example.com", "a.www.example.com"].map((name) =>
      resource("dnsRecord", name, { zoneId: "z", name }),
    ) as [ModelResource, ModelResource];
    const inventory = new Inventory([far]);
    const title = (): { answer: string | undefined; asked: ReadonlySet<string> } =>
      inventory.observe(() => inventory.zones.title(["z"]));
    const { answer, asked } = title();
    const come = [...inventory.put(near)].filter((question) => asked.has(question));
    const nearer = title();
    const gone = [...inventory.remove(near.key)].filter((question) => nearer.asked.has(question));
    expect([answer, nearer.answer, title().answer]).to.deep.equal([
      "the zone of a.www.example.com",
      "the zone of www.example.com",
      "the zone of a.www.example.com",
    ]);
    expect([come, gone]).to.deep.equal([["link dnsRecord z"], ["link dnsRecord z"]]);
    inventory.remove(far.key);
    expect(title().answer).to.equal(undefined);
  });
});
