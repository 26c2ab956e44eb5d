import { expect } from "chai";
import type { ModelObject, ModelResource } from "../../../../model/graph/resources";
import { settlePendingCreates } from "../../../../sandbox/engine/workspace/pendingCreates";

const type = "cloudflare:index/dnsRecord:DnsRecord";

function held(id: string, properties: ModelObject, of = type): ModelResource {
  return { key: `${of}::${id}`, type: of, name: id, id, properties };
}

function creating(name: string, inputs: object, of = type): object {
  return { type: "creating", resource: { urn: urn(name), type: of, custom: true, inputs } };
}

function urn(name: string): string {
  return `urn:pulumi:dev::demo::${type}::${name}`;
}

function state(resources: readonly object[], operations: readonly object[]): object {
  return {
    version: 3,
    deployment: { manifest: { version: "v3" }, resources, pending_operations: operations },
  };
}

const stack = { urn: "urn:stack", type: "pulumi:pulumi:Stack", custom: false, inputs: {} };
const www = { zoneId: "z", name: "www.example.com", ttl: 60 };

describe("creations that a killed engine left open", () => {
  it("become part of the state when the cloud made them", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47", ciphertext: "x" };
    const inputs = { ...www, tags: ["b", "a"], comment: secret };
    const settled = settlePendingCreates(state([stack], [creating("www", inputs)]), [
      held("other", { ...www, name: "api.example.com" }),
      held("elsewhere", www, "cloudflare:index/loadBalancer:LoadBalancer"),
      held("made", { ...www, tags: ["a", "b"], comment: "[secret]", createdOn: "now" }),
    ]);
    expect(settled).to.deep.equal({
      state: state(
        [stack, { urn: urn("www"), type, custom: true, inputs, id: "made", outputs: inputs }],
        [],
      ),
      takenUp: [urn("www")],
    });
  });

  it("are forgotten when they never reached the cloud", () => {
    const settled = settlePendingCreates(state([stack], [creating("www", www)]), [
      held("other", { ...www, ttl: 120 }),
    ]);
    expect(settled).to.deep.equal({ state: state([stack], []), takenUp: [] });
  });

  it("are not what the state knows already, nor taken twice", () => {
    const known = { urn: urn("known"), type, id: "known", inputs: www };
    const settled = settlePendingCreates(
      state([known], [creating("first", www), creating("second", www)]),
      [held("known", www), held("made", www)],
    );
    expect(settled.takenUp).to.deep.equal([urn("first")]);
  });

  const group = "aws:ec2/securityGroup:SecurityGroup";
  const given = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
  const groups: readonly (readonly [string, boolean, object, ModelObject])[] = [
    ["still has the rule that EC2 gave it", true, {}, { egress: [given] }],
    ["has lost the rule that EC2 gave it", false, {}, { egress: [] }],
    ["is to have that very rule", false, { egress: [given] }, { egress: [given] }],
    ["has a narrower rule", false, {}, { egress: [{ ...given, cidrBlocks: ["10.0.0.0/8"] }] }],
  ];
  for (const [what, isTainted, inputs, properties] of groups) {
    it(`are ${isTainted ? "" : "not "}to be made anew where a security group ${what}`, () => {
      const { state: after, takenUp } = settlePendingCreates(
        state([], [creating("group", inputs, group)]),
        [held("sg-1", properties, group)],
      );
      const outputs = { id: "sg-1", outputs: inputs, ...(isTainted ? { taint: true } : {}) };
      expect(after).to.deep.equal(
        state([{ urn: urn("group"), type: group, custom: true, inputs, ...outputs }], []),
      );
      expect(takenUp).to.deep.equal([urn("group")]);
    });
  }

  it("leave what they were to replace for the next update to delete", () => {
    const old = { urn: urn("www"), type, id: "old", inputs: { ...www, ttl: 1 } };
    const { state: after } = settlePendingCreates(state([old], [creating("www", www)]), [
      held("old", { ...www, ttl: 1 }),
      held("new", www),
    ]);
    expect(after).to.deep.equal(
      state(
        [
          { ...old, delete: true },
          { urn: urn("www"), type, custom: true, inputs: www, id: "new", outputs: www },
        ],
        [],
      ),
    );
  });

  it("leave other open operations to the engine", () => {
    const updating = { type: "updating", resource: { urn: urn("a"), type, inputs: {} } };
    expect(settlePendingCreates(state([stack], [updating]), [])).to.deep.equal({
      state: state([stack], [updating]),
      takenUp: [],
    });
  });
});
