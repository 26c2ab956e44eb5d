import { expect } from "chai";
import { riskIds, type RiskId } from "../../../checks/risks/coveredRules";
import { bareText } from "../../../checks/words/words";
import { corpus } from "../../corpus/cases";
import { reviewOf } from "../../corpus/judged";
import { storedPlan } from "../../corpus/storedPlan";
import type { Review } from "../../../checks/report";
import { equalsGolden } from "../../support/golden";
import { isBehindHostname } from "./behindHostname";

/** What a sentence about a risk behind the hostname says, and by which words it is known. */
const parts = {
  hostname: /\bexample\.(?:com|net|org)\b/,
  code: /\bError \d{3}\b|\bcode \d{3}\b/,
  from: /from this change on|from its next deployment on|after this change|this update|that moment|in between|may stop|whenever|meanwhile|do(?:es)? not wait|Between the deletion|in one call|from the one call|moment between/i,
  until:
    /\buntil\b|\bmeanwhile\b|in between|for some minutes|after this change|afterwards|Between the deletion|to the other/,
} as const;

type Part = keyof typeof parts;

/** What some kinds leave out, and why. */
const lacks: Readonly<Partial<Record<RiskId, Readonly<Partial<Record<Part, string>>>>>> = {
  "address-lost": {
    hostname: "in plans without records nothing says which hostname leads there",
  },
  "balancer-internal": {
    code: "which error it is depends on whether Cloudflare finds an address, and is not published",
  },
  "listener-refused": {
    hostname: "no visitor meets anything: what listens goes on",
    code: "no visitor meets anything: what listens goes on",
    from: "no visitor meets anything: what listens goes on",
    until: "no visitor meets anything: what listens goes on",
  },
  "rule-refused": {
    hostname: "no visitor meets anything: the group lets in whom it let in",
    code: "no visitor meets anything: the group lets in whom it let in",
  },
  "origin-opened": {
    hostname: "who is let in past Cloudflare asks for no hostname",
    code: "no visitor meets an error",
    from: "an attack may come at any time",
    until: "an attack may come at any time",
  },
  "rules-in-two-places": {
    hostname: "the group stands for whatever carries it",
  },
  "origin-shut": {
    hostname: "in plans without records nothing says which hostname leads there",
  },
  "origin-shut-meanwhile": {
    hostname: "in plans without records nothing says which hostname leads there",
  },
};

interface Told {
  readonly id: RiskId;
  readonly case: string;
  readonly words: string;
  readonly hint: string;
}

function toldOf({ risks }: Pick<Review, "risks">, name: string): readonly Told[] {
  return risks
    .filter(({ id }) => isBehindHostname.test(id))
    .map(({ id, consequence, hint }) => ({
      ...{ id: id as RiskId, case: name },
      ...{ words: bareText(consequence), hint: bareText(hint) },
    }));
}

describe("what the review says of risks behind the hostname", () => {
  let told: readonly Told[];
  before(() => {
    told = corpus.flatMap((each) => toldOf(reviewOf(storedPlan(each), each), each.name));
  });

  for (const part of Object.keys(parts) as Part[]) {
    it(`has the ${part}, or a reason why not`, () => {
      const missing = told
        .filter(({ id, words }) => !parts[part].test(words) && lacks[id]?.[part] === undefined)
        .map(({ id, case: name }) => `${id} in ${name}`);
      expect(missing).to.deep.equal([]);
    });
  }

  it("has a way out, as a whole sentence", () => {
    expect(told.filter(({ hint }) => !/^[A-Z].{20,}\.$/.test(hint))).to.deep.equal([]);
  });

  it("gives no reason for what every sentence of a kind has", () => {
    const idle = Object.entries(lacks).flatMap(([id, reasons]) =>
      Object.keys(reasons)
        .filter((part) =>
          told.every((each) => each.id !== id || parts[part as Part].test(each.words)),
        )
        .map((part) => `${id}: ${part}`),
    );
    expect(idle).to.deep.equal([]);
  });

  it("is walked for every kind", () => {
    const walked = new Set<string>(told.map(({ id }) => id));
    expect(riskIds.filter((id) => isBehindHostname.test(id) && !walked.has(id))).to.deep.equal([]);
  });

  it("is word for word as written down, in the first plan of the corpus that has its kind", () => {
    const first = riskIds.flatMap((id) => told.find((each) => each.id === id) ?? []);
    const texts = first.map(({ id, case: name, words, hint }) =>
      [`${id} in ${name}`, words, hint].join("\n  "),
    );
    equalsGolden("behind-hostname.txt", `${texts.join("\n\n")}\n`);
  });
});
