import { expect } from "chai";
import type { JudgedChange, JudgedPlan } from "../../../checks/policy/context";
import { judgePlan } from "../../../checks/policy/evaluate";
import type { ModelResource } from "../../../model/graph/resources";
import { from, Shop, today, urn } from "./shop";

const zoneSetting = "cloudflare:index/zoneSetting:ZoneSetting";

function update(before: ModelResource, after: ModelResource): JudgedChange {
  return {
    ...{ key: after.key, operation: "update", before, after },
    ...{ importReplacement: false, leftover: false },
  };
}

/** What a plan breaks, each with its age, what is excused last. */
function ages(plan: JudgedPlan, exceptions: readonly string[] = []): string[] {
  const own = exceptions.map((subject) => ({ subject, reason: "for now", expires: "2027-01-01" }));
  const configuration = { rules: { "tls-version-old": { exceptions: own } } };
  const { findings, excused } = judgePlan(plan, { now: today, configuration });
  return [...findings, ...excused].map(
    ({ id, title, scope, introduced, acknowledged }) =>
      `${id} ${title} (${scope}) ${introduced}${acknowledged ? ", acknowledged" : ""}`,
  );
}

function withVersion(value: string): Shop {
  return new Shop().set("tls", { value });
}

/** A plan that changes the oldest version of TLS that the zone speaks. */
function plan(was: string, is: string): JudgedPlan {
  const [before, after] = [withVersion(was), withVersion(is)];
  return {
    ...{ before: before.resources, after: after.resources, whole: true },
    changes: [update(before.one("tls"), after.one("tls"))],
  };
}

describe("what breaks a rule", () => {
  it("stood before where a state is judged, or a plan that changes nothing", () => {
    const { resources } = withVersion("1.0");
    const old = ["tls-version-old example.com (state) before"];
    expect(ages({ after: resources, whole: true })).to.deep.equal(old);
    expect(ages(withVersion("1.0").plan)).to.deep.equal(old);
  });

  it("comes by the change that brings it, or makes it worse", () => {
    const fresh = ["tls-version-old example.com (state) by this change"];
    expect(ages(plan("1.2", "1.0"))).to.deep.equal(fresh);
    expect(ages(plan("1.1", "1.0"))).to.deep.equal(fresh);
  });

  it("stood before where the change makes it milder, or is about something else", () => {
    const old = ["tls-version-old example.com (state) before"];
    expect(ages(plan("1.0", "1.1"))).to.deep.equal(old);
    const { resources } = withVersion("1.0");
    const www = new Shop().one("www");
    const other = { before: resources, after: resources, changes: [update(www, www)], whole: true };
    expect(ages(other)).to.deep.equal(old);
  });

  it("is nothing where the change mends it", () => {
    expect(ages(plan("1.0", "1.2"))).to.deep.equal([]);
  });

  it("stood before under another name, alone or with a change", () => {
    const after = withVersion("1.0");
    const tls = after.one("tls");
    const from = urn(zoneSetting, "old");
    const earlier = { ...tls, key: from, name: "old" };
    const before = after.resources.map((each) => (each.name === "tls" ? earlier : each));
    const www = after.one("www");
    const sides = { before, after: after.resources, whole: true };
    const old = ["tls-version-old example.com (state) before"];
    const renames = [{ from, to: tls.key }];
    expect(ages({ ...sides, changes: [update(www, www)], renames })).to.deep.equal(old);
    const moved = { ...update(earlier, tls), renamedFrom: from };
    expect(ages({ ...sides, changes: [moved] })).to.deep.equal(old);
  });

  it("stood before of monitors that take the place of an equal one, and comes with one that is slower", () => {
    const slow = { interval: 60, timeout: 5, retries: 2 };
    const before = new Shop().set("monitor", slow);
    const split = (backup: object): string[] => {
      const after = new Shop().set("monitor", slow);
      const own = { ...after.one("monitor").properties, ...backup };
      const parted = after
        .add("monitor", "ofBackup", own)
        .set("backup", { monitor: from("monitor", "ofBackup") });
      const changes = [update(before.one("backup"), parted.one("backup"))];
      return ages({ before: before.resources, after: parted.resources, changes, whole: true });
    };
    const monitor = "detection-slow monitor (state) before";
    expect(split({})).to.deep.equal([monitor, "detection-slow ofBackup (state) before"]);
    expect(split({ retries: 3 })).to.deep.equal([
      ...[monitor, "detection-slow ofBackup (state) by this change"],
    ]);
  });

  it("has its age also where it is acknowledged", () => {
    const said = (age: string) => [`tls-version-old example.com (state) ${age}, acknowledged`];
    expect(ages(plan("1.0", "1.0"), ["example.com"])).to.deep.equal(said("before"));
    expect(ages(plan("1.2", "1.0"), ["example.com"])).to.deep.equal(said("by this change"));
  });
});
