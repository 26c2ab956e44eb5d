import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { readTrafficPaths } from "../../../model/traffic/path";
import { record, resource } from "../resource";

const firewall = "http_request_firewall_custom";
const rules = (phase: string, list: ModelValue, zoneId = "zone"): ModelResource =>
  resource("ruleset", `${phase} of ${zoneId}`, { zoneId, kind: "zone", phase, rules: list });
const block = (expression: string): ModelObject => ({ action: "block", expression });
const zonesOf = (...resources: readonly ModelResource[]): EdgeZones =>
  EdgeZones.of(readTrafficPaths(resources));

describe("the zones whose rules are asked", () => {
  it("are those with rules, and those with hostnames that visitors reach through Cloudflare, sorted", () => {
    const zones = zonesOf(
      rules(firewall, [], "z"),
      record("www.example.com", { zoneId: "b" }),
      record("a.example.net", { zoneId: "a" }),
      record("grey.example.org", { zoneId: "grey", proxied: false }),
    ).zones();
    expect(zones).to.deep.equal(["a", "b", "z"]);
  });

  it("are asked about their hostnames, a wildcard by one of those that it has", () => {
    const zones = zonesOf(record("*.example.com"), record("www.example.com"));
    expect(zones.hostnamesOf("zone")).to.deep.equal([
      { title: "*.example.com", host: "any-name.example.com", monitored: "/" },
      { title: "www.example.com", host: "www.example.com", monitored: "/" },
    ]);
  });

  it("are asked about the hostnames that rules name where the plan has none, else about any", () => {
    const named = block(
      'http.host in {"b.example.com" "a.example.com"} or http.host eq "a.example.com"',
    );
    expect(zonesOf(rules(firewall, [named])).hostnamesOf("zone")).to.deep.equal([
      { title: "a.example.com", host: "a.example.com", monitored: "/" },
      { title: "b.example.com", host: "b.example.com", monitored: "/" },
    ]);
    const zone = resource("zone", "zone", { name: "example.com" });
    expect(zonesOf(zone, rules(firewall, [block("ssl")])).hostnamesOf("zone")).to.deep.equal([
      { title: "example.com", host: "any-name.invalid", monitored: "/" },
    ]);
    expect(zonesOf(zone, rules(firewall, unknownValue)).hostnamesOf("zone")).to.have.length(1);
  });

  it("are found by a hostname, a wildcard over it, or their own name", () => {
    const zones = zonesOf(
      resource("zone", "one", { name: "example.com" }),
      rules(firewall, [], "one"),
      record("*.shop.example.net", { zoneId: "two" }),
      record("www.example.net", { zoneId: "three" }),
    );
    expect(zones.zoneOfHost("www.example.com")).to.equal("one");
    expect(zones.zoneOfHost("x.shop.example.net")).to.equal("two");
    expect(zones.zoneOfHost("www.example.net")).to.equal("three");
    expect(zones.zoneOfHost("elsewhere.example.org")).to.equal(undefined);
  });

  it("are found by a record's short name, and by the hostname that rules call it", () => {
    const zones = zonesOf(
      record("www", { zoneId: "zone" }),
      rules(firewall, [block('http.host eq "www.example.com"')]),
    );
    expect(zones.zoneOfHost("www in zone zone")).to.equal("zone");
    expect(zones.zoneOfHost("www.example.com")).to.equal("zone");
  });

  it("tell hostnames apart that only part of a rule's hostname does", () => {
    const zones = zonesOf(
      ...[record("a.example.com"), record("b-shop.example.com"), record("c.example.com")],
      rules(firewall, [block('http.host eq "a.example.com"'), block('http.host contains "shop"')]),
    );
    const outcome = (host: string): string | undefined => {
      const asked = zones.hostnamesOf("zone").find(({ title }) => title === host);
      return asked && zones.answersFor("zone", asked)[0]?.outcome;
    };
    expect(outcome("c.example.com")).to.equal("passes");
    expect(outcome("a.example.com")).to.equal("blocked");
    expect(outcome("b-shop.example.com")).to.equal("blocked");
  });
});
