import { expect } from "chai";
import { probeFailures } from "../../../facts/cloudflare/edgeFailures";
import { faultsNamed } from "../../../sandbox/rehearsal/faultTable";
import { rehearse, type RehearsalProgress } from "../../../sandbox/rehearsal/rehearse";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";

const monitor = { ...deepMonitor, intervalSeconds: 5 };
const origins = ["one", "two"].map((name, index) =>
  declaredOrigin({ name, address: `198.51.100.${index + 1}` }),
);
const [one, two] = origins;
const site = declaredSite(
  [one, two].flatMap((origin, index) =>
    origin === undefined
      ? []
      : [declaredPool(index === 0 ? "primary" : "backup", [origin], monitor)],
  ),
);

describe("a rehearsal", function () {
  this.timeout(120_000);
  const faults = faultsNamed(["upstream-dead", "targets-gone"]).faults;

  it("counts every request once, as declared and on defaults, and leaves out what cannot happen", async () => {
    const told: RehearsalProgress[] = [];
    const result = await rehearse({
      ...{ site, faults, speed: 40, rate: 2, signal: new AbortController().signal },
      onProgress: (progress) => told.push(progress),
    });
    expect(result.inapplicable.map(({ fault }) => fault)).to.deep.equal(["targets-gone"]);
    expect(result.faults.map(({ fault }) => fault)).to.deep.equal(["upstream-dead"]);
    for (const { declared, defaults } of result.faults) {
      for (const { requests, failed, answers, timeline } of [declared, defaults]) {
        const counted = timeline.flatMap((second) => second.answers);
        const sum = (of: typeof answers): number =>
          of.reduce((all, each) => all + each.requests, 0);
        expect([sum(answers), sum(counted)]).to.deep.equal([requests, requests]);
        const bad = answers.filter(({ cause }) => cause !== null);
        expect(sum(bad)).to.equal(failed);
      }
      // Any code is good for the default monitor, which never takes the origin out: errors last as long as the fault.
      expect(defaults.answers.map(({ status }) => status)).to.have.members([200, 502]);
      expect(defaults.health.filter(({ reason }) => reason === probeFailures.code)).to.deep.equal(
        [],
      );
    }
    expect(told.at(-1)?.fault).to.equal("upstream-dead");
  });

  it("ends with the reason of the signal, in the middle of a fault", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    await expect(
      rehearse({
        ...{ site, faults, speed: 20, rate: 2, signal: stop.signal },
        onProgress: ({ seconds }) => void (seconds > 12 && stop.abort(reason)),
      }),
    ).to.eventually.be.rejectedWith("enough");
  });
});
