import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { preview } from "../checks/report/plans";
import { folderPerTest } from "../sandbox/engine/folders";
import { runReview, type ReviewRun } from "./runReview";
import { eventLines } from "./unusablePlans";

const nameless = "<!-- steady-edge:review / -->\n## Review of `unnamed stack`\n\n";

describe("steady-edge review, given what it can read in part", () => {
  const folder = folderPerTest();
  const reviewed = async (content: string): Promise<ReviewRun> => {
    const file = path.join(folder(), "plan.json");
    writeFileSync(file, content);
    return runReview(file);
  };

  it("says that an empty plan names nothing", async () => {
    expect(await reviewed('{"config":{},"steps":[],"changeSummary":{}}')).to.deep.equal({
      exitCode: 0,
      stderr: "",
      stdout: `${nameless}⚠️ **Nothing changes, as far as the plan could be read.** 0 unchanged.

- Not read: \`the plan names no resource, not even the stack: the preview may not have run\`
`,
    });
  });

  it("says that an event log ends before its end", async () => {
    expect(await reviewed(`${eventLines[0]}\n`)).to.deep.equal({
      exitCode: 0,
      stderr: "",
      stdout: `${nameless}⚠️ **Nothing changes, as far as the plan could be read.** 0 unchanged.

- Not read: \`the events end before the summary: the plan may be cut off\`
`,
    });
  });

  it("says which steps of a newer engine it does not know", async () => {
    const steps = preview([{ op: "teleport", type: "record", name: "r", new: {} }]);
    expect(await reviewed(JSON.stringify(steps))).to.deep.equal({
      exitCode: 0,
      stderr: "",
      stdout: `<!-- steady-edge:review shop/production -->
## Review of \`shop/production\`

⚠️ **Nothing changes, as far as the plan could be read.** 0 unchanged.

- Not read: \`the step "teleport" of urn:pulumi:production::shop::cloudflare:index/dnsRecord:DnsRecord::r is unknown to this version\`
`,
    });
  });
});
