import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { apiIntegration, cacheGroup, database, ecsService, httpApi, imageRepository } = modelTypes;
const { functionUrl, lambdaFunction, launchTemplate, logGroup, managedPolicy, role } = modelTypes;
const { rolePolicy, rolePolicyAttachment, route53Record, scalingGroup, secret } = modelTypes;
const { secretVersion, securityGroup, targetGroup, taskDefinition } = modelTypes;

const arn = {
  execution: "arn:aws:iam::111122223333:role/shop-execution",
  task: "arn:aws:iam::111122223333:role/shop-task",
  secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf",
};
const address = "shop.abcdefghijkl.eu-west-1.rds.amazonaws.com";
const repository = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop";

const container = (more: object = {}): object => ({
  ...{ name: "shop", image: `${repository}:4`, portMappings: [{ containerPort: 8080 }] },
  environment: [{ name: "DATABASE_URL", value: `postgres://shop@${address}:5432/shop` }],
  secrets: [{ name: "PASSWORD", valueFrom: `${arn.secret}:password::` }],
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/shop" } },
  ...more,
});
const definition = (more: object = {}): object => ({
  ...{ family: "shop", networkMode: "awsvpc", cpu: "512", memory: "1024" },
  ...{ executionRoleArn: arn.execution, taskRoleArn: arn.task },
  containerDefinitions: JSON.stringify([container(more)]),
});
const service = (more: object = {}): object => ({
  ...{ desiredCount: 3, taskDefinition: "shop:1" },
  networkConfiguration: { subnets: ["p"], securityGroups: ["tasks"] },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  ...more,
});
/** A hostname whose requests tasks of ECS answer. */
const shop = (steps: readonly Step[], more: object = {}): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  { ...same(taskDefinition, "shop", definition(more)), outputs: { arn: "shop:1" } },
  same(ecsService, "web", service()),
  ...steps,
];
const at = (step: Step, outputs: object): Step => ({ ...step, outputs });
const held = (more: object = {}): object => ({ identifier: "shop", engine: "postgres", ...more });
const base = (step: Step): Step => at(step, { address, endpoint: `${address}:5432` });

describe("the risks of databases that applications behind hostnames ask", () => {
  const other = "other.abcdefghijkl.eu-west-1.rds.amazonaws.com";
  const updated = (old: object, now: object): Step =>
    base(becomes(database, "db", held(old), held(now)));
  const unread = (what: string): string[] => [`db: ${what}`];
  judgesAsExpected([
    ["goes", shop([base(goes(database, "db", held()))]), ["high dependency-lost www.example.com"]],
    [
      "goes, and nothing asks it",
      shop([at(goes(database, "db", held()), { address: other })]),
      [],
      unread(""),
    ],
    [
      "would go, and is protected from that at the provider",
      shop([base(goes(database, "db", held({ deletionProtection: true })))]),
      ["medium object-refused db"],
      unread(""),
    ],
    [
      "stays where it is, and Pulumi forgets it",
      shop([{ ...base(goes(database, "db", held())), retainOnDelete: true }]),
      [],
    ],
    [
      "is made anew",
      shop([
        {
          ...{ op: "replace", type: database, name: "db", id: "db" },
          ...{ old: held({ kmsKeyId: "a" }), new: held({ kmsKeyId: "b" }), isMadeAnew: true },
          ...{ outputs: { address }, replaceReasons: ["kmsKeyId"] },
        },
      ]),
      ["high dependency-lost www.example.com"],
    ],
    [
      "gets another class at once",
      shop([
        updated(
          { instanceClass: "db.t4g.medium", applyImmediately: true },
          { instanceClass: "db.r7g.large", applyImmediately: true },
        ),
      ]),
      ["high dependency-restarts www.example.com"],
    ],
    [
      "gets another class at once, and another machine takes over",
      shop([
        updated(
          { instanceClass: "db.t4g.medium", applyImmediately: true, multiAz: true },
          { instanceClass: "db.r7g.large", applyImmediately: true, multiAz: true },
        ),
      ]),
      ["medium dependency-restarts www.example.com"],
    ],
    [
      "gets another version at once, as does the machine that would take over",
      shop([
        updated(
          { engineVersion: "16.4", applyImmediately: true, multiAz: true },
          { engineVersion: "17.2", applyImmediately: true, multiAz: true },
        ),
      ]),
      ["high dependency-restarts www.example.com"],
    ],
    [
      "gets another port at once",
      shop([
        updated({ port: 5432, applyImmediately: true }, { port: 6432, applyImmediately: true }),
      ]),
      ["high dependency-lost www.example.com"],
    ],
    [
      "gets another class in the maintenance window",
      shop([updated({ instanceClass: "db.t4g.medium" }, { instanceClass: "db.r7g.large" })]),
      [],
      unread("instanceClass"),
    ],
    [
      "gets more room and is kept for longer",
      shop([
        updated(
          { allocatedStorage: 100, backupRetentionPeriod: 7, applyImmediately: true },
          { allocatedStorage: 200, backupRetentionPeriod: 14, applyImmediately: true },
        ),
      ]),
      [],
    ],
    [
      "is kept from now on, at once",
      shop([
        updated(
          { backupRetentionPeriod: 0, applyImmediately: true },
          { backupRetentionPeriod: 7, applyImmediately: true },
        ),
      ]),
      ["medium dependency-restarts www.example.com"],
    ],
    [
      "is no longer kept, from the maintenance window on",
      shop([updated({ backupRetentionPeriod: 7 }, { backupRetentionPeriod: 0 })]),
      [],
    ],
    [
      "gets another name",
      shop([updated({}, { identifier: "shop-2026" })]),
      ["high dependency-lost www.example.com"],
    ],
    [
      "gets another password",
      shop([updated({ password: "one" }, { password: "two" })]),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "gets another password, and the application goes on asking as its owner",
      shop([updated({ username: "shop", password: "one" }, { username: "shop", password: "two" })]),
      ["high dependency-lost www.example.com"],
    ],
    [
      "gets another password, and so does the secret that the application reads",
      shop([
        updated({ username: "shop", password: "one" }, { username: "shop", password: "two" }),
        at(same(secret, "password", { name: "shop/db" }), { arn: arn.secret }),
        comes(secretVersion, "password", { secretId: arn.secret, secretString: "two" }),
      ]),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "goes, and is asked by a name of a private zone",
      shop(
        [
          same(route53Record, "db", {
            ...{ zoneId: "Z1", name: "db.internal.example.com", type: "CNAME" },
            records: [address],
          }),
          base(goes(database, "db", held())),
        ],
        { environment: [{ name: "HOST", value: "db.internal.example.com" }] },
      ),
      ["high dependency-lost www.example.com"],
    ],
    [
      "goes, and its name is in a secret",
      shop(
        [
          at(same(secret, "db-url", { name: "shop/db" }), { arn: arn.secret }),
          same(secretVersion, "url", {
            secretId: arn.secret,
            secretString: `{"host":"${address}"}`,
          }),
          base(goes(database, "db", held())),
        ],
        { environment: [] },
      ),
      ["high dependency-lost www.example.com"],
    ],
  ]);

  const admitting = {
    ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: ["tasks"] }],
  };
  const guarded: readonly Step[] = [
    same(securityGroup, "tasks", { vpcId: "vpc-1" }),
    same(securityGroup, "data", admitting),
  ];
  const silent = { environment: [] };
  judgesAsExpected([
    [
      "goes, and its security group lets the application in",
      shop(
        [...guarded, base(goes(database, "db", held({ vpcSecurityGroupIds: ["data"] })))],
        silent,
      ),
      ["high dependency-lost www.example.com"],
    ],
    [
      "goes, and a cluster beside it lets the application in too",
      shop(
        [
          ...guarded,
          base(goes(database, "db", held({ vpcSecurityGroupIds: ["data"] }))),
          comes(modelTypes.databaseCluster, "shop", { vpcSecurityGroupIds: ["data"] }),
        ],
        silent,
      ),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "goes, and its security group lets an application in that names another one",
      shop(
        [
          ...guarded,
          at(same(database, "kept", held()), { address: other }),
          base(goes(database, "db", held({ vpcSecurityGroupIds: ["data"] }))),
        ],
        { environment: [{ name: "HOST", value: other }] },
      ),
      [],
      unread(""),
    ],
  ]);

  it("goes after the application is led to another one", () => {
    const steps = shop([base(goes(database, "db", held()))]).map((step) =>
      step.type === taskDefinition
        ? becomes(
            taskDefinition,
            "shop",
            definition(),
            definition({ environment: [{ name: "HOST", value: other }] }),
          )
        : step,
    );
    expect(reviewSteps(steps).risks.map(({ id }) => id)).to.deep.equal([]);
  });

  it("says who asks it, what visitors get and the way out", () => {
    const [risk] = reviewSteps(shop([base(goes(database, "db", held()))])).risks;
    expect(risk && bareText(risk.consequence)).to.equal(
      "The database db, which web asks, goes with this update: visitors of www.example.com get Error 500, 502, 503 or 504 until they ask another one.",
    );
  });
});

describe("the risks of caches and user data", () => {
  const primary = "shop.abcdef.ng.0001.euw1.cache.amazonaws.com";
  const machines = (userData: string): Step[] => [
    ...[...front, known(same(targetGroup, "app", targets()))],
    same(scalingGroup, "web", {
      ...{ name: "web", minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"] },
      launchTemplate: { id: "lt", version: "$Latest" },
    }),
    same(launchTemplate, "lt", { userData: Buffer.from(userData).toString("base64") }),
  ];
  const gone = at(goes(cacheGroup, "cache", {}), { primaryEndpointAddress: primary });
  judgesAsExpected([
    [
      "a cache goes that machines are told of when they begin",
      [...machines(`#!/bin/sh\necho REDIS=${primary}:6379 >> /etc/shop\n`), gone],
      ["high dependency-lost www.example.com"],
    ],
    ["a cache goes that they are not told of", [...machines("#!/bin/sh\n"), gone], [], ["cache: "]],
  ]);
});

describe("the risks of what tasks need to begin", () => {
  const group = goes(logGroup, "logs", { name: "/ecs/shop" });
  const withArn = (step: Step, own: string): Step => at(step, { arn: own });
  const execution = withArn(same(role, "execution", { name: "shop-execution" }), arn.execution);
  const task = withArn(same(role, "task", { name: "shop-task" }), arn.task);
  const policyArn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
  const policy = (...actions: readonly string[]): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
  const trust = (service: string): object => ({
    name: "shop-execution",
    assumeRolePolicy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    }),
  });
  const filesComeToAllow = (action: string): Step =>
    becomes(
      rolePolicy,
      "files",
      { role: "task", policy: policy("s3:GetObject", "s3:PutObject") },
      { role: "task", policy: policy(action) },
    );
  judgesAsExpected([
    ["their log group goes", shop([group]), ["medium tasks-unstartable www.example.com"]],
    [
      "their log group goes, and they make one themselves",
      shop([group], {
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "/ecs/shop", "awslogs-create-group": "true" },
        },
      }),
      [],
      ["logs: "],
    ],
    [
      "another log group goes",
      shop([goes(logGroup, "logs", { name: "/ecs/batch" })]),
      [],
      ["logs: "],
    ],
    [
      "their log group is kept for longer",
      shop([
        becomes(
          logGroup,
          "logs",
          { name: "/ecs/shop", retentionInDays: 14 },
          { name: "/ecs/shop", retentionInDays: 90 },
        ),
      ]),
      [],
    ],
    [
      "their secret goes",
      shop([withArn(goes(secret, "db", { name: "shop/db" }), arn.secret)]),
      ["medium tasks-unstartable www.example.com"],
    ],
    [
      "the repository of their images goes with all that is in it",
      shop([
        at(goes(imageRepository, "shop", { forceDelete: true }), { repositoryUrl: repository }),
      ]),
      ["medium tasks-unstartable www.example.com"],
    ],
    [
      "the policy is detached by which they get images and secrets",
      shop([execution, goes(rolePolicyAttachment, "pull", { role: "execution", policyArn })]),
      ["medium tasks-unstartable www.example.com"],
    ],
    [
      "a policy is detached from a role that nothing behind a hostname has",
      shop([
        withArn(same(role, "batch", { name: "batch" }), "arn:aws:iam::111122223333:role/batch"),
        goes(rolePolicyAttachment, "pull", { role: "batch", policyArn }),
      ]),
      [],
      ["pull: "],
    ],
    [
      "a policy is detached that lets people look into them",
      shop([
        task,
        goes(rolePolicyAttachment, "exec", {
          role: "task",
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        }),
      ]),
      [],
      ["exec: "],
    ],
    [
      "they are let do less",
      shop([task, filesComeToAllow("s3:Get*")]),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "they are let do the same in other words",
      shop([task, filesComeToAllow("s3:*")]),
      [],
      ["files: "],
    ],
    [
      "a policy of one's own that is attached lets them do less",
      shop([
        task,
        same(rolePolicyAttachment, "files", { role: "task", policyArn: "own" }),
        becomes(
          managedPolicy,
          "own",
          { policy: policy("dynamodb:Query", "dynamodb:PutItem") },
          { policy: policy("dynamodb:PutItem") },
        ),
      ]),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "they are let do the same by another policy of the role",
      shop([
        task,
        goes(rolePolicy, "files", { role: "task", policy: policy("s3:GetObject") }),
        comes(rolePolicyAttachment, "own", { role: "task", policyArn: "own" }),
        same(managedPolicy, "own", { policy: policy("s3:Get*") }),
      ]),
      [],
      ["files: ", "own: "],
    ],
    [
      "their role is no longer for tasks",
      shop([
        withArn(
          becomes(role, "execution", trust("ecs-tasks.amazonaws.com"), trust("ec2.amazonaws.com")),
          arn.execution,
        ),
      ]),
      ["medium tasks-unstartable www.example.com"],
    ],
  ]);
});

describe("the risks of roles that let less be done with what is named", () => {
  const tableArn = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  const bucketArn = "arn:aws:s3:::shop-files";
  const named = {
    environment: [
      { name: "TABLE", value: "orders" },
      { name: "FILES", value: "shop-files" },
    ],
  };
  const lets = (actions: string, ...Resource: readonly string[]): object => ({
    ...{ role: "task", name: "shop" },
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: [actions], Resource }] }),
  });
  const things: readonly Step[] = [
    at(same(role, "task", { name: "shop-task" }), { arn: arn.task }),
    at(same(modelTypes.table, "orders", { name: "orders" }), { arn: tableArn }),
    at(same(modelTypes.bucket, "files", { bucket: "shop-files" }), { arn: bucketArn }),
  ];
  const become = (old: object, now: object): Step => becomes(rolePolicy, "shop", old, now);
  judgesAsExpected([
    [
      "nothing with a table that they name",
      shop([...things, goes(rolePolicy, "shop", lets("dynamodb:*", tableArn))], named),
      ["high dependency-lost www.example.com"],
    ],
    [
      "nothing with a table that they do not name",
      shop([...things, goes(rolePolicy, "shop", lets("dynamodb:*", tableArn))]),
      ["medium dependency-lost www.example.com"],
    ],
    [
      "the table that they name alone",
      shop([...things, become(lets("dynamodb:*", "*"), lets("dynamodb:*", tableArn))], named),
      [],
      ["shop: "],
    ],
    [
      "another table alone",
      shop(
        [...things, become(lets("dynamodb:*", "*"), lets("dynamodb:*", `${tableArn}-2`))],
        named,
      ),
      ["high dependency-lost www.example.com"],
    ],
    [
      "a bucket without its objects",
      shop(
        [...things, become(lets("s3:*", bucketArn, `${bucketArn}/*`), lets("s3:*", bucketArn))],
        named,
      ),
      ["high dependency-lost www.example.com"],
    ],
    [
      "the objects of a bucket alone",
      shop([...things, become(lets("s3:*", "*"), lets("s3:*", `${bucketArn}/*`))], named),
      [],
      ["shop: "],
    ],
    [
      "all with a table by another policy",
      shop(
        [
          ...things,
          goes(rolePolicy, "shop", lets("dynamodb:*", tableArn)),
          comes(rolePolicy, "orders", { ...lets("dynamodb:*", tableArn), name: "orders" }),
        ],
        named,
      ),
      [],
      ["orders: ", "shop: "],
    ],
  ]);

  const execution = at(same(role, "execution", { name: "shop-execution" }), { arn: arn.execution });
  const secretOf = (name: string): string => arn.secret.replace("shop/db-AbCdEf", name);
  const reads = (...Resource: readonly string[]): object => ({
    ...lets("secretsmanager:GetSecretValue", ...Resource),
    role: "execution",
  });
  judgesAsExpected(
    (
      [
        ["a secret by its whole ARN", arn.secret, []],
        ["a secret by its name and any six characters", secretOf("shop/db-??????"), []],
        [
          "a secret by its name alone",
          secretOf("shop/db"),
          ["medium tasks-unstartable www.example.com"],
        ],
      ] as const
    ).map(([name, to, risks]) => [
      name,
      shop([
        execution,
        at(same(secret, "db", { name: "shop/db" }), { arn: arn.secret }),
        become(reads("*"), reads(to)),
      ]),
      risks,
      risks.length === 0 ? ["shop: "] : [],
    ]),
  );
});

describe("the risks of functions behind hostnames", () => {
  const host = "a1b2.execute-api.eu-west-1.amazonaws.com";
  const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:shop";
  const roleArn = "arn:aws:iam::111122223333:role/fn";
  const fn = (more: object = {}): object => ({ name: "shop", role: roleArn, ...more });
  const limited = (old: object, now: object): Step =>
    at(becomes(lambdaFunction, "shop", fn(old), fn(now)), { arn: functionArn });
  const led = (content: string): Step =>
    same("record", "www", {
      ...{ zoneId, name: "www.example.com", type: "CNAME", content, proxied: true, ttl: 1 },
    });
  const behindApi = (...steps: readonly Step[]): Step[] => [
    led(host),
    at(same(httpApi, "api", {}), { apiEndpoint: `https://${host}` }),
    same(modelTypes.apiRoute, "all", { apiId: "api", routeKey: "$default" }),
    same(apiIntegration, "call", {
      apiId: "api",
      integrationUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    }),
    ...steps,
  ];
  const url = "u1.lambda-url.eu-west-1.on.aws";
  const none = { reservedConcurrentExecutions: 0 };
  judgesAsExpected([
    [
      "one behind an API is limited to nothing",
      behindApi(limited({}, none)),
      ["high capacity-none www.example.com"],
    ],
    [
      "one with a URL is limited to nothing",
      [
        led(url),
        at(same(functionUrl, "url", { functionName: "shop", authorizationType: "NONE" }), {
          functionUrl: `https://${url}/`,
        }),
        limited({ reservedConcurrentExecutions: 50 }, none),
      ],
      ["high capacity-none www.example.com"],
    ],
    [
      "one behind an API is limited to fewer at a time",
      behindApi(limited({ reservedConcurrentExecutions: 50 }, { reservedConcurrentExecutions: 5 })),
      ["medium capacity-lowered www.example.com"],
    ],
    [
      "one behind an API is limited to one at a time",
      behindApi(limited({}, { reservedConcurrentExecutions: 1 })),
      ["high capacity-lowered www.example.com"],
    ],
    [
      "one behind an API is no longer limited",
      behindApi(limited(none, { reservedConcurrentExecutions: -1 })),
      [],
    ],
    [
      "one that no hostname calls is limited to nothing",
      [led("203.0.113.9"), limited({}, none)],
      [],
    ],
    [
      "the role of one behind an API goes",
      behindApi(
        at(same(lambdaFunction, "shop", fn()), { arn: functionArn }),
        at(goes(role, "fn", { name: "fn" }), { arn: roleArn }),
      ),
      ["high dependency-lost www.example.com"],
    ],
    [
      "one goes that an API calls",
      behindApi(at(goes(lambdaFunction, "shop", fn()), { arn: functionArn })),
      ["high dependency-lost www.example.com"],
    ],
    ["one comes that nothing calls yet", behindApi(comes(lambdaFunction, "next", fn())), []],
  ]);
});
