import { expect } from "chai";
import { callBudgetLines } from "../../cli/callBudget";
import type { EngineEvent } from "../../sandbox/engine";

const record = "cloudflare:index/dnsRecord:DnsRecord";

function steps(count: number, op: string, type = record): EngineEvent[] {
  const event = { resourcePreEvent: { metadata: { op, type } } } as EngineEvent;
  return Array.from({ length: count }, () => event);
}

describe("the budget of API calls", () => {
  it("is said where a run needs more than Cloudflare takes in five minutes", () => {
    const events = [...steps(600, "create"), ...steps(1, "delete"), ...steps(600, "refresh")];
    expect(callBudgetLines(events)).to.deep.equal([
      "This takes about 1201 calls of Cloudflare's API, which takes 1200 in 300 s from one user: expect the provider to " +
        "wait, or the run to stop with code 429, and divide the stack or its changes",
    ]);
  });

  it("is silent where they are enough, and counts nothing that makes no call there", () => {
    const none = [
      ...steps(9, "same"),
      ...steps(9, "replace"),
      ...steps(9, "create", "aws:ec2/vpc:Vpc"),
      ...steps(9, "delete", "cloudflare:index/zoneSetting:ZoneSetting"),
      {} as EngineEvent,
    ];
    expect(callBudgetLines([...steps(1200, "update"), ...none])).to.deep.equal([]);
    expect(callBudgetLines([...steps(1201, "update"), ...none])).to.have.lengthOf(1);
  });
});
