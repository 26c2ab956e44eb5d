import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { AlertedCertificates, HealthAlerts, type AlbAlarmsArgs } from "../../../components/alerts";
import { albMetrics, longestAlarmDescription, type AlbMetric } from "../../../facts/aws/albAlarms";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { inBothModes, underMocks, type Run } from "../../support/mocks";
import { rejects } from "../../support/problems";

const types = {
  policy: "cloudflare:index/notificationPolicy:NotificationPolicy",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  composite: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

const accountId = "0123456789abcdef0123456789abcdef";
const zoneId = "fedcba9876543210fedcba9876543210";
const emails = ["oncall@example.com"];
const tunnel = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";
const alb: AlbAlarmsArgs = {
  loadBalancerArnSuffix: "app/web/50dc6c495c0c9188",
  targetGroupArnSuffix: "targetgroup/web/73e2d6bc24d8a067",
};
const topicArn = "arn:aws:sns:eu-central-1:123456789012:oncall";

function build(args: object) {
  const quiet = { accountId, passiveOriginMonitoring: false };
  return (parent: pulumi.Resource) => new HealthAlerts("web", { ...quiet, ...args }, { parent });
}

const counts = (run: Run<unknown>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(types)
      .map(([noun, token]) => [noun, run.of(token).length] as const)
      .filter(([, count]) => count > 0),
  );

describe("HealthAlerts beside pools", () => {
  it("tells of errors of origins, tunnels and certificates, by the names that Cloudflare has", async () => {
    const args = {
      ...{ emails, plan: CloudflarePlan.Enterprise },
      errorRateZoneIds: { shop: zoneId, again: pulumi.output(zoneId) },
      tunnelIds: { office: tunnel },
      certificates: Object.values(AlertedCertificates),
    };
    await inBothModes(build(args), (run) => {
      expect(counts(run)).to.deep.equal({ policy: 7 });
      const told = run
        .of(types.policy)
        .map(({ name, inputs }) => [name, inputs.alertType, inputs.filters]);
      expect(told).to.deep.equal([
        ["web-origin-error-rate", "http_alert_origin_error", { zones: [zoneId], slos: ["99.9"] }],
        [
          ...["web-tunnel-health", "tunnel_health_event"],
          {
            tunnelIds: [tunnel],
            newStatuses: [
              "TUNNEL_STATUS_TYPE_DEGRADED",
              "TUNNEL_STATUS_TYPE_DOWN",
              "TUNNEL_STATUS_TYPE_HEALTHY",
            ],
          },
        ],
        ["web-certificate-universal", "universal_ssl_event_type", undefined],
        ["web-certificate-advanced", "dedicated_ssl_certificate_event_type", undefined],
        [
          ...["web-certificate-origin-pulls", "zone_aop_custom_certificate_expiration_type"],
          undefined,
        ],
        [
          "web-certificate-hostname-origin-pulls",
          "hostname_aop_custom_certificate_expiration_type",
          undefined,
        ],
        [
          "web-certificate-client-authorities",
          "mtls_certificate_store_certificate_expiration_type",
          undefined,
        ],
      ]);
    });
  });

  it("declares alarms for a load balancer, and one above them that tells a topic of its own", async () => {
    const args = { emails, albs: { main: { ...alb, region: "eu-central-1" } } };
    await inBothModes(build(args), (run) => {
      expect(counts(run)).to.deep.equal({ alarm: 7, composite: 1, topic: 1, subscription: 1 });
      const common = {
        ...{ region: "eu-central-1", namespace: "AWS/ApplicationELB", period: 60 },
        ...{ comparisonOperator: "GreaterThanOrEqualToThreshold", evaluationPeriods: 3 },
        ...{ datapointsToAlarm: 2, treatMissingData: "notBreaching" },
      };
      expect(run.one(types.alarm, "web-alarm-main-elb-502").inputs).to.deep.equal({
        ...common,
        ...{ name: "web-alarm-main-elb-502", metricName: "HTTPCode_ELB_502_Count" },
        ...{ statistic: "Sum", threshold: 5 },
        dimensions: { LoadBalancer: "app/web/50dc6c495c0c9188" },
        alarmDescription:
          "HTTPCode_ELB_502_Count: a target closed the connection (keep-alive shorter than the idle timeout) or gave a broken answer",
      });
      expect(run.one(types.alarm, "web-alarm-main-unhealthy-hosts").inputs).to.deep.equal({
        ...common,
        ...{ name: "web-alarm-main-unhealthy-hosts", metricName: "UnHealthyHostCount" },
        ...{ statistic: "Maximum", threshold: 1 },
        dimensions: {
          LoadBalancer: "app/web/50dc6c495c0c9188",
          TargetGroup: "targetgroup/web/73e2d6bc24d8a067",
        },
        alarmDescription: "UnHealthyHostCount: targets fail their health check",
      });
      expect(run.one(types.topic, "web-topic-main").inputs).to.deep.equal({
        region: "eu-central-1",
      });
      const { inputs } = run.one(types.composite, "web-composite-alarm-main");
      const description = String(inputs.alarmDescription);
      expect(description.length).to.be.at.most(longestAlarmDescription);
      for (const [noun, { means }] of Object.entries<AlbMetric>(albMetrics)) {
        expect(description).to.include(`${noun}: ${means}.`);
      }
      if (!run.preview) {
        expect(inputs.alarmRule).to.equal(
          Object.keys(albMetrics)
            .map((noun) => `ALARM("web-alarm-main-${noun}")`)
            .join(" OR "),
        );
      }
    });
  });

  it("tells the topic that is given, and makes none", async () => {
    await inBothModes(
      build({ albs: { main: { ...alb, topicArn, errorsPerMinute: 100 } } }),
      (run) => {
        expect(counts(run)).to.deep.equal({ alarm: 7, composite: 1 });
        const { alarmActions, okActions } = run.one(
          types.composite,
          "web-composite-alarm-main",
        ).inputs;
        expect([alarmActions, okActions]).to.deep.equal([[topicArn], [topicArn]]);
        const thresholds = run.of(types.alarm).map(({ inputs }) => inputs.threshold);
        expect(thresholds).to.deep.equal([100, 100, 100, 100, 100, 100, 1]);
      },
    );
  });

  it("mutes the alarm that tells, in place, and keeps it with its topic and its subscriptions", async () => {
    const telling = (run: Run<unknown>) => {
      const { inputs } = run.one(types.composite, "web-composite-alarm-main");
      const { alarmActions, okActions, actionsEnabled, ...kept } = inputs;
      return { alarmActions, okActions, actionsEnabled, kept };
    };
    for (const more of [{ emails }, { albs: { main: { ...alb, topicArn } } }]) {
      const args = { albs: { main: alb }, ...more };
      const loud = await underMocks(false, build(args));
      await inBothModes(build({ ...args, enabled: false }), (run) => {
        expect(counts(run)).to.deep.equal(counts(loud));
        const { kept, ...said } = telling(run);
        // A change of `actionsEnabled` replaces the alarm.
        expect(said).to.deep.equal({
          ...{ alarmActions: undefined, okActions: undefined, actionsEnabled: undefined },
        });
        if (!run.preview) {
          expect(kept).to.deep.equal(telling(loud).kept);
        }
      });
    }
  });

  const refused: readonly [string, object, readonly string[]][] = [
    [
      "errors of origins below Enterprise",
      { emails, errorRateZoneIds: { a: zoneId } },
      ["errorRateZoneIds"],
    ],
    ["no zone", { emails, plan: "enterprise", errorRateZoneIds: {} }, ["errorRateZoneIds"]],
    ["no tunnel", { emails, tunnelIds: {} }, ["tunnelIds"]],
    ["a tunnel that is none", { emails, tunnelIds: { a: zoneId } }, ["tunnelIds.a"]],
    [
      "a certificate that is none",
      { emails, certificates: ["universal", "edge"] },
      ["certificates[1]"],
    ],
    [
      "a certificate twice",
      { emails, certificates: ["universal", "universal"] },
      ["certificates[1]"],
    ],
    [
      "a topic of another region than its alarms",
      { albs: { main: { ...alb, region: "us-east-1", topicArn } } },
      ["albs.main.topicArn"],
    ],
    ["alarms that tell nobody", { albs: { main: alb } }, ["albs.main.topicArn"]],
    [
      "a topic that is none",
      { albs: { main: { ...alb, topicArn: "oncall" } } },
      ["albs.main.topicArn"],
    ],
    [
      "a whole ARN",
      {
        emails,
        albs: {
          main: {
            ...alb,
            loadBalancerArnSuffix:
              "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188",
          },
        },
      },
      ["albs.main.loadBalancerArnSuffix"],
    ],
    [
      "suffixes that are exchanged",
      { emails, albs: { main: { ...alb, targetGroupArnSuffix: alb.loadBalancerArnSuffix } } },
      ["albs.main.targetGroupArnSuffix"],
    ],
    [
      "no errors at all",
      { emails, albs: { main: { ...alb, errorsPerMinute: 0 } } },
      ["albs.main.errorsPerMinute"],
    ],
    ["a key that names nothing", { emails, albs: { "a b": alb } }, ['albs["a b"]']],
    ["nothing to tell", { emails, albs: {} }, ["poolIds"]],
  ];
  for (const [name, args, paths] of refused) {
    it(`refuses ${name}`, () => rejects(build(args), paths));
  }

  it("refuses what becomes known late and is wrong", async () => {
    const late = pulumi.output("wrong");
    for (const [args, path] of [
      [{ emails, tunnelIds: { a: late } }, "tunnelIds.a must be the id of a tunnel"],
      [
        { albs: { a: { ...alb, topicArn: late } } },
        "albs.a.topicArn must be the ARN of an SNS topic",
      ],
    ] as const) {
      const { errors } = await underMocks(false, build(args));
      expect(String(errors[0])).to.include(path);
    }
  });
});
