import { assert, expect } from "chai";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { describeProblem } from "../../core/problem";
import { DiskFull, reserveRoom, type FreeBytes } from "../../sandbox/diskSpace";
import { SandboxError } from "../../sandbox/errors";
import { folderPerTest } from "./engine/folders";

const mebibyte = 1024 * 1024;

describe("the room for a run's state", () => {
  const folder = folderPerTest();
  const reserve = (): string => path.join(folder(), ".reserve");
  const always =
    (free: number | undefined): FreeBytes =>
    () =>
      Promise.resolve(free);

  it("is kept aside while the run goes on, and given back", async () => {
    const room = await reserveRoom(folder());
    expect(statSync(reserve()).size).to.equal(8 * mebibyte);
    expect(room.signal.aborted).to.equal(false);
    room.release();
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("is asked for before anything is begun", async () => {
    await expect(
      reserveRoom(folder(), undefined, always(12 * mebibyte - 1)),
    ).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      assert.instanceOf(error, SandboxError);
      expect(error.problems.map(describeProblem)).to.deep.equal([
        `the disk of "${folder()}" must have 12 MiB free; got 12287 KiB. ` +
          "Make room on it, or set STEADY_EDGE_HOME to a folder on another disk",
      ]);
      return true;
    });
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  it("is taken for granted where the file system does not tell", async () => {
    const room = await reserveRoom(folder(), undefined, always(undefined));
    room.release();
    expect(room.signal.aborted).to.equal(false);
  });

  it("stops the run when it is used up, and frees the reserve for the last saves before that", async () => {
    const answers = [12, 4].map((number) => number * mebibyte);
    const room = await reserveRoom(folder(), undefined, () =>
      Promise.resolve(answers.shift() ?? 4 * mebibyte - 1),
    );
    let wasThere: boolean | undefined;
    room.signal.addEventListener("abort", () => (wasThere = existsSync(reserve())));
    await once(room.signal, "abort");
    room.release();
    expect(wasThere).to.equal(false);
    assert.instanceOf(room.signal.reason, DiskFull);
    expect(room.signal.reason.message).to.equal(
      `the disk of ${folder()} is full. Make room on it and run the command again`,
    );
  });

  it("hands the user's stop on, also one that came before", async () => {
    const stop = new AbortController();
    const room = await reserveRoom(folder(), stop.signal);
    stop.abort("enough");
    const late = await reserveRoom(folder(), stop.signal);
    room.release();
    late.release();
    expect(room.signal.reason).to.equal("enough");
    expect(late.signal.reason).to.equal("enough");
  });
});
