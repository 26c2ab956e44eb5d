import { expect } from "chai";
import { SteeringPolicy } from "../../../components";
import {
  describeFailover,
  type FailoverSettings,
} from "../../../components/loadBalancing/failover";
import { monitorDefaults } from "../../../facts/cloudflare/monitors";

const ours: FailoverSettings = {
  intervalSeconds: 15,
  timeoutSeconds: 5,
  expectedCodes: "2xx",
  retries: 1,
  consecutiveDown: 2,
  consecutiveUp: 2,
  servingOrigins: 3,
  servingPools: ["primary", "backup"],
  drainedPools: [],
  steeringPolicy: SteeringPolicy.Off,
  pinnedSessions: undefined,
};

const figures = (changes: Partial<FailoverSettings>) => {
  const {
    reasons: _,
    retriedCodes,
    notRetriedCodes,
    ...seconds
  } = describeFailover({
    ...ours,
    ...changes,
  });
  return { ...seconds, retried: retriedCodes.join(), notRetried: notRetriedCodes.join() };
};

const reasons = (changes: Partial<FailoverSettings>) =>
  describeFailover({ ...ours, ...changes }).reasons;

const retried = "521,522,523,525,526";
const notRetried = "500,502,503,504,520,524,530";
const everyCode = "500,502,503,504,520,521,522,523,524,525,526,530";

describe("describeFailover", () => {
  for (const [title, changes, expected] of [
    ["the library's defaults", {}, { dead: 35, hanging: 45, bad: 35, recovery: 35 }],
    [
      "Cloudflare's defaults, whose 0 in a row counts as 1",
      { ...monitorDefaults },
      { dead: 65, hanging: 80, bad: 65, recovery: 65 },
    ],
    [
      "one failure, no retry",
      { consecutiveDown: 1, retries: 0 },
      { dead: 20, hanging: 25, bad: 20, recovery: 35 },
    ],
    [
      "Enterprise's shortest interval",
      { intervalSeconds: 10, timeoutSeconds: 4, consecutiveDown: 1, consecutiveUp: 1 },
      { dead: 15, hanging: 23, bad: 15, recovery: 15 },
    ],
    [
      "an hour between probes, three in a row",
      { intervalSeconds: 3600, consecutiveDown: 3, consecutiveUp: 1 },
      { dead: 10_805, hanging: 10_815, bad: 10_805, recovery: 3605 },
    ],
  ] as const) {
    it(`gives seconds for ${title}`, () => {
      expect(figures(changes)).to.deep.equal({
        deadOriginSeconds: expected.dead,
        hangingOriginSeconds: expected.hanging,
        badAnswerSeconds: expected.bad,
        recoverySeconds: expected.recovery,
        retried,
        notRetried,
        pinnedSessionsRetried: true,
      });
    });
  }

  it("retries nothing where there is no other origin", () => {
    const alone = figures({ servingOrigins: 1, servingPools: ["primary"] });
    expect(alone.retried).to.equal("");
    expect(alone.notRetried).to.equal(everyCode);
  });

  it("names the codes that the probe expects", () => {
    const told = (expectedCodes: string) =>
      reasons({ expectedCodes }).find((reason) => reason.includes("probe expects")) ?? "";
    expect(told("2xx")).to.match(/probe expects a code of 2xx; /);
    expect(told("204")).to.match(/probe expects a code of 204; /);
    expect(told("200,204")).to.match(/probe expects a code of 200 or 204; /);
  });

  it("says when pinned sessions are not retried", () => {
    expect(figures({ pinnedSessions: "none" }).pinnedSessionsRetried).to.equal(false);
    expect(figures({ pinnedSessions: "sticky" }).pinnedSessionsRetried).to.equal(true);
    expect(reasons({ pinnedSessions: "none" })).to.have.lengthOf(reasons({}).length + 1);
    expect(reasons({ pinnedSessions: "sticky" })).to.have.lengthOf(reasons({}).length);
  });

  it("gives the reason for each figure, with where it is documented", () => {
    const told = reasons({});
    expect(told).to.have.lengthOf(7);
    for (const [index, words] of [
      /^An origin that refuses connections is out after at most 35 s: 2 failed probes in a row, 15 s apart/,
      /^An origin that never answers is out after at most 45 s: the same, and 10 s for the last probe, which waits 5 s in each of 2 tries/,
      /^An origin that answers 502 is out after at most 35 s/,
      /^An origin that is well again gets requests after at most 35 s: 2 good probes in a row/,
      /521, 522, 523, 525, 526 is sent again at once, one time, .*load-balancing\/understand-basics\/adaptive-routing.* up to 19 s/,
      /^500, 502, 503, 504, 520, 524, 530 are never retried/,
      /^When no pool is healthy, .* requests go to backup, whatever its health/,
    ].entries()) {
      expect(told[index] ?? "").to.match(words);
    }
  });

  it("speaks of one probe and one try where there is one", () => {
    const told = reasons({ consecutiveDown: 1, consecutiveUp: 1, retries: 0 });
    expect(told[0] ?? "").to.match(/: 1 failed probe, 15 s apart/);
    expect(told[1] ?? "").to.match(/in each of 1 try /);
    expect(told[3] ?? "").to.match(/: 1 good probe, 15 s apart/);
  });

  it("tells of geo steering's limit, of drained pools and of a lonely one", () => {
    const geo = reasons({ steeringPolicy: SteeringPolicy.Geo });
    expect(geo.at(-1) ?? "").to.match(/^Geo steering fails over inside the list of a place only/);
    const drained = reasons({ servingPools: ["primary"], drainedPools: ["backup", "third"] });
    expect(drained.slice(-3)).to.deep.equal([
      "Only primary serves: if it fails as a whole, there is nothing to fail over to.",
      "backup is drained: it is probed and gets no requests until drain is taken away.",
      "third is drained: it is probed and gets no requests until drain is taken away.",
    ]);
  });
});
