import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { monitorTypes } from "../../../facts/monitoring/provider";
import { newRelicTypes } from "../../../facts/monitoring/newRelic";
import { otherTypes } from "../../../facts/resourceTypes";
import { loadBalancerAlarms, tellingAlarm } from "../../../model/alarms/alarms";
import { HeardAlarms } from "../../../model/alarms/heard";
import { outsideMonitors } from "../../../model/alarms/outsideMonitors";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { resource } from "../resource";

const of = (type: string, id: string, properties: ModelObject): ModelResource => ({
  ...{ key: `${type}::${id}`, type, name: id, id, properties },
});
const { metricAlarm, compositeAlarm, topic, topicSubscription } = otherTypes;
const suffix = "app/web/50dc6c495c0c9188";
const albArn = `arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/${suffix}`;
const alb = resource("awsLoadBalancer", albArn, { name: "web" });
const topicArn = "arn:aws:sns:eu-central-1:123456789012:oncall";
const alarm = (more: ModelObject = {}, id = "a"): ModelResource =>
  of(metricAlarm, id, {
    ...{ name: id, namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_502_Count" },
    dimensions: { LoadBalancer: suffix },
    ...more,
  });

describe("alarms about load balancers", () => {
  const read = (more: ModelObject, ...others: ModelResource[]) =>
    loadBalancerAlarms([alarm(more), ...others]).map(({ concern, watched, seesNone }) => [
      concern,
      [...watched],
      seesNone,
    ]);

  it("are read by what they watch and tell of", () => {
    expect(read({}, alb)).to.deep.equal([["errors", [alb.key], "unknown"]]);
    expect(read({})).to.deep.equal([["errors", [suffix], "unknown"]]);
    expect(read({ dimensions: new ModelReference([alb.key]) }, alb)).to.deep.equal([
      ["errors", [alb.key], "unknown"],
    ]);
    expect(read({ metricName: "TargetResponseTime" }, alb)).to.deep.equal([
      ["TargetResponseTime", [alb.key], "unknown"],
    ]);
    expect(read({ metricName: unknownValue }, alb)).to.deep.equal([
      [unknownValue, [alb.key], "unknown"],
    ]);
    const network = "net/mail/50dc6c495c0c9188";
    const ofNetwork = { namespace: "AWS/NetworkELB", metricName: "HealthyHostCount" };
    expect(read({ ...ofNetwork, dimensions: { LoadBalancer: network } })).to.deep.equal([
      ["targets that are well or not", [network], "unknown"],
    ]);
  });

  it("are none of other metrics, of nothing that is known, and of what is no alarm", () => {
    const others: readonly ModelObject[] = [
      { namespace: "AWS/EC2" },
      { namespace: unknownValue },
      { dimensions: unknownValue },
      { dimensions: { LoadBalancer: "web" } },
      { dimensions: null },
    ];
    for (const more of others) {
      expect(read(more, alb), JSON.stringify(Object.keys(more))).to.deep.equal([]);
    }
    expect(loadBalancerAlarms([alb, of(topic, topicArn, {})])).to.deep.equal([]);
  });

  it("see that no healthy target is left where a missing measurement is bad", () => {
    const few = { metricName: "HealthyHostCount", comparisonOperator: "LessThanThreshold" };
    const said: readonly ModelObject[] = [
      {},
      { treatMissingData: "missing" },
      { treatMissingData: "breaching" },
      { treatMissingData: "notBreaching" },
      { treatMissingData: unknownValue },
    ];
    const seen = said.map((more) => read({ ...few, ...more })[0]?.[2]);
    expect(seen).to.deep.equal(["no", "no", "yes", "no", "unknown"]);
    expect(read({ ...few, comparisonOperator: "GreaterThanThreshold" })[0]?.[2]).to.equal(
      "unknown",
    );
  });
});

describe("the rule of a composite alarm", () => {
  const rings = (alarmRule: string): string[] => [
    ...tellingAlarm(of(compositeAlarm, "all", { alarmRule })).rings,
  ];

  it("names what turns it on", () => {
    expect(rings('ALARM("a b") OR (ALARM(c) AND NOT OK(d))')).to.deep.equal(["a b", "c"]);
    expect(rings("ALARM ( arn:aws:cloudwatch:eu-central-1:1:alarm:e )")).to.deep.equal([
      "arn:aws:cloudwatch:eu-central-1:1:alarm:e",
    ]);
    expect(rings("TRUE")).to.deep.equal([]);
    expect(rings("MYALARM(x")).to.deep.equal([]);
  });
});

describe("who hears an alarm", () => {
  const oncall = of(topic, topicArn, { arn: topicArn });
  const mail = of(topicSubscription, "mail", { topic: topicArn, protocol: "email" });
  const telling = (more: ModelObject = {}) => alarm({ alarmActions: [topicArn], ...more });
  const heard = (resources: readonly ModelResource[], earlier?: readonly ModelResource[]) => {
    const [first = alarm()] = resources;
    return new HeardAlarms(resources, earlier && new HeardAlarms(earlier)).isHeard(first);
  };
  const composite = (more: ModelObject) => of(compositeAlarm, "all", { alarmName: "all", ...more });

  it("is whoever subscribed to its topic, or to one of another stack", () => {
    expect(heard([telling(), oncall, mail])).to.equal("yes");
    expect(heard([telling()])).to.equal("yes");
    expect(
      heard([telling({ alarmActions: [new ModelReference([oncall.key])] }), oncall, mail]),
    ).to.equal("yes");
  });

  it("is not known of an action that is not, whatever topics have no known name either", () => {
    const late = telling({ alarmActions: [unknownValue] });
    const { id: _none, ...nameless } = of(topic, "late", { arn: unknownValue });
    const unread = of(topicSubscription, "unread", { topic: unknownValue });
    expect(heard([late, nameless, unread])).to.equal("unknown");
    expect(heard([late], [late, nameless])).to.equal("unknown");
  });

  it("is not known where nobody of this stack subscribed, or the actions are not", () => {
    expect(heard([telling(), oncall])).to.equal("unknown");
    expect(heard([telling({ alarmActions: unknownValue })])).to.equal("unknown");
  });

  it("is nobody without actions, with actions that are off, and with such as only act", () => {
    expect(heard([alarm(), oncall, mail])).to.equal("no");
    expect(heard([telling({ actionsEnabled: false }), oncall, mail])).to.equal("no");
    expect(heard([telling({ alarmActions: ["arn:aws:automate:eu-central-1:ec2:stop"] })])).to.equal(
      "no",
    );
  });

  it("is nobody any more where the topic is gone, or the last subscription", () => {
    const before = [telling(), oncall, mail];
    expect(heard([telling()], before)).to.equal("no");
    expect(heard([telling(), oncall], before)).to.equal("no");
    expect(heard([telling(), oncall], [telling(), oncall])).to.equal("unknown");
  });

  it("is whoever hears a composite alarm that names it, however far above", () => {
    const rule = { alarmRule: "ALARM(a)" };
    expect(heard([alarm(), composite({ ...rule, alarmActions: [topicArn] })])).to.equal("yes");
    expect(heard([alarm(), composite(rule)])).to.equal("no");
    const top = of(compositeAlarm, "top", {
      ...{ alarmName: "top", alarmRule: "ALARM(all) OR ALARM(top)", alarmActions: [topicArn] },
    });
    expect(heard([alarm(), composite(rule), top])).to.equal("yes");
  });

  it("is found through the alarm, what names it, topics and subscriptions", () => {
    const all = composite({ alarmRule: "ALARM(a)", alarmActions: [topicArn] });
    expect(new HeardAlarms([alarm(), all, oncall, mail]).through(alarm())).to.deep.equal(
      [alarm(), all, oncall, mail].map(({ key }) => key),
    );
    expect(new HeardAlarms([alarm(), all]).over(alarm())).to.deep.equal([all]);
  });
});

describe("monitors outside", () => {
  const url = "https://WWW.example.com/status?full=1";
  const read = (type: string, properties: ModelObject) =>
    outsideMonitors([of(type, "m", properties)]).map((monitor) => [
      monitor.hostname,
      monitor.url?.pathname,
      monitor.on,
      monitor.hasNoOtherHeaders,
    ]);

  it("are read of New Relic, UptimeRobot and Zabbix", () => {
    const www = ["www.example.com", "/status"];
    for (const [type, properties, ...expected] of [
      [newRelicTypes.monitor, { uri: url, status: "ENABLED" }, "yes", true],
      [newRelicTypes.monitor, { uri: url, status: "DISABLED" }, "no", true],
      [newRelicTypes.monitor, { uri: url, status: unknownValue }, "unknown", true],
      [
        newRelicTypes.monitor,
        { uri: url, customHeaders: [{ name: "a", value: "b" }] },
        "yes",
        false,
      ],
      [monitorTypes.uptimeRobotMonitor, { url, paused: false, headers: {} }, "yes", true],
      [monitorTypes.uptimeRobotMonitor, { url, paused: true, headers: secretValue }, "no", false],
      [monitorTypes.zabbixWebScenario, { url, enabled: false, headers: { a: "b" } }, "no", false],
    ] as const) {
      expect(read(type, properties)).to.deep.equal([[...www, ...expected]]);
    }
  });

  it("ask nothing that is known where the URL is not", () => {
    expect(read(newRelicTypes.monitor, { uri: unknownValue })).to.deep.equal([
      [undefined, undefined, "yes", true],
    ]);
    expect(read(newRelicTypes.policy, { uri: url })).to.deep.equal([]);
  });
});
