import { expect } from "chai";
import { homedir } from "node:os";
import { corpus } from "./cases";
import { expectedOf, markdownOf, reviewOf, saidBy } from "./judged";
import { storedNames, storedPlan } from "./storedPlan";

const make = "UPDATE_CORPUS=1 npx mocha tests/engine/corpus*.test.ts makes it";

describe("the review of plans that a real engine made of pairs of programs", () => {
  for (const each of corpus) {
    it(each.name, () => {
      const plan = storedPlan(each);
      expect(plan, `no plan is stored for ${each.name}: ${make}`).to.not.equal("");
      const review = reviewOf(plan, each);
      expect(saidBy(review), each.because).to.deep.equal(expectedOf(each));
      const markdown = markdownOf(review);
      const missing = (each.says ?? []).filter((words) => !markdown.includes(words));
      const shown = (each.hides ?? []).filter((words) => markdown.includes(words));
      expect({ missing, shown }, markdown).to.deep.equal({ missing: [], shown: [] });
      expect([review.whole, review.unread]).to.deep.equal([true, []]);
      expect(review.failures.length > 0).to.equal(each.fails === true);
    });
  }
});

describe("the stored plans", () => {
  it("belong to one case each", () => {
    expect(storedNames()).to.deep.equal(corpus.map(({ name }) => name).sort());
  });

  it("hold no path of the machine that made them, and no secret", () => {
    const own = [process.cwd(), homedir(), "sourcePosition", "stackTrace", "encryptionsalt"];
    const shapes = /file:|\/(?:home|root|Users|tmp|var)\/|[A-Z]:\\\\|default_[2-9]/g;
    const told = corpus.flatMap((each) => {
      const plan = storedPlan(each);
      const found = [...own.filter((text) => plan.includes(text)), ...(plan.match(shapes) ?? [])];
      const hidden = (each.secrets ?? []).filter((text) => plan.includes(text));
      return [...found, ...hidden].map((text) => `${each.name}: ${text}`);
    });
    expect(told).to.deep.equal([]);
  });
});
