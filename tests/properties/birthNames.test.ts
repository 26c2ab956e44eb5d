import { expect } from "chai";
import fc from "fast-check";
import type { DnsRecordSpec } from "../../components/dns";
import { validateDnsRecords } from "../../components/dns/validate";
import { UnreadablePlan } from "../../model/plan/unreadablePlan";
import { readPlan } from "../../model/plan/planFile";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown } from "../../checks/report";
import { ownEntry, setEntry } from "../../core/ownEntry";
import { fixture, previewFiles, reviewOf, stateFile } from "../checks/report/plans";

/** Names that every object has from birth, and those that JavaScript and JSON look for. */
const birthNames = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...["then", "toJSON", "length", "prototype", "name", "caller"],
] as const;

const name = fc.constantFrom(...birthNames);

/** Reads and reviews a text in every form; only the refusal of the whole plan is an answer besides. */
function assertAnswered(text: string, base?: string): void {
  let plan;
  try {
    plan = readPlan(text, base);
  } catch (error) {
    expect(error, String((error as Error).stack)).to.be.instanceOf(UnreadablePlan);
    return;
  }
  const reviews = [reviewOf(plan)];
  expect(reviewAsMarkdown(reviews)).to.match(/^<!-- steady-edge:review[^\n]* -->\n## Review of /);
  expect(reviewAsHtml(reviews)).to.match(/^<!doctype html>[^]*<\/html>\n$/);
  const { stacks } = JSON.parse(reviewAsJson(reviews)) as { stacks: unknown[] };
  expect(stacks).to.have.lengthOf(1);
}

/** Every text in JSON, keys and values alike, that can be replaced, once each. */
function textsIn(json: string): string[] {
  return [...new Set(json.match(/"(?:[^"\\]|\\.)*"/g) ?? [])];
}

const state = fixture(stateFile);

describe("names that objects have from birth", () => {
  for (const file of previewFiles) {
    it(`are no matter in the place of any text of a preview: ${file}`, () => {
      const preview = fixture(file);
      const texts = textsIn(preview);
      fc.assert(
        fc.property(fc.constantFrom(...texts), name, (text, own) => {
          assertAnswered(preview.replaceAll(text, `"${own}"`), state);
        }),
        { numRuns: 60 },
      );
    });
  }

  it("are no matter in the place of any text of a state", () => {
    const preview = fixture("backup-removed.json");
    fc.assert(
      fc.property(fc.constantFrom(...textsIn(state)), name, (text, own) => {
        const other = state.replaceAll(text, `"${own}"`);
        assertAnswered(other);
        assertAnswered(preview, other);
      }),
      // Without these nothing of the state can be read.
      { numRuns: 60, examples: ['"urn"', '"resources"'].map((text) => [text, "constructor"]) },
    );
  });

  it("are no matter as types, within URNs too, nor as settings, record types and modes", () => {
    const words = [
      ...new Set(`${fixture("first-deployment.json")}`.match(/[a-z]+:\w+\/\w+:\w+/g) ?? []),
      ...["CNAME", "ssl", "strict", "create", "https", "geo", "dynamic_latency"],
    ];
    expect(words.length).to.be.above(15);
    for (const word of words) {
      for (const own of birthNames) {
        assertAnswered(fixture("first-deployment.json").replaceAll(word, own));
      }
    }
  });

  it("are no matter as further properties of every resource", () => {
    for (const own of birthNames) {
      for (const value of ['"a"', "{}", "[]", "null", '{"a":{"b":[1]}}']) {
        const text = fixture("backup-removed.json").replaceAll(
          '"inputs": {',
          `"inputs": {"${own}": ${value},`,
        );
        assertAnswered(text, state);
      }
    }
  });

  it("are keys of records like any other, and no tags of CAA records", () => {
    for (const own of Object.getOwnPropertyNames(Object.prototype)) {
      const zone = { zoneId: "0".repeat(32), zoneName: "example.com" };
      const told = (spec: object): string[] => {
        const records = {};
        setEntry(records, own, spec as DnsRecordSpec);
        return validateDnsRecords({ ...zone, records }, "").problems.map(({ path }) => path);
      };
      const record = { type: "A", name: "www", content: "203.0.113.1" };
      const caa = { type: "CAA", name: "@", caa: { flags: 0, tag: own, value: "ca.example.net" } };
      const key = `records.${own}`;
      expect(told(record)).to.deep.equal([]);
      expect(told({ ...record, type: own })).to.deep.equal([`${key}.type`]);
      expect(told(caa)).to.deep.equal([`${key}.caa.tag`]);
    }
  });

  it("are found in an object only where it has them itself, and can be put into it", () => {
    for (const own of Object.getOwnPropertyNames(Object.prototype)) {
      const table: Record<string, unknown> = {};
      expect(ownEntry(table, own)).to.equal(undefined);
      setEntry(table, own, 1);
      expect(ownEntry(table, own)).to.equal(1);
      expect(Object.keys(table)).to.deep.equal([own]);
      expect(Object.getPrototypeOf(table)).to.equal(Object.prototype);
    }
    expect(
      ownEntry(JSON.parse('{"__proto__": 2}') as Record<string, number>, "__proto__"),
    ).to.equal(2);
  });
});
