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
import { engineOf } from "./killEngine";
import {
  callsUncut,
  cuts,
  killPlan,
  killsByChance,
  resume,
  Site,
  small,
  type Cut,
} from "./killSite";

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

  callsUncut(cuts);

  it("between a security group and the end of the rule that EC2 gives it, is resumed: the group is made anew", () =>
    Site.use(async (site) => {
      const point = { call: "/RevokeSecurityGroupEgress", moment: "before" } as const;
      await resume(site, cuts["the first up"] as Cut, point);
      const groups = site.cloud.account.ofType(types.securityGroup);
      expect(groups.map(({ properties }) => properties.egress)).to.deep.equal([[]]);
    }));

  killsByChance(cuts, killPlan(20));
});
