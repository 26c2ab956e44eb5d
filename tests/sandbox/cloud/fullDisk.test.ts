import { assert, expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../../sandbox/cloud/account/account";
import { AccountFile } from "../../../sandbox/cloud/account/accountFile";
import { SandboxError } from "../../../sandbox/errors";
import { skipBecause } from "../../support/skipped";

const type = "test:index:Thing";

/** The name of the first thing for which there is no room, and what is said then. */
function fill(account: Account): readonly [name: string, error: unknown] {
  for (let count = 0; ; count += 1) {
    try {
      put(account, `thing-${count}`);
    } catch (error) {
      return [`thing-${count}`, error];
    }
  }
}

function put(account: Account, id: string): void {
  account.put({
    type,
    id,
    key: id,
    properties: { note: "x".repeat(500) },
    secrets: [],
  });
}

describe("the file of an account on a disk that is full", function () {
  let folder = "";
  let isMounted = false;

  before(function () {
    folder = mkdtempSync(join(tmpdir(), "steady-edge-disk-"));
    const mount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], {
      encoding: "utf8",
    });
    isMounted = mount.status === 0;
    if (!isMounted) {
      const reason = mount.error?.message ?? mount.stderr.trim();
      skipBecause(this, `no small disk can be mounted here: ${reason}`);
    }
  });
  after(() => {
    if (isMounted) {
      expect(spawnSync("umount", ["-l", folder]).status).to.equal(0);
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it("asks to make room, keeps whole lines and goes on when there is", () => {
    const path = join(folder, "account.jsonl");
    const account = new Account();
    const file = AccountFile.open(path, account);
    const filler = join(folder, "filler");
    writeFileSync(filler, Buffer.alloc(40 * 1024));

    const [missing, error] = fill(account);
    assert.instanceOf(error, SandboxError);
    expect(error.message).to.equal(
      `${path} must be a file that can be written; got an error of the file system: ENOSPC: no space left on device, ` +
        "write. Make room on its disk",
    );
    expect(readFileSync(path, "utf8")).to.match(/\}\n$/);

    rmSync(filler);
    put(account, "afterwards");
    file.close();
    const again = new Account();
    AccountFile.open(path, again).close();
    expect(again.get(type, "thing-0")).to.not.equal(undefined);
    expect(again.get(type, "afterwards")).to.not.equal(undefined);
    expect(again.get(type, missing)).to.equal(undefined);
  });

  it("asks to make room where not even a new file fits", () => {
    writeFileSync(join(folder, "filler"), "");
    expect(() => {
      for (;;) {
        writeFileSync(join(folder, "filler"), Buffer.alloc(1024), { flag: "a" });
      }
    })
      .to.throw()
      .that.includes({ code: "ENOSPC" });
    expect(() => AccountFile.open(join(folder, "other.jsonl"), new Account()))
      .to.throw()
      .that.satisfies((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        expect(error.problems[0]?.hint).to.equal("Make room on its disk");
        return true;
      });
  });
});
