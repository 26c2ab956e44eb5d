import { expect } from "chai";
import type { RehearsedFault } from "../../../model/rehearsal/rehearsal";
import type { DeclaredSite } from "../../../model/serving/declaredSite";
import type { RehearsedUp } from "../../../sandbox/rehearsal/faults";
import { edgeFailures, probeFailures } from "../../../facts/cloudflare/edgeFailures";
import { faultsNamed } from "../../../sandbox/rehearsal/faultTable";
import { rehearse } from "../../../sandbox/rehearsal/rehearse";
import type { RehearsalProgress } from "../../../sandbox/rehearsal/options";
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

/** On a machine that is too slow, visitors may meet nothing but what that makes of a site. */
function keptUp({ verdicts }: RehearsedFault): boolean {
  return verdicts.every(({ id }) => id !== "not-judged");
}

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
    const [{ lastedSeconds, defaults: { health } } = expect.fail("no fault")] = result.faults;
    // The default monitor sees nothing of it: it lasts until somebody does, as where this machine is too slow for probes.
    const isNoticed = health.some(({ healthy }) => !healthy);
    expect(isNoticed || lastedSeconds >= 300, `lasted ${lastedSeconds} s`).to.equal(true);
    for (const fault of result.faults) {
      const { declared, defaults } = fault;
      for (const { requests, failed, answers, timeline } of [declared, defaults]) {
        const counted = timeline.flatMap((second) => second.answers);
        const sum = (of: typeof answers): number =>
          of.reduce((all, each) => all + each.requests, 0);
        expect([sum(answers), sum(counted)]).to.deep.equal([requests, requests]);
        const bad = answers.filter(({ cause }) => cause !== null);
        expect(sum(bad)).to.equal(failed);
      }
      // Any code is good for the default monitor, which never takes the origin out: errors last as long as the fault.
      const wanted = keptUp(fault) ? [200, 502] : [];
      expect(defaults.answers.map(({ status }) => status)).to.include.members(wanted);
      expect(defaults.health.filter(({ reason }) => reason === probeFailures.code)).to.deep.equal(
        [],
      );
    }
    expect(told.at(-1)?.fault).to.equal("upstream-dead");
  });

  it("counts what visitors meet while people change the account, and lets it be as it was after that", async () => {
    const did: string[] = [];
    let tell: (declared: DeclaredSite | undefined) => void = () => did.push("told nobody");
    const failed = { declared: 0, defaults: 0 };
    let haveFailed: () => void = () => undefined;
    const up: RehearsedUp = {
      makeReady: () => Promise.resolve(void did.push("ready")),
      run: async () => {
        did.push("run");
        const before = { ...failed };
        tell(undefined);
        while (failed.declared === before.declared || failed.defaults === before.defaults) {
          await new Promise<void>((resolve) => (haveFailed = resolve));
        }
        tell(site);
      },
      runKilled: () => Promise.reject(new Error("nothing is to be killed")),
      onDeclared: (listener) => {
        tell = listener;
        return () => void did.push("told no more");
      },
    };
    const { faults: found } = await rehearse({
      ...{ site, up, faults: faultsNamed(["up-of-another-environment"]).faults },
      ...{ speed: 40, rate: 4, signal: new AbortController().signal },
      onProgress: ({ declared, defaults }) => {
        Object.assign(failed, { declared: declared.failed, defaults: defaults.failed });
        haveFailed();
      },
    });
    expect(did).to.deep.equal(["ready", "run", "told no more"]);
    const [fault = expect.fail("no fault")] = found;
    for (const { answers } of [fault.declared, fault.defaults]) {
      const bad = answers.filter(({ status }) => status !== 200);
      const { code, cause } = edgeFailures.unresolved;
      expect(bad.filter(({ status }) => status === code).map((one) => one.cause)).to.eql([cause]);
      expect(!keptUp(fault) || answers.some(({ status }) => status === 200)).to.equal(true);
    }
  });

  it("fails where what people run fails, and ends everything", async () => {
    const failing = (): Promise<void> => Promise.reject(new Error("the engine said no"));
    const up: RehearsedUp = {
      ...{ makeReady: () => Promise.resolve(), run: failing, runKilled: failing },
      onDeclared: () => () => undefined,
    };
    const [fault] = faultsNamed(["up-killed"]).faults;
    await expect(
      rehearse({
        ...{ site, up, faults: fault === undefined ? [] : [fault], speed: 50, rate: 1 },
        signal: new AbortController().signal,
      }),
    ).to.eventually.be.rejectedWith("the engine said no");
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
