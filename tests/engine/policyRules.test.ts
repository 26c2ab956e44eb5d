import { assert, expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readPlan } from "../../model/plan/planFile";
import { judgePlan } from "../../checks/policy/evaluate";
import { policies } from "../../checks/policy/policies";
import { ruleOf, rules } from "../../checks/policy/rules";
import { runProgram, startCloud } from "../../sandbox/testing";
import { corpus } from "../corpus/cases";
import { reviewOf, saidBy } from "../corpus/judged";
import { storedPlan } from "../corpus/storedPlan";
import { folderPerTest } from "../sandbox/engine/folders";
import { installPack } from "./policyPackFolder";
import { leftToReview } from "./policyLeftToReview";
import { declare } from "./policyProgram";
import { violatingProjects, type ViolatingProject } from "./policyViolations";
import { policyWords, type PolicyWord } from "./policyWords";

describe("a program per rule, judged by the policy pack on a real engine", () => {
  const folder = folderPerTest();
  let installed: string;
  let pack: string;

  before(() => {
    installed = mkdtempSync(path.join(tmpdir(), "steady-edge-pack-"));
    pack = installPack(installed);
  });
  after(() => rmSync(installed, { recursive: true, force: true }));

  const judged = async ({ program, config, up }: ViolatingProject): Promise<PolicyWord[]> => {
    const configFile = path.join(folder(), "config.json");
    writeFileSync(configFile, JSON.stringify(config ?? {}));
    const cloud = await startCloud();
    try {
      const stack = await runProgram(cloud, () => declare(program));
      try {
        if (up === true) {
          await stack.up();
        }
        return await policyWords(stack, pack, config === undefined ? [] : [configFile]);
      } finally {
        await stack.close();
      }
    } finally {
      await cloud.stop();
    }
  };

  for (const [id, project] of Object.entries(violatingProjects)) {
    it(`catches what breaks ${id}`, async () => {
      const found = await judged(project);
      expect(
        found.map((word) => `${word.enforcementLevel} ${word.policyName} ${word.resource}`).sort(),
      ).to.deep.equal(project.told);
      for (const { policyName, message } of found) {
        expect(message.startsWith(`${ruleOf(policyName)?.sentence}\n`), message).to.equal(true);
        expect(message).to.match(/ must .*; got .*\. .*\.\n$/);
      }
    });
  }

  it("has a program for every rule of the pack, which is every rule but those left to the review", () => {
    const judged = Object.keys(violatingProjects);
    expect(policies().map(({ name }) => name)).to.deep.equal(["program-inputs", ...judged]);
    expect(rules.map(({ id }) => id).sort()).to.deep.equal(
      [...judged, ...Object.keys(leftToReview)].sort(),
    );
  });
});

describe("the rules that no policy pack can judge, in plans that a real engine made", () => {
  for (const [id, { because, corpusCase, found, said }] of Object.entries(leftToReview)) {
    it(`has the review say ${id}, for ${because}`, () => {
      const made = corpus.find(({ name }) => name === corpusCase);
      assert.isDefined(made, corpusCase);
      const plan = storedPlan(made);
      const { findings } = judgePlan(readPlan(plan));
      expect(
        findings
          .filter((finding) => finding.id === id)
          .map(({ severity, title }) => `${severity} ${id} ${title}`),
      ).to.deep.equal([found]);
      const review = saidBy(reviewOf(plan, made));
      expect(
        [...review.risks, ...review.findings].filter((line) => line === said),
      ).to.have.lengthOf(1);
    });
  }
});
