import { expect } from "chai";
import fc from "fast-check";

import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { Inventory } from "../../../model/graph/inventory";
import {
  protectedEndpoints,
  type ProtectedEndpoint,
} from "../../../model/firewall/protectedEndpoints";
import type { ModelResource } from "../../../model/graph/resources";
import { OutageFaces } from "../../../sandbox/watch/outageEndpoints";
import { OutageFirewalls } from "../../../sandbox/watch/outageFirewalls";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

function group(id: string, vpcId: string, region: string): ModelResource {
  return resource(groupType, id, { vpcId, region });
}

function carrier(kind: "alb" | "instance", id: string, groups: readonly string[]): ModelResource {
  return kind === "alb"
    ? resource("aws:lb/loadBalancer:LoadBalancer", id, { securityGroups: groups })
    : resource("aws:ec2/instance:Instance", id, { vpcSecurityGroupIds: groups });
}

function resource(type: string, id: string, properties: object): ModelResource {
  return { key: `${type}::${id}`, type, id, name: id, properties: { ...properties } };
}

/** An account that changes, followed by the watch's endpoints. */
class Followed {
  readonly inventory = new Inventory([], { complete: true });
  readonly endpoints = new OutageFaces(this.inventory);
  private readonly resources = new Map<string, ModelResource>();

  put(after: ModelResource): void {
    const before = this.inventory.byKey(after.key);
    this.resources.set(after.key, after);
    this.inventory.put(after);
    this.endpoints.follow(before, after);
  }

  remove(key: string): void {
    const before = this.inventory.byKey(key);
    this.resources.delete(key);
    this.inventory.remove(key);
    this.endpoints.follow(before, undefined);
  }

  readAnew(): ProtectedEndpoint[] {
    return protectedEndpoints(new Inventory(this.resources.values(), { complete: true }));
  }
}

const groupIds = ["sg-1", "sg-2", "sg-3", "sg-4"];

const changes = fc.oneof(
  fc.record({
    put: fc
      .tuple(
        fc.constantFrom(...groupIds),
        fc.constantFrom("vpc-1", "vpc-2"),
        fc.constantFrom("us-east-1", "eu-west-1"),
      )
      .map((args) => group(...args)),
  }),
  fc.record({
    put: fc
      .tuple(
        fc.constantFrom("alb" as const, "instance" as const),
        fc.constantFrom("one", "two"),
        fc.subarray(groupIds),
      )
      .map((args) => carrier(...args)),
  }),
  fc.record({
    remove: fc.constantFrom(
      ...groupIds.map((id) => group(id, "", "").key),
      ...["one", "two"].flatMap((id) => [
        carrier("alb", id, []).key,
        carrier("instance", id, []).key,
      ]),
    ),
  }),
);

function namesOf(endpoints: readonly ProtectedEndpoint[]): object[] {
  return endpoints
    .map(({ key, title, attachedTo, groups }) => ({
      ...{ key, title, attachedTo },
      groups: groups.map((each) => each.key),
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

describe("endpoints of origins in a changing account", () => {
  it("are after every change those that the account gives when it is read anew", () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 25 }), (sequence) => {
        const account = new Followed();
        for (const change of sequence) {
          if ("put" in change) {
            account.put(change.put);
          } else {
            account.remove(change.remove);
          }
          expect(namesOf(account.endpoints.all())).to.deep.equal(namesOf(account.readAnew()));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are found anew for each load balancer that loses a group", () => {
    const account = new Followed();
    groupIds.slice(0, 3).forEach((id) => account.put(group(id, "vpc-1", "us-east-1")));
    account.put(carrier("alb", "one", ["sg-1", "sg-2"]));
    account.put(carrier("alb", "two", ["sg-1", "sg-3"]));
    account.remove(group("sg-1", "", "").key);
    expect(
      account.endpoints.all().map(({ title, groups }) => [title, groups.map(({ id }) => id)]),
    ).to.deep.equal([
      ["one", ["sg-2"]],
      ["two", ["sg-3"]],
    ]);
  });

  it("take in one more group of a network with as few questions as the first", () => {
    const account = new Followed();
    const questions = Array.from({ length: 200 }, (_each, index) => {
      const after = group(`sg-${index}`, "vpc-1", "us-east-1");
      account.inventory.put(after);
      return account.inventory.observe(() => account.endpoints.follow(undefined, after)).asked.size;
    });
    expect(questions[199]).to.equal(questions[0]);
    expect(account.endpoints.all().map(({ key, groups }) => [key, groups.length])).to.deep.equal([
      ["network vpc-1 in us-east-1", 200],
    ]);
  });
});

describe("firewalls of a network of many groups", () => {
  it("are asked as little about the last group as about the second", () => {
    const inventory = new Inventory([], { complete: true });
    const firewalls = new OutageFirewalls(inventory);
    const put = (after: ModelResource): number => {
      inventory.put(after);
      return inventory.observe(() =>
        firewalls.follow(undefined, after).subjects.map((subject) => subject.ask().state),
      ).asked.size;
    };
    const cidrBlocks = [...cloudflareRanges.ipv4];
    const origins = [{ name: "a", address: "203.0.113.1" }];
    put(resource("cloudflare:index/loadBalancerPool:LoadBalancerPool", "p", { origins }));
    const questions = Array.from({ length: 200 }, (_each, index) => {
      const ingress = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }];
      return put(
        resource(groupType, `sg-${index}`.padEnd(6, "x"), {
          ...{ vpcId: "vpc-1", region: "us-east-1" },
          ingress,
        }),
      );
    });
    expect(questions[199]).to.equal(questions[1]);
  });
});
