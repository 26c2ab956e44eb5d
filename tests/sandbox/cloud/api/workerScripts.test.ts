import { expect } from "chai";
import Cloudflare from "cloudflare";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultAccountId as accountId } from "../../../../sandbox/cloud/accountSeed";
import type { Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud } from "../direct";
import { HttpClient } from "./httpClient";
import { all } from "./officialClient";
import { scriptForm as form } from "./scriptForm";

const scripts = `/accounts/${accountId}/workers/scripts`;
const code = "export default { fetch: () => new Response('back soon') };";

describe("scripts of Workers, through both doors", () => {
  let direct: DirectCloud;
  let http: HttpClient;
  beforeEach(async () => {
    direct = await DirectCloud.start();
    http = new HttpClient(await direct.cloud.openApi());
  });
  afterEach(() => direct.stop());

  const put = async (name: string, body: FormData) => {
    const response = await http.raw("PUT", `${scripts}/${name}`, { body });
    const { result, errors } = (await response.json()) as {
      result: Record<string, unknown> | null;
      errors: { code: number; message: string }[];
    };
    return { status: response.status, result, errors };
  };
  const textOf = async (path: string) => (await http.raw("GET", `${scripts}/${path}`)).text();

  it("are uploaded as a form, and read as themselves, as their settings and as a service", async () => {
    const metadata = {
      main_module: "worker.js",
      compatibility_date: "2026-01-01",
      bindings: [{ type: "plain_text", name: "UNTIL", text: "noon" }],
    };
    const { status, result } = await put("page", form(metadata, { "worker.js": code, "b.js": "" }));
    expect([status, result?.id, result?.has_modules]).to.deep.equal([200, "page", true]);
    expect(result).to.not.have.any.keys("content", "script_name", "account_id");
    expect(await textOf("page")).to.equal(code);
    expect(await textOf("page/content/v2")).to.equal(code);
    expect(await http.ok("GET", `${scripts}/page/settings`)).to.deep.equal({
      bindings: metadata.bindings,
      compatibility_date: "2026-01-01",
      compatibility_flags: [],
      logpush: false,
    });
    const service = await http.ok("GET", `/accounts/${accountId}/workers/services/page`);
    expect(service).to.have.nested.property("default_environment.script.etag", result?.etag);
    const list = await http.ok<{ id: string }[]>("GET", scripts);
    expect(list.map(({ id }) => id)).to.deep.equal(["page"]);
    expect(direct.cloud.account.get(types.workersScript, "page")?.properties).to.include({
      ...{ accountId, scriptName: "page", content: code, mainModule: "worker.js" },
    });
  });

  it("keep the secrets of their bindings out of the journal and out of what is answered", async () => {
    const hushed = ["open-sesame", "c2hoIQ==aa", "jwk-part", "as-yet-unknown"];
    const [text, key_base64, part, other] = hushed;
    const key = { algorithm: "HMAC", format: "raw", usages: ["sign"] };
    const bindings = [
      { type: "plain_text", name: "UNTIL", text: "noon" },
      { type: "secret_text", name: "PASS", text },
      { type: "secret_key", name: "KEY", ...key, key_base64 },
      { type: "secret_key", name: "JWK", ...key, format: "jwk", key_jwk: `{"k":"${part}"}` },
    ];
    const metadata = { main_module: "worker.js", bindings, assets: { jwt: other } };
    const saved = await put("page", form(metadata, { "worker.js": `${code} // ${text}` }));
    expect(saved.status).to.equal(200);
    const odd = {
      main_module: "w.js",
      bindings: [{ type: "Secret-Text", name: "X", text: other }],
    };
    await put("odd", form(odd, { "w.js": code }));
    const settings = await http.ok("GET", `${scripts}/page/settings`);
    expect(settings.bindings).to.deep.equal([
      bindings[0],
      { type: "secret_text", name: "PASS" },
      { type: "secret_key", name: "KEY", ...key },
      { type: "secret_key", name: "JWK", ...key, format: "jwk" },
    ]);
    const service = await http.ok("GET", `/accounts/${accountId}/workers/services/page`);
    const list = await http.ok("GET", scripts);
    const { calls } = direct.cloud.journal;
    const told = JSON.stringify([calls, saved.result, settings, service, list]);
    expect(hushed.filter((one) => told.includes(one))).to.deep.equal([]);
    expect(calls[0]).to.deep.include({ path: `${scripts}/page`, method: "PUT" });
    const journaled = calls[0]?.body?.bindings as { name: string }[];
    expect(journaled.slice(0, 2)).to.deep.equal([
      bindings[0],
      { type: "secret_text", name: "PASS", text: "[secret]" },
    ]);
    const held = direct.cloud.account.get(types.workersScript, "page")?.properties.bindings;
    expect(held).to.have.nested.property("[1].text", text);
  });

  it("are looked up by a program with their bindings secret where these hold a secret", async () => {
    const plain = { type: "plain_text", name: "UNTIL", text: "noon" };
    const hushed = { type: "secret_text", name: "PASS", text: "open-sesame" };
    const { provider } = direct.cloud;
    const secretOf = async (scriptName: string, bindings: Properties[]) => {
      const script = { accountId, scriptName, content: code, mainModule: "worker.js", bindings };
      await direct.create(types.workersScript, script);
      const token = "cloudflare:index/getWorkersScript:getWorkersScript";
      const answer = await provider.invoke(token, { accountId, scriptName }, provider.connect());
      expect(answer.properties.bindings).to.deep.equal(bindings);
      return answer.secrets;
    };
    expect(await secretOf("plain", [plain])).to.deep.equal([]);
    expect(await secretOf("hushed", [plain, hushed])).to.deep.equal(["bindings"]);
  });

  it("are replaced as a whole by the next upload, and go", async () => {
    const first = { main_module: "a.js", bindings: [{ type: "json", name: "X", json: 1 }] };
    await put("page", form(first, { "a.js": "1" }));
    await put("page", form({ body_part: "b.js" }, { "b.js": "2" }));
    const { properties } = direct.cloud.account.get(types.workersScript, "page")!;
    expect(properties).to.include({ content: "2", bodyPart: "b.js", hasModules: false });
    expect(properties).to.not.have.property("mainModule");
    expect(properties.bindings).to.deep.equal([]);
    expect(await http.ok("DELETE", `${scripts}/page`)).to.equal(null);
    for (const [method, path] of [
      ...[
        ["GET", "page"],
        ["GET", "page/settings"],
        ["DELETE", "page"],
      ],
      ["GET", "../services/page"],
    ] as [string, string][]) {
      expect(await http.refused(method, `${scripts}/${path}`)).to.deep.equal([404, 10007]);
    }
  });

  it("refuse uploads without their script, and bodies that are no form", async () => {
    const without = await put("page", form({ main_module: "other.js" }, { "worker.js": code }));
    expect([without.status, without.result]).to.deep.equal([400, null]);
    const named = await put("page", form({ main_module: "metadata" }, {}));
    expect(named.status).to.equal(400);
    const birth = await put("page", form({ main_module: "constructor" }, {}));
    expect(birth.status).to.equal(400);
    const broken = await http.raw("PUT", `${scripts}/page`, {
      body: "--x\r\nbroken",
      headers: { "content-type": "multipart/form-data; boundary=x" },
    });
    expect(broken.status).to.equal(400);
    const wrong = await put("page", form([], { "worker.js": code }));
    expect(wrong.status).to.equal(400);
    expect(direct.cloud.account.ofType(types.workersScript)).to.have.length(0);
  });

  it("are the same through the stand-in, and for the official client", async () => {
    await direct.create(types.workersScript, {
      ...{ accountId, scriptName: "direct", content: code, mainModule: "worker.js" },
    });
    expect(await textOf("direct")).to.equal(code);
    await put("uploaded", form({ main_module: "worker.js" }, { "worker.js": code }));
    const { url, token } = await direct.cloud.openApi();
    const client = new Cloudflare({ apiToken: token, baseURL: url, maxRetries: 0 });
    const account = { account_id: accountId };
    const listed = await all(client.workers.scripts.list(account));
    expect(listed.map(({ id }) => id)).to.deep.equal(["direct", "uploaded"]);
    const content = await client.workers.scripts.content.get("uploaded", account);
    expect(await content.text()).to.equal(code);
    const settings = client.workers.scripts.scriptAndVersionSettings;
    expect((await settings.get("uploaded", account)).bindings).to.deep.equal([]);
    const [one, other] = ["direct", "uploaded"].map((name) => {
      const { properties = {} } = direct.cloud.account.get(types.workersScript, name) ?? {};
      const {
        id: _id,
        scriptName: _name,
        createdOn: _made,
        modifiedOn: _changed,
        ...same
      } = properties;
      return same;
    });
    expect(one).to.deep.equal(other);
  });
});
