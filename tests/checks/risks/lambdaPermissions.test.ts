import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, goes, reviewSteps, same, stands, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { apiIntegration, apiRoute, httpApi, lambdaAlias, lambdaFunction, lambdaPermission } =
  modelTypes;
const { targetGroup, targetGroupAttachment } = modelTypes;

const arn = "arn:aws:lambda:eu-west-1:111122223333:function:orders";
const endpoint = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
const through = (of: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${of}/invocations`;
const calls = (of: string, more: object = {}): object => ({
  ...{ apiId: "api", integrationType: "AWS_PROXY", integrationUri: through(of), ...more },
});
const lets = (more: object = {}): object => ({
  ...{ action: "lambda:InvokeFunction", function: "orders", principal: "apigateway.amazonaws.com" },
  ...{ sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/*", ...more },
});
const orders = stands(lambdaFunction, "orders", "orders", { name: "orders" }, { arn });
const site = (...steps: readonly Step[]): Step[] => [
  same("record", "api", {
    ...{ zoneId, name: "api.example.com", type: "CNAME", content: endpoint, proxied: true, ttl: 1 },
  }),
  stands(httpApi, "api", "api", { name: "orders" }, { apiEndpoint: `https://${endpoint}` }),
  ...[same(apiRoute, "all", { apiId: "api", routeKey: "$default" }), orders, ...steps],
];
const alias = (more: object = {}): object => ({ name: "live", functionName: "orders", ...more });
const toAlias = becomes(apiIntegration, "orders", calls(arn), calls(`${arn}:live`));
const given = same(lambdaPermission, "api", lets());
const lost = ["high lambda-permission-lost api.example.com"];

describe("the risks of functions that an API may no longer call", () => {
  judgesAsExpected([
    [
      "it comes to call an alias, whose policy lets nobody in",
      site(given, same(lambdaAlias, "live", alias()), toAlias),
      lost,
    ],
    [
      "it comes to call an alias that is made with it, whose policy lets nobody in",
      site(given, comes(lambdaAlias, "live", alias()), {
        ...becomes(
          ...([apiIntegration, "orders", calls(arn)] as const),
          calls("", { integrationUri: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
        ),
        from: { integrationUri: [urnOf(lambdaAlias, "live")] },
      }),
      lost,
    ],
    [
      "it comes to call an alias, whose policy lets it",
      site(
        ...[given, same(lambdaAlias, "live", alias()), toAlias],
        comes(lambdaPermission, "live", lets({ qualifier: "live" })),
      ),
      [],
      ["orders: integrationUri"],
    ],
    [
      "the permission loses the qualifier of the alias that it calls",
      site(same(apiIntegration, "orders", calls(`${arn}:live`)), {
        ...{ op: "replace", type: lambdaPermission, name: "api", id: "api", isMadeAnew: true },
        ...{ old: lets({ qualifier: "live" }), new: lets(), replaceReasons: ["qualifier"] },
      }),
      lost,
    ],
    [
      "the permission goes",
      site(same(apiIntegration, "orders", calls(arn)), goes(lambdaPermission, "api", lets())),
      lost,
    ],
    [
      "the permission goes of an API that calls by a role",
      site(
        same(apiIntegration, "orders", calls(arn, { credentialsArn: "arn:aws:iam::1:role/api" })),
        goes(lambdaPermission, "api", lets()),
      ),
      [],
    ],
    [
      "another permission takes its place",
      site(
        same(apiIntegration, "orders", calls(arn)),
        goes(lambdaPermission, "api", lets()),
        comes(lambdaPermission, "all", lets({ function: arn })),
      ),
      [],
    ],
    [
      "the permission comes to hold for one path alone",
      site(same(apiIntegration, "orders", calls(arn)), {
        ...{ op: "replace", type: lambdaPermission, name: "api", id: "api", isMadeAnew: true },
        ...{ old: lets(), replaceReasons: ["sourceArn"] },
        new: lets({
          sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/orders",
        }),
      }),
      lost,
    ],
    [
      "the permission comes to hold for one of two routes",
      site(
        ...[same(apiIntegration, "orders", calls(arn))],
        same(apiRoute, "one", { apiId: "api", routeKey: "GET /orders" }),
        {
          ...{ op: "replace", type: lambdaPermission, name: "api", id: "api", isMadeAnew: true },
          ...{ old: lets(), replaceReasons: ["sourceArn"] },
          new: lets({
            sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/orders",
          }),
        },
      ),
      ["medium lambda-permission-lost api.example.com"],
    ],
    [
      "the permission comes to hold for the stage that there is",
      site(same(apiIntegration, "orders", calls(arn)), {
        ...{ op: "replace", type: lambdaPermission, name: "api", id: "api", isMadeAnew: true },
        ...{ old: lets(), replaceReasons: ["sourceArn"] },
        new: lets({
          sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/*",
        }),
      }),
      ["medium lambda-permission-lost api.example.com"],
    ],
    [
      "the permission comes to hold for a stage that there is not",
      site(
        same(apiIntegration, "orders", calls(arn)),
        same(modelTypes.apiStage, "stage", { apiId: "api", name: "$default" }),
        {
          ...{ op: "replace", type: lambdaPermission, name: "api", id: "api", isMadeAnew: true },
          ...{ old: lets(), replaceReasons: ["sourceArn"] },
          new: lets({
            sourceArn: "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/*",
          }),
        },
      ),
      lost,
    ],
    [
      "an alias comes that nothing calls",
      site(given, same(apiIntegration, "orders", calls(arn)), comes(lambdaAlias, "live", alias())),
      [],
    ],
    [
      "an alias comes to stand for another version",
      site(
        same(apiIntegration, "orders", calls(`${arn}:live`)),
        becomes(
          lambdaAlias,
          "live",
          alias({ functionVersion: "3" }),
          alias({ functionVersion: "4" }),
        ),
      ),
      [],
      ["live: functionVersion"],
    ],
  ]);

  it("names the hostname, the alias, the error and the way out", () => {
    const [risk] = reviewSteps(site(given, same(lambdaAlias, "live", alias()), toAlias)).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on nothing lets the API call live of the function orders: visitors of api.example.com get Error 500 from the API " +
        "until something does, as far as nothing outside this plan lets it.",
    );
  });
});

describe("the risks of functions that a load balancer may no longer call", () => {
  const behind = (targetId: string): object => ({ targetGroupArn: "app", targetId });
  const ofBalancer = lets({ principal: "elasticloadbalancing.amazonaws.com", sourceArn: "app" });
  const balanced = (...steps: readonly Step[]): Step[] => [
    ...[...front, known(same(targetGroup, "app", targets({ targetType: "lambda" }))), orders],
    ...[same(lambdaAlias, "live", alias()), same(lambdaPermission, "edge", ofBalancer), ...steps],
  ];
  judgesAsExpected([
    [
      "it comes to call an alias, whose policy lets nobody in",
      balanced(becomes(targetGroupAttachment, "orders", behind(arn), behind(`${arn}:live`))),
      ["high lambda-permission-lost app"],
    ],
    ["it calls what it called", balanced(same(targetGroupAttachment, "orders", behind(arn))), []],
  ]);
});
