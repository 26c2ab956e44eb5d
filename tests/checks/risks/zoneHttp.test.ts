import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { verdictOf } from "../../../checks/report/verdict";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, type Step } from "../report/plans";

const { instance, securityGroup } = modelTypes;
const zoneId = "f".repeat(32);
const hsts = (more: object = {}): object => ({
  ...{ zoneId, settingId: "security_header" },
  value: {
    strict_transport_security: {
      ...{ enabled: true, max_age: 15_552_000, include_subdomains: false },
      ...{ preload: false, nosniff: false, ...more },
    },
  },
});
const setting = (now: object, old?: object): Step => ({
  ...{ op: old === undefined ? "create" : "update", type: "setting", name: "s", new: now },
  ...(old === undefined ? {} : { id: "s", old }),
});
const record = (name: string, proxied: boolean): Step => ({
  ...{ op: "same", type: "record", name, id: name },
  old: { zoneId, name, type: "A", content: "203.0.113.1", proxied, ttl: 1 },
});
const names = [record("example.com", true), record("old.example.com", false)];
const wide = "hsts-includes-subdomains";

describe("browsers that insist on HTTPS", () => {
  it("take nothing away of what Cloudflare answers for, so that the change has its tick", () => {
    const review = reviewSteps([setting(hsts()), ...names]);
    expect([review.risks, review.notJudged]).to.deep.equal([[], []]);
    expect(verdictOf(review).title).to.equal("No outage risk found in this change");
    const off = reviewSteps([setting(hsts({ max_age: 0 }), hsts()), ...names]);
    expect([off.risks, off.notJudged]).to.deep.equal([[], []]);
  });

  it("shut out names beneath that are DNS-only, where these are included", () => {
    const [risk, ...more] = reviewSteps([
      setting(hsts({ include_subdomains: true, preload: true }), hsts()),
      ...names,
    ]).risks;
    expect(more).to.deep.equal([]);
    expect([risk?.severity, risk?.id, risk?.about]).to.deep.equal([
      ...["medium", wide],
      ["old.example.com"],
    ]);
    expect(bareText(risk?.consequence ?? [])).to.contain(
      "old.example.com is DNS-only: without HTTPS",
    );
    expect(bareText(risk?.consequence ?? [])).to.contain("months to undo");
  });

  it("certainly shut out a name at whose machine no port of HTTPS is open", () => {
    const opened = (port: number): readonly Step[] => [
      {
        ...{ op: "same", type: securityGroup, name: "kiosk", id: "sg-1" },
        old: {
          ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }],
        },
      },
      {
        ...{ op: "same", type: instance, name: "kiosk", id: "i-1" },
        ...{ old: { vpcSecurityGroupIds: ["sg-1"] }, outputs: { publicIp: "203.0.113.1" } },
      },
    ];
    const included = setting(hsts({ include_subdomains: true }), hsts());
    const said = (port: number): string[] =>
      riskLines([included, ...names, ...opened(port)]).filter((line) => line.includes(wide));
    expect(said(80)).to.deep.equal([`high ${wide} old.example.com`]);
    expect(said(443)).to.deep.equal([`medium ${wide} the zone of example.com`]);
  });

  it("may shut out names that the plan does not hold, and none where that stood before", () => {
    const included = hsts({ include_subdomains: true });
    const besides = [record("www.example.com", true), record("old.example.com", false)];
    expect(riskLines([setting(included), ...besides])).to.deep.equal([
      `low ${wide} the zone of old.example.com`,
    ]);
    const older = { ...included, value: { strict_transport_security: { enabled: false } } };
    expect(riskLines([setting(included, older), ...besides])).to.deep.equal([
      `low ${wide} the zone of old.example.com`,
    ]);
    const longer = hsts({ include_subdomains: true, max_age: 31_536_000 });
    expect(riskLines([setting(longer, included), ...names])).to.deep.equal([]);
  });
});

describe("the version of HTTP that origins are spoken to in", () => {
  const version = (value: string): object => ({
    ...{ zoneId, settingId: "origin_max_http_version", value },
  });

  it("is judged, and told where it goes up", () => {
    const up = reviewSteps([setting(version("2"), version("1"))]);
    expect(up.risks.map(({ severity, id }) => `${severity} ${id}`)).to.deep.equal([
      "low origin-http-raised",
    ]);
    expect(up.notJudged).to.deep.equal([]);
  });

  it("is nothing to tell where it goes down, or is said for the first time", () => {
    for (const step of [
      setting(version("1"), version("2")),
      setting(version("1")),
      setting(version("2")),
    ]) {
      const { risks, notJudged } = reviewSteps([step]);
      expect([risks, notJudged]).to.deep.equal([[], []]);
    }
  });
});
