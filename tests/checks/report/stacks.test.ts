import { expect } from "chai";
import { readPlan } from "../../../model/plan/planFile";
import type { Plan } from "../../../model/plan/plan";
import { preview, reviewOf, type Step } from "./plans";

const zoneId = "f".repeat(32);
const record = {
  ...{ zoneId, name: "www.example.com", type: "A", content: "203.0.113.10" },
  ...{ proxied: true, ttl: 1 },
};
const pool = (name: string): Step => ({
  ...{ op: "delete", type: "pool", name, id: name },
  old: { name, monitor: "m", origins: [{ name: "a", address: "203.0.113.10" }] },
});
const balancer: Step = {
  ...{ op: "same", type: "balancer", name: "www", id: "l" },
  old: { zoneId, name: "www.example.com", defaultPools: ["p", "b"], fallbackPool: "b" },
};

function plan(stack: string, ...steps: readonly Step[]): Plan {
  const text = JSON.stringify(preview(steps));
  return readPlan(text.replaceAll("urn:pulumi:production::", `urn:pulumi:${stack}::`));
}

function lines(own: Plan, ...beside: readonly Plan[]): string[] {
  return reviewOf(own, { beside }).risks.map(
    ({ severity, id, title }) => `${severity} ${id} ${title}`,
  );
}

describe("stacks that are reviewed together", () => {
  const leaves = plan("old", { op: "delete", type: "record", name: "www", id: "r", old: record });
  const comes = plan("new", { op: "create", type: "record", name: "www", new: record });

  it("tell a hostname that goes from one to the other from one that goes", () => {
    expect(lines(leaves, comes)).to.deep.equal(["medium hostname-changes-stack www.example.com"]);
    expect(lines(leaves)).to.deep.equal(["high hostname-stops www.example.com"]);
    expect(lines(comes, leaves)).to.deep.equal([]);
  });

  it("are named where a hostname goes to one of them", () => {
    const [risk] = reviewOf(leaves, { beside: [comes] }).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "www.example.com goes from this stack to shop/new. Where this one is updated first, nothing answers for www.example.com in between, and visitors get NXDOMAIN; where the other one is, Cloudflare may refuse a second record beside the old one.",
    );
  });

  it("hold pools that another one of them still names", () => {
    expect(lines(plan("pools", pool("p")), plan("edge", balancer))).to.deep.equal([
      "medium pool-in-use p",
    ]);
    expect(lines(plan("pools", pool("q")), plan("edge", balancer))).to.deep.equal([]);
  });
});
