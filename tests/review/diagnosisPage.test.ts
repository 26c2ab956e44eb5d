import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { diagnosisAsHtml } from "../../checks/report/diagnosisHtml";
import type { DiagnosedEvidence, Diagnosis } from "../../model/diagnosis/diagnosis";
import { skipBecause } from "../support/skipped";
import { BrowserPage, chromiumPath } from "./chromium";

const hostile = '"><script>document.title="broken"</script><img src="https://evil.example/x">';

const evidence = (
  outcome: DiagnosedEvidence["outcome"],
  seen: string,
  at = "203.0.113.10:443",
): DiagnosedEvidence => ({
  ...{ step: "origin", check: "certificate", outcome, seen, at },
  ...{ weight: "experiment", speaksFor: [], rulesOut: [] },
});

const expired = evidence("fail", "expired on 1 November 2026");

const diagnosis: Diagnosis = {
  ...{ version: 1, url: "https://www.example.com/", verdict: "cause" },
  sentence: "The origin's certificate has expired",
  causes: [
    {
      ...{ cause: "certificate-expired", what: "The origin's certificate has expired" },
      ...{ group: "cloudflare", weight: "experiment", evidence: [expired], against: [] },
      behind: ["clock-wrong"],
      remedy: {
        wayOut: "Renew it",
        commands: ["sudo certbot renew", `echo ${"long ".repeat(80)}`],
        settings: ["a setting"],
        prevention: { component: "OriginCertificate", how: "it lasts for years" },
      },
    },
  ],
  undecided: [{ between: ["origin-down", "cloudflare-blocked"], evidence: expired, probe: "look" }],
  allowed: [],
  cleared: [{ evidence: expired, because: "it is right" }],
  evidence: [expired, evidence("unknown", "no permission"), evidence("pass", hostile, hostile)],
};

describe("the page of a diagnosis", () => {
  it("tells the verdict, the way out and what was not looked at", () => {
    const html = diagnosisAsHtml(diagnosis);
    for (const text of [
      '<p class="verdict high"><strong>The origin&#39;s certificate has expired.</strong> 3 checks. 1 could not look.</p>',
      "<pre><code>sudo certbot renew\n",
      "<p>Prevented by <code>OriginCertificate</code>: it lasts for years.</p>",
      "<h2>Undecided between origin-down, cloudflare-blocked</h2>",
      "<p>What tells them apart: look.</p>",
      "<summary>Not looked at: 1</summary>",
      "<summary>Looks wrong, and is right: 1</summary>",
    ]) {
      expect(html).to.contain(text);
    }
    expect(html).not.to.contain("Allowed by settings");
  });

  it("is plain where the site is healthy or nothing is known", () => {
    const bare = { ...diagnosis, causes: [], undecided: [], cleared: [], evidence: [] };
    const healthy = diagnosisAsHtml({ ...bare, verdict: "healthy", sentence: "It is healthy" });
    expect(healthy).to.contain('<p class="verdict none"><strong>It is healthy.</strong>');
    expect(healthy).not.to.match(/<h2>|<details>/);
    const undecided = diagnosisAsHtml({ ...bare, verdict: "undecided", sentence: "Nobody knows" });
    expect(undecided).to.contain('<p class="verdict medium"><strong>Nobody knows.</strong>');
  });
});

describe("the page of a diagnosis in a real browser", function () {
  this.timeout(60_000);
  let folder = "";
  before(function () {
    if (chromiumPath === undefined) {
      skipBecause(this, "no chromium at /usr/bin/chromium, nor where CHROMIUM says");
    }
    folder = mkdtempSync(path.join(tmpdir(), "diagnosis-page-"));
  });
  after(() => {
    if (folder !== "") {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const width of [1400, 390]) {
    it(`runs nothing, fetches nothing and does not scroll sideways at ${width} px`, async () => {
      const file = path.join(folder, `page-${width}.html`);
      writeFileSync(file, diagnosisAsHtml({ ...diagnosis, url: hostile, sentence: hostile }));
      const page = await BrowserPage.open(file, width);
      try {
        await page.evaluate(
          'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
        );
        expect(await page.evaluate("document.title")).to.equal(`Diagnosis of ${hostile}`);
        expect(await page.evaluate('document.querySelectorAll("script, img").length')).to.equal(0);
        expect(await page.evaluate('document.querySelectorAll("tbody tr").length')).to.equal(3);
        const sideways = "document.documentElement.scrollWidth > innerWidth";
        expect(await page.evaluate(sideways)).to.equal(false);
        expect(page.requests.filter((each) => !each.startsWith("file:"))).to.deep.equal([]);
      } finally {
        await page.close();
      }
    });
  }
});
