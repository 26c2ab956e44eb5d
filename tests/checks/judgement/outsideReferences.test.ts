import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { balancer, forward, known, listens, record, targets } from "../risks/behindBalancer";
import { judgesAsExpected } from "../risks/strangersPlans";

const types = { ...modelTypes, ...networkTypes };
const group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/";
const [own, other] = [`${group}app/0011223344556677`, `${group}other/8899aabbccddeeff`];

const ofGroup = (name: string, id: string): Step => ({
  ...same(types.targetGroup, name, targets({ name })),
  ...{ id, outputs: { arn: id } },
});
const machine = known(same(types.instance, "web", { vpcSecurityGroupIds: ["inner"] }));
const inner = same(types.securityGroup, "inner", {
  ...{ vpcId: "vpc-1", name: "inner" },
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["0.0.0.0/0"] }],
});
const attached = (arn: string): Step =>
  same(types.targetGroupAttachment, arn, { targetGroupArn: arn, targetId: "web" });
const led = (arn: string): Step =>
  known(
    becomes(
      types.listener,
      "https",
      listens({ defaultActions: [{ ...forward, targetGroupArn: own }] }),
      listens({ defaultActions: [{ ...forward, targetGroupArn: arn }] }),
    ),
  );
const served = (...steps: readonly Step[]): Step[] => [
  ...[record, balancer(), same(types.securityGroup, "front", { vpcId: "vpc-1" })],
  ...[machine, inner, ofGroup("app", own), attached(own), ...steps],
];
const routeOf = (gatewayId: string): object => ({
  ...{ routeTableId: "rtb-00112233445566778", destinationCidrBlock: "10.9.0.0/16" },
  ...{ transitGatewayId: gatewayId },
});

describe("a reference that comes to lead out of the plan", () => {
  judgesAsExpected([
    [
      "is named of a listener that forwards to a target group of another stack",
      served(led(other)),
      [],
      ["https: defaultActions[0].targetGroupArn"],
    ],
    [
      "is none where the plan holds the other target group",
      served(led(other), ofGroup("other", other), attached(other)),
      [],
    ],
    [
      "is named of a route's gateway",
      [
        becomes(
          types.route,
          "peer",
          routeOf("tgw-00112233445566778"),
          routeOf("tgw-8899aabbccddeeff0"),
        ),
      ],
      [],
      ["peer: transitGatewayId"],
    ],
    [
      "is none of what is new, which nothing asked before",
      [comes(types.route, "peer", routeOf("tgw-8899aabbccddeeff0"))],
      [],
    ],
    [
      "is none of an authority for certificates, of which it is known that it is private",
      [
        becomes(
          types.acmCertificate,
          "internal",
          { domainName: "internal.example.org", certificateAuthorityArn: authority("00") },
          { domainName: "internal.example.org", certificateAuthorityArn: authority("11") },
        ),
      ],
      [],
    ],
  ]);
});

function authority(end: string): string {
  return `arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/112233445566${end}`;
}
