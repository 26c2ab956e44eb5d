import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { balancer, front, known, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { bucket, bucketPolicy, bucketWebsite, lambdaPermission, launchTemplate } = modelTypes;
const { routeTable, scalingGroup, securityGroup, targetGroup } = modelTypes;
const { metricAlarm, topic } = otherTypes;

const asked = known(same(targetGroup, "app", targets({ healthCheck: { port: "9090" } })));
const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"] },
  ...{ launchTemplate: { id: "lt", version: "$Latest" }, ...more },
});
const fleet = (more: object = {}): Step => same(scalingGroup, "web", machines(more));
const template = (group = "inner"): object => ({ name: "lt", vpcSecurityGroupIds: [group] });
const letsIn = (...ports: readonly number[]): object => ({
  ingress: ports.map((port) => ({
    ...{ protocol: "tcp", fromPort: port, toPort: port, securityGroups: ["front"] },
  })),
});
const behind = (...steps: readonly Step[]): Step[] => [
  ...front,
  same(launchTemplate, "lt", template()),
  ...steps,
];
const inner = (was: readonly number[], is: readonly number[]): Step =>
  becomes(securityGroup, "inner", letsIn(...was), letsIn(...is));

describe("the port for health checks alone", () => {
  judgesAsExpected([
    [
      "is shut, and nothing replaces what is found unhealthy",
      behind(asked, fleet(), inner([8080, 9090], [8080])),
      ["medium targets-shut app"],
    ],
    [
      "is shut, and what is found unhealthy is replaced",
      behind(asked, fleet({ healthCheckType: "ELB" }), inner([8080, 9090], [8080])),
      ["high targets-shut app"],
    ],
    [
      "was shut before the port for requests is",
      behind(asked, fleet(), inner([8080], [9090])),
      ["high targets-shut app"],
    ],
    ["stays open", behind(asked, fleet(), inner([8080, 9090, 22], [8080, 9090])), []],
  ]);
});

describe("the security groups of a launch template", () => {
  const app = known(same(targetGroup, "app", targets()));
  const groups = [
    same(securityGroup, "inner", letsIn(8080)),
    same(securityGroup, "none", letsIn(22)),
  ];
  const changed = (was: object, is: object = was): Step =>
    becomes(launchTemplate, "lt", { ...template(), ...was }, { ...template("none"), ...is });
  const site = (more: object, ...steps: readonly Step[]): Step[] => [
    ...[...front, app, fleet(more), ...groups, ...steps],
  ];
  judgesAsExpected([
    [
      "come to be others, for machines that are made later",
      site({}, changed({})),
      ["medium targets-shut app"],
    ],
    [
      "come to be others in a version that counts by default",
      site({ launchTemplate: { id: "lt" } }, changed({ updateDefaultVersion: true })),
      ["medium targets-shut app"],
    ],
    [
      "come to be others in a version that nothing takes",
      site({ launchTemplate: { id: "lt", version: "3" } }, changed({})),
      [],
    ],
    [
      "come to be others in a version that is not the default",
      site({ launchTemplate: { id: "lt" } }, changed({})),
      [],
    ],
  ]);
});

describe("lists that a program no longer gives", () => {
  const app = known(same(targetGroup, "app", targets()));
  const { targetGroupArns, ...without } = machines() as { readonly targetGroupArns: unknown };
  const inTable = [
    balancer({ subnets: ["public"] }),
    ...front.filter(({ name }) => name !== "edge"),
    known(same(targetGroup, "app", targets())),
    same(modelTypes.subnet, "public", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
    same(modelTypes.routeTableAssociation, "tie", { subnetId: "public", routeTableId: "rt" }),
  ];
  judgesAsExpected([
    [
      "leave an Auto Scaling group attached",
      [...front, app, becomes(scalingGroup, "web", { ...without, targetGroupArns }, without)],
      [],
    ],
    [
      "detach it where they are given and empty",
      [
        ...[...front, app],
        becomes(scalingGroup, "web", machines(), { ...without, targetGroupArns: [] }),
      ],
      ["high targets-lost app"],
    ],
    [
      "leave the routes of a table",
      [
        ...inTable,
        becomes(
          routeTable,
          "rt",
          { vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
          { vpcId: "vpc-1", tags: { team: "web" } },
        ),
      ],
      [],
    ],
    [
      "take the routes away where they are given and empty",
      [
        ...inTable,
        becomes(
          routeTable,
          "rt",
          { vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
          { vpcId: "vpc-1", routes: [] },
        ),
      ],
      ["high subnet-cut-off edge"],
    ],
  ]);
});

describe("alarms of a topic to which others subscribe", () => {
  const suffix = "app/edge/50dc6c495c0c9188";
  const arn = "arn:aws:sns:eu-west-1:123456789012:oncall";
  const alb = known(same(modelTypes.awsLoadBalancer, "edge", { name: "edge" }), {
    arnSuffix: suffix,
  });
  const oncall = { ...same(topic, "oncall", { name: "oncall" }), id: arn, outputs: { arn } };
  const alarm = (more: object = {}): object => ({
    ...{ name: "errors", namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" },
    ...{ dimensions: { LoadBalancer: suffix }, statistic: "Sum", period: 60 },
    ...{ evaluationPeriods: 2, comparisonOperator: "GreaterThanThreshold", threshold: 5 },
    ...{ alarmActions: [arn], ...more },
  });
  const actions = ["errors: alarmActions"];
  judgesAsExpected([
    ["go", [alb, oncall, goes(metricAlarm, "errors", alarm())], ["low alarm-lost edge"], actions],
    [
      "are muted",
      [alb, oncall, becomes(metricAlarm, "errors", alarm(), alarm({ actionsEnabled: false }))],
      ["low alarm-lost edge"],
      actions,
    ],
    [
      "ring at another number",
      [alb, oncall, becomes(metricAlarm, "errors", alarm(), alarm({ threshold: 9 }))],
      [],
      actions,
    ],
    [
      "go where nobody was told",
      [alb, oncall, goes(metricAlarm, "errors", alarm({ alarmActions: [] }))],
      [],
      actions,
    ],
  ]);
});

describe("what lets others than a load balancer call a function", () => {
  judgesAsExpected([
    [
      "is named as not judged",
      [
        goes(lambdaPermission, "url", {
          ...{ action: "lambda:InvokeFunctionUrl", function: "shop", principal: "*" },
          functionUrlAuthType: "NONE",
        }),
      ],
      [],
      ["url: "],
    ],
  ]);
});

describe("the policy of a bucket that hostnames lead to", () => {
  const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
  const policy = (...statements: readonly object[]): object => ({
    bucket: "shop.example.com",
    policy: JSON.stringify({
      Statement: statements.map((each) => ({
        ...{ Resource: "arn:aws:s3:::shop.example.com/*", ...each },
      })),
    }),
  });
  const denies = (more: object): object => ({
    ...{ Effect: "Deny", Principal: "*", Action: "s3:*", ...more },
  });
  const plain = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
  const own = same(bucket, "shop", { bucket: "shop.example.com" });
  const website = same(bucketWebsite, "site", {
    ...{ bucket: "shop.example.com", indexDocument: { suffix: "index.html" } },
  });
  const record = (host: string): Step =>
    same("record", "shop", {
      ...{ zoneId, name: "shop.example.com", type: "CNAME", proxied: true, ttl: 1 },
      content: `shop.example.com.${host}.amazonaws.com`,
    });
  const site = "s3-website-eu-west-1";
  const becomesOf = (host: string, is: object): Step[] => [
    ...[own, website, record(host)],
    becomes(bucketPolicy, "policy", policy(everybody), is),
  ];
  const shut = ["high bucket-shut shop.example.com"];
  const plans: StrangersPlans = [
    ["comes to deny everybody", becomesOf(site, policy(everybody, denies({}))), shut],
    [
      "comes to deny plain HTTP to a website",
      becomesOf(site, policy(everybody, denies(plain))),
      shut,
    ],
    [
      "comes to deny plain HTTP to what is asked by TLS",
      becomesOf("s3.eu-west-1", policy(everybody, denies(plain))),
      [],
    ],
    [
      "comes to deny others than some addresses, none of which is Cloudflare's",
      becomesOf(
        site,
        policy(
          everybody,
          denies({ Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } }),
        ),
      ),
      ["high bucket-shut shop.example.com"],
    ],
    [
      "comes to deny a folder",
      becomesOf(
        site,
        policy(everybody, denies({ Resource: "arn:aws:s3:::shop.example.com/private/*" })),
      ),
      [],
    ],
    [
      "comes to deny writing",
      becomesOf(site, policy(everybody, denies({ Action: "s3:Put*" }))),
      [],
    ],
    [
      "comes to let everybody list alone",
      becomesOf(site, policy({ ...everybody, Action: ["s3:ListBucket"] })),
      shut,
    ],
    [
      "comes to let everybody read by a pattern",
      becomesOf(site, policy({ ...everybody, Action: ["s3:Get*"] })),
      [],
    ],
    [
      "goes, and a pool leads there",
      [
        ...[own, website],
        same("monitor", "health", { accountId: "a", type: "https", path: "/healthz" }),
        same("pool", "one", {
          ...{ accountId: "a", name: "one", monitor: "health" },
          origins: [{ name: "s3", address: `shop.example.com.${site}.amazonaws.com` }],
        }),
        same("balancer", "www", {
          ...{ zoneId, name: "www.example.com", proxied: true },
          ...{ defaultPools: ["one"], fallbackPool: "one" },
        }),
        goes(bucketPolicy, "policy", policy(everybody)),
      ],
      shut,
    ],
  ];
  // What else a policy says is not read.
  judgesAsExpected(plans.map(([name, steps, risks]) => [name, steps, risks, ["policy: "]]));
});
