import { expect } from "chai";
import { skipBecause } from "../../support/skipped";
import { cases } from "./cases";
import { scored, scoreOf } from "./matrix";
import { Proof, whyNot } from "./outside";

/** A sample of the cases, quick ones of each kind; `npm run doctor:score` runs all. */
const sample = [
  "PHP-FPM stopped, nginx, socket",
  "a certificate that has expired, nginx",
  "nginx denies part of Cloudflare's ranges",
  "a DS of a key that the zone has no more",
  "403 to everybody but Cloudflare, nginx",
  "scanners in the log",
];

describe("the doctor at real servers", () => {
  const proof = new Proof();

  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
    await proof.prepare({ withDatabases: false });
  });

  after(() => proof.end());

  it("has at least 60 faults and 25 healthy variants, each with a name of its own", () => {
    const { faults, healthy } = scoreOf(
      cases.map((one) => scored(one, { statuses: [], seconds: 0 })),
    );
    expect(faults).to.be.at.least(60);
    expect(healthy).to.be.at.least(25);
    expect(new Set(cases.map(({ id }) => id)).size).to.equal(cases.length);
  });

  it("tells the right cause of each of a sample, and names no other", async () => {
    const chosen = sample.map((id) => cases.find((one) => one.id === id));
    const outcomes = await Promise.all(
      chosen.map(async (one) => {
        const { said, wrong, proved } = scored(one as never, await proof.run(one?.id ?? ""));
        return [one?.id, said, wrong, proved.trouble];
      }),
    );
    expect(outcomes).to.deep.equal(chosen.map((one) => [one?.id, one?.expected, [], undefined]));
  });
});
