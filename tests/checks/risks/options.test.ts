import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
/** What the engine writes for a value that is known after apply. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const packType = "cloudflare:index/certificatePack:CertificatePack";
const record = (content: string, more: object = {}): object => ({
  ...{ zoneId, name: "www.example.com", type: "A", content, ttl: 1, ...more },
});

/** A replacement as the engine writes it, the new one first or last. */
function replaced(step: Omit<Step, "op">, deleteFirst: boolean): Step[] {
  const [made, gone] = [
    { ...step, op: "create-replacement" },
    { ...step, op: "delete-replaced" },
  ];
  const both = { ...step, op: "replace" };
  return deleteFirst ? [gone, both, made] : [made, both, gone];
}

describe("the options of resources in a review", () => {
  const certificate = { hostnames: ["example.com"], requestType: "origin-rsa", csr: "x" };
  const going: Step = {
    ...{ op: "delete", type: "certificate", name: "origin", id: "c", old: certificate },
  };
  const zone: Step = {
    ...{ op: "delete", type: "zone", name: "zone", id: zoneId },
    old: { name: "example.com", account: { id: "a" } },
  };

  for (const [step, lines] of [
    [going, ["high certificate-revoked origin"]],
    [zone, ["high zone-lost example.com"]],
  ] as const) {
    it(`takes what retainOnDelete keeps for what stays: ${step.name}`, () => {
      expect(riskLines([step])).to.deep.equal(lines);
      expect(riskLines([{ ...step, retainOnDelete: true }])).to.deep.equal([]);
      const anew = { ...step, new: { ...step.old, changed: true } };
      expect(riskLines(replaced(anew, true))).to.deep.equal(lines);
      expect(riskLines(replaced({ ...anew, retainOnDelete: true }, true))).to.deep.equal([]);
    });
  }

  const deep = { type: "record", name: "deep", id: "r" };
  const named = record("203.0.113.1", { name: "a.b.example.com", proxied: true });
  const settings: readonly (readonly [Step, string])[] = [
    [
      {
        ...{ op: "delete", type: modelTypes.totalTls, name: "total", id: "t" },
        old: { zoneId, enabled: true },
      },
      "high edge-certificate-lost a.b.example.com",
    ],
    [
      {
        ...{ op: "delete", type: "setting", name: "mode", id: "s" },
        old: { zoneId, settingId: "ssl", value: "strict" },
      },
      "high tls-weaker example.com",
    ],
  ];
  for (const [step, line] of settings) {
    const beside: Step = { ...deep, op: "same", old: named, new: named };
    const worse = { ...step.old, enabled: false, value: "flexible" };
    const lines = (...steps: Step[]): string[] =>
      riskLines([{ ...zone, op: "same", new: zone.old }, beside, ...steps]);

    it(`takes what a setting says for what stays when it leaves the program: ${step.type}`, () => {
      expect(lines(step)).to.deep.equal([]);
      expect(lines({ ...step, op: "update", new: worse })).to.include(line);
    });

    it(`believes the resource that sets the same from now on: ${step.type}`, () => {
      const other: Step = { op: "create", type: step.type, name: "another", new: worse };
      expect(lines(step, other)).to.include(line);
      expect(lines(step, { ...other, new: step.old })).to.deep.equal([]);
    });
  }

  it("says of what is kept and protected that Pulumi refuses", () => {
    const step = { ...going, retainOnDelete: true, protect: true };
    expect(riskLines([step])).to.deep.equal(["medium protected-resource origin"]);
  });

  it("finds no gap where the old record is kept, but that the new one is refused beside it", () => {
    const step = {
      ...{ type: "record", name: "www", id: "r", old: record("203.0.113.1") },
      new: record("203.0.113.1", { comment: "anew" }),
    };
    expect(riskLines(replaced(step, true))).to.deep.equal(["high hostname-gap www.example.com"]);
    expect(riskLines(replaced({ ...step, retainOnDelete: true }, true))).to.deep.equal([
      "medium record-refused www.example.com",
    ]);
  });

  it("finds the gap of a certificate pack that goes before the new one is active", () => {
    const pack = {
      ...{ type: packType, name: "pack", id: "p" },
      old: { zoneId, hosts: ["a.b.example.com"], validityDays: 90 },
      new: { zoneId, hosts: ["a.b.example.com"], validityDays: 365 },
    };
    const gone = ["high edge-certificate-gone a.b.example.com"];
    expect(riskLines(replaced(pack, true))).to.deep.equal(gone);
    expect(riskLines(replaced(pack, false))).to.deep.equal([
      "medium edge-certificate-gone a.b.example.com",
    ]);
    expect(riskLines(replaced({ ...pack, retainOnDelete: true }, true))).to.deep.equal([]);
    const other = { ...pack, new: { zoneId, hosts: ["c.b.example.com"] } };
    expect(riskLines(replaced(other, false))).to.deep.equal([
      "medium edge-certificate-gone a.b.example.com",
    ]);
  });

  it("takes what the engine refuses to delete or replace for what stays", () => {
    const www: Step = {
      op: "delete",
      type: "record",
      name: "www",
      id: "r",
      old: record("203.0.113.1"),
    };
    const guarded = { ...www, protect: true };
    const refused = ["medium protected-resource www.example.com"];
    expect(riskLines([www])).to.deep.equal(["high hostname-stops www.example.com"]);
    expect(riskLines([guarded])).to.deep.equal(["high hostname-stops www.example.com", ...refused]);
    expect(riskLines([{ ...guarded, refused: true }])).to.deep.equal(refused);
    const anew = { ...guarded, new: { ...record("203.0.113.2"), zoneId: "e".repeat(32) } };
    const [first, ...others] = replaced(anew, true);
    expect(riskLines([{ ...(first as Step), refused: true }, ...others])).to.deep.equal(refused);
    const zoneGoes = { ...zone, protect: true, refused: true };
    expect(riskLines([zoneGoes])).to.deep.equal(["medium protected-resource example.com"]);
  });

  it("tells that Pulumi refuses, and what goes on", () => {
    const step = { ...going, protect: true, refused: true };
    const [risk] = reviewSteps([step]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "origin is protected: Pulumi refuses to delete it, and the update stops before it is whole. What it serves it goes on serving.",
    );
  });

  it("finds a gap where an uploaded certificate goes first, and none where it goes last", () => {
    const uploaded = {
      ...{ type: "cloudflare:index/customSsl:CustomSsl", name: "own", id: "s" },
      old: { zoneId, certificate: "a" },
      new: { zoneId, certificate: "b", type: "sni_custom" },
    };
    expect(riskLines(replaced(uploaded, true))).to.deep.equal(["high edge-certificate-gone own"]);
    expect(riskLines(replaced({ ...uploaded, retainOnDelete: true }, true))).to.deep.equal([]);
  });

  const firewall = (deleteFirst: boolean, ...beside: readonly Step[]): string[] =>
    riskLines([
      {
        ...{ op: "same", type: "aws:lb/loadBalancer:LoadBalancer", name: "edge", id: "edge" },
        old: { securityGroups: ["sg"], idleTimeout: 930 },
      },
      { op: "same", type: "group", name: "sg", id: "sg", old: { vpcId: "vpc-1" } },
      ...replaced(
        {
          ...{ type: "rule", name: "world", id: "ru" },
          old: {
            securityGroupId: "sg",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "0.0.0.0/0",
          },
          new: {
            securityGroupId: "sg",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "0.0.0.0/0",
            description: "x",
          },
        },
        deleteFirst,
      ),
      ...beside,
    ]);

  it("finds an origin that is shut while its rule is replaced, where the old one goes first", () => {
    const other: Step = {
      ...{ op: "same", type: "rule", name: "other", id: "o" },
      old: { securityGroupId: "sg", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    };
    expect(firewall(true)).to.deep.equal(["medium origin-shut-meanwhile edge"]);
    expect(firewall(true, other)).to.deep.equal([]);
    expect(firewall(false)).to.deep.equal(["medium rule-refused sg"]);
  });

  it("finds a target group that is empty while its targets are registered anew", () => {
    const attachment = (name: string): Omit<Step, "op"> => ({
      ...{ type: "aws:lb/targetGroupAttachment:TargetGroupAttachment", name, id: name },
      old: { targetGroupArn: "app", targetId: name },
      new: { targetGroupArn: "app", targetId: `${name}-2` },
    });
    const around: readonly Step[] = [
      {
        op: "same",
        type: "aws:lb/targetGroup:TargetGroup",
        name: "app",
        id: "app",
        old: { port: 443 },
      },
      {
        ...{ op: "same", type: "aws:lb/listener:Listener", name: "https", id: "https" },
        old: { port: 443, defaultActions: [{ type: "forward", targetGroupArn: "app" }] },
      },
    ];
    const both = [attachment("a"), attachment("b")] as const;
    const said = (...steps: readonly Step[]): string[] => riskLines([...around, ...steps]);
    expect(said(...both.flatMap((each) => replaced(each, true)))).to.deep.equal([
      "high targets-gap app",
    ]);
    expect(said(...replaced(both[0], true), ...replaced(both[1], false))).to.deep.equal([
      "medium targets-gap app",
    ]);
    expect(said(...replaced(both[0], true), { ...both[1], op: "same" })).to.deep.equal([]);
  });

  it("finds a certificate of the Origin CA less grave where what shows it takes the new one first", () => {
    const origin = { ...going, new: { ...certificate, hostnames: ["example.org"] } };
    const acm: Step = {
      ...{ op: "update", type: "aws:acm/certificate:Certificate", name: "imported", id: "a" },
      ...{ old: { certificateBody: "old" }, new: { certificateBody: unknownText } },
      from: { certificateBody: [urnOf("certificate", "origin")] },
    };
    expect(riskLines([...replaced(origin, false), acm])).to.deep.equal([
      "medium certificate-revoked origin",
    ]);
    expect(riskLines([...replaced(origin, true), acm])).to.deep.equal([
      "high certificate-revoked origin",
    ]);
    // Servers read a secret when they start.
    const kept: Step = {
      ...{ op: "update", type: "aws:ssm/parameter:Parameter", name: "kept", id: "k" },
      ...{ old: { value: "old" }, new: { value: unknownText } },
      from: { value: [urnOf("certificate", "origin")] },
    };
    expect(riskLines([...replaced(origin, false), kept])).to.deep.equal([
      "high certificate-revoked origin",
    ]);
  });
});
