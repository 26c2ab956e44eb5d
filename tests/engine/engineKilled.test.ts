import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findEngine, OperationFailed, Workspace, type Engine } from "../../sandbox/engine";
import { startCloud, type Cloud } from "../../sandbox/cloud";
import { folderPerTest } from "../sandbox/engine/folders";
import { backup, environment, primary, site, third, type Side } from "./transitionsPrograms";

/** Runs in the suite; `STEADY_EDGE_KILLS` asks for more. */
const kills = Number(process.env.STEADY_EDGE_KILLS ?? 20);

const first = environment();
const second = site({ pools: [primary, third, backup] });

interface Exported {
  deployment: {
    resources: { type: string; id?: string; custom?: boolean }[];
    pending_operations?: unknown[];
  };
}

describe("an engine that is killed", () => {
  const folder = folderPerTest();
  let engine: Engine;
  let callsToCreate = 0;
  let calls = 0;

  before(async () => {
    engine = await findEngine();
  });

  const use = async <T>(
    cloud: Cloud,
    side: Side,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> => {
    const workspace = await Workspace.open({
      engine,
      project: { name: "killed", program: () => Promise.resolve(side.declare()) },
      stack: "dev",
      stateDirectory: path.join(folder(), "state"),
      environment: { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders },
    });
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  };

  /** Kills the engine when the cloud has done what the n-th call asked for, before the engine hears of it. */
  const killAt = (cloud: Cloud, n: number): void =>
    cloud.journal.onCall(({ sequence }) => {
      if (sequence === n) {
        const locks = path.join(folder(), "state/backend/.pulumi/locks/organization/killed/dev");
        const [name = ""] = readdirSync(locks);
        const { pid } = JSON.parse(readFileSync(path.join(locks, name), "utf8")) as { pid: number };
        process.kill(pid, "SIGKILL");
      }
    });

  /** Brings a side up, and again where the engine was killed; returns whether it was. */
  const bringUp = async (cloud: Cloud, side: Side): Promise<boolean> => {
    const wasKilled = await use(cloud, side, (workspace) =>
      workspace.run("up").then(
        () => false,
        (error: unknown) => {
          assert.ok(error instanceof OperationFailed);
          assert.equal(error.exitCode, null, error.message);
          return true;
        },
      ),
    );
    if (wasKilled) {
      await use(cloud, side, async (workspace) => {
        await workspace.takeUp(cloud.account.resources());
        await workspace.run("up");
      });
    }
    return wasKilled;
  };

  const assertSettled = (cloud: Cloud): Promise<void> =>
    use(cloud, second, async (workspace) => {
      const { same: _same, ...changes } = (await workspace.run("preview", { refresh: true }))
        .counts;
      assert.deepEqual(changes, {});
      const { deployment } = (await workspace.exportState()) as Exported;
      assert.equal(deployment.pending_operations, undefined);
      const known = deployment.resources
        .filter(({ type, custom }) => custom === true && !type.startsWith("pulumi:"))
        .map(({ type, id }) => `${type}::${id}`);
      const existing = cloud.account.resources().map(({ type, id }) => `${type}::${id}`);
      assert.deepEqual(existing.sort(), known.sort());
    });

  it("has so many calls to be killed at when it is left alone", async () => {
    const cloud = await startCloud();
    try {
      assert.equal(await bringUp(cloud, first), false);
      callsToCreate = cloud.journal.calls.length;
      assert.equal(await bringUp(cloud, second), false);
      calls = cloud.journal.calls.length;
      await assertSettled(cloud);
      assert.equal(calls > callsToCreate && callsToCreate > 0, true);
    } finally {
      await cloud.stop();
    }
  });

  for (let run = 0; run < kills; run += 1) {
    it(`is resumed with nothing made twice and nothing left behind, run ${run + 1}`, async () => {
      // Every call once, from both ends of the two updates, then over again.
      const half = Math.floor(run / 2) % calls;
      const n = run % 2 === 0 ? half + 1 : calls - half;
      const cloud = await startCloud();
      try {
        killAt(cloud, n);
        const killed = [await bringUp(cloud, first), await bringUp(cloud, second)];
        assert.equal(killed.includes(true), true, `call ${n} of ${calls} never came`);
        await assertSettled(cloud);
      } finally {
        await cloud.stop();
      }
    });
  }
});
