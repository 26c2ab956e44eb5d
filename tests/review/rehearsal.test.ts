import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Rehearsal, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { fixturePath } from "../checks/report/plans";
import { folderPerTest } from "../sandbox/engine/folders";
import { deadUpstream, rehearsalOf } from "./rehearsals";
import { assertRefused, runReview } from "./runReview";

const calm = fixturePath("no-change.json");
const whole = path.join(__dirname, "..", "corpus", "plans", "balancer-over-record.json");

const blind: RehearsedFault = {
  ...deadUpstream,
  ...{ declared: deadUpstream.defaults, boundSeconds: 65 },
  verdicts: [
    {
      ...{ id: "unseen", holds: false, sentence: "180 requests failed, @all" },
      hint: "Set `expectedCodes` to 2xx",
    },
  ],
};

describe("steady-edge review, given rehearsals", () => {
  const folder = folderPerTest();
  const written = (name: string, content: Rehearsal | string): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };

  it("shows what one showed", async () => {
    const after = written("after.json", rehearsalOf());
    const { exitCode, stdout } = await runReview(whole, "--rehearsal", after);
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain(
      [
        "### Rehearsed\n\n\n**`www.example.com`, seconds from a fault's begin**\n\n",
        "- `upstream-dead`: failed 50 of 300, on defaults 180 of 300, first -, out 20 s, last -, bound 35 s, back -\n",
      ].join(""),
    );
  });

  it("shows two of a hostname as before and after, and what is amiss after", async () => {
    const before = written("before.json", rehearsalOf({ faults: [blind] }));
    const after = written("after.json", rehearsalOf());
    const better = await runReview(whole, "--rehearsal", before, "--rehearsal", after);
    expect(better.stdout).to.contain(
      "- `upstream-dead`: failed 180 of 300 → 50 of 300, on defaults 180 of 300, first -, out - → 20 s, last -, bound 65 s → 35 s, back -\n",
    );
    expect(better.stdout).not.to.contain("Way out: `Set");
    const worse = await runReview(whole, "--rehearsal", after, "--rehearsal", before);
    expect(worse.stdout).to.contain(
      "  - `180 requests failed, @all`\n    - Way out: ``Set `expectedCodes` to 2xx``\n",
    );
  });

  it("shows it in a page and in JSON, there without every second", async () => {
    const after = written("after.json", rehearsalOf());
    const page = await runReview(whole, "--format", "html", "--rehearsal", after);
    expect(page.stdout).to.contain('<h2>Rehearsed</h2>\n<ul class="rehearsed">');
    const json = await runReview(whole, "--format", "json", "--rehearsal", after);
    const { stacks } = JSON.parse(json.stdout) as { stacks: { rehearsals: unknown }[] };
    const figures = { requests: 300, lastFailureSeconds: null };
    expect(stacks.map(({ rehearsals }) => rehearsals)).to.deep.equal([
      [
        {
          hostname: "www.example.com",
          after: [
            {
              ...{ fault: "upstream-dead", boundSeconds: 35 },
              ...{ declared: { ...figures, failed: 50 }, defaults: { ...figures, failed: 180 } },
              verdicts: deadUpstream.verdicts,
            },
          ],
        },
      ],
    ]);
    const without = await runReview(whole, "--format", "json");
    expect(without.stdout).not.to.contain("rehearsals");
  });

  it("refuses every one that it cannot use, together", async () => {
    const files = {
      none: path.join(folder(), "none.json"),
      text: written("text.json", "failed"),
      newer: written("newer.json", JSON.stringify({ ...rehearsalOf(), version: 2 })),
      plan: calm,
      other: written("other.json", rehearsalOf({ hostname: "ww.example.com" })),
      first: written("first.json", rehearsalOf()),
      second: written("second.json", rehearsalOf()),
      third: written("third.json", rehearsalOf()),
    };
    const args = Object.values(files).flatMap((file) => ["--rehearsal", file]);
    const isNone = "must be what steady-edge rehearse --json has written; got none";
    assertRefused(
      await runReview(whole, ...args),
      [
        "Some input cannot be used:",
        `"${files.none}" must be a file that can be read; got no such file`,
        `"${files.text}" ${isNone} (It is no JSON)`,
        `"${files.newer}" ${isNone} (version: Invalid input: expected 1)`,
        `"${files.plan}" ${isNone} (version: Invalid input: expected 1)`,
        `"${files.other}" must be of a hostname that a plan serves; got "ww.example.com". The nearest that there is: www.example.com`,
        `"${files.third}" must be one of two rehearsals of its hostname, before and after the change; got a third one of www.example.com`,
      ].join("\n  - "),
    );
    // Such a plan lists only what changes.
    const { exitCode, stdout } = await runReview(calm, "--rehearsal", files.other);
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain("**`ww.example.com`, seconds from a fault's begin**");
  });
});
