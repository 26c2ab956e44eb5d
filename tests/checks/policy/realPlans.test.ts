import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fromPreviewJson } from "../../../model/plan/previewJson";
import { judgePlan } from "../../../checks/policy/evaluate";
import { today } from "./shop";

const folder = path.join(__dirname, "../../fixtures/plans");
const text = (name: string): string => readFileSync(path.join(folder, `${name}.json`), "utf8");

/** What the stack of these previews breaks before anything changes. */
const standing = ["cloudflare-ranges-incomplete origins of vpc-0a1b2c3d", "detection-slow health"];

/** Previews of the real engine and provider: what the change alone shows, and what is new beside what stood before. */
const previews: Readonly<Record<string, { alone: readonly string[]; news: readonly string[] }>> = {
  "no-change": { alone: [], news: [] },
  "description-only": { alone: [], news: [] },
  "renamed-with-alias": { alone: [], news: [] },
  "first-deployment": { alone: standing, news: [] },
  "backup-removed": {
    alone: ["backup-pool-missing www.example.com", "serving-path-removed shop-backup"],
    news: ["backup-pool-missing www.example.com", "serving-path-removed shop-backup"],
  },
  "monitor-blind": { alone: ["monitor-blind health"], news: ["monitor-blind health"] },
  "origin-open": {
    alone: ["origin-open https"],
    news: ["origin-open origins of vpc-0a1b2c3d"],
  },
  "record-type-change": {
    alone: ["serving-path-removed api.example.com"],
    news: ["serving-path-removed api.example.com"],
  },
  "ssl-full": {
    alone: [`tls-not-strict ${"f".repeat(32)}`],
    news: ["tls-not-strict example.com"],
  },
};

describe("policy: previews of a real engine", () => {
  const judged = (name: string, base?: string): string[] =>
    judgePlan(fromPreviewJson(text(name), base), { now: today }).findings.map(
      ({ id, title }) => `${id} ${title}`,
    );

  for (const [name, { alone, news }] of Object.entries(previews)) {
    it(`judges ${name} by itself`, () => {
      expect(judged(name)).to.deep.equal(alone);
    });

    it(`judges ${name} over the state before it`, () => {
      const found = judged(name, text("state-after-first-deployment"));
      expect(found.filter((each) => !standing.includes(each))).to.deep.equal(news);
    });
  }
});
