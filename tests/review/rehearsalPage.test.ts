import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rehearsalAsHtml } from "../../checks/report/rehearsalHtml";
import { readRehearsal } from "../../model/rehearsal/rehearsal";
import { skipBecause } from "../support/skipped";
import { BrowserPage, chromiumPath } from "./chromium";
import { deadUpstream, rehearsalOf } from "./rehearsals";

const hostile = '"><script>document.title="broken"</script><img src="https://evil.example/x">';

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the picture ends. */
  readonly edge: number;
}

const boxesOfTexts = `[...document.querySelectorAll("svg text")].map((text) => {
  const { left, right, top, bottom } = text.getBoundingClientRect();
  const edge = text.ownerSVGElement.getBoundingClientRect().right;
  return { text: text.textContent, left, right, top, bottom, edge };
})`;

function isOver(one: Box, other: Box): boolean {
  const isApart =
    one.right <= other.left ||
    other.right <= one.left ||
    one.bottom <= other.top ||
    other.bottom <= one.top;
  return one.text !== other.text && !isApart;
}

describe("the page of a rehearsal", () => {
  it("says that nothing is known where no fault was rehearsed", () => {
    const html = rehearsalAsHtml(rehearsalOf({ faults: [] }));
    expect(html).to.contain("No fault was rehearsed, so nothing is known of the site");
    expect(html).not.to.contain("Visitors saw no errors");
  });

  it("tells what fails, and what could not be told", () => {
    const withHolds = (holds: boolean | null): string => {
      const verdicts = [{ id: "unseen" as const, holds, sentence: "Seen", hint: "Mend" }];
      return rehearsalAsHtml(rehearsalOf({ faults: [{ ...deadUpstream, verdicts }] }));
    };
    expect(withHolds(false)).to.contain("does not do what it declares under 1 of 1 faults");
    expect(withHolds(null)).to.contain("too slow to tell of 1 of 1 faults");
    expect(withHolds(true)).to.contain("Visitors saw no errors, or only within");
  });

  it("lists the constants that it rests on, and no others", () => {
    const html = rehearsalAsHtml(rehearsalOf());
    const rows = html.split('<table class="constants">')[1]?.match(/<tr>/g) ?? [];
    // The head, and two rows.
    expect(rows).to.have.length(3);
  });

  it("is made from JSON that was written, and what is none is told", () => {
    const rehearsal = rehearsalOf();
    expect(readRehearsal(JSON.stringify(rehearsal))).to.deep.equal(rehearsal);
    expect(readRehearsal("{")).to.equal("It is no JSON");
    expect(readRehearsal(JSON.stringify({ ...rehearsal, version: 2 }))).to.match(/^version: /);
  });
});

describe("the page of a rehearsal in a real browser", function () {
  this.timeout(60_000);
  let folder = "";
  before(function () {
    if (chromiumPath === undefined) {
      skipBecause(this, "no chromium at /usr/bin/chromium, nor where CHROMIUM says");
    }
    folder = mkdtempSync(path.join(tmpdir(), "rehearsal-page-"));
  });
  after(() => {
    if (folder !== "") {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const width of [1400, 390]) {
    it(`has bars of both runs, fetches nothing and does not scroll sideways at ${width} px`, async () => {
      const file = path.join(folder, `page-${width}.html`);
      const assumptions = [hostile];
      writeFileSync(file, rehearsalAsHtml(rehearsalOf({ hostname: hostile, assumptions })));
      const page = await BrowserPage.open(file, width);
      try {
        const bars = (name: string): string =>
          `[...document.querySelectorAll(".timeline")].map((each) => [...each.querySelectorAll("rect.${name}")].filter((bar) => bar.getBBox().height > 1).length)`;
        expect(await page.evaluate(bars("failed"))).to.deep.equal([25, 90]);
        expect(await page.evaluate(bars("good"))).to.deep.equal([125, 60]);
        const texts = (await page.evaluate(boxesOfTexts)) as Box[];
        expect(texts.filter((one) => texts.some((other) => isOver(one, other)))).to.deep.equal([]);
        expect(texts.filter(({ right, edge }) => right > edge)).to.deep.equal([]);
        const sideways = "document.documentElement.scrollWidth > innerWidth";
        expect(await page.evaluate(sideways)).to.equal(false);
        expect(await page.evaluate("document.title")).to.equal(`Rehearsal of ${hostile}`);
        expect(page.requests.filter((each) => !each.startsWith("file:"))).to.deep.equal([]);
      } finally {
        await page.close();
      }
    });
  }
});
