import { expect } from "chai";

import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { CloudApi } from "../../../../sandbox/cloud/api/cloudApi";
import { HttpClient, type Answered, type Envelope } from "./httpClient";

const records = `/zones/${zoneId}/dns_records`;
const pools = `/accounts/${accountId}/load_balancers/pools`;

/** What others' scripts and tools do, each with what was to be said before it was run. */
describe("what strangers do with the API", () => {
  let cloud: Cloud;
  let api: CloudApi;
  let client: HttpClient;
  beforeEach(async () => {
    cloud = await startCloud();
    api = await cloud.openApi();
    client = new HttpClient(api);
  });
  afterEach(() => cloud.stop());

  it("lets a dynamic DNS script look its zone and record up by name, and change the address", async () => {
    await client.ok("POST", records, { name: "home", type: "A", content: "192.0.2.1", ttl: 60 });
    const [zone] = await client.ok<Answered[]>("GET", "/zones?name=example.com&status=active");
    expect(zone?.id).to.equal(zoneId);
    const found = await client.ok<Answered[]>("GET", `${records}?type=A&name=home.example.com`);
    expect(found).to.have.lengthOf(1);
    const at = `${records}/${found[0]?.id}`;
    await client.ok("PATCH", at, { content: "192.0.2.2" });
    expect(await client.ok("GET", at)).to.deep.include({ content: "192.0.2.2", ttl: 60 });
    expect(await client.ok("GET", "/zones?name=example.org")).to.deep.equal([]);
  });

  it("lets a certificate client put a proof beside another and take both away", async () => {
    const name = "_acme-challenge.example.com";
    for (const content of ["one", "two"]) {
      await client.ok("POST", records, { type: "TXT", name, content, ttl: 120 });
    }
    const proofs = await client.ok<Answered[]>("GET", `${records}?type=TXT&name=${name}`);
    expect(proofs).to.have.lengthOf(2);
    for (const { id } of proofs) {
      expect(await client.ok("DELETE", `${records}/${id}`)).to.deep.equal({ id });
    }
    expect(cloud.account.size).to.equal(0);
  });

  it("takes what a provider reads back and sends again, with the fields that the API added", async () => {
    const made = await client.ok("POST", records, { name: "www", type: "A", content: "192.0.2.1" });
    const again = await client.ok("PUT", `${records}/${made.id}`, made);
    expect({ ...again, modified_on: made.modified_on }).to.deep.equal(made);
    const origins = [{ name: "a", address: "192.0.2.2" }];
    const pool = await client.ok("POST", pools, { name: "main", origins });
    const same = await client.ok("PUT", `${pools}/${pool.id}`, pool);
    expect({ ...same, modified_on: pool.modified_on }).to.deep.equal(pool);
  });

  it("reads a zone as generators of Terraform code do, list after list, and says of what it has not that it has not", async () => {
    for (const path of [
      ...["dns_records", "load_balancers", "healthchecks", "rulesets", "settings"],
      ...["custom_pages", "ssl/certificate_packs", "available_plans"],
      ...["pagerules", "workers/routes", "waiting_rooms"],
    ]) {
      expect((await client.call("GET", `/zones/${zoneId}/${path}`)).status, path).to.equal(200);
    }
    for (const path of ["firewall/rules", "firewall/lockdowns", "snippets"]) {
      const refused = await client.refused("GET", `/zones/${zoneId}/${path}`);
      expect(refused, path).to.deep.equal([400, 7000]);
    }
  });

  it("hears a script that sends a form, or no content type at all, by what is in the body", async () => {
    const record = JSON.stringify({ name: "www", type: "A", content: "192.0.2.1" });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await client.raw("POST", records, { body: record, headers: form })).status).to.equal(
      200,
    );
    const answer = await client.raw("POST", records, { body: "name=www&type=A", headers: form });
    const { success, errors } = (await answer.json()) as Envelope<null>;
    expect([answer.status, success]).to.deep.equal([400, false]);
    expect(errors[0]?.message).to.equal("request body cannot be read: it is no JSON");
  });

  it("refuses a script's token of another run or scheme, and paths without a version or with a slash at their end", async () => {
    const status = async (authorization: string, url = `${api.url}/zones`) =>
      (await fetch(url, { headers: { authorization } })).status;
    expect(await status(`Bearer ${api.token}`)).to.equal(200);
    expect(await status(`Bearer ${"x".repeat(40)}`)).to.equal(403);
    expect(await status(`token ${api.token}`)).to.equal(400);
    expect(await status(`Bearer ${api.token}`, api.url.replace("/v4", ""))).to.equal(400);
    expect(await status(`Bearer ${api.token}`, `${api.url}/zones/`)).to.equal(400);
  });

  it("refuses a deployment that deletes a pool in use, and one that makes a record twice", async () => {
    const origins = [{ name: "a", address: "192.0.2.2" }];
    const { id } = await client.ok("POST", pools, { name: "main", origins });
    const balancer = { name: "www.example.com", default_pools: [id], fallback_pool: id };
    await client.ok("POST", `/zones/${zoneId}/load_balancers`, balancer);
    expect(await client.refused("DELETE", `${pools}/${id}`)).to.deep.equal([412, 1005]);
    const record = { name: "api", type: "CNAME", content: "a.example.net" };
    await client.ok("POST", records, record);
    expect(await client.refused("POST", records, record)).to.deep.equal([400, 81058]);
    const address = { ...record, type: "A", content: "192.0.2.3" };
    expect(await client.refused("POST", records, address)).to.deep.equal([400, 81054]);
  });

  it("refuses lists that are no lists, and ids of another account or zone", async () => {
    const wrong = { name: "main", origins: { name: "a", address: "192.0.2.2" } };
    expect((await client.refused("POST", pools, wrong))[0]).to.equal(400);
    const other = pools.replace(accountId, "f".repeat(32));
    for (const [method, path] of [
      ["GET", other],
      ["POST", other],
      ["GET", `${other}/${"0".repeat(32)}`],
    ] as const) {
      const body = method === "POST" ? { name: "main", origins: [] } : undefined;
      expect(await client.refused(method, path, body), `${method} ${path}`).to.deep.equal([
        404, 7003,
      ]);
    }
    expect(cloud.account.size).to.equal(0);
  });
});
