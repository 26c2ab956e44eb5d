import { expect } from "chai";
import { rehearsalConstants, type RehearsalConstantId } from "../../../facts/rehearsalConstants";
import { edgePerTest } from "./client";
import { albProofs } from "./proofs/alb";
import { answerProofs } from "./proofs/answers";
import { balancerProofs } from "./proofs/balancers";
import { limitProofs } from "./proofs/limits";
import { monitorProofs } from "./proofs/monitors";
import type { Proof } from "./proofs/proof";

/** A proof for each row: the compiler refuses a row without one, and a proof without a row. */
const proofs: Readonly<Record<RehearsalConstantId, Proof>> = {
  ...limitProofs,
  ...monitorProofs,
  ...balancerProofs,
  ...answerProofs,
  ...albProofs,
};

describe("the edge behaves as each row of the constants says", () => {
  const here = edgePerTest();

  it("and no row is without a proof", () => {
    expect(Object.keys(proofs).sort()).to.deep.equal(Object.keys(rehearsalConstants).sort());
  });

  for (const [id, proof] of Object.entries(proofs)) {
    const { what, value, unit } = rehearsalConstants[id as RehearsalConstantId];
    it(`${id}: ${what} (${String(value)} ${unit})`, async () => proof(here));
  }
});
