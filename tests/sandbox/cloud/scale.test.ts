import { expect } from "chai";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { types } from "../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../sandbox/cloud/accountSeed";
import { DirectCloud } from "./direct";

/** Makes the site of one hostname: a pool, a load balancer and two records. */
async function makeSite(direct: DirectCloud, name: string, monitor: string): Promise<void> {
  const { id } = await direct.create(types.pool, {
    accountId,
    name,
    monitor,
    checkRegions: ["WEU"],
    origins: [{ name: "a", address: "198.51.100.1" }],
  });
  await direct.create(types.loadBalancer, {
    zoneId,
    name: `${name}.example.com`,
    defaultPools: [id],
    fallbackPool: id,
    proxied: true,
  });
  const record = { zoneId, name: `${name}.example.com`, type: "A", ttl: 1 };
  await direct.create(types.record, { ...record, content: "192.0.2.1" });
  await direct.create(types.record, { ...record, content: "192.0.2.2" });
}

describe("a large account", () => {
  it("writes no more per call when it holds 2,000 objects than when it holds 200", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steady-edge-test-"));
    const accountFile = join(folder, "account.jsonl");
    const direct = await DirectCloud.start({ accountFile });
    try {
      const { id } = await direct.create(types.monitor, { accountId, type: "https" });
      const sizes: number[] = [0];
      for (let index = 0; index < 500; index += 1) {
        await makeSite(direct, `site-${`${index}`.padStart(3, "0")}`, id);
        if (index === 49 || index === 99 || index === 449 || index === 499) {
          sizes.push(statSync(accountFile).size);
        }
      }
      const [, fifty = 0, hundred = 0, before = 0, after = 0] = sizes;
      expect(after - before).to.equal(hundred - fifty);
      expect(direct.cloud.account.size).to.equal(2001);
      expect(direct.cloud.account.find(`references:${id}`).size).to.equal(500);
      expect(direct.cloud.account.find(`zone-records:${zoneId}`).size).to.equal(1000);
    } finally {
      await direct.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
