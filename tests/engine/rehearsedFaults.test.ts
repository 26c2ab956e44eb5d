import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rehearsalText } from "../../cli/rehearsalText";
import { holds } from "../../model/rehearsal/failures";
import { readRehearsal, type Rehearsal } from "../../model/rehearsal/rehearsal";
import { findEngine, packageFile, type Engine } from "../../sandbox/engine";
import { faults } from "../../sandbox/rehearsal/faultTable";
import { folderPerTest } from "../sandbox/engine/folders";
import { skipBecause } from "../support/skipped";
import { runCommand } from "./commandRun";
import { outcomes, surprises } from "./rehearsedOutcomes";

/** The hostnames of each environment, and faults that cannot happen to it. */
const sites = [
  { stack: "dev", hostname: "dev.example.com" },
  { stack: "staging", hostname: "staging.example.com" },
  { stack: "production", hostname: "www.example.com" },
  { stack: "production", hostname: "api.example.com" },
];

/** `STEADY_EDGE_REHEARSALS=all`, or hostnames with commas: each takes about ten minutes. */
const { STEADY_EDGE_REHEARSALS: asked = "" } = process.env;
const chosen = sites.filter(
  ({ hostname }) => asked === "all" || asked.split(",").includes(hostname),
);

describe("what each fault is to come to", () => {
  it("is decided for every fault, and for no other", () => {
    expect(Object.keys(outcomes).sort()).to.deep.equal(faults.map(({ name }) => name).sort());
  });
});

describe("every fault on every environment, on a real engine", function () {
  this.timeout(3_600_000);
  const folder = folderPerTest();
  let engine: Engine;
  before(async function () {
    if (chosen.length === 0) {
      skipBecause(this, "it takes an hour; STEADY_EDGE_REHEARSALS=all asks for it");
    }
    engine = await findEngine();
  });

  const rehearse = (...args: readonly string[]): Rehearsal => {
    const cache = path.join(folder(), "cache");
    const { stdout, stderr } = runCommand(["rehearse", "--json", ...args], { engine, cache });
    const read = readRehearsal(stdout);
    return typeof read === "string" ? expect.fail(`${read}\n${stderr}`) : read;
  };

  /** What this machine was too slow for is asked again, slower. */
  const judged = (site: readonly string[]): Rehearsal => {
    const whole = rehearse(...site, "--all", "--rate", "4");
    for (const speed of ["8", "3"]) {
      const open = whole.faults.filter((fault) => holds(fault) === null);
      if (open.length > 0) {
        const names = open.map(({ fault }) => fault);
        const again = rehearse(...site, "--rate", "4", "--speed", speed, "--fault", ...names);
        again.faults.forEach((fault) => {
          whole.faults[whole.faults.findIndex((each) => each.fault === fault.fault)] = fault;
        });
      }
    }
    return whole;
  };

  for (const { stack, hostname } of chosen) {
    it(`comes to what was decided on ${hostname} of ${stack}`, () => {
      const rehearsal = judged(["--stack", stack, "--hostname", hostname]);
      const results = packageFile("bench/results");
      mkdirSync(results, { recursive: true });
      writeFileSync(path.join(results, `${hostname}.txt`), rehearsalText(rehearsal));
      expect(rehearsal.faults.flatMap(surprises)).to.deep.equal([]);
    });
  }
});
