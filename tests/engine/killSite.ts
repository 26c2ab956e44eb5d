import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperationFailed, type Cloud, type TestStack } from "../../sandbox/testing";
import { assertNoOrphans, declareSite, type SiteChoice } from "./faultsSite";
import { killAt, killMoments, randomBelow, type KillPoint } from "./killEngine";
import { stockLab, type Lab } from "./lab";
import { standingStack } from "./sharedWork";

/** Declares what is wanted. */
type Declare = () => Record<string, unknown>;

/** A run that is cut off: what is there before, what is wanted, and how many calls that takes when it is left alone. */
export interface Cut {
  /** What is up. Undefined: nothing. */
  readonly from: Declare | undefined;
  /** What is wanted. Undefined: nothing. */
  readonly to: Declare | undefined;
  /** How many calls that takes, with the stand-ins. */
  readonly calls: number;
}

/** The site before anything happens. */
export const small: SiteChoice = { pools: ["primary", "backup"], records: ["status", "old"] };
const smallSite = () => declareSite(small);
const changedSite = () =>
  declareSite({
    ...{ pools: ["third", "primary"], records: ["status", "new"] },
    ...{ healthPath: "/deep", webhook: false },
  });
/** The runs that are cut off, by name. */
export const cuts: Readonly<Record<string, Cut>> = {
  "the first up": { from: undefined, to: smallSite, calls: 24 },
  "an update": { from: smallSite, to: changedSite, calls: 11 },
  "a destroy": { from: smallSite, to: undefined, calls: 16 },
};

/** How many engines a file kills, and at which calls: the same in every run of the suite, unless the environment says others. */
export interface KillPlan {
  /** How many engines. */
  readonly runs: number;
  /** Where the random numbers begin. */
  readonly seed: number;
}

/**
 * Reads how many engines are to be killed: `STEADY_EDGE_KILLS=500` for a long night, `STEADY_EDGE_SEED` for other calls.
 * @param runs - How many where nothing is said.
 */
export function killPlan(runs: number): KillPlan {
  const { STEADY_EDGE_KILLS = runs, STEADY_EDGE_SEED = 502 } = process.env;
  return { runs: Number(STEADY_EDGE_KILLS), seed: Number(STEADY_EDGE_SEED) };
}

/**
 * Registers a test for each engine that is killed somewhere by chance, one kind of run after the other.
 * @param kinds - The runs that are cut off, by name.
 * @param plan - How many, and where the random numbers begin.
 * @param lab - Where. Defaults to the harness as users have it.
 */
export function killsByChance(
  kinds: Readonly<Record<string, Cut>>,
  { runs, seed }: KillPlan,
  lab = stockLab,
): void {
  const random = randomBelow(seed);
  const names = Object.keys(kinds);
  for (let run = 1; run <= runs; run += 1) {
    const what = names[(run - 1) % names.length] ?? "";
    const { from, to, calls = 1 } = kinds[what] ?? {};
    const moment = killMoments[random(killMoments.length)] ?? "after";
    // After the answer to its last call a run may be over before it can be killed.
    const point = { call: 1 + random(moment === "answered" ? calls - 1 : calls), moment };
    it(`in ${what}, ${moment} call ${point.call}, is resumed: nothing twice, nothing left over (seed ${seed})`, () =>
      Site.use((site) => resume(site, { from, to, calls }, point), lab));
  }
}

/**
 * Registers a test for each kind of run that says how many calls it makes where nothing cuts it off.
 * @param kinds - The runs by name.
 * @param lab - Where. Defaults to the harness as users have it.
 */
export function callsUncut(kinds: Readonly<Record<string, Cut>>, lab = stockLab): void {
  for (const [what, { from, to, calls }] of Object.entries(kinds)) {
    it(`makes ${calls} calls in ${what} where it is not`, () =>
      Site.use(async (site) => {
        if (from !== undefined) {
          await site.start(from);
        }
        const before = site.cloud.journal.calls.length;
        await site.bring(to);
        expect(site.cloud.journal.calls.length - before).to.equal(calls);
      }, lab));
  }
}

/** One stack over one cloud, opened anew for each run as a user's command would. */
export class Site {
  private constructor(
    readonly cloud: Cloud,
    readonly state: string,
    private readonly lab: Lab,
  ) {}

  /** Gives a new one to some work, and takes everything away after it. */
  static async use(work: (site: Site) => Promise<void>, lab = stockLab): Promise<void> {
    const cloud = await lab.startCloud();
    const state = mkdtempSync(path.join(tmpdir(), "steady-edge-kill-"));
    try {
      await work(new Site(cloud, state, lab));
    } finally {
      rmSync(state, { recursive: true, force: true });
      await cloud.stop();
    }
  }

  /** Opens the stack with a program. */
  async open<T>(declare: Declare | undefined, work: (stack: TestStack) => Promise<T>): Promise<T> {
    const stack = await this.lab.runProgram(
      this.cloud,
      () => Promise.resolve(declare === undefined ? {} : declare()),
      { stateDirectory: this.state },
    );
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  }

  /** Lets the stack be what a program declares, before anything else is done with it. */
  async start(declare: Declare): Promise<void> {
    const open = () =>
      this.lab.runProgram(this.cloud, () => Promise.resolve(declare()), {
        stateDirectory: this.state,
      });
    // Another lab looks at each call.
    const program = this.lab === stockLab ? declare : {};
    const stack = await standingStack(program, this.cloud, open, (stack) => stack.up());
    await stack.close();
  }

  /** Brings the stack to what a program declares; nothing is destroyed by it. */
  bring(declare: Declare | undefined): Promise<unknown> {
    return this.open(declare, (stack) => (declare === undefined ? stack.destroy() : stack.up()));
  }

  /** Does the same, but the engine is killed on the way. */
  async cutOff(declare: Declare | undefined, point: KillPoint): Promise<void> {
    await this.open(declare, async (stack) => {
      const wasKilled = killAt(this.cloud, this.state, point);
      await expect(
        declare === undefined ? stack.destroy() : stack.up(),
      ).to.be.rejected.and.eventually.satisfy(
        (error: unknown) => error instanceof OperationFailed && error.exitCode === null,
      );
      expect(wasKilled()).to.equal(true);
    });
    this.cloud.faults.clear();
  }
}

/**
 * Cuts a run off and runs it again: nothing is there twice, and nothing is left over.
 * @param site - Where.
 * @param cut - Which run.
 * @param point - Where in it.
 */
export async function resume(site: Site, { from, to }: Cut, point: KillPoint): Promise<void> {
  const { cloud } = site;
  if (from !== undefined) {
    await site.start(from);
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
}
