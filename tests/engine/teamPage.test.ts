import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import type { Fault } from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { MotoServer, type StoredObject } from "../support/python/moto";
import { orSkip } from "../support/python/orSkip";
import { PageReader, type RunningCommand } from "./pageReader";
import { leaksInText } from "./scan";

const page = "docs/team.md";
const bucket = "your-bucket";
const token = "token-of-cloudflare";
const passphrases = { first: "the passphrase of a test", second: "another passphrase of a test" };
const up = "pulumi up --stack production";
const rotate = "pulumi stack change-secrets-provider passphrase --stack production";

describe("the commands of docs/team.md, on a real engine with its state in a bucket", function () {
  this.timeout(600_000);
  let moto: MotoServer;
  let reader: PageReader;
  let stackFile: string;
  let first: RunningCommand;
  let lock: StoredObject | undefined;

  before(async function () {
    moto = await orSkip(this, MotoServer.start());
    await moto.makeBucket(bucket);
    await moto.makeKey("alias/your-key");
    const variables = { ...moto.environment, PULUMI_CONFIG_PASSPHRASE: passphrases.first };
    reader = await PageReader.of(page, variables, { timeScale: 1 });
    stackFile = path.join(reader.project, "stacks/Pulumi.production.yaml");
  });
  after(async () => {
    await reader?.stop();
    await moto?.stop();
  });

  /** Starts an `up` that hangs, for a creation is never answered. */
  const upThatHangs = async (): Promise<RunningCommand> => {
    let running: RunningCommand | undefined;
    await new Promise<void>((resolve, reject) => {
      reader.cloud.faults.add({
        match: { type: "cloudflare:index/notificationPolicy:NotificationPolicy", method: "POST" },
        get fault(): Fault {
          resolve();
          return { kind: "hang" };
        },
      });
      running = reader.start(up, { exitsWith: null });
      running.output.then(() => reject(new Error("it ended before the call")), reject);
    });
    reader.cloud.faults.clear();
    return running as RunningCommand;
  };
  const stored = (folder: string, objects: readonly StoredObject[]): StoredObject[] =>
    objects.filter(({ key }) => key.startsWith(`.pulumi/${folder}/`));
  const locks = async (): Promise<StoredObject[]> => stored("locks", await moto.objects(bucket));
  const saltsIn = (objects: readonly StoredObject[]): Set<string> =>
    new Set(
      objects.flatMap(({ text }) =>
        [...text.matchAll(/"salt": ?"([^"]+)"/g)].map(([, salt = ""]) => salt),
      ),
    );
  const refusal = (lock: StoredObject | undefined): string => {
    const { pid, username, hostname, timestamp } = JSON.parse(lock?.text ?? "") as Record<
      string,
      string
    >;
    return [
      "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
      `  s3://${bucket}/${lock?.key}?region=eu-west-1: created by ${username}@${hostname} (pid ${pid}) at ${timestamp?.replace(/\.\d+Z/, "Z")}`,
      "",
    ].join("\n");
  };

  it("1: make the stack in the bucket", async () => {
    await reader.next("pulumi login 's3://your-bucket?region=eu-west-1'");
    await reader.next("pulumi stack init production --secrets-provider passphrase");
    await reader.next("pulumi config set --stack production aws:region eu-west-1");
    await reader.next("pulumi config set --stack production --secret cloudflare:apiToken", {
      input: token,
    });
    expect(stored("stacks", await moto.objects(bucket)).map(({ key }) => key)).to.include(
      ".pulumi/stacks/steady-edge/production.json",
    );
  });

  it("1: find it by an address that names the server, and the passphrase in a file", async () => {
    const named =
      /`(s3:[^`]*endpoint=[^`]*)`/.exec(readFileSync(packageFile(page), "utf8"))?.[1] ?? "";
    const address = named
      .replace("us-east-1", "eu-west-1")
      .replace("127.0.0.1:9000", new URL(moto.url).host);
    const file = path.join(reader.folder, "passphrase");
    writeFileSync(file, `${passphrases.first}\n`);
    const words = await reader.shell(
      "env -u AWS_ENDPOINT_URL -u PULUMI_CONFIG_PASSPHRASE pulumi config get cloudflare:apiToken --stack production",
      { variables: { PULUMI_BACKEND_URL: address, PULUMI_CONFIG_PASSPHRASE_FILE: file } },
    );
    expect(words.trim()).to.equal(token);
  });

  it("2: lock another one out, in the words of the page, before it does anything", async () => {
    first = await upThatHangs();
    const all = await locks();
    expect(all).to.have.lengthOf(1);
    [lock] = all;
    for (const command of ["up", "refresh", "destroy"]) {
      const words = await reader.shell(`pulumi ${command} --stack production`, { exitsWith: 1 });
      expect(words.trimStart()).to.equal(refusal(lock));
    }
    expect(await locks()).to.deep.equal(all);
    const shown = fencedBlocks(page).find(({ mark }) => mark === "text")?.text ?? "";
    const shape = (text: string): string =>
      text.replace(/[0-9a-f-]{36}|\S+@\S+|pid \d+|[\d-]+T[\d:]+Z/g, "…").trim();
    expect(shape(refusal(lock))).to.equal(shape(shown));
  });

  it("2: let anybody preview", async () => {
    expect(await reader.shell("pulumi preview --stack production")).to.match(/ to create$/m);
  });

  it("2: leave the file and the state with two passphrases where it is changed then; the old file is the way out", async () => {
    const before = readFileSync(stackFile, "utf8");
    const input = `${passphrases.second}\n`;
    expect(await reader.shell(rotate, { input, exitsWith: 1 })).to.contain(refusal(lock));
    expect(readFileSync(stackFile, "utf8")).to.not.equal(before);
    for (const PULUMI_CONFIG_PASSPHRASE of Object.values(passphrases)) {
      const variables = { PULUMI_CONFIG_PASSPHRASE };
      const words = await reader.shell("pulumi preview --stack production", {
        variables,
        exitsWith: 1,
      });
      expect(words).to.contain("incorrect passphrase");
    }
    writeFileSync(stackFile, before);
  });

  it("2: stop nobody by a cancel", async () => {
    await reader.shell("pulumi cancel --stack production");
    expect(await locks()).to.deep.equal([]);
    process.kill(Number((JSON.parse(lock?.text ?? "") as { pid: number }).pid), 0);
    first.kill("SIGKILL");
    await first.output;
  });

  it("3: free the lock of an engine that was killed, and go on", async () => {
    const killed = await upThatHangs();
    killed.kill("SIGKILL");
    await killed.output;
    [lock] = await locks();
    expect((await reader.shell(up, { exitsWith: 1 })).trimStart()).to.equal(refusal(lock));
    await reader.next("pulumi cancel --stack production");
    expect(await locks()).to.deep.equal([]);
    await reader.next("pulumi refresh --stack production --clear-pending-creates");
    await reader.next(up);
    expect(await locks()).to.deep.equal([]);
    expect(await reader.shell("pulumi preview --stack production")).to.match(/^ {4}103 unchanged$/m);
  });

  it("4: change the passphrase; what was is still encrypted with the old one", async () => {
    const [old] = saltsIn(stored("stacks", await moto.objects(bucket)));
    await reader.next(rotate, { input: `${passphrases.second}\n` });
    const preview = "pulumi preview --stack production";
    expect(await reader.shell(preview, { exitsWith: 1 })).to.contain("incorrect passphrase");
    reader.environment.PULUMI_CONFIG_PASSPHRASE = passphrases.second;
    expect(await reader.shell(preview)).to.match(/^ {4}103 unchanged$/m);

    const objects = await moto.objects(bucket);
    const now = objects.filter(({ key }) => key.endsWith("/production.json"));
    expect(now).to.have.lengthOf(1);
    expect(saltsIn(now)).to.not.include(old);
    for (const folder of ["history", "backups"]) {
      expect(saltsIn(stored(folder, objects)), folder).to.include(old);
    }
  });

  it("4: move to a key in a KMS, after which no passphrase is asked for", async () => {
    await reader.next(
      "pulumi stack change-secrets-provider 'awskms://alias/your-key?region=eu-west-1' --stack production",
    );
    reader.environment.PULUMI_CONFIG_PASSPHRASE = "";
    const settings = readFileSync(stackFile, "utf8");
    expect(settings).to.match(/^secretsprovider: awskms:/m);
    expect(settings).to.not.match(/^encryptionsalt:/m);
    expect(await reader.next("pulumi preview --stack production --refresh")).to.match(
      /^ {4}103 unchanged$/m,
    );
  });

  it("keep secrets out of every version of every object", async () => {
    const shown = await reader.shell("pulumi config get cloudflare:apiToken --stack production");
    expect(shown.trim()).to.equal(token);
    const versions = await moto.versions(bucket);
    for (const folder of ["stacks", "history", "backups", "locks"]) {
      expect(stored(folder, versions), folder).to.not.deep.equal([]);
    }
    const secrets = [token, ...Object.values(passphrases)];
    const leaks = versions.flatMap(({ key, text }) =>
      leaksInText(text, secrets).map((form) => [key, form]),
    );
    expect(leaks).to.deep.equal([]);
  });

  it("are all of them", () => {
    expect(reader.commandsLeft).to.deep.equal([]);
  });
});
