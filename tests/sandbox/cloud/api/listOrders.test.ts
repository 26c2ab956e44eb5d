import { expect } from "chai";
import { listOrders } from "../../../../facts/cloudflare/listOrders";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { HttpClient } from "./httpClient";

const pools = `/accounts/${accountId}/load_balancers/pools`;
const names = (list: unknown, key: string): unknown[] =>
  (list as Record<string, unknown>[]).map((each) => each[key]);

describe("lists of objects, as the API gives them back", () => {
  let cloud: Cloud;
  let client: HttpClient;
  beforeEach(async () => {
    cloud = await startCloud();
    client = new HttpClient(await cloud.openApi());
  });
  afterEach(() => cloud.stop());

  const made = (name: string) =>
    client.ok("POST", pools, {
      ...{ name, check_regions: ["WEU", "ENAM"] },
      origins: [
        { name: "b", address: "192.0.2.2" },
        { name: "a", address: "192.0.2.3" },
      ],
    });

  it("sorts the origins of a pool, as is told of it, and leaves its regions", async () => {
    const pool = await made("main");
    const read = await client.ok("GET", `${pools}/${pool.id}`);
    expect(names(read.origins, "name")).to.deep.equal(["a", "b"]);
    expect(read.check_regions).to.deep.equal(["WEU", "ENAM"]);
  });

  it("keeps pools in the order of their priority, and rules in that of the ruleset", async () => {
    const [near, far] = [(await made("z-near")).id, (await made("a-far")).id];
    const { id } = await client.ok("POST", `/zones/${zoneId}/load_balancers`, {
      ...{ name: "www.example.com", default_pools: [near, far], fallback_pool: far },
      ...{ region_pools: { WEU: [far, near] }, steering_policy: "geo", proxied: true },
    });
    const read = await client.ok("GET", `/zones/${zoneId}/load_balancers/${id}`);
    expect(read.default_pools).to.deep.equal([near, far]);
    expect(read.region_pools).to.deep.equal({ WEU: [far, near] });

    const rule = (path: string) => ({
      ...{ expression: `http.request.uri.path eq "${path}"`, action: "set_cache_settings" },
      ...{ action_parameters: { cache: true }, description: path },
    });
    const ruleset = await client.ok("POST", `/zones/${zoneId}/rulesets`, {
      ...{ name: "cache", kind: "zone", phase: "http_request_cache_settings" },
      rules: ["/z", "/a", "/m"].map(rule),
    });
    const { rules } = await client.ok("GET", `/zones/${zoneId}/rulesets/${ruleset.id}`);
    expect(names(rules, "description")).to.deep.equal(["/z", "/a", "/m"]);
  });

  it("are told with what is published of each: kept, sorted, or said by nobody", () => {
    const told = (answer: string) =>
      listOrders.filter(({ isKept }) => isKept === answer).map(({ list }) => list);
    expect({ yes: told("yes"), no: told("no"), unknown: told("unknown") }).to.deep.equal({
      yes: ["rules", "defaultPools", "regionPools.*", "countryPools.*", "popPools.*"],
      no: ["origins", "urls"],
      unknown: ["rules", "checkRegions", "items", "hostnames"],
    });
    expect(listOrders.filter(({ source, says }) => source === "" || says === "")).to.deep.equal([]);
  });
});
