import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperationFailed, type Cloud, type TestStack } from "../../sandbox/testing";
import { assertNoOrphans, declareSite, type SiteChoice } from "./faultsSite";
import { killAt, type KillPoint } from "./killEngine";
import { stockLab, type Lab } from "./lab";

/** A run that is cut off: what is there before, what is wanted, and how many calls that takes when it is left alone. */
export interface Cut {
  /** What is up. Undefined: nothing. */
  readonly from: SiteChoice | undefined;
  /** What is wanted. Undefined: nothing. */
  readonly to: SiteChoice | undefined;
  /** How many calls that takes, with the stand-ins. */
  readonly calls: number;
}

/** The site before anything happens. */
export const small: SiteChoice = { pools: ["primary", "backup"], records: ["status", "old"] };
const changed: SiteChoice = {
  pools: ["third", "primary"],
  records: ["status", "new"],
  healthPath: "/deep",
  webhook: false,
};
/** The runs that are cut off, by name. */
export const cuts: Readonly<Record<string, Cut>> = {
  "the first up": { from: undefined, to: small, calls: 24 },
  "an update": { from: small, to: changed, calls: 11 },
  "a destroy": { from: small, to: undefined, calls: 16 },
};

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

  /** Opens the stack with a program for a choice. */
  async open<T>(
    choice: SiteChoice | undefined,
    work: (stack: TestStack) => Promise<T>,
  ): Promise<T> {
    const stack = await this.lab.runProgram(
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

/**
 * Cuts a run off and runs it again: nothing is there twice, and nothing is left over.
 * @param site - Where.
 * @param cut - Which run.
 * @param point - Where in it.
 */
export async function resume(site: Site, { from, to }: Cut, point: KillPoint): Promise<void> {
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
}
