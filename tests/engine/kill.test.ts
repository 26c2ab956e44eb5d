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
  type Fault,
} from "../../sandbox/testing";
import { declareSite } from "./faultsSite";
import { engineOf, killMoments, randomBelow } from "./killEngine";
import { cuts, resume, Site, small, type Cut } from "./killSite";

/** How many engines are killed; `STEADY_EDGE_KILLS=500` for a long night. */
const runs = Number(process.env.STEADY_EDGE_KILLS ?? 20);
/** Which calls: the same in every run of the suite, others for another `STEADY_EDGE_SEED`. */
const seed = Number(process.env.STEADY_EDGE_SEED ?? 502);

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

  it("between a security group and the end of the rule that EC2 gives it, is resumed: the group is made anew", () =>
    Site.use(async (site) => {
      const point = { call: "/RevokeSecurityGroupEgress", moment: "before" } as const;
      await resume(site, cuts["the first up"] as Cut, point);
      const groups = site.cloud.account.ofType(types.securityGroup);
      expect(groups.map(({ properties }) => properties.egress)).to.deep.equal([[]]);
    }));

  const random = randomBelow(seed);
  for (let run = 1; run <= runs; run += 1) {
    const names = Object.keys(cuts);
    const what = names[(run - 1) % names.length] ?? "";
    const { from, to, calls = 1 } = cuts[what] ?? {};
    const moment = killMoments[random(killMoments.length)] ?? "after";
    // After the answer to its last call a run may be over before it can be killed.
    const point = { call: 1 + random(moment === "answered" ? calls - 1 : calls), moment };
    it(`in ${what}, ${moment} call ${point.call}, is resumed: nothing twice, nothing left over (seed ${seed})`, () =>
      Site.use((site) => resume(site, { from, to, calls }, point)));
  }
});
