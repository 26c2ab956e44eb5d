import { expect } from "chai";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { Origins } from "../../../sandbox/origins/origins";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { declaredOrigin, declaredPool, declaredSite } from "../declaredSites";
import { ask, askOnce, dialTls } from "./client";

const address = "198.51.100.1";

describe("origins", () => {
  let origins: Origins;

  beforeEach(async () => {
    origins = await startOrigins(new ModelledClock(20));
    await origins.declare([declaredSite([declaredPool("primary", [declaredOrigin()])])]);
  });

  afterEach(() => origins.stop());

  it("answer visitors and monitors", async () => {
    const [page, health] = [await askOnce(origins), await askOnce(origins, "/healthz?deep")];
    expect([page.status, page.body.includes("The site is up")]).to.deep.equal([200, true]);
    expect([health.status, health.body]).to.deep.equal([200, "all well\n"]);
  });

  it("refuse while their process is killed, and answer when it is revived", async () => {
    const socket = await dialTls(origins);
    await origins.kill(address, 443);
    await expect(ask(socket)).to.be.rejected;
    await expect(askOnce(origins)).to.be.rejectedWith("connect ECONNREFUSED 198.51.100.1:443");
    await origins.revive(address, 443);
    await expect(askOnce(origins)).to.eventually.include({ status: 200 });
  });
});
