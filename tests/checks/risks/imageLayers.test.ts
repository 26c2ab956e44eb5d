import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, routeTable, routeTableAssociation, subnet, targetGroup, vpc } = modelTypes;
const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1";
const definition = (own: string, kind = "FARGATE"): Step => ({
  ...same(modelTypes.taskDefinition, "shop", {
    ...{ family: "shop", networkMode: "awsvpc", requiresCompatibilities: [kind] },
    containerDefinitions: JSON.stringify([
      { name: "shop", image: own, portMappings: [{ containerPort: 8080 }] },
    ]),
  }),
  outputs: { arn: "shop:1" },
});
const site = (own: Step, ...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" }))), own],
  ...[same(vpc, "net", { cidrBlock: "10.0.0.0/16" }), same(routeTable, "table", { vpcId: "net" })],
  same(subnet, "p", { vpcId: "net", cidrBlock: "10.0.10.0/24" }),
  same(routeTableAssociation, "tie", { subnetId: "p", routeTableId: "table" }),
  same(ecsService, "shop", {
    ...{ desiredCount: 2, taskDefinition: "shop:1", networkConfiguration: { subnets: ["p"] } },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  }),
  ...steps,
];
const statement = (resources: string | readonly string[], more: object = {}): object => ({
  ...{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: resources, ...more },
});
const own = statement(["arn:aws:s3:::acme-*", "arn:aws:s3:::acme-*/*"]);
const layers = statement("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*", {
  Action: "s3:GetObject",
});
const endpoint = (statements?: readonly object[], more: object = {}): object => ({
  ...{ vpcId: "net", serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway" },
  ...{ routeTableIds: ["table"], ...more },
  policy: statements && JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
const narrowed = (statements: readonly object[], more: object = {}): Step =>
  becomes(otherTypes.vpcEndpoint, "s3", endpoint(undefined, more), endpoint(statements, more));
const told = ["medium tasks-unstartable shop"];
const passed = ["s3: "];

describe("the risks of what an endpoint of S3 lets through", () => {
  judgesAsExpected([
    ["own buckets alone", site(definition(image), narrowed([own])), told],
    ["the layers of images too", site(definition(image), narrowed([own, layers])), [], passed],
    [
      "the layers of another region",
      site(
        definition(image),
        narrowed([own, statement("arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*")]),
      ),
      told,
    ],
    [
      "everything but the layers",
      site(definition(image), narrowed([statement("*"), { ...layers, Effect: "Deny" }])),
      told,
    ],
    [
      "the layers to be written alone",
      site(definition(image), narrowed([{ ...layers, Action: "s3:PutObject" }])),
      told,
    ],
    [
      "the layers for one account, which the plan cannot judge",
      site(
        definition(image),
        narrowed([{ ...layers, Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }]),
      ),
      [],
      passed,
    ],
    [
      "nothing more than before",
      site(
        definition(image),
        becomes(otherTypes.vpcEndpoint, "s3", endpoint([own]), endpoint([own, own])),
      ),
      [],
      passed,
    ],
    [
      "the image comes from elsewhere",
      site(definition("docker.io/library/nginx:1"), narrowed([own])),
      [],
      passed,
    ],
    ["machines hold the image", site(definition(image, "EC2"), narrowed([own])), [], passed],
    [
      "other subnets are led there",
      site(definition(image), narrowed([own], { routeTableIds: ["other"] })),
      [],
      passed,
    ],
    [
      "the subnets are led there by what stands beside it",
      site(
        ...[definition(image), narrowed([own], { routeTableIds: undefined })],
        same(otherTypes.vpcEndpointTie, "by", { routeTableId: "table", vpcEndpointId: "s3" }),
      ),
      told,
    ],
    [
      "an interface, to which no route leads",
      site(definition(image), narrowed([own], { vpcEndpointType: "Interface" })),
      [],
      passed,
    ],
    [
      "one that is new",
      site(definition(image), comes(otherTypes.vpcEndpoint, "s3", endpoint([own]))),
      told,
    ],
  ]);
});

it("an endpoint of S3 that keeps layers back says whose tasks begin no more", () => {
  const [risk] = reviewSteps(site(definition(image), narrowed([own]))).risks;
  expect(bareText(risk?.consequence ?? [])).to.equal(
    "From this change on the policy of s3, by which S3 is reached in p, does not let through the layers of images of Amazon ECR: no task of shop that begins there gets its image, and visitors of www.example.com get Error 500, 502, 503 or 504 as soon as those that serve today end, by a release, a fault or less load.",
  );
});
