import { expect } from "chai";

import { CloudflarePlan } from "../../../../facts/cloudflare/plans";
import { zoneSettingDefaults } from "../../../../facts/cloudflare/zoneSettings";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { HttpClient, type Answered } from "./httpClient";

const enterprise = "e".repeat(32);
const free = "f".repeat(32);

describe("what nobody has set, over the API", () => {
  let cloud: Cloud;
  let client: HttpClient;
  beforeEach(async () => {
    cloud = await startCloud({
      zones: [
        { id: enterprise, name: "example.com" },
        { id: free, name: "example.net", plan: CloudflarePlan.Free },
      ],
    });
    client = new HttpClient(await cloud.openApi());
  });
  afterEach(() => cloud.stop());

  const settings: readonly (readonly [zone: string, id: string, value: unknown])[] = [
    [free, "min_tls_version", "1.0"],
    [free, "always_use_https", "off"],
    [free, "browser_cache_ttl", 14_400],
    [free, "ciphers", []],
    [free, "origin_max_http_version", "2"],
    [enterprise, "origin_max_http_version", "1"],
  ];
  for (const [zone, id, value] of settings) {
    it(`is ${JSON.stringify(value)} for ${id} on the ${zone === free ? "free" : "enterprise"} plan`, async () => {
      expect(await client.ok("GET", `/zones/${zone}/settings/${id}`)).to.deep.equal({
        ...{ id, value, editable: true },
      });
    });
  }

  const switches: readonly (readonly [
    path: string,
    method: string,
    before: object,
    set: object,
  ])[] = [
    ["origin_tls_client_auth/settings", "PUT", { enabled: false }, { enabled: true }],
    [
      "cache/tiered_cache_smart_topology_enable",
      "PATCH",
      { id: "tiered_cache_smart_topology_enable", value: "off", editable: true },
      { value: "on" },
    ],
    [
      "argo/smart_routing",
      "PATCH",
      { id: "smart_routing", value: "off", editable: true },
      { value: "on" },
    ],
  ];
  for (const [path, method, before, set] of switches) {
    it(`is off for ${path}, in each zone until it is set there`, async () => {
      const at = (zone: string) => `/zones/${zone}/${path}`;
      expect(await client.ok("GET", at(free))).to.deep.equal(before);
      expect(await client.ok(method, at(enterprise), set)).to.deep.include(set);
      expect(await client.ok("GET", at(enterprise))).to.deep.include(set);
      expect(await client.ok("GET", at(free))).to.deep.equal(before);
    });
  }

  it("is said not to be known where no default is published that all sources share", async () => {
    const { status, body } = await client.call("GET", `/zones/${free}/settings/ssl`);
    expect([status, body.errors, body.messages]).to.deep.equal([
      404,
      [{ code: 0, message: "not found" }],
      [
        {
          code: 0,
          message:
            "nobody has set this zone setting here, and its default is not known; Cloudflare answers with it",
        },
      ],
    ]);
  });

  it("is in the list of settings, after what somebody has set and never beside it", async () => {
    const all = `/zones/${free}/settings`;
    await client.ok("PATCH", `${all}/ssl`, { value: "strict" });
    await client.ok("PATCH", `${all}/min_tls_version`, { value: "1.2" });
    const list = await client.ok<Answered[]>("GET", all);
    expect(list.slice(0, 2).map(({ id, value }) => [id, value])).to.deep.equal([
      ["ssl", "strict"],
      ["min_tls_version", "1.2"],
    ]);
    expect(list.slice(2).map(({ id }) => id)).to.deep.equal(
      Object.keys(zoneSettingDefaults).filter((id) => id !== "min_tls_version"),
    );
  });

  it("is not made by being read, and nowhere in a zone that is not there", async () => {
    await client.ok("GET", `/zones/${free}/settings`);
    await client.ok("GET", `/zones/${free}/argo/smart_routing`);
    expect(cloud.account.size).to.equal(0);
    for (const path of ["settings", "settings/webp", "settings/ssl", "argo/smart_routing"]) {
      const none = `/zones/${"0".repeat(32)}/${path}`;
      expect(await client.refused("GET", none)).to.deep.equal([404, 7003]);
    }
  });

  it("is told of a zone that a client has made, by its plan, and goes with it", async () => {
    const zone = await client.ok("POST", "/zones", {
      name: "example.org",
      account: { id: cloud.seed.accountId },
    });
    const setting = `/zones/${zone.id}/settings/origin_max_http_version`;
    expect((await client.ok("GET", setting)).value).to.equal("2");
    await client.ok("DELETE", `/zones/${zone.id}`);
    expect(await client.refused("GET", setting)).to.deep.equal([404, 7003]);
  });
});
