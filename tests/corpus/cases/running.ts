import type { Input } from "@pulumi/pulumi";
import { Api } from "@pulumi/aws/apigatewayv2/api";
import { Integration } from "@pulumi/aws/apigatewayv2/integration";
import { Route } from "@pulumi/aws/apigatewayv2/route";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import { Service } from "@pulumi/aws/ecs/service";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { Alias } from "@pulumi/aws/lambda/alias";
import { Function } from "@pulumi/aws/lambda/function";
import { Permission } from "@pulumi/aws/lambda/permission";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import type { CorpusCase, Program } from "../corpusCase";
import { platform, type MadePlatform } from "../platformByHand";
import { record } from "../siteByHand";

/** How the API of two programs calls its function. */
interface Called {
  /** By an alias. */
  readonly aliased?: boolean;
  /** Whether the alias has a permission of its own. */
  readonly permitted?: boolean;
}

/** A hostname before an API before a function. */
function orders({ aliased = false, permitted = false }: Called = {}): Program {
  return () => {
    const code = new Function("orders", {
      ...{ name: "orders", role: "arn:aws:iam::123456789012:role/orders", runtime: "nodejs22.x" },
      ...{ handler: "index.handler", s3Bucket: "artifacts", s3Key: "orders/14.zip" },
      publish: true,
    });
    const api = new Api("orders", { protocolType: "HTTP", name: "orders" });
    const allow = (name: string, more: { qualifier?: Input<string> } = {}): Permission =>
      new Permission(name, {
        ...{ action: "lambda:InvokeFunction", function: code.name, ...more },
        ...{ principal: "apigateway.amazonaws.com", sourceArn: api.executionArn },
      });
    const first = allow("orders-api");
    const live = aliased
      ? new Alias("live", { name: "live", functionName: code.name, functionVersion: code.version })
      : undefined;
    const second = live && permitted ? allow("orders-live", { qualifier: live.name }) : first;
    const integration = new Integration(
      "orders",
      {
        ...{ apiId: api.id, integrationType: "AWS_PROXY", payloadFormatVersion: "2.0" },
        integrationUri: (live ?? code).invokeArn,
      },
      { dependsOn: second },
    );
    new Route("orders", { apiId: api.id, routeKey: "$default", target: integration.id });
    const content = api.apiEndpoint.apply((url) => url.replace(/^https:\/\//, ""));
    record("orders", "orders.example.com", "", { type: "CNAME", content });
  };
}

const grows = (): void => {
  new Policy("shop_cpu", {
    ...{ name: "shop-cpu", autoscalingGroupName: "shop-asg", policyType: "TargetTrackingScaling" },
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 50,
    },
  });
};
const one = { minSize: 1, maxSize: 2, desiredCapacity: 1 };
const rolling = (minHealthyPercentage: number): object => ({
  instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage } },
});

/** An application in a group of its own, and where it is shared another one beside it. */
const orderTasks =
  (shared: boolean) =>
  ({ vpcId, listener }: MadePlatform): void => {
    const { arn: targetGroupArn } = new TargetGroup("orders", {
      ...{ name: "orders", port: 3000, protocol: "HTTP", targetType: "ip", vpcId },
    });
    const rule = new ListenerRule("orders", {
      ...{ listenerArn: listener.arn, priority: 20 },
      conditions: [{ pathPattern: { values: ["/orders/*"] } }],
      actions: [{ type: "forward", targetGroupArn }],
    });
    for (const name of shared ? ["orders", "reports"] : ["orders"]) {
      const { arn: taskDefinition } = new TaskDefinition(name, {
        ...{ family: name, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] },
        ...{ cpu: "512", memory: "1024" },
        containerDefinitions: JSON.stringify([
          { name, image: `registry.example/${name}:1`, portMappings: [{ containerPort: 3000 }] },
        ]),
      });
      new Service(
        name,
        {
          ...{ name, cluster: "main", launchType: "FARGATE", desiredCount: 2, taskDefinition },
          networkConfiguration: {
            subnets: ["subnet-0123456789abcdef0", "subnet-1a1b2c3d4e5f60718"],
          },
          loadBalancers: [{ targetGroupArn, containerName: name, containerPort: 3000 }],
        },
        { dependsOn: [rule] },
      );
    }
  };

/** Changes of what runs behind hostnames: how many, by what machines, and who lets them be called. */
export const runningCases: readonly CorpusCase[] = [
  {
    name: "running-no-room-to-grow",
    because: "the policy adds nothing any more when the load rises",
    before: platform({ beside: grows }),
    after: platform({ beside: grows, scaling: { maxSize: 4 } }),
    risks: ["medium capacity-lowered shop-asg"],
    changes: ["update shop_asg"],
    says: ["no room above the `4`"],
  },
  {
    name: "running-more-room-to-grow",
    because: "the policy may add more than before",
    before: platform({ beside: grows }),
    after: platform({ beside: grows, scaling: { maxSize: 12 } }),
    risks: [],
    changes: ["update shop_asg"],
  },
  {
    name: "running-only-machine-exchanged",
    because: "the only machine ends before the one with the new image has begun",
    before: platform({ scaling: { ...one, ...rolling(50) } }),
    after: platform({ scaling: { ...one, ...rolling(50) }, imageId: "ami-0fedcba9876543210" }),
    risks: ["high deployment-stops-all shop-asg"],
    notJudged: ["update shop_lt: imageId"],
    changes: ["update shop_asg", "update shop_lt"],
  },
  {
    name: "running-only-machine-exchanged-after-the-new-one",
    because: "the one with the new image begins first",
    before: platform({ scaling: { ...one, ...rolling(100) } }),
    after: platform({ scaling: { ...one, ...rolling(100) }, imageId: "ami-0fedcba9876543210" }),
    risks: [],
    notJudged: ["update shop_lt: imageId"],
    changes: ["update shop_asg", "update shop_lt"],
  },
  {
    name: "running-another-application-in-the-group",
    because: "every second request for an order is answered by the reports",
    before: platform({ beside: orderTasks(false) }),
    after: platform({ beside: orderTasks(true) }),
    risks: ["high targets-mixed reports"],
    changes: ["create reports", "create reports"],
    says: ["now one application and now the other"],
  },
  {
    name: "running-function-called-by-an-alias",
    because: "the alias has a policy of its own, which lets nobody in",
    before: orders(),
    after: orders({ aliased: true }),
    risks: ["high lambda-permission-lost orders.example.com"],
    changes: ["create live", "update orders"],
    says: ["Error 500"],
  },
  {
    name: "running-function-called-by-an-alias-that-lets-it",
    because: "the policy of the alias lets the API in before it is called",
    before: orders(),
    after: orders({ aliased: true, permitted: true }),
    risks: [],
    notJudged: ["update orders: integrationUri"],
    changes: ["create live", "create orders-live", "update orders"],
  },
];
