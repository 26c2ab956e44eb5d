import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, riskLines, same, type Step } from "../report/plans";

const { ecsService, securityGroup } = modelTypes;
const admits = (...cidrBlocks: readonly string[]): object => ({
  vpcId: "vpc-1",
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks }],
});
const ofCloudflare = admits(...cloudflareRanges.ipv4);
const inService = (group: string): object => ({
  desiredCount: 2,
  networkConfiguration: { subnets: ["p"], securityGroups: [group], assignPublicIp: true },
});
const service = same(ecsService, "shop", inService("tasks"));
const changed = becomes(ecsService, "shop", inService("tasks"), inService("inner"));
const other = same(securityGroup, "other", ofCloudflare);
const opens = becomes(securityGroup, "tasks", ofCloudflare, admits("0.0.0.0/0"));
const shuts = becomes(securityGroup, "tasks", ofCloudflare, admits("10.0.0.0/16"));

describe("the risks of the security groups of a service of ECS", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    ["name it when it is opened", [service, other, opens], ["high origin-opened shop"]],
    [
      "are not hidden by a group of the same network",
      [service, other, shuts],
      ["high origin-shut shop"],
    ],
    [
      "tell of the service that takes another group",
      [
        ...[other, same(securityGroup, "tasks", ofCloudflare)],
        ...[same(securityGroup, "inner", admits("10.0.0.0/16")), changed],
      ],
      ["high origin-shut shop"],
    ],
    [
      "tell that the group which tasks have does not go",
      [service, other, goes(securityGroup, "tasks", { vpcId: "vpc-1" })],
      ["medium object-in-use tasks"],
    ],
    [
      "tell nothing of a group that goes after the service has left it",
      [
        ...[other, same(securityGroup, "inner", { vpcId: "vpc-1" }), changed],
        goes(securityGroup, "tasks", { vpcId: "vpc-1" }),
      ],
      [],
    ],
  ];
  for (const [title, steps, lines] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(lines);
    });
  }
});
