import { assert, expect } from "chai";

import { DnsRecordType } from "../../../facts/cloudflare/dnsRecordTypes";
import { types } from "../../../sandbox/cloud/account/indexes";
import { defaultZoneId } from "../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "./direct";

const type = types.record;
const zones = [{ id: defaultZoneId, name: "example.com", plan: "free" as const }];
const a = { zoneId: defaultZoneId, name: "www.example.com", type: "A", ttl: 1 };

describe("the stand-in for DNS records", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start({ zones });
  });
  afterEach(() => direct.stop());

  it("lets a proxied record with a TTL of 300 pass the preview and refuses it at apply", async () => {
    const inputs = { ...a, content: "192.0.2.1", proxied: true, ttl: 300 };
    expect(await direct.check(type, inputs)).to.deep.equal([]);
    expect(await refusal(direct.create(type, inputs))).to.deep.equal({
      status: 400,
      code: undefined,
      words: "ttl must be set to 1 when `proxied` is true",
    });
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("refuses content beside data, an unknown type and a priority over 65535 in the preview", async () => {
    const inputs = {
      ...a,
      type: "SPF",
      content: "x",
      data: { value: "x" },
      priority: 70000,
    };
    expect(await direct.check(type, inputs)).to.deep.equal([
      `Attribute type value must be one of: [${Object.values(DnsRecordType)
        .map((one) => `"${one}"`)
        .join(" ")}], got: "SPF"`,
      "Attribute priority value must be between 0 and 65535, got: 70000",
      'Attribute "data" cannot be specified when "content" is specified',
    ]);
  });

  it("refuses a CNAME beside an A record with 81053, and an A record beside a CNAME with 81054", async () => {
    await direct.create(type, { ...a, content: "192.0.2.1" });
    const alias = { ...a, type: "CNAME", content: "other.example.com" };
    expect((await refusal(direct.create(type, alias))).code).to.equal("81053");
    const other = { ...alias, name: "api" };
    await direct.create(type, other);
    const address = { ...a, name: "api.example.com", content: "192.0.2.1" };
    expect((await refusal(direct.create(type, address))).code).to.equal("81054");
  });

  it("refuses the same record twice with 81057 or 81058 and takes a second address", async () => {
    await direct.create(type, { ...a, content: "192.0.2.1" });
    await direct.create(type, { ...a, content: "192.0.2.2" });
    const twin = direct.create(type, { ...a, name: "WWW", content: "192.0.2.1" });
    expect((await refusal(twin)).code).to.equal("81058");
    const proxied = direct.create(type, { ...a, content: "192.0.2.1", proxied: true });
    expect((await refusal(proxied)).code).to.equal("81057");
  });

  it("refuses records at and beneath a delegated name, but for what belongs to the delegation", async () => {
    const said = async (inputs: Properties): Promise<string> => {
      const { status, code, words } = await refusal(direct.create(type, { ...a, ...inputs }));
      return `${status} ${code ?? "-"} ${words}`;
    };
    const ns = { type: "NS", name: "eu", content: "ns.eu.example.com" };
    const txt = { type: "TXT", content: '"x"' };
    await direct.create(type, { ...a, ...ns });
    await direct.create(type, { ...a, ...ns, content: "ns.example.net" });
    await direct.create(type, { ...a, name: "ns.eu", content: "192.0.2.53" });
    await direct.create(type, { ...a, name: "eur", content: "192.0.2.1" });
    await direct.create(type, { ...a, ...ns, name: "@" });
    await direct.create(type, { ...a, ...txt, name: "example.com" });
    expect(await said({ name: "eu", content: "192.0.2.1" })).to.equal(
      "400 81056 NS records with that host already exist.",
    );
    const beside = "400 - NS records cannot exist on the same name as any other record type.";
    expect(await said({ ...txt, name: "eu" })).to.equal(beside);
    expect(await said({ ...ns, name: "eur" })).to.equal(beside);
    const beneath =
      "400 89018 Cannot create a non-glue record that is beneath a delegated child zone.";
    expect(await said({ name: "a.b.eu", content: "192.0.2.1" })).to.equal(beneath);
    expect(await said({ ...txt, name: "ns.eu" })).to.equal(beneath);
  });

  it("refuses a proxied record with an address that Cloudflare cannot reach with 9003", async () => {
    const told: unknown[] = [];
    const refused: Properties[] = [
      { content: "10.0.0.1", proxied: true },
      { content: "fd00::1", type: "AAAA", proxied: true },
      { content: "127.0.0.1", proxied: true, privateRouting: true },
      { content: "203.0.113.1", privateRouting: true },
    ];
    for (const change of refused) {
      const { code, words } = await refusal(direct.create(type, { ...a, ...change }));
      told.push([code, words]);
    }
    expect(told).to.deep.equal([
      ["9003", "Target 10.0.0.1 is not allowed for a proxied record."],
      ["9003", "Target fd00::1 is not allowed for a proxied record."],
      ["9003", "Target 127.0.0.1 is not allowed for a proxied record."],
      ["1004", "DNS Validation Error: Private routing is for proxied A and AAAA records"],
    ]);
    const taken: Properties[] = [
      { content: "10.0.0.1" },
      { content: "10.0.0.1", proxied: true, privateRouting: true },
      { content: "192.0.2.0", proxied: true },
      { content: "100::", type: "AAAA", proxied: true },
    ];
    for (const [index, change] of taken.entries()) {
      await direct.create(type, { ...a, name: `h${index}`, ...change });
    }
    expect(direct.cloud.account.size).to.equal(4);
  });

  it("refuses more records than the plan holds with 81045", async () => {
    for (let index = 0; index < 200; index += 1) {
      await direct.create(type, { ...a, name: `h${index}`, content: "192.0.2.1" });
    }
    const excess = direct.create(type, { ...a, name: "h200", content: "192.0.2.1" });
    expect((await refusal(excess)).code).to.equal("81045");
  });

  it("refuses TTLs, tags and comments that the plan does not have with 1004", async () => {
    const wrong: Properties[] = [
      { ttl: 59 },
      { tags: ["team:web"] },
      { comment: "x".repeat(101) },
      { type: "MX", proxied: true },
      { type: "AAAA" },
    ];
    const refused = [];
    for (const change of wrong) {
      const attempt = direct.create(type, { ...a, content: "192.0.2.1", priority: 1, ...change });
      refused.push(await refusal(attempt));
    }
    expect(
      refused.map(({ code, words }) => [code, words.replace("DNS Validation Error: ", "")]),
    ).to.deep.equal([
      ["1004", "TTL must be between 60 and 86400 seconds, or 1 for Automatic"],
      ["1004", "DNS record has 1 tags, exceeding the quota of 0."],
      ["1004", "DNS record comment exceeds the limit of 100 characters"],
      ["1004", "A record of type MX cannot be proxied"],
      ["1004", "Content for AAAA record must be a valid IPv6 address."],
    ]);
  });

  it("takes a relative name without a diff, and answers with the whole one", async () => {
    const inputs = { ...a, name: "@", content: "192.0.2.1" };
    const made = await direct.create(type, inputs);
    expect(made.outputs.name).to.equal("@");
    const read = await direct.read(type, made.id, made.outputs, inputs);
    assert.isDefined(read);
    expect(read.outputs.name).to.equal("example.com");
    const { changed } = await direct.diff(type, read.outputs, read.inputs, inputs);
    expect(changed).to.deep.equal([]);
  });

  it("answers addresses and texts in canonical form, which a refresh then reports", async () => {
    const long = { ...a, type: "AAAA", content: "2001:DB8:0:0::1" };
    const made = await direct.create(type, long);
    expect((await direct.diff(type, made.outputs, long, long)).changed).to.deep.equal([]);
    const read = await direct.read(type, made.id, made.outputs, long);
    assert.isDefined(read);
    expect(read.outputs.content).to.equal("2001:db8::1");
    const { changed } = await direct.diff(type, read.outputs, read.inputs, long);
    expect(changed).to.deep.equal(["content"]);
  });

  it("answers names in Punycode, and the root as the root", async () => {
    const told: unknown[] = [];
    for (const [name, kind, content] of [
      ["Bücher", "CNAME", "Straße.example."],
      ["nomail", "MX", "."],
    ] as const) {
      const inputs = { ...a, name, type: kind, content, priority: 0 };
      const made = await direct.create(type, inputs);
      const read = await direct.read(type, made.id, made.outputs, inputs);
      told.push([read?.outputs.name, read?.outputs.content]);
    }
    expect(told).to.deep.equal([
      ["xn--bcher-kva.example.com", "xn--strae-oqa.example"],
      ["nomail.example.com", "."],
    ]);
  });

  it("replaces on type and zone and updates on name and content", async () => {
    const inputs = { ...a, content: "192.0.2.1" };
    const made = await direct.create(type, inputs);
    const next = { ...inputs, type: "CNAME", content: "example.org", name: "web" };
    expect(await direct.diff(type, made.outputs, inputs, next)).to.deep.equal({
      changed: ["content", "name", "type"],
      replaces: ["type"],
      unknown: ["modifiedOn"],
    });
  });

  it("names a missing zone as no route with 7003", async () => {
    const inputs = { ...a, zoneId: "0".repeat(32), content: "192.0.2.1" };
    expect((await refusal(direct.create(type, inputs))).code).to.equal("7003");
  });
});
