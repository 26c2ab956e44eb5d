import { expect } from "chai";
import { Standing } from "../../monitoring/standing";

describe("what the state has of a resource", () => {
  const urn = "urn:pulumi:prod::shop::steady-edge-monitors:uptimerobot:Monitor::one";

  it("lets anything be taken up for a resource that the state does not have", () => {
    const standing = new Standing();
    standing.has(`${urn}-other`, "7");
    expect(standing.mayTakeUp(urn, "7")).to.equal(true);
  });

  it("keeps the object of a resource that is replaced from being taken up, and no other", () => {
    const standing = new Standing();
    standing.has(urn);
    standing.has(urn, "7");
    standing.has(urn);
    expect(standing.mayTakeUp(urn, "7")).to.equal(false);
    expect(standing.mayTakeUp(urn, "8")).to.equal(true);
  });

  it("keeps every object from it where the id was not told", () => {
    const standing = new Standing();
    standing.has(urn);
    expect(standing.mayTakeUp(urn, "8")).to.equal(false);
  });

  it("lets anything be taken up once the resource was deleted", () => {
    const standing = new Standing();
    standing.has(urn, "7");
    standing.lost(urn);
    expect(standing.mayTakeUp(urn, "7")).to.equal(true);
  });
});
