import { expect } from "chai";
import { declaredSites } from "../../model/serving/declaredSites";
import { readPlan } from "../../model/plan/planFile";
import { readTrafficPaths } from "../../model/traffic/path";
import { readFileSync } from "node:fs";
import path from "node:path";
import { storedNames } from "./storedPlan";

describe("sites that a rehearsal runs, of the plans of the corpus", () => {
  it("are all hostnames but those of which it is said why not, and each has an origin", () => {
    let sites = 0;
    for (const name of storedNames()) {
      const file = path.join(__dirname, "plans", `${name}.json`);
      const { before, after, whole } = readPlan(readFileSync(file, "utf8"));
      for (const side of [before, after]) {
        const model = readTrafficPaths(side, { complete: whole });
        const read = declaredSites(model);
        const hostnames = [...read.sites, ...read.notServed].map(({ hostname }) => hostname).sort();
        expect(hostnames, name).to.deep.equal(model.hostnames.map(({ hostname }) => hostname));
        expect(read.notServed.map(({ because }) => because)).to.not.include("");
        sites += read.sites.length;
        for (const { loadBalancer, addresses } of read.sites) {
          const pools =
            loadBalancer === undefined ? [] : [...loadBalancer.pools, loadBalancer.fallbackPool];
          expect(
            addresses.length + pools.reduce((sum, { origins }) => sum + origins.length, 0),
            name,
          ).to.be.greaterThan(0);
        }
      }
    }
    expect(sites).to.be.greaterThan(200);
  });
});
