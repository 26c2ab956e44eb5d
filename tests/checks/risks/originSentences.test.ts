import { expect } from "chai";
import { riskIds, type RiskId } from "../../../checks/risks/coveredRules";
import { bareText } from "../../../checks/words/words";
import { corpus } from "../../corpus/cases";
import { reviewOf } from "../../corpus/judged";
import { storedPlan } from "../../corpus/storedPlan";
import { isBehindHostname } from "./behindHostname";

/** What a sentence about a risk behind the hostname says, and by which words it is known. */
const parts = {
  hostname: /\bexample\.(?:com|net|org)\b/,
  code: /\bError \d{3}\b|\bcode \d{3}\b/,
  from: /from this change on|after this change|this update|that moment|in between|may stop|whenever|meanwhile|do(?:es)? not wait|Between the deletion/i,
  until:
    /\buntil\b|\bmeanwhile\b|in between|for some minutes|after this change|afterwards|Between the deletion/,
} as const;

type Part = keyof typeof parts;

/** What some kinds leave out, and why. */
const lacks: Readonly<Partial<Record<RiskId, Readonly<Partial<Record<Part, string>>>>>> = {
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

/** The kinds among them that no plan of the corpus has: their sentences are in the tests of their own. */
const notInCorpus: readonly RiskId[] = [
  ...(["address-lost", "address-moved", "address-released", "client-certificate-order"] as const),
  ...(["egress-shut", "listener-answers", "listener-clear", "listener-gap"] as const),
  ...(["listener-missing", "machine-changed", "network-acl-unknown", "network-gap"] as const),
  ...(["origin-gone", "origin-header-order", "origin-header-unsent"] as const),
  ...([
    "origin-name-gap",
    "probe-order",
    "probe-refused",
    "subnet-route-unknown",
    "target-port-changed",
    "targets-gap",
  ] as const),
];

interface Told {
  readonly id: RiskId;
  readonly case: string;
  readonly words: string;
  readonly hint: string;
}

function toldOfCorpus(): readonly Told[] {
  return corpus.flatMap((each) =>
    reviewOf(storedPlan(each), each)
      .risks.filter(({ id }) => isBehindHostname.test(id))
      .map(({ id, consequence, hint }) => ({
        ...{ id: id as RiskId, case: each.name },
        ...{ words: bareText(consequence), hint: bareText(hint) },
      })),
  );
}

describe("what the review says of risks behind the hostname", () => {
  let told: readonly Told[];
  before(() => {
    told = toldOfCorpus();
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

  it("is walked for every kind, those apart that no plan of the corpus has", () => {
    const walked = new Set<string>(told.map(({ id }) => id));
    expect(riskIds.filter((id) => isBehindHostname.test(id) && !walked.has(id))).to.deep.equal(
      notInCorpus,
    );
  });
});
