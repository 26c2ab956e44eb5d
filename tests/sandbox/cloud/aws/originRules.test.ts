import { expect } from "chai";
import { apiErrors } from "../../../../facts/aws/apiErrors";
import { networkTypes, pathTypes } from "../../../../facts/resourceTypes";
import type { Outcome } from "../../../../sandbox/cloud/provider/subject";
import type { Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../direct";

type Ids = (name: string) => string;
type Making = readonly [name: string, type: string, inputs: Properties | ((id: Ids) => Properties)];

/** A rule of AWS about what stands behind a hostname: what is there, and what is refused then. */
interface Rule {
  readonly rule: string;
  readonly given: readonly Making[];
  /** What is made, or the name of what goes. */
  readonly refused: Making | string;
  readonly fact: keyof typeof apiErrors;
}

const hex = "0123456789abcdef0";
const { vpc, subnet, networkAcl, networkAclRule } = networkTypes;
const { awsLoadBalancer, listener, listenerRule, targetGroup, scalingGroup } = pathTypes;
const { acmCertificate, launchTemplate } = pathTypes;

const network: readonly Making[] = [
  ["vpc", vpc, { cidrBlock: "10.0.0.0/16" }],
  ...(["a", "b"] as const).map((zone, at): Making => [
    `subnet ${zone}`,
    subnet,
    (id) => ({
      ...{ vpcId: id("vpc"), cidrBlock: `10.0.${at}.0/24` },
      availabilityZone: `us-east-1${zone}`,
    }),
  ]),
];
const second: Making = [
  "second subnet of zone a",
  subnet,
  (id) => ({
    ...{ vpcId: id("vpc"), cidrBlock: "10.0.9.0/24", availabilityZone: "us-east-1a" },
  }),
];
const balancer =
  (given: Properties = {}, ...subnets: readonly string[]) =>
  (id: Ids): Properties => ({
    ...{ name: "edge", subnets: (subnets.length > 0 ? subnets : ["subnet a", "subnet b"]).map(id) },
    ...given,
  });
const group = (id: Ids): Properties => ({
  ...{ name: "app", port: 80, protocol: "HTTP", vpcId: id("vpc") },
});
const listens =
  (given: Properties = {}) =>
  (id: Ids): Properties => ({
    ...{ loadBalancerArn: id("balancer"), port: 80, protocol: "HTTP" },
    defaultActions: [{ type: "forward", targetGroupArn: id("group") }],
    ...given,
  });
const ruled = (id: Ids): Properties => ({
  ...{ listenerArn: id("listener"), priority: 5 },
  conditions: [{ pathPattern: { values: ["/a"] } }],
  actions: [{ type: "forward", targetGroupArn: id("group") }],
});
const standing: readonly Making[] = [
  ...network,
  ["balancer", awsLoadBalancer, balancer()],
  ["group", targetGroup, group],
  ["listener", listener, listens()],
];
const certified: readonly Making[] = [
  ...standing,
  ["certificate", acmCertificate, { domainName: "www.example.com", validationMethod: "DNS" }],
  [
    "encrypted",
    listener,
    (id) => listens({ port: 443, protocol: "HTTPS", certificateArn: id("certificate") })(id),
  ],
];
const trusting: readonly Making[] = [
  ...certified.slice(0, -1),
  [
    "trust store",
    pathTypes.trustStore,
    {
      ...{ name: "pulls", caCertificatesBundleS3Bucket: "elsewhere" },
      caCertificatesBundleS3Key: "ca.pem",
    },
  ],
  [
    "verifying",
    listener,
    (id) => ({
      ...listens({ port: 443, protocol: "HTTPS", certificateArn: id("certificate") })(id),
      mutualAuthentication: { mode: "verify", trustStoreArn: id("trust store") },
    }),
  ],
];
const acl: readonly Making[] = [
  ["vpc", vpc, { cidrBlock: "10.0.0.0/16" }],
  ["acl", networkAcl, (id) => ({ vpcId: id("vpc") })],
];
const entry =
  (ruleNumber: number) =>
  (id: Ids): Properties => ({
    ...{ networkAclId: id("acl"), ruleNumber, protocol: "-1", ruleAction: "allow" },
    ...{ egress: false, cidrBlock: "0.0.0.0/0" },
  });
const machines = (minSize: number, desiredCapacity: number, maxSize: number): Properties => ({
  ...{ name: "web", availabilityZones: ["us-east-1a"], minSize, desiredCapacity, maxSize },
});

/** The codes as AWS's references have them. */
const codes: Readonly<Partial<Record<keyof typeof apiErrors, string>>> = {
  resourceInUse: "ResourceInUse",
  certificateInUse: "ResourceInUseException",
  trustStoreInUse: "TrustStoreInUse",
  inUse: "DependencyViolation",
  listenerExists: "DuplicateListener",
  noSuchLoadBalancer: "LoadBalancerNotFound",
  priorityInUse: "PriorityInUse",
  targetGroupExists: "DuplicateTargetGroupName",
  loadBalancerExists: "DuplicateLoadBalancerName",
  noSuchBalancerGroup: "InvalidSecurityGroup",
  subnetsOfOneZone: "ValidationError",
  subnetsShareZone: "InvalidConfigurationRequest",
  invalidParameter: "InvalidParameterValue",
  aclRuleExists: "NetworkAclEntryAlreadyExists",
  scalingSizes: "ValidationError",
  scalingGroupExists: "AlreadyExists",
  launchTemplateExists: "InvalidLaunchTemplateName.AlreadyExistsException",
};

const rules: readonly Rule[] = [
  {
    ...{ rule: "a target group that a listener names stays", given: standing },
    ...{ refused: "group", fact: "resourceInUse" },
  },
  {
    ...{ rule: "a certificate that a listener shows stays", given: certified },
    ...{ refused: "certificate", fact: "certificateInUse" },
  },
  {
    ...{ rule: "a trust store that a listener names stays", given: trusting },
    ...{ refused: "trust store", fact: "trustStoreInUse" },
  },
  {
    ...{ rule: "a subnet in which a load balancer stands stays", given: standing },
    ...{ refused: "subnet a", fact: "inUse" },
  },
  {
    ...{ rule: "a port has one listener", given: standing, fact: "listenerExists" },
    refused: ["next", listener, listens()],
  },
  {
    ...{ rule: "a listener has a load balancer", given: standing, fact: "noSuchLoadBalancer" },
    refused: ["next", listener, listens({ loadBalancerArn: "arn:none", port: 81 })],
  },
  {
    ...{ rule: "a priority is one rule's", fact: "priorityInUse" },
    given: [...standing, ["rule", listenerRule, ruled]],
    refused: ["next", listenerRule, ruled],
  },
  {
    ...{ rule: "a target group's name is taken once", given: standing, fact: "targetGroupExists" },
    refused: ["next", targetGroup, group],
  },
  {
    ...{ rule: "a load balancer's name is taken once", given: standing },
    ...{ refused: ["next", awsLoadBalancer, balancer()], fact: "loadBalancerExists" },
  },
  {
    ...{ rule: "a load balancer's security group exists", given: network },
    refused: ["next", awsLoadBalancer, balancer({ securityGroups: [`sg-${hex}`] })],
    fact: "noSuchBalancerGroup",
  },
  {
    ...{ rule: "a load balancer stands in two zones", given: network, fact: "subnetsOfOneZone" },
    refused: ["next", awsLoadBalancer, balancer({}, "subnet a")],
  },
  {
    ...{ rule: "a load balancer has one subnet in a zone", given: [...network, second] },
    refused: [
      "next",
      awsLoadBalancer,
      balancer({}, "subnet a", "second subnet of zone a", "subnet b"),
    ],
    fact: "subnetsShareZone",
  },
  {
    ...{ rule: "a rule of a network ACL has a number above 0", given: acl },
    ...{ refused: ["next", networkAclRule, entry(0)], fact: "invalidParameter" },
  },
  {
    ...{ rule: "a rule of a network ACL has a number below 32767", given: acl },
    ...{ refused: ["next", networkAclRule, entry(32_767)], fact: "invalidParameter" },
  },
  {
    ...{ rule: "a number is one rule's in a direction", fact: "aclRuleExists" },
    given: [...acl, ["entry", networkAclRule, entry(100)]],
    refused: ["next", networkAclRule, entry(100)],
  },
  {
    ...{ rule: "the minimum of machines is no more than the maximum", given: [] },
    ...{ refused: ["next", scalingGroup, machines(3, 3, 2)], fact: "scalingSizes" },
  },
  {
    ...{ rule: "the machines wished for lie within the bounds", given: [], fact: "scalingSizes" },
    refused: ["next", scalingGroup, machines(1, 5, 2)],
  },
  {
    ...{ rule: "an Auto Scaling group's name is taken once", fact: "scalingGroupExists" },
    given: [["machines", scalingGroup, machines(1, 1, 2)]],
    refused: ["next", scalingGroup, machines(1, 1, 2)],
  },
  {
    ...{ rule: "a launch template's name is taken once", fact: "launchTemplateExists" },
    given: [["template", launchTemplate, { name: "web" }]],
    refused: ["next", launchTemplate, { name: "web" }],
  },
];

describe("what AWS refuses behind a hostname, by the stand-in", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start({ networks: [] });
  });
  afterEach(() => direct.stop());

  for (const { rule, given, refused, fact } of rules) {
    it(`${rule}: ${codes[fact]}`, async () => {
      const made = new Map<string, readonly [type: string, outcome: Outcome]>();
      const id: Ids = (name) => made.get(name)?.[1].id ?? name;
      const make = ([, type, inputs]: Making): Promise<Outcome> =>
        direct.create(type, typeof inputs === "function" ? inputs(id) : inputs);
      for (const each of given) {
        made.set(each[0], [each[1], await make(each)]);
      }
      const [type = "", outcome] = typeof refused === "string" ? (made.get(refused) ?? []) : [];
      const tried =
        typeof refused !== "string"
          ? make(refused)
          : outcome === undefined
            ? Promise.resolve()
            : direct.delete(type, outcome);
      const { status, code } = await refusal(tried);
      expect([status, code]).to.deep.equal([400, codes[fact]]);
      expect(apiErrors[fact].source).to.match(/API reference|issue \d+/);
    });
  }
});
