import { expect } from "chai";
import type { Measured } from "../../../model/rehearsal/rehearsal";
import { probeFailures } from "../../../facts/cloudflare/edgeFailures";
import { verdictsOf, type Judged } from "../../../sandbox/rehearsal/verdicts";
import type { DeclaredMonitor, DeclaredSite } from "../../../model/serving/declaredSite";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";
import { measured } from "./measured";

const one = declaredOrigin({ name: "one" });
const two = declaredOrigin({ name: "two", address: "198.51.100.2" });

function siteWith(monitor: Partial<DeclaredMonitor> = {}): DeclaredSite {
  const own = { ...deepMonitor, ...monitor };
  return declaredSite([declaredPool("primary", [one], own), declaredPool("backup", [two], own)]);
}

const badGateway: Partial<Measured> = {
  ...{ failed: 20, firstFailureSeconds: 0.1, lastFailureSeconds: 90 },
  answers: [
    { status: 200, cause: null, requests: 80 },
    { status: 502, cause: "the origin answered 502", requests: 20 },
  ],
};

function verdicts(given: Partial<Judged>): (readonly [string, boolean | null, string | null])[] {
  const judged = {
    ...{ site: siteWith(), measured: measured(), boundSeconds: 35, beginningSeconds: 0 },
    ...{ lateSeconds: 0, lateConnections: 0, unhealthy: [], struck: [one], ...given },
  };
  return verdictsOf(judged).map(({ id, holds, hint }) => [id, holds, hint]);
}

const out = (origin: string, seconds: number) => ({
  ...{ origin, seconds, healthy: false, reason: "Response code mismatch" },
});

describe("the verdicts of a rehearsal", () => {
  it("hold where nobody saw an error, or nobody after the bound", () => {
    expect(verdicts({})).to.deep.equal([["no-errors", true, null]]);
    const within = measured({ ...badGateway, detectedSeconds: 30, lastFailureSeconds: 35 });
    expect(verdicts({ measured: within })).to.deep.equal([["within-bound", true, null]]);
    const later = { ...within, lastFailureSeconds: 36 };
    expect(verdicts({ measured: later, beginningSeconds: 1 })[0]?.[0]).to.equal("within-bound");
    expect(verdicts({ measured: later })[0]?.slice(0, 2)).to.deep.equal(["over-bound", false]);
  });

  it("are none where monitors took out what the fault does not touch, since it was silent", () => {
    const silent = (origin: string, seconds: number) => ({
      ...out(origin, seconds),
      reason: probeFailures.timeout,
    });
    const late = (...health: Measured["health"]): Measured =>
      measured({ ...badGateway, detectedSeconds: 20, health });
    const all = late(out("primary/one", 20), silent("backup/two", 30));
    const [found] = verdictsOf({
      ...{ site: siteWith(), measured: all, boundSeconds: 35, beginningSeconds: 0 },
      ...{ lateSeconds: 0, lateConnections: 0, unhealthy: [], struck: [one] },
    });
    expect(found).to.deep.equal({
      ...{ id: "not-judged", holds: null, hint: "Ask for a lower --speed" },
      sentence:
        "20 requests failed (502: the origin answered 502), the last one 90 s after the fault began, and probes of backup/two, which the fault does not touch, were not answered in time: this machine did not keep up",
    });
    const verdictOf = (given: Partial<Judged>): unknown => verdicts(given)[0]?.slice(0, 2);
    expect(verdictOf({ measured: all, struck: [one, two] })).to.deep.equal(["nowhere-else", false]);
    const refused = late(out("primary/one", 20), out("backup/two", 30));
    expect(verdictOf({ measured: refused })).to.deep.equal(["nowhere-else", false]);
    const only = late(silent("primary/one", 20));
    expect(verdictOf({ measured: only })).to.deep.equal(["over-bound", false]);
  });

  it("say of one request that it failed as of one", () => {
    const sentence = (failed: number): string | undefined =>
      verdictsOf({
        ...{
          site: siteWith(),
          boundSeconds: 35,
          beginningSeconds: 0,
          ...{ lateSeconds: 0, lateConnections: 0 },
          unhealthy: [],
          struck: [one],
        },
        measured: measured({ ...badGateway, failed, lastFailureSeconds: 1 }),
      })[0]?.sentence;
    expect(sentence(1)).to.match(/^1 request failed \(/);
    expect(sentence(2)).to.match(/^2 requests failed \(/);
  });

  it("name the monitor that cannot see a 502, and why", () => {
    const cases: (readonly [Partial<DeclaredMonitor>, RegExp])[] = [
      [
        { expectedCodes: "2xx,5xx" },
        /`expectedCodes` is `2xx,5xx`, with 502 among them. Set it to 2xx$/,
      ],
      [
        { expectedCodes: "" },
        /`expectedCodes` is empty, which accepts any code, with 502 among them/,
      ],
      [{ type: "tcp" }, /its type tcp opens a connection and asks nothing/],
      [{}, /\/healthz answers well while visitors get errors/],
    ];
    for (const [monitor, hint] of cases) {
      const [found] = verdicts({ site: siteWith(monitor), measured: measured(badGateway) });
      expect(found?.slice(0, 2)).to.deep.equal(["unseen", false]);
      expect(found?.[2]).to.match(hint);
    }
  });

  it("name the origin's keep-alive where connections close as they are used again", () => {
    const cause = "the origin closed an idle connection just as it was used again";
    const answers = [{ status: 520, cause, requests: 1 }];
    const [found] = verdicts({ measured: measured({ ...badGateway, answers }) });
    expect(found?.[2]).to.match(/longer than Cloudflare's 900 s, and close none after a count/);
  });

  it("name what is missing where no monitor or no load balancer stands", () => {
    const site = declaredSite([{ ...declaredPool("only", [one]), monitor: undefined }]);
    const blind = { measured: measured(badGateway), boundSeconds: null };
    expect(verdicts({ ...blind, site })[0]?.[2]).to.match(/^No pool has a monitor/);
    expect(verdicts({ ...blind, site: declaredSite([], [one]) })[0]?.[2]).to.match(
      /^No load balancer stands before the origin/,
    );
  });

  it("tell a site that had nowhere else to go from one that was too slow", () => {
    const health = [out("primary/one", 20), out("backup/two", 21)];
    const lost = measured({ ...badGateway, detectedSeconds: 20, health });
    expect(verdicts({ measured: lost }).map(([id]) => id)).to.deep.equal(["nowhere-else"]);
    const one = { ...lost, health: health.slice(0, 1) };
    expect(verdicts({ measured: one }).map(([id]) => id)).to.deep.equal(["over-bound"]);
  });

  it("tell of origins that are taken out while visitors are well", () => {
    const health = [out("primary/one", 20)];
    expect(
      verdicts({ measured: measured({ detectedSeconds: 20, health }) }).map(([id]) => id),
    ).to.deep.equal(["no-errors", "healthy-taken-out"]);
  });

  it("tell of what was amiss before anything broke", () => {
    const unhealthy = [{ origin: "primary/one", reason: "Response code mismatch" }];
    expect(verdicts({ unhealthy }).map(([id, holds]) => [id, holds])).to.eql([
      ["unhealthy-before", false],
      ["no-errors", true],
    ]);
    const early = measured({ ...badGateway, firstFailureSeconds: null, lastFailureSeconds: null });
    expect(verdicts({ measured: early })).to.deep.equal([["failed-before", false, null]]);
  });

  it("say nothing of the site where this machine did not keep up", () => {
    const hint = "Ask for less with --speed or --rate";
    expect(verdicts({ lateSeconds: 5 })).to.deep.equal([["not-judged", null, hint]]);
    expect(verdicts({ measured: measured({ unanswered: 1 }) })).to.deep.equal([
      ["not-judged", null, hint],
    ]);
    const unhealthy = [{ origin: "primary/one", reason: "HTTP timeout occurred" }];
    expect(verdicts({ unhealthy })).to.deep.equal([
      ["not-judged", null, "Ask for a lower --speed"],
    ]);
    expect(verdicts({ lateConnections: 1 })).to.deep.equal([
      ["not-judged", null, "Ask for a lower --speed"],
    ]);
    expect(verdicts({ lateSeconds: 4.99 })).to.deep.equal([["no-errors", true, null]]);
  });

  it("say how long the longest good answer took, from 10 s", () => {
    const sentences = [9.9, 10].map(
      (longestWaitSeconds) =>
        verdictsOf({
          ...{ site: siteWith(), measured: measured({ longestWaitSeconds }), boundSeconds: 35 },
          ...{
            beginningSeconds: 0,
            lateSeconds: 0,
            lateConnections: 0,
            unhealthy: [],
            struck: [one],
          },
        })[0]?.sentence,
    );
    expect(sentences).to.deep.equal([
      "No visitor saw an error",
      "No visitor saw an error; the longest wait for a good answer was 10 s",
    ]);
  });
});
