import { expect } from "chai";
import path from "node:path";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { runChild, type ChildResult } from "../../../../sandbox/engine/childProcess";
import { pythonWith } from "../../../support/python/environment";
import { orSkip } from "../../../support/python/orSkip";

interface Listed {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly ttl: number;
}

/**
 * Lexicon, and not dnscontrol: it comes from the registry that octodns comes from, while the module of dnscontrol could not be had from the
 * registry of Go modules. It sends what others do not: a body with every GET, fields that are null, a PUT without `proxied`.
 */
describe("lexicon at the sandbox's API", function () {
  this.timeout(300_000);
  let python: string;
  let cloud: Cloud;

  before(async function () {
    python = path.join(await orSkip(this, pythonWith("dns")), "python");
    cloud = await startCloud({
      zones: [
        { id: "a".repeat(32), name: "example.net" },
        { id: defaultZoneId, name: "example.com" },
      ],
    });
  });
  after(() => cloud?.stop());

  const run = async (
    token: string,
    zone: string,
    args: readonly string[],
  ): Promise<ChildResult> => {
    const { url } = await cloud.openApi();
    const script = path.join(__dirname, "lexiconCall.py");
    return runChild(python, [script, url, token, zone, ...args], {
      environment: { PATH: process.env.PATH },
    });
  };
  const lexicon = async (...args: string[]): Promise<unknown> => {
    const { token } = await cloud.openApi();
    const { exitCode, stdout, stderr } = await run(token, "example.com", args);
    expect(exitCode, stderr).to.equal(0);
    return JSON.parse(stdout);
  };
  const stored = (name: string): [unknown, unknown][] =>
    cloud.account
      .ofType(types.record)
      .filter(({ properties }) => properties.name === `${name}.example.com`)
      .map(({ properties }) => [properties.type, properties.content]);

  it("creates records, and takes an identical one for done", async () => {
    for (let times = 0; times < 2; times += 1) {
      expect(await lexicon("create_record", "A", "app", "203.0.113.80")).to.equal(true);
    }
    expect(stored("app")).to.deep.equal([["A", "203.0.113.80"]]);
    expect(await lexicon("create_record", "CAA", "caa", "0 issue letsencrypt.org")).to.equal(true);
  });

  it("finds them by type, name and content", async () => {
    const found = (await lexicon("list_records", "A", "app", "203.0.113.80")) as Listed[];
    expect(found.map(({ id: _id, ...rest }) => rest)).to.deep.equal([
      { type: "A", name: "app.example.com", content: "203.0.113.80", ttl: 300 },
    ]);
    expect(await lexicon("list_records", "A", "app", "203.0.113.81")).to.deep.equal([]);
    const all = (await lexicon("list_records")) as Listed[];
    expect(all.map(({ type, content }) => [type, content])).to.deep.equal([
      ["A", "203.0.113.80"],
      ["CAA", '0 issue "letsencrypt.org"'],
    ]);
  });

  it("reads page after page", async () => {
    const { url, token } = await cloud.openApi();
    for (let index = 0; index < 103; index += 1) {
      await fetch(`${url}/zones/${"a".repeat(32)}/dns_records`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ type: "TXT", name: `t${index}`, content: `"${index}"`, ttl: 300 }),
      });
    }
    const { stdout } = await run(token, "example.net", ["list_records", "TXT"]);
    expect(new Set((JSON.parse(stdout) as Listed[]).map(({ name }) => name)).size).to.equal(103);
  });

  it("updates and deletes by what it finds", async () => {
    const [{ id = "" } = {}] = (await lexicon("list_records", "A", "app")) as Listed[];
    expect(await lexicon("update_record", id, "A", "app", "203.0.113.82")).to.equal(true);
    expect(stored("app")).to.deep.equal([["A", "203.0.113.82"]]);
    expect(await lexicon("delete_record", "-", "A", "app")).to.equal(true);
    expect(stored("app")).to.deep.equal([]);
  });

  it("ends with the API's refusal where the token is another one, or the zone is not there", async () => {
    const stranger = await run("b".repeat(40), "example.com", ["list_records"]);
    expect(stranger.exitCode).to.equal(1);
    expect(stranger.stderr).to.contain("403 Client Error: Forbidden");
    const { token } = await cloud.openApi();
    const nowhere = await run(token, "example.org", ["list_records"]);
    expect(nowhere.exitCode).to.equal(1);
    expect(nowhere.stderr).to.contain("AuthenticationError: No domain found");
  });
});
