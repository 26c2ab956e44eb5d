import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultAccountId, defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { runChild, type ChildResult } from "../../../../sandbox/engine/childProcess";
import { pythonWith } from "../../../support/python/environment";
import { orSkip } from "../../../support/python/orSkip";
import { recordSamples } from "./recordSamples";

/** The types that octodns-cloudflare 1.2.0 leaves alone. */
const leftAlone = ["CERT", "DNSKEY", "OPENPGPKEY", "SMIMEA", "URI"];
const taken = recordSamples.filter(({ type }) => !leftAlone.includes(type));

interface Typed {
  readonly type: string;
}

describe("octodns at the sandbox's API", function () {
  this.timeout(300_000);
  let programs: string;
  let folder: string;
  let cloud: Cloud;

  before(async function () {
    programs = await orSkip(this, pythonWith("dns"));
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-octodns-"));
    mkdirSync(path.join(folder, "zones"));
    cloud = await startCloud();
    const { url, token } = await cloud.openApi();
    const config = {
      providers: {
        zones: {
          class: "octodns.provider.yaml.YamlProvider",
          directory: path.join(folder, "zones"),
          enforce_order: false,
        },
        cloudflare: {
          ...{ class: "octodns_cloudflare.CloudflareProvider", token, api_url: url },
          ...{ account_id: defaultAccountId, pagerules: false, retry_count: 0 },
        },
      },
      zones: { "example.com.": { sources: ["zones"], targets: ["cloudflare"] } },
    };
    writeFileSync(path.join(folder, "config.yaml"), JSON.stringify(config));
    for (const record of recordSamples) {
      await fetch(`${url}/zones/${defaultZoneId}/dns_records`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ ttl: record.proxied === true ? 1 : 300, ...record }),
      });
    }
    expect(cloud.account.ofType(types.record)).to.have.lengthOf(recordSamples.length);
  });
  after(async () => {
    await cloud?.stop();
    if (folder !== undefined) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const octodns = async (program: string, ...args: string[]): Promise<ChildResult> => {
    const config = ["--config-file", path.join(folder, "config.yaml")];
    const { PATH, HOME } = process.env;
    const result = await runChild(path.join(programs, program), [...config, ...args], {
      environment: { PATH, HOME },
    });
    expect(result.exitCode, result.stderr).to.equal(0);
    return result;
  };
  const zoneFile = (): string => path.join(folder, "zones", "example.com.yaml");
  const zone = (): Record<string, Typed | Typed[]> =>
    parse(readFileSync(zoneFile(), "utf8")) as Record<string, Typed | Typed[]>;
  const writes = (): number => cloud.journal.writes().length;

  it("dumps records of every type that it knows", async () => {
    await octodns(
      "octodns-dump",
      "--output-dir",
      path.join(folder, "zones"),
      "example.com.",
      "cloudflare",
    );
    const dumped = Object.values(zone())
      .flat()
      .map(({ type }) => type);
    expect(dumped.sort()).to.deep.equal(taken.map(({ type }) => type).sort());
  });

  it("plans nothing for what it has dumped", async () => {
    const before = writes();
    const { stdout, stderr } = await octodns("octodns-sync");
    expect(`${stdout}${stderr}`).to.contain("No changes were planned");
    expect(writes()).to.equal(before);
  });

  it("plans changes, applies them, and plans nothing more", async () => {
    const before = writes();
    const wanted: Record<string, unknown> = { ...zone() };
    delete wanted.txt;
    Object.assign(wanted, {
      mx: { type: "MX", ttl: 600, values: [{ preference: 5, exchange: "other.example.net." }] },
      many: { type: "A", ttl: 300, values: ["203.0.113.70", "203.0.113.71"] },
    });
    writeFileSync(zoneFile(), JSON.stringify(wanted));
    const planned = await octodns("octodns-sync");
    expect(`${planned.stdout}${planned.stderr}`).to.match(
      /Summary: Creates=1, Updates=1, Deletes=1, Existing=\d+/,
    );
    expect(writes()).to.equal(before);

    await octodns("octodns-sync", "--doit");
    const calls = cloud.journal.writes().slice(before);
    expect(calls.map(({ method }) => method).sort()).to.deep.equal([
      "DELETE",
      "POST",
      "POST",
      "PUT",
    ]);
    const records = cloud.account.ofType(types.record).map(({ properties }) => properties);
    const contents = (name: string): unknown[] =>
      records.filter((each) => each.name === `${name}.example.com`).map(({ content }) => content);
    expect(contents("many").sort()).to.deep.equal(["203.0.113.70", "203.0.113.71"]);
    expect(contents("mx")).to.deep.equal(["other.example.net"]);
    expect(contents("txt")).to.deep.equal([]);

    const after = await octodns("octodns-sync");
    expect(`${after.stdout}${after.stderr}`).to.contain("No changes were planned");
  });
});
