import { assert, expect } from "chai";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Account } from "../../../sandbox/cloud/account/account";
import { AccountFile } from "../../../sandbox/cloud/account/accountFile";
import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { SandboxError } from "../../../sandbox/errors";
import { bundledProgram } from "../../support/bundledProgram";
import { folderSnapshot } from "../folderSnapshot";
import { DirectCloud } from "./direct";

const record = { zoneId, name: "www.example.com", type: "TXT", content: '"hidden-token"', ttl: 1 };
const hint =
  "Move the file away (or delete it, and the stack's state with it) and start again with an empty account";

describe("the file of an account", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "steady-edge-test-"));
    path = join(folder, "deep", "account.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function filled(): Promise<string> {
    const direct = await DirectCloud.start({ accountFile: path });
    const { id } = await direct.create(types.record, record, ["content"]);
    await direct.stop();
    return id;
  }

  function refusedWith(rule: string, actual: string, at = path, out = hint): void {
    const before = folderSnapshot(folder);
    expect(() => AccountFile.open(path, new Account()))
      .to.throw()
      .that.satisfies((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        expect(error.problems).to.deep.equal([{ path: at, rule, actual, hint: out }]);
        return true;
      });
    expect(folderSnapshot(folder)).to.deep.equal(before);
  }

  it("brings everything back in the next run, secrets included", async () => {
    const id = await filled();
    const direct = await DirectCloud.start({ accountFile: path });
    const object = direct.cloud.account.get(types.record, id);
    assert.isDefined(object);
    expect(object.properties.content).to.equal('"hidden-token"');
    expect(object.secrets).to.deep.equal(["content"]);
    expect(direct.cloud.account.find(`zone-records:${zoneId}`).size).to.equal(1);
    await direct.stop();
  });

  it("holds no secret in clear, and is readable by its owner alone", async () => {
    const direct = await DirectCloud.start({ accountFile: path });
    await direct.create(types.record, record, ["content"]);
    const hooks = { accountId, name: "h", url: "https://example.com/h", secret: "hidden-token" };
    const made = await direct.create(types.webhooks, hooks);
    expect(text(direct.cloud.account.get(types.webhooks, made.id)?.properties.secret)).to.match(
      /^hmac-sha256:[0-9a-f]{64}$/,
    );
    expect(made.outputs.secret).to.equal("hidden-token");
    await direct.stop();
    for (const name of readdirSync(join(folder, "deep"))) {
      const file = join(folder, "deep", name);
      expect(readFileSync(file).includes("hidden-token"), name).to.equal(false);
      expect(statSync(file).mode & 0o077, name).to.equal(0);
    }
    expect(readdirSync(join(folder, "deep")).sort()).to.deep.equal([
      "account.jsonl",
      "account.jsonl.key",
    ]);
    const bodies = JSON.stringify(direct.cloud.journal.calls);
    expect(bodies).to.not.include("hidden-token");
    expect(bodies).to.include("[secret]");
  });

  it("seals the secrets of a Worker's bindings, marked by a program or not, and opens them", async () => {
    const hushed = ["open-sesame", "c2hoIQ==aa"] as const;
    const bindings: Properties[] = [
      { type: "plain_text", name: "UNTIL", text: "noon" },
      { type: "secret_text", name: "PASS", text: hushed[0] },
      { type: "secret_key", name: "KEY", format: "raw", usages: ["sign"], keyBase64: hushed[1] },
    ];
    const script = { accountId, content: "export default {}", mainModule: "w.js", bindings };
    const direct = await DirectCloud.start({ accountFile: path });
    await direct.create(types.workersScript, { ...script, scriptName: "open" });
    await direct.create(types.workersScript, { ...script, scriptName: "marked" }, ["bindings"]);
    await direct.stop();
    const told = readFileSync(path, "utf8") + JSON.stringify(direct.cloud.journal.calls);
    expect(hushed.filter((one) => told.includes(one))).to.deep.equal([]);
    expect(told).to.contain('"text":"noon"');
    const again = await DirectCloud.start({ accountFile: path });
    for (const name of ["open", "marked"]) {
      const held = again.cloud.account.get(types.workersScript, name)?.properties.bindings;
      expect(held).to.deep.equal(bindings);
    }
    await again.stop();
  });

  it("has each change on disk before the call is answered", async () => {
    const direct = await DirectCloud.start({ accountFile: path });
    const made = await direct.create(types.record, record);
    expect(readFileSync(path, "utf8").trim().split("\n")).to.have.lengthOf(2);
    await direct.delete(types.record, made);
    const lines = readFileSync(path, "utf8").trim().split("\n");
    expect(JSON.parse(lines[2] ?? "")).to.deep.equal({
      kind: "removed",
      type: types.record,
      key: made.id,
    });
    await direct.stop();
  });

  it("drops half a line that a killed process left", async () => {
    const id = await filled();
    appendFileSync(path, '{"kind":"removed","type":"x"');
    const account = new Account();
    AccountFile.open(path, account).close();
    expect(account.get(types.record, id)).to.not.equal(undefined);
    expect(readFileSync(path, "utf8").split("\n")).to.have.lengthOf(3);
  });

  it("keeps only whole lines when its disk is full, and every change that it took before", async () => {
    await filled();
    // A limit of 8 blocks on every file that the process writes: 4 KiB, or 8 KiB where the shell counts in KiB.
    const program = bundledProgram("tests/sandbox/cloud/fullAccount.ts");
    const child = spawnSync(
      "/bin/sh",
      ["-c", `ulimit -f 8 && exec "$@"`, "sh", process.execPath, program, path],
      { encoding: "utf8" },
    );
    const says =
      `${path} must be a file that can be written; got an error of the file system: EFBIG: file too large, write. ` +
      "Name an account file in a directory that you may write to";
    const taken = parseInt(child.stdout);
    expect(taken, child.stdout + child.stderr).to.be.above(5);
    expect(child.stdout).to.equal(`${taken} ${says}\n${taken + 1} ${says}`);
    expect(readFileSync(path, "utf8")).to.match(/\}\n$/);
    const account = new Account();
    AccountFile.open(path, account).close();
    expect(account.size).to.equal(taken + 1);
    expect(account.get("test:index:Thing", `object-${taken - 1}`)).to.not.equal(undefined);
    expect(account.get("test:index:Thing", `object-${taken}`)).to.equal(undefined);
  });

  it("is written anew when it has grown far beyond what it holds", async () => {
    const direct = await DirectCloud.start({ accountFile: path });
    const { id } = await direct.create(types.record, record);
    for (let index = 0; index < 1500; index += 1) {
      direct.cloud.account.edit(types.record, id, { ttl: index });
    }
    await direct.stop();
    const lines = readFileSync(path, "utf8").trim().split("\n");
    expect(lines.length, `${lines.length} lines`).to.be.at.most(1003);
    const account = new Account();
    AccountFile.open(path, account).close();
    expect(account.get(types.record, id)?.properties.ttl).to.equal(1499);
  });

  it("refuses a file of another version and leaves it as it is", async () => {
    await filled();
    const before = readFileSync(path, "utf8").replace('"version":1', '"version":7');
    writeFileSync(path, before);
    refusedWith("be of version 1, the one that this release reads", "version 7");
    expect(readFileSync(path, "utf8")).to.equal(before);
  });

  it("refuses broken JSON, another kind of file and a change that is none, by line", async () => {
    await filled();
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, `${whole}{"kind":\n`);
    refusedWith("be one JSON object", "something else", `${path}:3`);
    writeFileSync(path, `${whole}{"kind":"moved"}\n`);
    refusedWith("be a change of the account", "another object", `${path}:3`);
    writeFileSync(path, '{"some":"thing"}\n');
    refusedWith("be an account file of the sandbox", "another kind of file");
    writeFileSync(path, "hello");
    refusedWith("begin with a whole line that names its format", "a broken line");
  });

  it("refuses a change that lacks a part, and lays it on no key", async () => {
    await filled();
    const whole = readFileSync(path, "utf8");
    const object = { type: "t", key: "k", id: "i", properties: {}, secrets: ["a"] };
    const lacking = [
      ...[
        { ...object, id: 1 },
        { ...object, key: undefined },
        { ...object, properties: null },
      ],
      ...[
        { ...object, secrets: undefined },
        { ...object, secrets: [1] },
      ],
    ].map((one) => ({ kind: "put", object: one }));
    for (const change of [...lacking, { kind: "put" }, { kind: "removed", type: "t" }]) {
      writeFileSync(path, `${whole}${JSON.stringify(change)}\n`);
      refusedWith("be a change of the account", "another object", `${path}:3`);
    }
  });

  it("refuses a key that does not open the secrets", async () => {
    await filled();
    writeFileSync(`${path}.key`, "another key of thirty-two bytes.");
    refusedWith(
      "be the key that the account was written with",
      "a key that does not open the account's secrets",
      `${path}.key`,
    );
  });

  it("refuses a key that is lost and makes no other, also where nothing is sealed", async () => {
    await filled();
    const key = readFileSync(`${path}.key`);
    const out = "Put it back, or delete it, the account file and the stack's state to start again";
    rmSync(`${path}.key`);
    refusedWith("be a key of 32 bytes", "no such file", `${path}.key`, out);
    writeFileSync(path, `${readFileSync(path, "utf8").split("\n")[0]}\n`);
    refusedWith("be a key of 32 bytes", "no such file", `${path}.key`, out);
    writeFileSync(`${path}.key`, key, { mode: 0o600 });
    AccountFile.open(path, new Account()).close();
  });

  it("takes a key whose account was never written, as a run leaves it that was killed between", async () => {
    await filled();
    const key = readFileSync(`${path}.key`);
    rmSync(path);
    AccountFile.open(path, new Account()).close();
    expect(readFileSync(`${path}.key`)).to.deep.equal(key);
  });

  it("refuses files that others can write, and a key that they can read", async () => {
    await filled();
    const anew = "delete it, the account file and the stack's state to start again";
    chmodSync(path, 0o660);
    const own = `Run chmod -R go-w ${path} if nobody else has written there, or name an account file of your own`;
    refusedWith("be writable by its owner alone", "mode 0660", path, own);
    chmodSync(path, 0o600);
    chmodSync(`${path}.key`, 0o640);
    const secret = `Run chmod 600 ${path}.key, or ${anew}`;
    refusedWith("be readable by its owner alone", "mode 0640", `${path}.key`, secret);
    chmodSync(`${path}.key`, 0o600);
    renameSync(path, `${path}.elsewhere`);
    symlinkSync(`${path}.elsewhere`, path);
    const link = "Put what it leads to in its place, or name an account file of your own";
    refusedWith("be no symbolic link", `a link to "${path}.elsewhere"`, path, link);
  });

  it("leaves a whole file as it is when it is opened", async () => {
    const direct = await DirectCloud.start({ accountFile: path });
    const { id } = await direct.create(types.record, record);
    direct.cloud.account.edit(types.record, id, { ttl: 300 });
    await direct.stop();
    const before = folderSnapshot(folder);
    AccountFile.open(path, new Account()).close();
    expect(folderSnapshot(folder)).to.deep.equal(before);
  });

  it("refuses a key that a full disk cut off, which would seal with what everybody knows", async () => {
    await filled();
    const direct = await DirectCloud.start({ accountFile: path });
    for (const { type, key } of direct.cloud.account.ofType(types.record)) {
      direct.cloud.account.remove(type, key);
    }
    await direct.stop();
    AccountFile.open(path, new Account()).close();
    writeFileSync(`${path}.key`, "");
    refusedWith(
      "be a key of 32 bytes",
      "a file of 0 bytes",
      `${path}.key`,
      "Put it back, or delete it, the account file and the stack's state to start again",
    );
  });

  it("refuses a second process while the first lives, and takes a dead one's claim over", async () => {
    await filled();
    writeFileSync(`${path}.lock`, `${process.ppid}`);
    refusedWith(
      "be used by one process at a time",
      `one in use by process ${process.ppid}`,
      path,
      "Wait until that run has ended, or give this run an account file of its own",
    );
    writeFileSync(`${path}.lock`, "999999999");
    AccountFile.open(path, new Account()).close();
  });

  it("takes over the claim of a killed run that had this process's number, as in containers", async () => {
    await filled();
    writeFileSync(`${path}.lock`, `${process.pid}`);
    const own = `one in use by process ${process.pid}`;
    const hint = "Wait until that run has ended, or give this run an account file of its own";
    refusedWith("be used by one process at a time", own, path, hint);
    utimesSync(`${path}.lock`, 0, 0);
    AccountFile.open(path, new Account()).close();
  });

  it("says so when the file cannot be made", () => {
    writeFileSync(join(folder, "deep"), "a file where a folder should be");
    expect(() => AccountFile.open(path, new Account()))
      .to.throw()
      .that.satisfies((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        assert.isDefined(error.problems[0]);
        expect(error.problems[0].rule).to.equal("be a file that can be written");
        expect(error.problems[0].hint).to.equal(
          "Name an account file in a directory that you may write to",
        );
        return true;
      });
  });
});
