import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readPlan } from "../../model/plan/planFile";
import { judge } from "../../checks/judgement/judgement";
import { Declared, declaredTypes } from "../model/judged/declared";
import { corpus } from "./cases";
import { PropertyFlips, readProperties } from "./propertyFlips";
import { silentEverywhere, silentProperties } from "./silentProperties";
import { storedPlan } from "./storedPlan";
import { toldByTests } from "./toldByTests";

const now = new Date("2026-11-23T12:00:00Z");
const plans = corpus.map((each) => storedPlan(each));
const types = (["aws", "cloudflare", "tls"] as const).flatMap((each) => declaredTypes(each));
const read = new Set(types.flatMap((type) => readProperties(type)));

/** How many changes of one property are tried: the first ones tell nearly all. */
const mostChanges = 24;

/** The properties of one list, as `readProperties` writes them. */
function listed(properties: Readonly<Record<string, string>>): string[] {
  return Object.entries(properties).flatMap(([kind, paths]) =>
    paths.split(" ").map((each) => `${kind} ${each}`),
  );
}

const silent = [
  ...silentProperties.flatMap(({ properties }) => listed(properties)),
  ...Object.values(toldByTests).flatMap(listed),
];

/** What the judge says of a change: the types and paths of what it names, and whether it says anything. */
function told(plan: string): { readonly named: readonly string[]; readonly some: boolean } {
  const { risks, findings, notJudged } = judge(readPlan(plan), { now });
  const news = findings.filter(({ introduced }) => introduced === "by this change");
  const causes = [...risks, ...news].flatMap(({ cause }) => cause);
  const named = [
    ...causes.flatMap(({ change, properties }) =>
      properties.map((each) => ({ type: change.type, place: each.path })),
    ),
    ...notJudged.flatMap(({ change, properties }) =>
      properties.map((place) => ({ type: change.type, place })),
    ),
  ];
  return {
    named: named.flatMap(({ type, place }) => readAt(type, place)),
    some: risks.length + news.length + notJudged.length > 0,
  };
}

/** The read properties at or above a place. */
function readAt(type: string, place: string): string[] {
  const bare = `${place.replace(/\[\d+\]/g, "")}.`;
  return readProperties(type).filter((each) => bare.startsWith(`${each.split(" ")[1] ?? ""}.`));
}

describe("a property that the judge reads", () => {
  const own = new Set<string>();
  before(() => plans.forEach((plan) => told(plan).named.forEach((each) => own.add(each))));

  it("is told when it changes alone in a stored plan, or stands in the list with the reason", async () => {
    const flips = new PropertyFlips(plans, new Declared());
    const known = new Set([...own, ...silent]);
    const left = [...read].filter(
      (each) => !known.has(each) && !silentEverywhere.includes(each.split(" ")[1] ?? ""),
    );
    expect(left.length).to.be.above(200);
    const untold: string[] = [];
    for (const property of left) {
      if (!(await isTold(flips, property))) {
        untold.push(property);
      }
    }
    expect(untold, "read, and told of no change: a case, or a line in the list").to.deep.equal([]);
  });

  it("stands in the list once, and only where no stored plan's own change of it is told", () => {
    expect(silent.filter((each, index) => silent.indexOf(each) !== index)).to.deep.equal([]);
    expect(silent.filter((each) => !read.has(each))).to.deep.equal([]);
    expect(silent.filter((each) => own.has(each))).to.deep.equal([]);
  });

  it("stands in the test that the list names for it", () => {
    const missing = Object.entries(toldByTests).flatMap(([name, properties]) => {
      const file = path.join(__dirname, "..", "checks", name);
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";
      const last = (property: string): string => property.split(/[ .]/).at(-1) ?? "";
      return listed(properties).filter((each) => !text.includes(last(each)));
    });
    expect(missing).to.deep.equal([]);
  });
});

async function isTold(flips: PropertyFlips, property: string): Promise<boolean> {
  let count = 0;
  for await (const plan of flips.of(property)) {
    if (told(plan).some) {
      return true;
    }
    count += 1;
    if (count === mostChanges) {
      break;
    }
  }
  return false;
}
