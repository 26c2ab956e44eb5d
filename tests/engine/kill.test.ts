import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { types } from "../../sandbox/cloud/account/indexes";
import {
  OperationFailed,
  runProgram,
  startCloud,
  type ApiCall,
  type Cloud,
  type Fault,
  type TestStack,
} from "../../sandbox/testing";
import { assertNoOrphans, declareSite, type SiteChoice } from "./faultsSite";
import { engineOf, killAt, killMoments, randomBelow, type KillPoint } from "./killEngine";

/** How many engines are killed; `STEADY_EDGE_KILLS=500` for a long night. */
const runs = Number(process.env.STEADY_EDGE_KILLS ?? 20);
/** Which calls: the same in every run of the suite, others for another `STEADY_EDGE_SEED`. */
const seed = Number(process.env.STEADY_EDGE_SEED ?? 502);

/** A run that is cut off: what is there before, what is wanted, and how many calls that takes when it is left alone. */
interface Cut {
  readonly from: SiteChoice | undefined;
  readonly to: SiteChoice | undefined;
  readonly calls: number;
}

const small: SiteChoice = { pools: ["primary", "backup"], records: ["status", "old"] };
const changed: SiteChoice = {
  pools: ["third", "primary"],
  records: ["status", "new"],
  healthPath: "/deep",
  webhook: false,
};
const cuts: Readonly<Record<string, Cut>> = {
  "the first up": { from: undefined, to: small, calls: 24 },
  "an update": { from: small, to: changed, calls: 11 },
  "a destroy": { from: small, to: undefined, calls: 16 },
};

/** One stack over one cloud, opened anew for each run as a user's command would. */
class Site {
  private constructor(
    readonly cloud: Cloud,
    readonly state: string,
  ) {}

  static async use(work: (site: Site) => Promise<void>): Promise<void> {
    const cloud = await startCloud();
    const state = mkdtempSync(path.join(tmpdir(), "steady-edge-kill-"));
    try {
      await work(new Site(cloud, state));
    } finally {
      rmSync(state, { recursive: true, force: true });
      await cloud.stop();
    }
  }

  async open<T>(
    choice: SiteChoice | undefined,
    work: (stack: TestStack) => Promise<T>,
  ): Promise<T> {
    const stack = await runProgram(
      this.cloud,
      () => Promise.resolve(choice === undefined ? {} : declareSite(choice)),
      { stateDirectory: this.state },
    );
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  }

  /** Brings the stack to a choice; nothing is destroyed by it. */
  bring(choice: SiteChoice | undefined): Promise<unknown> {
    return this.open(choice, (stack) => (choice === undefined ? stack.destroy() : stack.up()));
  }

  /** Does the same, but the engine is killed on the way. */
  async cutOff(choice: SiteChoice | undefined, point: KillPoint): Promise<void> {
    await this.open(choice, async (stack) => {
      const wasKilled = killAt(this.cloud, this.state, point);
      await expect(
        choice === undefined ? stack.destroy() : stack.up(),
      ).to.be.rejected.and.eventually.satisfy(
        (error: unknown) => error instanceof OperationFailed && error.exitCode === null,
      );
      expect(wasKilled()).to.equal(true);
    });
    this.cloud.faults.clear();
  }
}

describe("an engine that is killed", () => {
  it("takes its providers along: a call that they were waiting with is never sent", async () => {
    const cloud = await startCloud({ timeScale: 1 });
    const state = mkdtempSync(path.join(tmpdir(), "steady-edge-kill-"));
    try {
      const stack = await runProgram(cloud, () => Promise.resolve(declareSite(small)), {
        stateDirectory: state,
      });
      const over = new Promise<ApiCall>((resolve) =>
        cloud.journal.onCall((call) => (call.type === types.monitor ? resolve(call) : undefined)),
      );
      cloud.faults.add({
        match: { type: types.monitor },
        get fault(): Fault {
          setImmediate(() => process.kill(engineOf(state), "SIGKILL"));
          return { kind: "hang" };
        },
      });
      await expect(stack.up()).to.be.rejectedWith(OperationFailed);
      await stack.close();
      const { attempt, outcome } = await over;
      expect([attempt, outcome]).to.deep.equal([0, { ok: false, status: 0, message: "cancelled" }]);
      expect(cloud.account.ofType(types.monitor)).to.deep.equal([]);
    } finally {
      rmSync(state, { recursive: true, force: true });
      await cloud.stop();
    }
  });

  for (const [what, { from, to, calls }] of Object.entries(cuts)) {
    it(`makes ${calls} calls in ${what} where it is not`, () =>
      Site.use(async (site) => {
        if (from !== undefined) {
          await site.bring(from);
        }
        const before = site.cloud.journal.calls.length;
        await site.bring(to);
        expect(site.cloud.journal.calls.length - before).to.equal(calls);
      }));
  }

  const random = randomBelow(seed);
  for (let run = 1; run <= runs; run += 1) {
    const names = Object.keys(cuts);
    const what = names[(run - 1) % names.length] ?? "";
    const { from, to, calls = 1 } = cuts[what] ?? {};
    const moment = killMoments[random(killMoments.length)] ?? "after";
    // After the answer to its last call a run may be over before it can be killed.
    const point = { call: 1 + random(moment === "answered" ? calls - 1 : calls), moment };
    it(`in ${what}, ${moment} call ${point.call}, is resumed: nothing twice, nothing left over (seed ${seed})`, () =>
      Site.use(async (site) => {
        const { cloud } = site;
        if (from !== undefined) {
          await site.bring(from);
        }
        cloud.outageWatch.begin({ removes: to === undefined ? "everything" : [] });
        await site.cutOff(to, point);
        await site.open(to, async (stack) => {
          await (to === undefined ? stack.destroy() : stack.up());
          await assertNoOrphans(cloud, stack);
          expect(cloud.outageWatch.report().broken).to.deep.equal([]);
          const again = to === undefined ? stack.destroy() : stack.up({ refresh: true });
          expect((await again).changes).to.deep.equal({});
          await assertNoOrphans(cloud, stack);
        });
      }));
  }
});
