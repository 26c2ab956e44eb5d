import { expect } from "chai";
import { planned, recorded } from "../../../model/plan/planSides";
import {
  isBookkeeping,
  readState,
  readStates,
  type PlanState,
} from "../../../model/plan/planState";
import { stackUrn } from "../fixtures";

const type = "cloudflare:index/dnsRecord:DnsRecord";
const group = "aws:ec2/securityGroup:SecurityGroup";
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function written(more: object = {}, token = type): Record<string, unknown> {
  return { urn: `${stackUrn}${token}::r`, type: token, custom: true, inputs: {}, ...more };
}

function read(more: object = {}, token = type): PlanState {
  const state = readState(written(more, token));
  if (state === undefined) {
    throw new Error("no state");
  }
  return state;
}

describe("the state of a resource", () => {
  it("is all that the engine writes of it", () => {
    const more = {
      ...{ id: "1", inputs: { ttl: 1 }, outputs: { ttl: 1, meta: "{}" }, parent: "urn parent" },
      ...{ dependencies: ["urn b", 1, "urn a"], protect: true, retainOnDelete: true },
      ...{ delete: true, importID: "i", pendingReplacement: true },
    };
    expect(read(more)).to.deep.equal({
      resource: {
        ...{ key: `${stackUrn}${type}::r`, type, name: "r", id: "1", properties: { ttl: 1 } },
        ...{ parent: "urn parent", dependencies: ["urn a", "urn b"] },
        ...{ protect: true, retainOnDelete: true, component: false },
      },
      outputs: { ttl: 1, meta: "{}" },
      ...{ isLeftover: true, isImported: true, isPendingReplacement: true },
    });
  });

  it("is nothing more where the engine writes nothing more, or other things than it should", () => {
    const bare: PlanState = {
      resource: {
        ...{ key: `${stackUrn}${type}::r`, type, name: "r", properties: {} },
        ...{ dependencies: [], protect: false, retainOnDelete: false, component: false },
      },
      outputs: {},
      ...{ isLeftover: false, isImported: false, isPendingReplacement: false },
    };
    expect(read()).to.deep.equal(bare);
    expect(
      read({ id: "", parent: "", importID: "", delete: "true", protect: 1, retainOnDelete: "yes" }),
    ).to.deep.equal(bare);
    expect(
      read({ id: 1, parent: {}, importID: 1, dependencies: "urn", pendingReplacement: 1, type: 1 }),
    ).to.deep.equal(bare);
  });

  it("has no outputs where it is a component", () => {
    for (const custom of [false, undefined, "true"]) {
      const { resource, outputs } = read({ custom, outputs: { url: "u" } }, "a:b:C");
      expect([resource.component, outputs]).to.deep.equal([true, {}]);
    }
  });

  it("keeps an address that the provider tells inside of what the program gives", () => {
    const token = "aws:apigatewayv2/domainName:DomainName";
    const [given, targetDomainName] = [{ endpointType: "REGIONAL" }, "d-1.execute-api"];
    const before = read(
      {
        inputs: { domainNameConfiguration: { endpointType: "EDGE" } },
        outputs: { domainNameConfiguration: { endpointType: "EDGE", targetDomainName } },
      },
      token,
    );
    const after = read({ inputs: { domainNameConfiguration: given } }, token);
    const domainNameConfiguration = { ...given, targetDomainName };
    expect(planned(before, after).properties).to.deep.equal({ domainNameConfiguration });
    expect(planned(undefined, after).properties).to.deep.equal({ domainNameConfiguration: given });
    expect(recorded(before).properties).to.deep.equal({
      domainNameConfiguration: { endpointType: "EDGE", targetDomainName },
    });
  });

  it("leaves out of the outputs what other resources made, unless the program set it", () => {
    const rules = [{ protocol: "-1" }];
    const outputs = { ingress: rules, egress: rules, vpcId: "vpc" };
    expect(read({ outputs }, group).outputs).to.deep.equal({ vpcId: "vpc" });
    expect(read({ inputs: { egress: [] }, outputs }, group).outputs).to.deep.equal({
      ...{ egress: rules, vpcId: "vpc" },
    });
    expect(read({ outputs }).outputs).to.deep.equal(outputs);
    expect(read({ outputs }, "aws:s3/bucket:Bucket").outputs).to.deep.equal(outputs);
    const bucket = { policy: "{}", website: {}, acl: "private", grants: [], bucket: "docs" };
    const inputs = { acl: "private" };
    expect(read({ inputs, outputs: bucket }, "aws:s3/bucket:Bucket").outputs).to.deep.equal({
      ...{ bucket: "docs", acl: "private" },
    });
  });

  it("is none for what is no resource of the program", () => {
    const values = [
      ...[undefined, null, "urn", [], {}, { ...written(), urn: 1 }, { ...written(), urn: "r" }],
      ...["pulumi:pulumi:Stack", "pulumi:providers:aws"].map((token) => written({}, token)),
    ];
    expect(values.filter((value) => readState(value) !== undefined)).to.deep.equal([]);
    expect(
      ["pulumi:pulumi:Stack", "pulumi:providers:aws", "pulumi:pulumi:StackReference", type].map(
        isBookkeeping,
      ),
    ).to.deep.equal([true, true, false, false]);
  });
});

describe("the states of a step", () => {
  const old = written({ id: "1", inputs: { ttl: 1 }, outputs: { ttl: 1 } });
  const kept = { ...old, id: undefined, outputs: undefined };

  it("are one where the step says that nothing changes, and nothing does", () => {
    const linked = { ...kept, propertyDependencies: { ttl: ["d"] } };
    const same = [{ ...old }, kept, { ...kept, id: "1" }, { ...kept, inputs: { ttl: 1 } }];
    for (const now of [...same, linked]) {
      const states = readStates("same", old, now);
      expect(states.old?.resource.id).to.equal("1");
      expect(states.new).to.equal(states.old);
    }
  });

  it("are two where anything differs, or where the step says so", () => {
    const changed = [
      ...[{ inputs: { ttl: 2 } }, { parent: "p" }, { dependencies: ["d"] }, { protect: true }],
      ...[{ retainOnDelete: true }, { delete: true }, { importID: "i" }, { id: "2" }],
      ...[{ pendingReplacement: true }, { outputs: { ttl: 2 } }, { custom: false }],
      { urn: `${stackUrn}${type}::s` },
    ];
    for (const change of changed) {
      const states = readStates("same", old, { ...kept, ...change });
      expect(states.new).to.not.equal(undefined);
      expect(states.new).to.not.equal(states.old);
    }
    const unknown = { ...old, inputs: { ttl: unknownMark } };
    const linked = { ...unknown, propertyDependencies: { ttl: ["d"] } };
    expect(readStates("same", unknown, linked).new).to.not.equal(undefined);
    expect(readStates("same", unknown, linked).new?.resource).to.not.deep.equal(
      readStates("same", unknown, unknown).new?.resource,
    );
    const updated = readStates("update", old, { ...old });
    expect(updated.new).to.deep.equal(updated.old);
    expect(updated.new).to.not.equal(updated.old);
  });

  it("are none where there are none", () => {
    expect(readStates("same", undefined, undefined)).to.deep.equal({
      old: undefined,
      new: undefined,
    });
    expect(readStates("create", undefined, old).old).to.equal(undefined);
    expect(readStates("same", old, undefined).new).to.equal(undefined);
  });
});

describe("a resource of a plan", () => {
  const properties = (before: PlanState | undefined, after: PlanState) =>
    planned(before, after).properties;

  it("stands with its inputs, and beneath them the outputs", () => {
    const { key, properties: held } = recorded(
      read({ inputs: { ttl: 60 }, outputs: { ttl: 1, meta: "{}" } }),
    );
    expect([key, held]).to.deep.equal([`${stackUrn}${type}::r`, { ttl: 60, meta: "{}" }]);
    const bare = read({ inputs: { ttl: 60 } });
    expect(recorded(bare)).to.equal(bare.resource);
  });

  it("knows its zone's name where its own is relative to it, and whole in the outputs", () => {
    const zone = (name: unknown, whole: unknown, token = type) =>
      recorded(read({ inputs: { name }, outputs: { name: whole } }, token)).properties.zoneName;
    expect([
      zone("@", "example.com"),
      zone("www", "www.example.com"),
      zone("a.b", "a.b.example.com"),
    ]).to.deep.equal(["example.com", "example.com", "example.com"]);
    expect([
      ...[zone("www.example.com", "www.example.com"), zone("www", "wwwexample.com")],
      ...[zone("www", "www."), zone("www", 1), zone(1, "1.example.com")],
      zone("www", "www.example.com", "cloudflare:index/loadBalancer:LoadBalancer"),
    ]).to.deep.equal([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("that is new has what the provider foresees, and nothing that it does not know yet", () => {
    const after = read({ inputs: { ttl: 1 }, outputs: { proxied: true, meta: unknownMark } });
    expect(properties(undefined, after)).to.deep.equal({ ttl: 1, proxied: true });
  });

  it("keeps its id and what no input ever set, unless another is foreseen", () => {
    const before = read({
      ...{ id: "1", inputs: { ttl: 60, comment: "c" } },
      outputs: { ttl: 60, comment: "c", createdOn: "then", modifiedOn: "then" },
    });
    const after = read({
      inputs: { ttl: 1 },
      outputs: { modifiedOn: "now", createdOn: unknownMark },
    });
    const resource = planned(before, after);
    expect([resource.id, resource.properties]).to.deep.equal([
      ...["1", { ttl: 1, createdOn: "then", modifiedOn: "now" }],
    ]);
    expect(resource).to.not.have.property("noLongerGiven");
    expect(planned(before, read({ id: "2" })).id).to.equal("2");
    expect(planned(read(), read())).to.not.have.property("id");
  });

  it("keeps what stays although the program no longer gives it, and says so", () => {
    const rules = [{ protocol: "tcp", fromPort: 443 }];
    const before = read({ inputs: { ingress: rules, description: "d" } }, group);
    const { properties: held, noLongerGiven } = planned(before, read({}, group));
    expect([held, noLongerGiven]).to.deep.equal([
      ...[{ ingress: rules, description: "Managed by Pulumi" }, ["ingress"]],
    ]);
    const given = planned(before, read({ inputs: { ingress: [] } }, group));
    expect(given.properties.ingress).to.deep.equal([]);
    expect(given).to.not.have.property("noLongerGiven");
  });
});
