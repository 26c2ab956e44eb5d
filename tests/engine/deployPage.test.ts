import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fromStackExport } from "../../model/plan/stackExport";
import { serverFronts } from "../../model/serving/serverFronts";
import { readTrafficPaths } from "../../model/traffic/path";
import { fencedBlocks } from "../support/markdown";
import { PageReader } from "./pageReader";

const page = "docs/deploy.md";
const zoneId = "fedcba9876543210fedcba9876543210";
const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const secrets = ["token-of-cloudflare", "https://chat.example.com/hook", "secret-of-the-hook"];

interface ImportFile {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id?: string;
    readonly parent?: string;
    readonly component?: boolean;
    readonly version?: string;
  }[];
}

interface Exported {
  readonly deployment: {
    readonly resources: readonly {
      readonly urn: string;
      readonly type: string;
      readonly id?: string;
      readonly protect?: boolean;
    }[];
  };
}

describe("the commands of docs/deploy.md, on a real engine", function () {
  this.timeout(600_000);
  let reader: PageReader;

  before(async () => {
    reader = await PageReader.of(page);
  });
  after(() => reader.stop());

  const exported = async (): Promise<Exported["deployment"]["resources"]> => {
    const text = await reader.shell("pulumi stack export --stack production");
    return (JSON.parse(text) as Exported).deployment.resources;
  };
  const protectedNow = async (): Promise<string[]> =>
    (await exported()).flatMap(({ urn, protect }) => (protect === true ? urn : []));

  it("4 and 5: log in, and make the stack with its secrets provider", async () => {
    const state = pathToFileURL(path.join(reader.folder, "state")).href;
    await reader.next("pulumi login 's3://your-bucket?region=eu-west-1'", {
      as: `pulumi login '${state}'`,
    });
    const init = "pulumi stack init production --secrets-provider";
    await reader.next(`${init} 'awskms://alias/your-key?region=eu-west-1'`, {
      as: `${init} passphrase`,
    });
  });

  it("6: set the region and the secrets, none of which stands anywhere in clear", async () => {
    const set = "pulumi config set --stack production";
    await reader.next(`${set} aws:region eu-west-1`);
    await reader.next(`${set} --secret cloudflare:apiToken`, { input: secrets[0] });
    await reader.next(`${set} --secret steady-edge:webhookUrl`, { input: secrets[1] });
    await reader.next(`${set} --secret steady-edge:webhookSecret`, { input: secrets[2] });
    const file = path.join(reader.project, "stacks/Pulumi.production.yaml");
    const webhooks = fencedBlocks(page).find(({ mark }) => mark === "yaml")?.text ?? "";
    const [, ...lines] = webhooks.trimEnd().split("\n");
    const settings = readFileSync(file, "utf8");
    expect(settings).to.match(/^ {2}aws:region: eu-west-1$/m);
    const added = lines.map((line) => `    ${line}\n`).join("");
    writeFileSync(file, settings.replace("    alerts:\n", `    alerts:\n${added}`));
    expect(secrets.filter((secret) => readFileSync(file, "utf8").includes(secret))).to.deep.equal(
      [],
    );
  });

  it("7: preview a stack that is new", async () => {
    const output = await reader.next("pulumi preview --stack production");
    expect(output).to.match(/^ {4}\+ 104 to create$/m);
    expect(reader.cloud.journal.writes()).to.have.lengthOf(0);
  });

  it("8: adopt a record that exists, under its parent and protected", async () => {
    const id = "372e67954025e0ba6aaa6d586b9e0b59";
    reader.cloud.account.put({
      type: recordType,
      key: id,
      id,
      properties: {
        ...{ id, zoneId, name: "example.com", type: "MX", content: "mail.example.net" },
        ...{ priority: 10, ttl: 1, proxied: false },
      },
      secrets: [],
    });
    await reader.next("pulumi preview --stack production --import-file resources.json");
    const file = path.join(reader.project, "resources.json");
    const written = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
    const shown = JSON.parse(
      fencedBlocks(page).find(({ mark }) => mark === "json")?.text ?? "",
    ) as ImportFile;
    const kept = written.resources
      .filter(({ name }) => shown.resources.some((each) => each.name === name))
      .map((each) => (each.component === true ? each : { ...each, id: `${zoneId}/${id}` }));
    expect(kept).to.deep.equal(shown.resources);
    expect(written.resources.filter((each) => each.id === "<PLACEHOLDER>")).to.have.lengthOf(90);
    writeFileSync(file, JSON.stringify(shown));

    await reader.next(
      "pulumi import --stack production --file resources.json --generate-code=false",
    );
    const urns = ["DnsRecords::production-dns", "DnsRecord::production-dns-record-mail"];
    const marked = await protectedNow();
    expect(marked).to.have.lengthOf(2);
    expect(urns.filter((urn) => !marked.some((each) => each.endsWith(urn)))).to.deep.equal([]);
    const refusal = await reader.shell("pulumi destroy --stack production", { exitsWith: 1 });
    expect(refusal).to.match(/because it is protected/);
    const output = await reader.next("pulumi preview --stack production");
    expect(output).to.match(/^ {4}\+ 101 to create$/m);
    expect(output).to.not.match(/to (delete|replace)/);
    expect(reader.cloud.journal.writes()).to.have.lengthOf(0);
  });

  it("9: bring it up around what was adopted, which is protected no longer; then nothing is left to do", async () => {
    await reader.next("pulumi up --stack production");
    expect(await protectedNow()).to.deep.equal([]);
    expect(reader.cloud.account.ofType(recordType)).to.have.lengthOf(6);
    const output = await reader.next("pulumi preview --stack production --refresh");
    expect(output).to.match(/^ {4}104 unchanged$/m);
    const outputs = await reader.next("pulumi stack output --stack production --json");
    const { originSecurityGroupIds } = JSON.parse(outputs) as {
      originSecurityGroupIds: Readonly<Record<string, readonly string[]>>;
    };
    expect(Object.keys(originSecurityGroupIds).sort()).to.deep.equal(["euc1", "use1"]);
  });

  it("leave a state that says what the configuration of each server rests on", async () => {
    const { after } = fromStackExport(await reader.shell("pulumi stack export --stack production"));
    const demands = { clientCertificate: false, header: undefined };
    const loadBalancer = { idleTimeoutSeconds: 960, ranges: undefined, demands };
    const common = { hasOriginCertificate: true, readTimeoutSeconds: undefined };
    const direct = {
      loadBalancer: undefined,
      isEncrypted: true,
      clientCertificate: "own",
      healthPath: "/v1/health",
    };
    const behind = {
      loadBalancer,
      isEncrypted: false,
      clientCertificate: "none",
      healthPath: "/healthz",
    };
    const servers = [
      ...["use1-a", "euc1-a"].map((origin) => ({ ...direct, hostname: "api.example.com", origin })),
      ...["shop", "www"].flatMap((name) =>
        ["use1", "euc1"].map((origin) => ({ ...behind, hostname: `${name}.example.com`, origin })),
      ),
    ];
    expect(serverFronts(readTrafficPaths(after))).to.deep.equal(
      servers.map((server) => ({ ...common, ...server })),
    );
  });

  it("10: take it down again, but for the zone's settings and the certificate of the origins", async () => {
    const file = path.join(reader.project, "stacks/Pulumi.production.yaml");
    const settings = readFileSync(file, "utf8");
    const line = "                  deletionProtection: false\n";
    writeFileSync(
      file,
      settings.replace(/^ {16}alb:\n/gm, (alb) => `${alb}${line}`),
    );
    const output = await reader.next("pulumi up --stack production");
    expect(output).to.match(/^ {4}~ 2 updated$/m);
    await reader.next("pulumi destroy --stack production");
    const types = reader.cloud.account.resources().map(({ type }) => type);
    expect(new Set(types)).to.deep.equal(
      new Set([
        "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
        "cloudflare:index/originCaCertificate:OriginCaCertificate",
        "cloudflare:index/zoneSetting:ZoneSetting",
      ]),
    );
    await reader.next("pulumi stack rm production");
  });

  it("are all of them", () => {
    expect(reader.commandsLeft).to.deep.equal([]);
  });
});
