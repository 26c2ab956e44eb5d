import { expect } from "chai";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startLanguageHost, type LanguageHost } from "../../sandbox/engine/host/languageHost";
import { findEngine } from "../../sandbox/engine";
import { startCloud, type Cloud } from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { copyProject } from "./badInputProject";

const page = "docs/deploy.md";
const zoneId = "fedcba9876543210fedcba9876543210";
const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const secrets = ["token-of-cloudflare", "https://chat.example.com/hook", "secret-of-the-hook"];

/** The commands of the page, in order, without their remarks. */
const commands = fencedBlocks(page)
  .filter(({ mark }) => mark === "sh")
  .flatMap(({ text }) => text.trim().split("\n"))
  .map((line) => line.replace(/\s+#.*$/, ""));

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

/** The page's reader calls the engine, so no token of a sandbox comes with its calls. */
const everything = { admitProgram: () => undefined, admitPlugin: () => undefined };

describe("the commands of docs/deploy.md, on a real engine", function () {
  this.timeout(600_000);
  const left = [...commands];
  let folder: string;
  let project: string;
  let cloud: Cloud;
  let host: LanguageHost | undefined;
  let environment: Record<string, string>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-deploy-"));
    project = copyProject(path.join(folder, "clone"));
    mkdirSync(path.join(folder, "state"));
    cloud = await startCloud();
    const engine = await findEngine();
    environment = {
      PATH: [path.dirname(engine.command), path.dirname(process.execPath), process.env.PATH].join(
        path.delimiter,
      ),
      HOME: folder,
      PULUMI_CONFIG_PASSPHRASE: "the passphrase of a test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SKIP_CONFIRMATIONS: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: cloud.debugProviders,
    };
    if (!engine.hasNodejsHost) {
      host = await startLanguageHost({ environment, admission: everything });
      environment.PULUMI_DEBUG_LANGUAGES = `nodejs:${host.port}`;
    }
  });
  after(async () => {
    await host?.stop();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command, and says what it wrote. */
  const shell = async (command: string, { input = "", exitsWith = 0 } = {}): Promise<string> => {
    const child = spawn("bash", ["-c", command], { cwd: project, env: environment });
    child.stdin.end(input);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part: Buffer) => (output += part.toString()));
    }
    const exitCode = await new Promise((resolve) => child.once("close", resolve));
    expect(exitCode, `${command}\n${output}`).to.equal(exitsWith);
    return output;
  };
  /** Takes the next command of the page, which must be this one, and runs it or what is given in its place. */
  const next = (command: string, { as = command, input = "" } = {}): Promise<string> => {
    expect(left.shift()).to.equal(command);
    return shell(as, { input });
  };
  const exported = async (): Promise<Exported["deployment"]["resources"]> => {
    const text = await shell("pulumi stack export --stack production");
    return (JSON.parse(text) as Exported).deployment.resources;
  };
  const protectedNow = async (): Promise<string[]> =>
    (await exported()).flatMap(({ urn, protect }) => (protect === true ? urn : []));

  it("4 and 5: log in, and make the stack with its secrets provider", async () => {
    const state = pathToFileURL(path.join(folder, "state")).href;
    await next("pulumi login 's3://your-bucket?region=eu-west-1'", {
      as: `pulumi login '${state}'`,
    });
    const init = "pulumi stack init production --secrets-provider";
    await next(`${init} 'awskms://alias/your-key?region=eu-west-1'`, { as: `${init} passphrase` });
  });

  it("6: set the region and the secrets, none of which stands anywhere in clear", async () => {
    const set = "pulumi config set --stack production";
    await next(`${set} aws:region eu-west-1`);
    await next(`${set} --secret cloudflare:apiToken`, { input: secrets[0] });
    await next(`${set} --secret steady-edge:webhookUrl`, { input: secrets[1] });
    await next(`${set} --secret steady-edge:webhookSecret`, { input: secrets[2] });
    const file = path.join(project, "stacks/Pulumi.production.yaml");
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
    const output = await next("pulumi preview --stack production");
    expect(output).to.match(/^ {4}\+ 56 to create$/m);
    expect(cloud.journal.writes()).to.have.lengthOf(0);
  });

  it("8: adopt a record that exists, under its parent and protected", async () => {
    const id = "372e67954025e0ba6aaa6d586b9e0b59";
    cloud.account.put({
      type: recordType,
      key: id,
      id,
      properties: {
        ...{ id, zoneId, name: "example.com", type: "MX", content: "mail.example.net" },
        ...{ priority: 10, ttl: 1, proxied: false },
      },
      secrets: [],
    });
    await next("pulumi preview --stack production --import-file resources.json");
    const file = path.join(project, "resources.json");
    const written = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
    const shown = JSON.parse(
      fencedBlocks(page).find(({ mark }) => mark === "json")?.text ?? "",
    ) as ImportFile;
    const kept = written.resources
      .filter(({ name }) => shown.resources.some((each) => each.name === name))
      .map((each) => (each.component === true ? each : { ...each, id: `${zoneId}/${id}` }));
    expect(kept).to.deep.equal(shown.resources);
    expect(written.resources.filter((each) => each.id === "<PLACEHOLDER>")).to.have.lengthOf(45);
    writeFileSync(file, JSON.stringify(shown));

    await next("pulumi import --stack production --file resources.json --generate-code=false");
    const urns = ["DnsRecords::production-dns", "DnsRecord::production-dns-record-mail"];
    const marked = await protectedNow();
    expect(marked).to.have.lengthOf(2);
    expect(urns.filter((urn) => !marked.some((each) => each.endsWith(urn)))).to.deep.equal([]);
    const refusal = await shell("pulumi destroy --stack production", { exitsWith: 1 });
    expect(refusal).to.match(/because it is protected/);
    const output = await next("pulumi preview --stack production");
    expect(output).to.match(/^ {4}\+ 53 to create$/m);
    expect(output).to.not.match(/to (delete|replace)/);
    expect(cloud.journal.writes()).to.have.lengthOf(0);
  });

  it("9: bring it up around what was adopted, which is protected no longer; then nothing is left to do", async () => {
    await next("pulumi up --stack production");
    expect(await protectedNow()).to.deep.equal([]);
    expect(cloud.account.ofType(recordType)).to.have.lengthOf(6);
    const output = await next("pulumi preview --stack production --refresh");
    expect(output).to.match(/^ {4}56 unchanged$/m);
    const outputs = await next("pulumi stack output --stack production --json");
    const { originSecurityGroupIds } = JSON.parse(outputs) as {
      originSecurityGroupIds: Readonly<Record<string, readonly string[]>>;
    };
    expect(Object.keys(originSecurityGroupIds).sort()).to.deep.equal(["euc1", "use1"]);
  });

  it("10: take it down again, but for the zone's settings and the certificate of the origins", async () => {
    await next("pulumi destroy --stack production");
    const types = cloud.account.resources().map(({ type }) => type);
    expect(new Set(types)).to.deep.equal(
      new Set([
        "cloudflare:index/originCaCertificate:OriginCaCertificate",
        "cloudflare:index/zoneSetting:ZoneSetting",
      ]),
    );
    await next("pulumi stack rm production");
  });

  it("are all of them", () => {
    expect(left).to.deep.equal([]);
  });
});
