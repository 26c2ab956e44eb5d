import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Measured, RehearsedFault } from "../../../model/rehearsal/rehearsal";
import { holds } from "../../../model/rehearsal/failures";
import { packageFile } from "../../../sandbox/packageFile";
import type { Fault } from "../../../sandbox/rehearsal/faults";
import { faultsNamed } from "../../../sandbox/rehearsal/faultTable";
import { rehearse } from "../../../sandbox/rehearsal/rehearse";
import { skipBecause } from "../../support/skipped";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";

/** A sample: one fault that monitors must see, one that the edge retries, one that hangs. */
const { faults } = faultsNamed(["upstream-dead", "origin-killed", "headers-too-large"]);

/** How far the figures of two speeds may be apart, as a share of the greater one. */
const mostApart = 0.2;

/** How often a fault is rehearsed again that could not be told of. */
const mostAgain = 4;

/** Requests that chance may put on either side of a moment, whatever the speed; and seconds, as timers have it. */
const chance = { requests: 4, seconds: 2 } as const;

const monitor = { ...deepMonitor, intervalSeconds: 15 };
const [one, two] = ["one", "two"].map((name, index) =>
  declaredOrigin({ name, address: `198.51.100.${index + 1}` }),
) as [ReturnType<typeof declaredOrigin>, ReturnType<typeof declaredOrigin>];
const site = declaredSite([
  declaredPool("primary", [one], monitor),
  declaredPool("backup", [two], monitor),
]);

const figures: Readonly<Record<string, (measured: Measured) => number>> = {
  failed: ({ failed }) => failed,
  out: ({ detectedSeconds }) => detectedSeconds ?? 0,
  last: ({ lastFailureSeconds }) => lastFailureSeconds ?? 0,
};

describe("a rehearsal in real time, and one that is twenty times as fast", function () {
  this.timeout(3_600_000);
  before(function () {
    if (process.env.STEADY_EDGE_SPEEDS === undefined) {
      skipBecause(this, "it takes a quarter of an hour; STEADY_EDGE_SPEEDS=1 asks for it");
    }
  });

  it("measure the same within a fifth, as declared and on defaults", async () => {
    const { signal } = new AbortController();
    const once = async (speed: number, fault: Fault): Promise<RehearsedFault> => {
      const { faults: of } = await rehearse({ site, faults: [fault], speed, rate: 4, signal });
      return of[0] ?? expect.fail(`${fault.name} was not rehearsed`);
    };
    // What this machine was too slow for says nothing of speeds: it is asked again.
    const at = async (speed: number): Promise<RehearsedFault[]> => {
      const found: RehearsedFault[] = [];
      for (const fault of faults) {
        let told = await once(speed, fault);
        for (let again = 0; again < mostAgain && holds(told) === null; again += 1) {
          told = await once(speed, fault);
        }
        expect(holds(told), `${fault.name} at ${speed}`).not.to.equal(null);
        found.push(told);
      }
      return found;
    };
    const [fast, real] = [await at(20), await at(1)];
    const rows = fast.flatMap((quick, index) =>
      (["declared", "defaults"] as const).flatMap((side) =>
        Object.entries(figures).map(([name, of]) => {
          const slow = real[index];
          const [one, other] = [of(quick[side]), slow === undefined ? NaN : of(slow[side])];
          return { what: `${quick.fault}, ${side}: ${name}`, one, other };
        }),
      ),
    );
    const lines = rows.map(({ what, one: quick, other }) => `${what}  ${quick}  ${other}\n`);
    mkdirSync(packageFile("bench/results"), { recursive: true });
    const head = "figure  at --speed 20  at --speed 1\n";
    writeFileSync(path.join(packageFile("bench/results"), "speeds.txt"), head + lines.join(""));
    const apart = rows.filter(({ what, one: quick, other }) => {
      const most = Math.max(quick, other) * mostApart;
      const least = what.endsWith("failed") ? chance.requests : chance.seconds;
      return !(Math.abs(quick - other) <= Math.max(most, least));
    });
    expect(apart).to.deep.equal([]);
  });
});
