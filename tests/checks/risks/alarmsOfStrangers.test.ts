import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, stands, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, type StrangersPlans } from "./strangersPlans";

const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;
const { awsLoadBalancer } = modelTypes;

/** How the engine writes what it does not know yet. */
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const account = "eu-central-1:123456789012";
const topicArn = `arn:aws:sns:${account}:oncall`;
const suffix = "app/web/50dc6c495c0c9188";
const albArn = `arn:aws:elasticloadbalancing:${account}:loadbalancer/${suffix}`;
const albInputs = { name: "web", loadBalancerType: "application", internal: false };
const albOutputs = { arn: albArn, arnSuffix: suffix };
const alb = stands(awsLoadBalancer, "web", albArn, albInputs, albOutputs);
const replacedAlb: Step = {
  ...alb,
  ...{
    op: "replace",
    isMadeAnew: true,
    new: { ...albInputs, name: "web2" },
    replaceReasons: ["name"],
  },
};
const oncall = stands(topic, "oncall", topicArn, { name: "oncall" }, { arn: topicArn });
const mailOf = (name: string): object => ({
  ...{ topic: topicArn, protocol: "email", endpoint: `${name}@example.com` },
});
const mail = same(topicSubscription, "mail", mailOf("oncall"));

const keyed = (kmsMasterKeyId: string): Step => ({
  ...becomes(topic, "oncall", { name: "oncall" }, { name: "oncall", kmsMasterKeyId }),
  ...{ id: topicArn, outputs: { arn: topicArn } },
});

const errors = (more: object = {}): object => ({
  ...{ name: "web-5xx", namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" },
  ...{ dimensions: { LoadBalancer: suffix }, statistic: "Sum", period: 60, evaluationPeriods: 2 },
  ...{ comparisonOperator: "GreaterThanThreshold", threshold: 5, treatMissingData: "notBreaching" },
  ...{ alarmActions: [topicArn] },
  ...more,
});
const healthy = (treatMissingData: string): object =>
  errors({
    ...{ name: "web-healthy", metricName: "HealthyHostCount", statistic: "Minimum" },
    ...{ comparisonOperator: "LessThanThreshold", threshold: 1, treatMissingData },
    dimensions: { LoadBalancer: suffix, TargetGroup: "targetgroup/web/73e2d6bc24d8a067" },
  });
const quiet = { alarmActions: undefined };
const composite = (alarmRule: string, more: object = {}): object => ({
  ...{ alarmName: "web", alarmRule, alarmActions: [topicArn] },
  ...more,
});
const told = [oncall, mail];
const actions = ["alarm: alarmActions"];

/** Programs of strangers about alarms of CloudWatch: the steps, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "the only alarm about errors goes",
    [alb, ...told, goes(metricAlarm, "alarm", errors())],
    ["low alarm-lost web"],
    actions,
  ],
  [
    "the alarm is muted and left so",
    [alb, ...told, becomes(metricAlarm, "alarm", errors(), errors({ actionsEnabled: false }))],
    ["low alarm-lost web"],
    actions,
  ],
  [
    "the last one who hears it unsubscribes",
    [
      alb,
      oncall,
      goes(topicSubscription, "mail", mailOf("oncall")),
      same(metricAlarm, "alarm", errors()),
    ],
    ["low alarm-lost web"],
  ],
  [
    "who hears it comes to be told by mail, which he has to confirm",
    [
      alb,
      oncall,
      becomes(
        topicSubscription,
        "mail",
        { topic: topicArn, protocol: "https", endpoint: "https://pager.example.com" },
        mailOf("oncall"),
      ),
      same(metricAlarm, "alarm", errors()),
    ],
    ["low alarm-lost web"],
  ],
  [
    "the topic comes to be encrypted with AWS's own key",
    [alb, keyed("alias/aws/sns"), mail, same(metricAlarm, "alarm", errors())],
    ["low alarm-lost web"],
    ["oncall: "],
  ],
  [
    "the topic comes to be encrypted with a key of one's own",
    [alb, keyed("alias/alarms"), mail, same(metricAlarm, "alarm", errors())],
    [],
    ["oncall: "],
  ],
  [
    "the only one who hears it comes to ask for attributes, which alarms have not",
    [
      ...[alb, oncall, same(metricAlarm, "alarm", errors())],
      becomes(topicSubscription, "mail", mailOf("oncall"), {
        ...mailOf("oncall"),
        filterPolicy: '{"severity":["critical"]}',
      }),
    ],
    ["low alarm-lost web"],
  ],
  [
    "the only one who hears it comes to ask what the message says",
    [
      ...[alb, oncall, same(metricAlarm, "alarm", errors())],
      becomes(topicSubscription, "mail", mailOf("oncall"), {
        ...{ ...mailOf("oncall"), filterPolicyScope: "MessageBody" },
        filterPolicy: '{"NewStateValue":["ALARM"]}',
      }),
    ],
    [],
  ],
  [
    "somebody else hears it by mail too",
    [
      ...[alb, ...told, same(metricAlarm, "alarm", errors())],
      comes(topicSubscription, "second", mailOf("second")),
    ],
    [],
  ],
  [
    "the topic goes and the alarm names it by its ARN",
    [
      alb,
      { ...oncall, op: "delete" },
      goes(topicSubscription, "mail", mailOf("oncall")),
      same(metricAlarm, "alarm", errors()),
    ],
    ["low alarm-lost web"],
    ["oncall: "],
  ],
  [
    "the load balancer is made anew and the alarm names the old one",
    [replacedAlb, ...told, same(metricAlarm, "alarm", errors())],
    ["medium alarm-blind web-5xx"],
  ],
  [
    "the composite alarm goes that told of alarms without actions",
    [
      ...[alb, ...told, same(metricAlarm, "alarm", errors(quiet))],
      goes(compositeAlarm, "all", composite('ALARM("web-5xx")')),
    ],
    ["low alarm-lost web"],
  ],
  [
    "an alarm goes that a composite one names for good",
    [
      ...[alb, ...told, goes(metricAlarm, "alarm", errors(quiet))],
      same(metricAlarm, "other", errors({ ...quiet, name: "web-502" })),
      same(compositeAlarm, "all", composite("ALARM(web-5xx) OR ALARM(web-502)")),
    ],
    ["medium object-in-use web-5xx"],
  ],
  [
    "no healthy target is no longer too few",
    [alb, ...told, becomes(metricAlarm, "alarm", healthy("breaching"), healthy("notBreaching"))],
    ["medium alarm-blind web-healthy"],
    actions,
  ],
  [
    "the threshold rises",
    [alb, ...told, becomes(metricAlarm, "alarm", errors(), errors({ threshold: 50 }))],
    [],
    actions,
  ],
  [
    "one alarm about errors goes, and another one says so too",
    [
      ...[alb, ...told, goes(metricAlarm, "alarm", errors())],
      same(metricAlarm, "other", errors({ name: "web-502", metricName: "HTTPCode_ELB_502_Count" })),
    ],
    [],
    actions,
  ],
  [
    "one alarm about errors goes, and of another one the plan does not say what it measures",
    [
      ...[alb, ...told, goes(metricAlarm, "alarm", errors())],
      {
        ...becomes(
          metricAlarm,
          "other",
          errors({ name: "web" }),
          errors({ name: "web", metricName: unknownMark }),
        ),
        from: { metricName: [urnOf(topic, "oncall")] },
      },
    ],
    [],
    [...actions, "other: alarmActions"],
  ],
  [
    "an alarm goes that a sum of metrics rang",
    [
      ...[alb, ...told],
      goes(metricAlarm, "alarm", {
        ...errors({ namespace: undefined, metricName: undefined, dimensions: undefined }),
        metricQueries: [
          { id: "share", expression: "100 * bad / all", returnData: true },
          ...["bad", "all"].map((id) => ({
            id,
            metric: {
              ...{ namespace: "AWS/ApplicationELB", metricName: "HTTPCode_Target_5XX_Count" },
              ...{ dimensions: { LoadBalancer: suffix }, period: 60, stat: "Sum" },
            },
          })),
        ],
      }),
    ],
    ["low alarm-lost web"],
    actions,
  ],
  [
    "one of two who hear it unsubscribes",
    [
      ...[alb, oncall, mail, same(metricAlarm, "alarm", errors())],
      goes(topicSubscription, "pager", mailOf("pager")),
    ],
    [],
  ],
  ["an alarm goes that told nobody", [alb, ...told, goes(metricAlarm, "alarm", errors(quiet))], []],
  [
    "no traffic is no longer too many errors",
    [
      ...[alb, ...told],
      becomes(metricAlarm, "alarm", errors({ treatMissingData: "breaching" }), errors()),
    ],
    [],
    actions,
  ],
  [
    "an alarm about the load of a machine goes",
    [
      ...[alb, ...told],
      goes(
        metricAlarm,
        "alarm",
        errors({
          namespace: "AWS/EC2",
          metricName: "CPUUtilization",
          dimensions: { InstanceId: "i-1" },
        }),
      ),
    ],
    [],
    actions,
  ],
  [
    "the composite alarm gets another description",
    [
      ...[alb, ...told, same(metricAlarm, "alarm", errors(quiet))],
      becomes(
        compositeAlarm,
        "all",
        composite('ALARM("web-5xx")'),
        composite('ALARM("web-5xx")', { alarmDescription: "web answers 5xx" }),
      ),
    ],
    [],
  ],
  [
    "the load balancer is made anew, and the alarm goes with it",
    [
      ...[replacedAlb, ...told],
      {
        ...becomes(
          metricAlarm,
          "alarm",
          errors(),
          errors({ dimensions: { LoadBalancer: unknownMark } }),
        ),
        from: { dimensions: [urnOf(awsLoadBalancer, "web")] },
      },
    ],
    [],
    actions,
  ],
];

describe("alarms of CloudWatch in plans of strangers", () => {
  judgesAsExpected(plans);
});
