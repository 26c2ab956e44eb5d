import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rehearsalAsHtml } from "../../checks/report/rehearsalHtml";
import { standingPath } from "../../checks/report/standingPath";
import { readRehearsal } from "../../model/rehearsal/rehearsal";
import { planOf } from "../checks/report/plans";
import { skipBecause } from "../support/skipped";
import { BrowserPage, chromiumPath } from "./chromium";
import { deadUpstream, rehearsalOf } from "./rehearsals";

const hostile = '"><script>document.title="broken"</script><img src="https://evil.example/x">';

interface Contrasts {
  readonly isDark: boolean;
  readonly text: readonly number[];
  readonly bars: readonly number[];
}

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

/** What is drawn of a timeline, by its colour. */
const drawn = {
  failed: ".timeline path[fill='var(--red)']",
  good: ".timeline path[fill='var(--green)']",
  during: ".timeline polygon[fill='var(--yellowsoft)']",
};

/** How well colours can be told apart, by WCAG 2: 1 for the same, 21 for black on white. */
const contrasts = `(() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((left, right) => left - right);
    return (bright + 0.05) / (dark + 0.05);
  };
  const fill = (selector) => getComputedStyle(document.querySelector(selector)).fill;
  const { color, backgroundColor: paper } = getComputedStyle(document.body);
  return {
    isDark: light(paper) < 0.2,
    text: [contrast(color, paper), contrast(fill(".timeline text"), paper), contrast(fill(".path .node text"), fill(".path .node rect"))],
    bars: [contrast(fill("${drawn.failed}"), fill("${drawn.during}")), contrast(fill("${drawn.good}"), fill("${drawn.during}")), contrast(fill("${drawn.failed}"), paper)],
  };
})()`;

const plan = planOf("backup-removed.json");

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
    expect(html).not.to.contain("In the pictures");
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

  it("says what its columns and pictures mean", () => {
    const [, legend = ""] = rehearsalAsHtml(rehearsalOf()).split('<p class="legend">');
    expect(legend.split("</p>")[0]).to.match(
      /^First and last: .*Out and back: .*Bound: .*In the pictures a bar is a second/,
    );
  });

  it("is the same for the same rehearsal, with pictures that run nothing and carry no style of their own", () => {
    const html = rehearsalAsHtml(rehearsalOf());
    expect(rehearsalAsHtml(rehearsalOf())).to.equal(html);
    expect(html.match(/<style/g)).to.have.length(1);
    expect(html).not.to.match(/<script| class="zr|ecmeta/);
    const seconds = [...html.matchAll(/>(\d+) s<\/text>/g)].map(([, second]) => Number(second));
    expect(seconds).to.deep.equal([0, 20, 40, 60, 80, 100, 120, 0, 20, 40, 60, 80, 100, 120]);
  });

  it("says what is missing where the package that draws is not installed", () => {
    const timeline = require.resolve("../../checks/report/rehearsalTimeline");
    const rehearsed = require.resolve("./rehearsals");
    const program = `
      const Module = require("node:module");
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (name, ...rest) {
        if (name === "echarts") {
          throw new Error("Cannot find module 'echarts'");
        }
        return resolve.call(this, name, ...rest);
      };
      const { rehearsalTimeline } = require(${JSON.stringify(timeline)});
      const { deadUpstream } = require(${JSON.stringify(rehearsed)});
      console.log(rehearsalTimeline(deadUpstream).text);`;
    const options = ["--import", "tsx", "--eval", program];
    expect(execFileSync(process.execPath, options, { encoding: "utf8" }).trim()).to.equal(
      "<p>No picture: the optional package <code>echarts</code> is not installed.</p>",
    );
  });

  it("lists the constants that it rests on, and no others", () => {
    const html = rehearsalAsHtml(rehearsalOf());
    const rows = html.split('<table class="constants">')[1]?.match(/<tr>/g) ?? [];
    // The head, and two rows.
    expect(rows).to.have.length(3);
  });

  it("draws the path of its hostname alone, as the plan leaves it, or none where nothing answers", () => {
    const { nodes } = standingPath(plan, "www.example.com");
    expect(nodes.map(({ kind, label }) => `${kind} ${label}`)).to.deep.equal([
      "hostname www.example.com",
      "edge strict",
      "load balancer www.example.com",
      "pool shop-primary",
      "origin 203.0.113.10",
      "origin 203.0.113.11",
    ]);
    expect(standingPath(plan, "nobody.example.com").nodes).to.deep.equal([]);
    expect(rehearsalAsHtml(rehearsalOf())).not.to.contain("Path of the traffic");
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
      const html = rehearsalAsHtml(
        rehearsalOf({ hostname: hostile, assumptions }),
        standingPath(plan, "www.example.com"),
      );
      writeFileSync(file, html);
      const page = await BrowserPage.open(file, width);
      try {
        const names =
          '[...document.querySelectorAll(".path .node text.name")].map((text) => text.textContent)';
        expect(await page.evaluate(names)).to.include.members(["www.example.com", "shop-primary"]);
        for (const scheme of ["light", "dark"] as const) {
          await page.prefer(scheme);
          const { isDark, text, bars } = (await page.evaluate(contrasts)) as Contrasts;
          expect(isDark).to.equal(scheme === "dark");
          // What WCAG 2.1 asks for: 1.4.3 of text, 1.4.11 of pictures.
          expect(text.filter((contrast) => !(contrast >= 4.5))).to.deep.equal([]);
          expect(bars.filter((contrast) => !(contrast >= 3))).to.deep.equal([]);
        }
        const bars = (name: "failed" | "good"): string =>
          `[...document.querySelectorAll(".timeline")].map((each) => [...each.querySelectorAll("${drawn[name].replace(".timeline ", "")}")].filter((bar) => bar.getBBox().height > 1).length)`;
        expect(await page.evaluate(bars("failed"))).to.deep.equal([25, 90]);
        expect(await page.evaluate(bars("good"))).to.deep.equal([125, 60]);
        const texts = (await page.evaluate(boxesOfTexts)) as Box[];
        expect(texts.filter((one) => texts.some((other) => isOver(one, other)))).to.deep.equal([]);
        expect(texts.filter(({ right, edge }) => right > edge)).to.deep.equal([]);
        // At its own size, so that it can be read where a window is narrow: it scrolls by itself there.
        const drawnWidth = `document.querySelector(".timeline svg").getBoundingClientRect().width`;
        expect(await page.evaluate(drawnWidth)).to.equal(860);
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
