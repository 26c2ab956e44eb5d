import { expect } from "chai";

import { types } from "../../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as account_id,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal as directRefusal } from "../direct";
import { HttpClient } from "./httpClient";
import { all, clientAtDoor, refusal } from "./officialClient";

const accountId = account_id;
const lists = `/accounts/${account_id}/rules/lists`;
const none = "0".repeat(32);
const redirect = {
  source_url: "example.com/old",
  target_url: "https://example.com/new",
  status_code: 301 as const,
};

describe("lists of an account, by the official client", () => {
  const here = clientAtDoor();

  it("makes a list, fills it in bulk, reads it in pages, and replaces what it holds", async () => {
    const { lists: client } = here.client.rules;
    const { id } = await client.create({ account_id, kind: "ip", name: "monitors" });
    const body = ["192.0.2.1", "192.0.2.2", "198.51.100.0/24", "2001:db8::/48", "192.0.2.3"].map(
      (ip) => ({ ip, comment: `at ${ip}` }),
    );
    const { operation_id } = await client.items.create(id, { account_id, body });
    const operation = await client.bulkOperations.get(operation_id, { account_id });
    expect(operation).to.include({ id: operation_id, status: "completed" });
    expect(operation).to.have.property("completed");
    const items = await all(client.items.list(id, { account_id, per_page: 2 }));
    expect(items.map((item) => "ip" in item && item.ip)).to.deep.equal(body.map(({ ip }) => ip));
    const found = await all(client.items.list(id, { account_id, search: "198.51" }));
    expect(found).to.deep.equal([items[2]]);
    const one = { account_id, list_id: id };
    expect(await client.items.get(items[0]?.id ?? "", one)).to.deep.equal(items[0]);
    await client.items.create(id, { account_id, body: [{ ip: "192.0.2.1", comment: "again" }] });
    const again = await client.items.get(items[0]?.id ?? "", one);
    expect(again).to.include({ id: items[0]?.id, comment: "again" });
    await client.items.delete(id, {
      account_id,
      items: [{ id: items[4]?.id ?? "" }, { id: none }],
    });
    expect(await client.get(id, { account_id })).to.include({ num_items: 4, kind: "ip" });
    await client.items.update(id, { account_id, body: [{ ip: "203.0.113.9" }] });
    const left = await all(client.items.list(id, { account_id }));
    expect(left.map((item) => "ip" in item && item.ip)).to.deep.equal(["203.0.113.9"]);
    expect((await all(client.list({ account_id }))).map(({ name }) => name)).to.deep.equal([
      "monitors",
    ]);
    expect(await client.delete(id, { account_id })).to.deep.equal({ id });
    expect(here.cloud.account.size).to.equal(0);
    expect((await refusal(client.get(id, { account_id })))[0]).to.equal(404);
  });

  it("holds redirects and hostnames, each in a list of its own", async () => {
    const { lists: client } = here.client.rules;
    const made = await client.create({ account_id, kind: "redirect", name: "old_paths" });
    await client.items.create(made.id, { account_id, body: [{ redirect }] });
    const [item] = await all(client.items.list(made.id, { account_id }));
    const defaults = { include_subdomains: false, preserve_query_string: false };
    expect(item).to.deep.include({
      redirect: { ...redirect, ...defaults, preserve_path_suffix: false, subpath_matching: false },
    });
    const below = { ...redirect, subpath_matching: true };
    await client.items.update(made.id, { account_id, body: [{ redirect: below }] });
    const [met] = await all(client.items.list(made.id, { account_id }));
    expect(met).to.deep.include({
      redirect: { ...below, ...defaults, preserve_path_suffix: true },
    });
    const hosts = await client.create({ account_id, kind: "hostname", name: "hosts" });
    const hostname = { url_hostname: "*.example.com", exclude_exact_hostname: true };
    await client.items.create(hosts.id, { account_id, body: [{ hostname }] });
    const [host] = await all(client.items.list(hosts.id, { account_id }));
    expect(host).to.deep.include({ hostname });
  });
});

describe("what is refused of lists, through both doors", () => {
  let direct: DirectCloud;
  let http: HttpClient;
  beforeEach(async () => {
    direct = await DirectCloud.start();
    http = new HttpClient(await direct.cloud.openApi());
  });
  afterEach(() => direct.stop());
  const made = async (kind: string, name = kind) =>
    (await http.ok("POST", lists, { name, kind })).id;
  const codes = (path: string, bodies: readonly unknown[]) =>
    Promise.all(bodies.map(async (body) => (await http.refused("POST", path, body)).join(" ")));

  it("refuses items of other kinds, mixed and repeated, with the API's codes", async () => {
    const path = `${lists}/${await made("ip")}/items`;
    expect(
      await codes(path, [
        [{ asn: 1 }],
        [{ ip: "192.0.2.1" }, { asn: 1 }],
        [{ ip: "192.0.2.1", asn: 1 }],
        [{ ip: "192.0.2.1" }, { ip: "192.0.2.1" }],
        [{ comment: "nothing" }],
        [{ ip: "192.0.2.0/7" }],
        [{ ip: "2001:db8::/65" }],
        [{ ip: "www.example.com" }],
      ]),
    ).to.deep.equal([
      ...["400 10058", "400 10056", "400 10056", "400 10028", "400 10058"],
      ...["400 0", "400 0", "400 0"],
    ]);
    expect(await http.ok<unknown[]>("GET", path)).to.deep.equal([]);
  });

  it("refuses redirects whose URLs do not do, with the code of each reason", async () => {
    const path = `${lists}/${await made("redirect")}/items`;
    const refused = (more: object) => [{ redirect: { ...redirect, ...more } }];
    expect(
      await codes(path, [
        refused({ source_url: `example.com/${"a".repeat(32_768)}` }),
        refused({ target_url: `https://example.com/${"a".repeat(32_768)}` }),
        refused({ source_url: "example .com/" }),
        refused({ target_url: "https://" }),
        refused({ preserve_path_suffix: true }),
        refused({ source_url: "ftp://example.com/" }),
        refused({ source_url: "https://me@example.com/" }),
        refused({ source_url: "https:///old" }),
        refused({ source_url: "example.com:8443/" }),
        refused({ source_url: "example.com/?a=1" }),
        refused({ source_url: "example.com/#a" }),
        refused({ target_url: "https://example.com/?a=1", preserve_query_string: true }),
        refused({ target_url: "example.com/new" }),
      ]),
    ).to.deep.equal(
      [
        ...[10043, 10044, 10045, 10046, 10048, 10049, 10050],
        ...[10051, 10052, 10053, 10054, 10055, 10060],
      ].map((code) => `400 ${code}`),
    );
    const taken = refused({
      target_url: "https://me@example.com:8443/#a",
      source_url: "a.example.com",
    });
    expect((await http.call("POST", path, taken)).status).to.equal(201);
  });

  it("refuses bodies that are no lists, lists where none belong, and ids that are none", async () => {
    const id = await made("ip");
    const path = `${lists}/${id}/items`;
    for (const body of [{ ip: "192.0.2.1" }, {}, [1], ["192.0.2.1"], [null], [[]], [{ ip: 1 }]]) {
      const [status] = await http.refused("POST", path, body);
      expect([JSON.stringify(body), status]).to.deep.equal([JSON.stringify(body), 400]);
    }
    expect(await http.refused("POST", lists, [])).to.deep.equal([400, 0]);
    expect(await http.refused("POST", `${lists}/${none}/items`, [])).to.deep.equal([404, 0]);
    expect(await http.refused("GET", `${path}/${none}`)).to.deep.equal([404, 0]);
    expect(await http.refused("GET", `${lists}/bulk_operations/${none}`)).to.deep.equal([404, 0]);
    expect(await http.refused("GET", `${lists}/first/items`)).to.deep.equal([404, 7003]);
    expect(await http.refused("GET", path.replace(account_id, "f".repeat(32)))).to.deep.equal([
      404, 7003,
    ]);
    expect((await http.call("PUT", path, [])).status).to.equal(201);
  });

  it("keeps a list that a rule refers to, and counts such rules", async () => {
    const id = await made("ip", "office");
    await direct.create(types.ruleset, {
      ...{ zoneId, kind: "zone", name: "rules", phase: "http_request_firewall_custom" },
      rules: [
        { action: "block", expression: "ip.src in $office" },
        { action: "block", expression: "ip.src in $office_two" },
      ],
    });
    expect(await http.ok("GET", `${lists}/${id}`)).to.include({ num_referencing_filters: 1 });
    const { body } = await http.call("DELETE", `${lists}/${id}`);
    expect(body.errors[0]?.message).to.equal("list is referenced by 1 rules");
  });

  it("makes a list with its items as the provider does, and finds what somebody else changed", async () => {
    const inputs: Properties = {
      ...{ accountId, name: "monitors", kind: "ip" },
      items: [{ ip: "192.0.2.2" }, { ip: "192.0.2.1", comment: "a" }],
    };
    const list = await direct.create(types.accountList, inputs);
    expect(direct.calls()).to.deep.equal([
      "POST /accounts/<id>/rules/lists 200",
      "PUT /accounts/<id>/rules/lists/<id>/items 200",
      "GET /accounts/<id>/rules/lists/bulk_operations/<id> 200",
    ]);
    expect(list.outputs.numItems).to.equal(2);
    const read = await direct.read(types.accountList, list.id, list.outputs, inputs);
    expect(read?.inputs).to.deep.equal(inputs);
    await http.call("POST", `${lists}/${list.id}/items`, [{ ip: "192.0.2.3" }]);
    const drifted = await direct.read(types.accountList, list.id, list.outputs, inputs);
    expect(drifted?.inputs.items).to.have.length(3);
    const fewer = { ...inputs, items: [{ ip: "192.0.2.2" }] };
    await direct.update(types.accountList, list, inputs, fewer);
    expect(await http.ok<unknown[]>("GET", `${lists}/${list.id}/items`)).to.have.length(1);
    const bad = { ...fewer, name: "other", items: [{ asn: 1 }] };
    expect((await directRefusal(direct.create(types.accountList, bad))).code).to.equal("10058");
    const { items: _items, ...same } = fewer;
    expect((await directRefusal(direct.create(types.accountList, same))).words).to.equal(
      'name "monitors" is taken or not valid',
    );
  });

  it("makes single items, and takes them away again", async () => {
    const listId = await made("redirect");
    const item = {
      ...{ accountId, listId, comment: "old" },
      redirect: { sourceUrl: "example.com/old", targetUrl: "https://example.com/new" },
    };
    const one = await direct.create(types.accountListItem, item);
    expect(direct.calls().slice(-2)).to.deep.equal([
      "POST /accounts/<id>/rules/lists/<id>/items 200",
      "GET /accounts/<id>/rules/lists/bulk_operations/<id> 200",
    ]);
    expect(await http.ok("GET", `${lists}/${listId}/items/${one.id}`)).to.deep.include({
      redirect: {
        ...redirect,
        ...{ include_subdomains: false, preserve_path_suffix: false },
        ...{ preserve_query_string: false, subpath_matching: false },
      },
    });
    await direct.delete(types.accountListItem, one);
    expect(direct.calls().at(-1)).to.equal("DELETE /accounts/<id>/rules/lists/<id>/items 200");
    expect(await http.ok("GET", `${lists}/${listId}`)).to.include({ num_items: 0 });
  });

  it("lets an operation fail that would go over the account's number of items, and takes none of them", async () => {
    await direct.stop();
    direct = await DirectCloud.start({
      zones: [{ id: zoneId, name: "example.com", plan: "free" }],
    });
    http = new HttpClient(await direct.cloud.openApi());
    const path = `${lists}/${await made("asn")}/items`;
    const numbers = Array.from({ length: 10_001 }, (_, asn) => ({ asn }));
    const { operation_id } = await http.ok<{ operation_id: string }>("POST", path, numbers);
    expect(await http.ok("GET", `${lists}/bulk_operations/${operation_id}`)).to.include({
      status: "failed",
      error: "exceeded the maximum number of items of the account: 10001 out of 10000",
    });
    expect(await http.ok<unknown[]>("GET", path)).to.deep.equal([]);
  });
});
