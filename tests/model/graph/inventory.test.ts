import { deepEqual } from "node:assert/strict";

import { Inventory } from "../../../model/graph/inventory";
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
    deepEqual(changedBy(inventory.put(entry), inventory), ["link prefixListEntry pl"]);
    deepEqual(inventory.linkedTo(list, "prefixListEntry"), [entry]);
    deepEqual(changedBy(inventory.remove(entry.key), inventory), ["link prefixListEntry pl"]);
    deepEqual(inventory.linkedTo(list, "prefixListEntry"), []);
  });

  it("does not ask about the entries of a prefix list anew when a rule uses the list", () => {
    const inventory = new Inventory([list, entry], { complete: true });
    deepEqual(changedBy(inventory.put(rule), inventory), []);
    deepEqual(inventory.linkedTo(list, "prefixListEntry"), [entry]);
    deepEqual(inventory.linkedTo(list, "ingressRule"), [rule]);
    deepEqual(changedBy(inventory.remove(rule.key), inventory), []);
    deepEqual(inventory.linkedTo(list, "ingressRule"), []);
  });
});
