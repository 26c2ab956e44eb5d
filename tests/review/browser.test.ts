import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reviewAsHtml } from "../../checks/report";
import { cloudflare, goodSite, siteSteps, world } from "../checks/report/pictures";
import { planOf, reviewOf, reviewSteps } from "../checks/report/plans";
import { BrowserPage, chromiumPath } from "./chromium";
import { skipBecause } from "../support/skipped";

interface Box {
  readonly name: string;
  readonly lines: readonly string[];
  readonly mark: string;
  readonly amiss: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly textWidth: number;
}

const boxesOf = `[...document.querySelectorAll("svg .node")].map((node) => {
  const { x, y, width, height } = node.querySelector("rect").getBBox();
  const textWidth = Math.max(...[...node.querySelectorAll("text")].map((text) => text.getComputedTextLength()));
  const lines = [...node.querySelectorAll("text")].map((text) => text.textContent);
  return { name: lines.at(-1), lines, mark: node.classList[1], amiss: node.classList.contains("amiss"), x, y, width, height, textWidth };
})`;

const office = "198.51.0.0/16";

const hostile =
  '"><script>document.title="broken"</script><img src="https://evil.example/x" onerror="document.title=1">';

describe("the page of a review in a real browser", function () {
  this.timeout(60_000);
  let folder = "";

  before(function () {
    if (chromiumPath === undefined) {
      skipBecause(this, "no chromium at /usr/bin/chromium, nor where CHROMIUM says");
    }
    folder = mkdtempSync(path.join(tmpdir(), "review-page-"));
  });
  after(() => {
    if (folder !== "") {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const opened = async <T>(
    html: string,
    width: number,
    look: (page: BrowserPage) => Promise<T>,
  ): Promise<T> => {
    const file = path.join(folder, "review.html");
    writeFileSync(file, html);
    const page = await BrowserPage.open(file, width);
    try {
      return await look(page);
    } finally {
      await page.close();
    }
  };

  it("shows the verdict, the risks and the path before and after on the first screen", async () => {
    const html = reviewAsHtml([reviewOf(planOf("backup-removed.json"))]);
    await opened(html, 1400, async (page) => {
      expect(await page.evaluate("document.title")).to.equal("Review of shop/production");
      const text = String(await page.evaluate("document.body.innerText"));
      expect(text).to.match(
        /^Review of shop\/production\s+Outage risk: high\. 3 changes; 11 unchanged;/,
      );
      expect(text).to.match(/www\.example\.com has no backup any more: shop-backup is out/);
      expect(text).to.match(/140 s until an origin that does not answer is out, as before/);
      // What is folded away is in the page, and not to be seen.
      const folded = 'document.querySelector(".changes").checkVisibility()';
      expect(await page.evaluate(folded)).to.equal(false);
      const bottom = 'document.querySelector("svg").getBoundingClientRect().top';
      expect(Number(await page.evaluate(bottom))).to.be.below(900);
    });
  });

  const assertApart = async (page: BrowserPage, boxes: readonly Box[]): Promise<void> => {
    for (const [index, box] of boxes.entries()) {
      expect(box.textWidth, `${box.name} does not fit`).to.be.at.most(box.width - 15);
      for (const other of boxes.slice(index + 1)) {
        const apart =
          box.x + box.width <= other.x ||
          other.x + other.width <= box.x ||
          box.y + box.height <= other.y ||
          other.y + other.height <= box.y;
        expect(apart, `${box.name} lies over ${other.name}`).to.equal(true);
      }
    }
    const view = await page.evaluate('document.querySelector("svg").getAttribute("viewBox")');
    const [, , width = 0, height = 0] = String(view).split(" ").map(Number);
    expect(
      boxes.filter(
        (box) =>
          !(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height),
      ),
    ).to.deep.equal([]);
  };

  it("draws every step of the path in a box of its own, with its name inside", async () => {
    const html = reviewAsHtml([reviewOf(planOf("backup-removed.json"))]);
    await opened(html, 1400, async (page) => {
      const boxes = (await page.evaluate(boxesOf)) as Box[];
      const marked = boxes
        .filter(({ mark }) => mark !== "same")
        .map(({ name, mark }) => [name, mark]);
      expect(marked).to.deep.equal([
        ["www.example.com", "changed"],
        ["shop-backup", "gone"],
        ["198.51.100.20", "gone"],
        ["www.example.com", "changed"],
      ]);
      await assertApart(page, boxes);
      const png = await page.screenshot();
      expect(png.subarray(1, 4).toString()).to.equal("PNG");
    });
  });

  it("shows a firewall that opens and one that goes, and a mode that weakens, in red", async () => {
    const before = { ...goodSite, lets: { ...goodSite.lets, primary: [...cloudflare, office] } };
    const after = {
      mode: "flexible",
      lets: { primary: [...cloudflare, world], backup: undefined },
    };
    const html = reviewAsHtml([reviewSteps(siteSteps(before, after))]);
    await opened(html, 1400, async (page) => {
      const boxes = (await page.evaluate(boxesOf)) as Box[];
      const told = boxes.filter(({ mark, amiss }) => mark !== "same" || amiss);
      expect(told.map(({ lines, mark, amiss }) => [lines.join(" / "), mark, amiss])).to.deep.equal([
        ["TLS (changed) / strict", "changed", false],
        ["firewall (changed) / Cloudflare and others / primary-edge", "changed", true],
        ["firewall (gone) / Cloudflare only / backup-edge", "gone", false],
        ["TLS (changed) / flexible", "changed", true],
        ["firewall (changed) / open to the world / primary-edge", "changed", true],
      ]);
      await assertApart(page, boxes);
      const colours = await page.evaluate(`[...document.querySelectorAll("svg .amiss .state")]
        .map((text) => getComputedStyle(text).fill === getComputedStyle(text.parentNode.querySelector("rect")).stroke)`);
      expect(colours).to.deep.equal([true, true, true]);
    });
  });

  it("does not scroll sideways on a narrow screen, where the picture does and stays readable", async () => {
    const html = reviewAsHtml([reviewSteps(siteSteps(goodSite, { ...goodSite, mode: "off" }))]);
    await opened(html, 500, async (page) => {
      const overflow = (element: string): string =>
        `${element}.scrollWidth - ${element}.clientWidth`;
      expect(await page.evaluate(overflow("document.documentElement"))).to.equal(0);
      expect(
        Number(await page.evaluate(overflow('document.querySelector(".picture")'))),
      ).to.be.above(0);
      const scale =
        'document.querySelector("svg").getBoundingClientRect().width / document.querySelector("svg").viewBox.baseVal.width';
      expect(await page.evaluate(scale)).to.equal(1);
    });
  });

  it("runs nothing and loads nothing, whatever a plan holds", async () => {
    const record = {
      zoneId: "z",
      name: "api.example.com",
      type: "A",
      content: "192.0.2.1",
      comment: hostile,
    };
    const review = reviewSteps([
      {
        op: "update",
        type: "record",
        name: hostile,
        id: "r",
        old: record,
        new: { ...record, content: hostile },
      },
    ]);
    await opened(reviewAsHtml([{ ...review, stack: hostile }]), 1200, async (page) => {
      expect(String(await page.evaluate("document.title"))).to.match(/^Review of shop\/"><script>/);
      expect(
        await page.evaluate('document.querySelectorAll("script, img, a, iframe").length'),
      ).to.equal(0);
      expect(page.requests.filter((url) => !url.startsWith("file:"))).to.deep.equal([]);
      expect(await page.evaluate(`document.body.innerHTML.includes("<script")`)).to.equal(false);
    });
  });
});
