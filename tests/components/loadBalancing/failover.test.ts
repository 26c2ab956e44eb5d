import assert from "node:assert/strict";
import { SteeringPolicy } from "../../../components";
import {
  describeFailover,
  type FailoverSettings,
} from "../../../components/loadBalancing/failover";
import { monitorDefaults } from "../../../facts/cloudflare/loadBalancing";

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
      assert.deepEqual(figures(changes), {
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
    assert.equal(alone.retried, "");
    assert.equal(alone.notRetried, everyCode);
  });

  it("names the codes that the probe expects", () => {
    const told = (expectedCodes: string) =>
      reasons({ expectedCodes }).find((reason) => reason.includes("probe expects")) ?? "";
    assert.match(told("2xx"), /probe expects a code of 2xx; /);
    assert.match(told("204"), /probe expects a code of 204; /);
    assert.match(told("200,204"), /probe expects a code of 200 or 204; /);
  });

  it("says when pinned sessions are not retried", () => {
    assert.equal(figures({ pinnedSessions: "none" }).pinnedSessionsRetried, false);
    assert.equal(figures({ pinnedSessions: "sticky" }).pinnedSessionsRetried, true);
    assert.equal(reasons({ pinnedSessions: "none" }).length, reasons({}).length + 1);
    assert.equal(reasons({ pinnedSessions: "sticky" }).length, reasons({}).length);
  });

  it("gives the reason for each figure, with where it is documented", () => {
    const told = reasons({});
    assert.equal(told.length, 7);
    for (const [index, words] of [
      /^An origin that refuses connections is out after at most 35 s: 2 failed probes in a row, 15 s apart/,
      /^An origin that never answers is out after at most 45 s: the same, and 10 s for the last probe, which waits 5 s in each of 2 tries/,
      /^An origin that answers 502 is out after at most 35 s/,
      /^An origin that is well again gets requests after at most 35 s: 2 good probes in a row/,
      /521, 522, 523, 525, 526 is sent again at once, one time, .*load-balancing\/understand-basics\/adaptive-routing.* up to 19 s/,
      /^500, 502, 503, 504, 520, 524, 530 are never retried/,
      /^When no pool is healthy, .* requests go to backup, whatever its health/,
    ].entries()) {
      assert.match(told[index] ?? "", words);
    }
  });

  it("speaks of one probe and one try where there is one", () => {
    const told = reasons({ consecutiveDown: 1, consecutiveUp: 1, retries: 0 });
    assert.match(told[0] ?? "", /: 1 failed probe, 15 s apart/);
    assert.match(told[1] ?? "", /in each of 1 try /);
    assert.match(told[3] ?? "", /: 1 good probe, 15 s apart/);
  });

  it("tells of geo steering's limit, of drained pools and of a lonely one", () => {
    const geo = reasons({ steeringPolicy: SteeringPolicy.Geo });
    assert.match(geo.at(-1) ?? "", /^Geo steering fails over inside the list of a place only/);
    const drained = reasons({ servingPools: ["primary"], drainedPools: ["backup", "third"] });
    assert.deepEqual(drained.slice(-3), [
      "Only primary serves: if it fails as a whole, there is nothing to fail over to.",
      "backup is drained: it is probed and gets no requests until drain is taken away.",
      "third is drained: it is probed and gets no requests until drain is taken away.",
    ]);
  });
});
