import { expect } from "chai";
import {
  edgeErrorPages,
  edgeFailures,
  type EdgeFailure,
} from "../../facts/cloudflare/edgeFailures";
import { retriedCodes } from "../../facts/cloudflare/loadBalancing";
import { rehearsalConstants, type RehearsalConstant } from "../../facts/rehearsalConstants";

const rows: readonly (readonly [string, RehearsalConstant])[] = Object.entries(rehearsalConstants);

describe("the constants of a rehearsal", () => {
  it("each say what they are, and where that stands", () => {
    for (const [id, { what, source, value }] of rows) {
      expect([what === "", source === "", value === ""], id).to.deep.equal([false, false, false]);
      expect(what.endsWith("."), id).to.equal(false);
    }
  });

  it("that are documented have one value only", () => {
    const documented = rows.filter(([, { standing }]) => standing === "documented");
    expect(documented.map(([, { otherValues }]) => otherValues).flat()).to.deep.equal([]);
  });

  it("have the values that the edge runs by", () => {
    const value = (id: keyof typeof rehearsalConstants) => rehearsalConstants[id].value;
    expect({
      ...{ connect: value("connect"), read: value("read"), idle: value("idle") },
      ...{ cache: value("resolvedPoolCache"), centers: value("dataCenters") },
      ...{
        retries: value("retries"),
        codes: value("retriedCodes"),
        streams: value("http2Streams"),
      },
    }).to.deep.equal({
      ...{ connect: 19, read: 120, idle: 900, cache: 5, centers: 3, retries: 1 },
      ...{ codes: [521, 522, 523, 525, 526], streams: 200 },
    });
  });

  it("stand behind failures, each of which has a page", () => {
    const ids = new Set(rows.map(([id]) => id));
    const failures: Readonly<Record<string, EdgeFailure>> = edgeFailures;
    for (const [name, { code, detailCode, basedOn }] of Object.entries(failures)) {
      expect(edgeErrorPages[detailCode ?? code], name).to.not.equal(undefined);
      expect(basedOn.filter((id) => !ids.has(id))).to.deep.equal([]);
    }
  });

  it("retry what an edge alone can make", () => {
    const made = new Set<number>(Object.values(edgeFailures).map(({ code }) => code));
    expect(retriedCodes.filter((code) => !made.has(code))).to.deep.equal([]);
  });
});
