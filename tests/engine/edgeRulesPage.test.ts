import { expect } from "chai";
import { defaultAccountId, defaultZoneId, runProgram, startCloud } from "../../sandbox/testing";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { fencedBlocks } from "../support/markdown";
import { runPageProgram } from "../support/pageProgram";

const programs = fencedBlocks("docs/edge-rules.md").filter(({ mark }) => mark !== "yaml");

/** What each program makes, in order. */
const made = [
  { program: "the smallest", creates: 3, plan: CloudflarePlan.Free },
  { program: "more of it", creates: 15, plan: CloudflarePlan.Pro },
  { program: "rules of other stacks", creates: 4, plan: CloudflarePlan.Free },
  { program: "rules that were there", creates: 3, plan: CloudflarePlan.Free },
];

describe("the programs that docs/edge-rules.md shows, on a real engine", function () {
  this.timeout(300_000);

  it("are all looked at", () => {
    expect(programs.map(({ mark }) => mark)).to.deep.equal(made.map(() => "ts"));
  });

  for (const [index, { program, creates, plan }] of made.entries()) {
    it(`come up and change nothing the second time: ${program}`, async () => {
      const text = programs[index]?.text ?? "";
      const cloud = await startCloud({ zones: [{ name: "example.com", id: defaultZoneId, plan }] });
      const config = { originSecret: { secret: "0123456789abcdef" } };
      const placed = text
        .replaceAll("023e105f4ecef8ad9ca31a8372d0c353", defaultZoneId)
        .replaceAll("0123456789abcdef0123456789abcdef", defaultAccountId);
      const stack = await runProgram(cloud, () => Promise.resolve(runPageProgram(placed)), {
        config,
      });
      try {
        expect((await stack.up()).changes).to.deep.equal({ create: creates });
        expect((await stack.up()).changes).to.deep.equal({});
        expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
      } finally {
        await stack.close();
        await cloud.stop();
      }
    });
  }
});
