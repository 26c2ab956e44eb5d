import { assert, expect } from "chai";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { removeStaleEngineLocks, lockState } from "../../../../sandbox/engine/workspace/stateLock";
import { SandboxError } from "../../../../sandbox/errors";
import { folderPerTest } from "../folders";

describe("the lock of a state directory", () => {
  const folder = folderPerTest();

  it("is waited for until it is given back", async () => {
    const release = await lockState(folder(), () => expect.fail("nothing to wait for"));
    const steps: string[] = [];
    const second = lockState(folder(), ({ text }) => {
      steps.push(text);
      void release();
    });
    await (
      await second
    )();
    expect(steps).to.deep.equal(["Waiting for another run in this sandbox"]);
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("is no longer waited for when the user stops", async () => {
    const release = await lockState(folder(), () => undefined);
    const stop = new AbortController();
    const waiting = lockState(folder(), () => stop.abort(), stop.signal);
    await expect(waiting).to.be.rejected.and.eventually.include({ name: "AbortError" });
    await release();
  });
});

describe("the lock of an engine", () => {
  const folder = folderPerTest();
  const locks = (): string =>
    path.join(folder(), ".pulumi", "locks", "organization", "site", "dev");
  const lock = (name: string, content: unknown): void => {
    mkdirSync(locks(), { recursive: true });
    writeFileSync(path.join(locks(), name), JSON.stringify(content));
  };
  const remove = () => removeStaleEngineLocks(folder(), "site", "dev");

  it("need not be there", async () => {
    await remove();
    expect(existsSync(locks())).to.equal(false);
  });

  it("goes when its process is gone, or was another machine's", async () => {
    lock("a.json", { pid: 2 ** 22 + 1, hostname: hostname() });
    lock("b.json", { pid: process.pid, hostname: `${hostname()}-of-old` });
    await remove();
    expect(readdirSync(locks())).to.deep.equal([]);
  });

  it("goes when it was not written to the end", async () => {
    mkdirSync(locks(), { recursive: true });
    writeFileSync(path.join(locks(), "a.json"), '{"pid":');
    await remove();
    expect(readdirSync(locks())).to.deep.equal([]);
  });

  it("stays when its process still runs, and one beside it too", async () => {
    lock("a.json", { pid: 2 ** 22 + 1, hostname: hostname() });
    lock("b.json", { pid: process.pid, hostname: hostname() });
    await expect(remove()).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      assert.instanceOf(error, SandboxError);
      expect(error.problems).to.deep.equal([
        {
          path: "sandbox",
          rule: "be used by one run at a time",
          actual: `an engine that still runs as process ${process.pid}`,
          hint: "Wait for it to end, or end it",
        },
      ]);
      return true;
    });
    expect(readdirSync(locks()).sort()).to.deep.equal(["a.json", "b.json"]);
  });
});
