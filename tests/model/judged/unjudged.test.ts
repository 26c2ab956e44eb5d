import { expect } from "chai";
import { unjudgedChanges } from "../../../model/judged/unjudged";
import { readPlan } from "../../../model/plan/planFile";
import { preview, type Step } from "../../checks/report/plans";

const ruleset = "cloudflare:index/ruleset:Ruleset";
const pageRule = "cloudflare:index/pageRule:PageRule";
const script = "cloudflare:index/workersKv:WorkersKv";

/** What nobody judged of a plan, as `operation name: property, property`. */
function unjudgedOf(...steps: Omit<Step, "name">[]): string[] {
  const named = steps.map((step, index) => ({ ...step, name: `r${index}`, id: `id${index}` }));
  const { changes } = readPlan(JSON.stringify(preview(named)));
  return unjudgedChanges(changes).map(
    ({ change: { operation, name }, properties }) =>
      `${operation} ${name}: ${properties.join(", ")}`,
  );
}

function update(type: string, old: object, now: object): Omit<Step, "name"> {
  return { op: "update", type, old, new: now };
}

describe("what of a change nobody judged", () => {
  it("is all of it for a type that no table holds, whatever happens to it", () => {
    const type = script;
    const found = unjudgedOf(
      { op: "create", type, new: { scriptName: "s" } },
      update(type, { scriptName: "s", content: "a" }, { scriptName: "s", content: "b" }),
      { op: "delete", type, old: { scriptName: "s" } },
    );
    expect(found).to.deep.equal(["create r0: ", "update r1: ", "delete r2: "]);
  });

  it("is nothing where nothing happens: what stays, is read, adopted or only forgotten", () => {
    const old = { scriptName: "s" };
    const found = unjudgedOf(
      { op: "same", type: script, old },
      { op: "read", type: script, new: old },
      { op: "import", type: script, new: old },
      { op: "delete", type: script, old, retainOnDelete: true },
      { op: "delete", type: "setting", old: { zoneId: "z", settingId: "http3", value: "on" } },
    );
    expect(found).to.deep.equal([]);
  });

  it("is nothing of what has no part, and of what is new and empty", () => {
    const found = unjudgedOf(
      { op: "delete", type: "aws:glue/job:Job", old: { roleArn: "r" } },
      { op: "create", type: "random:index/randomId:RandomId", new: { byteLength: 4 } },
      { op: "create", type: "aws:ec2/vpc:Vpc", new: { cidrBlock: "10.0.0.0/16" } },
      { op: "delete", type: "aws:ec2/vpc:Vpc", old: { cidrBlock: "10.0.0.0/16" } },
      { op: "create", type: "aws:ec2/vpcEndpoint:VpcEndpoint", new: { vpcId: "v" } },
    );
    expect(found).to.deep.equal(["delete r3: ", "create r4: "]);
  });

  it("is the actions of an alarm, whatever of it changes, and nothing of one without any", () => {
    const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const alarm = { name: "a", namespace: "AWS/ApplicationELB", threshold: 1 };
    const acting = { ...alarm, alarmActions: ["arn:aws:automate:eu-central-1:ec2:stop"] };
    const found = unjudgedOf(
      { op: "create", type, new: alarm },
      update(type, alarm, { ...alarm, threshold: 2 }),
      { op: "delete", type, old: alarm },
      { op: "create", type, new: acting },
      update(type, acting, { ...acting, threshold: 2 }),
      { op: "delete", type, old: acting },
      { op: "create", type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", new: acting },
      { op: "create", type: "aws:sns/topic:Topic", new: {} },
      { op: "delete", type: "aws:sns/topic:Topic", old: {} },
      { op: "delete", type: "aws:sns/topicSubscription:TopicSubscription", old: {} },
      { op: "create", type: "steady-edge-monitors:zabbix:Host", new: { host: "h" } },
      { op: "delete", type: "newrelic:synthetics/monitor:Monitor", old: {} },
    );
    expect(found).to.deep.equal([
      "create r3: alarmActions",
      "update r4: alarmActions",
      "delete r5: alarmActions",
      "delete r8: ",
    ]);
  });

  it("is the properties that nobody reads, of a type of which others are read", () => {
    const found = unjudgedOf(
      update(
        "aws:lb/loadBalancer:LoadBalancer",
        { customerOwnedIpv4Pool: ["a", "b"] },
        { customerOwnedIpv4Pool: ["c"] },
      ),
      update(
        "aws:alb/loadBalancer:LoadBalancer",
        { enableXffClientPort: true },
        { enableXffClientPort: false },
      ),
      update("pool", { origins: [{ address: "a" }] }, { origins: [{ address: "b" }], latitude: 4 }),
      update("record", { comment: "a" }, { comment: "b" }),
      update("record", { content: "a", tags: ["a"] }, { content: "b", tags: ["b"] }),
    );
    expect(found).to.deep.equal([
      "update r1: enableXffClientPort",
      "update r0: customerOwnedIpv4Pool",
      "update r2: latitude",
    ]);
  });

  it("is looked for beneath a property of which only a part is read", () => {
    const affinity = (name: string, value: unknown): object => ({
      sessionAffinityAttributes: { [name]: value },
    });
    const found = unjudgedOf(
      update("balancer", affinity("samesite", "Lax"), affinity("samesite", "Strict")),
      update("balancer", affinity("drainDuration", 5), affinity("drainDuration", 9)),
      update("balancer", {}, { sessionAffinityAttributes: { drainDuration: 5, secure: "Auto" } }),
    );
    expect(found).to.deep.equal([
      "update r1: sessionAffinityAttributes.drainDuration",
      "update r2: sessionAffinityAttributes.drainDuration",
    ]);
  });

  it("is every ruleset and setting but those that the model reads", () => {
    const rules = (ssl: object): object[] => [
      { action: "set_config", expression: "true", actionParameters: ssl },
    ];
    const phase = "http_config_settings";
    const found = unjudgedOf(
      { op: "create", type: ruleset, new: { phase: "http_request_firewall_managed", rules: [] } },
      { op: "create", type: ruleset, new: { phase, rules: rules({ ssl: "full" }) } },
      { op: "create", type: ruleset, new: { phase, rules: rules({ ssl: "full", sxg: true }) } },
      update(
        ruleset,
        { phase: "http_log_custom_fields" },
        { phase: "http_log_custom_fields", rules: [] },
      ),
      { op: "create", type: "setting", new: { settingId: "ssl", value: "strict" } },
      { op: "create", type: "setting", new: { settingId: "aegis", value: "on" } },
      {
        op: "create",
        type: "setting",
        new: { settingId: "automatic_https_rewrites", value: "on" },
      },
    );
    expect(found).to.deep.equal([
      "create r0: ",
      "create r2: rules.actionParameters.sxg",
      "create r5: ",
    ]);
  });

  it("is a ruleset or a setting that comes to be of another kind, or of one that is not known", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const of = (before: string, after: string) =>
      update(ruleset, { phase: before }, { phase: after });
    const found = unjudgedOf(
      of("http_ratelimit", "http_request_firewall_managed"),
      of("http_request_firewall_managed", "http_ratelimit"),
      of("http_ratelimit", "http_request_origin"),
      of("http_log_custom_fields", "http_custom_errors"),
      of("http_log_custom_fields", "http_ratelimit"),
      of("http_log_custom_fields", unknown),
      of("http_ratelimit", unknown),
    );
    expect(found).to.deep.equal([
      ...["update r0: ", "update r1: ", "update r3: ", "update r4: ", "update r5: ", "update r6: "],
    ]);
  });

  it("is each property once, sorted, and none that is null", () => {
    const tell = (...names: string[]): object[] =>
      names.map((name) => ({
        action: "set_config",
        actionParameters: { ssl: "full", fonts: null, [name]: true },
      }));
    const found = unjudgedOf({
      op: "create",
      type: ruleset,
      new: { phase: "http_config_settings", rules: tell("sxg", "disableApps", "disableApps") },
    });
    expect(found).to.deep.equal([
      "create r0: rules.actionParameters.disableApps, rules.actionParameters.sxg",
    ]);
  });

  it("is a list as a whole of which not everything is an object", () => {
    const rules = [{ action: "block" }, "block"];
    const found = unjudgedOf(
      { op: "create", type: ruleset, new: { phase: "http_ratelimit", rules } },
      { op: "create", type: ruleset, new: { phase: "http_ratelimit", rules: ["block"] } },
    );
    expect(found).to.deep.equal(["create r0: rules", "create r1: rules"]);
  });

  it("is what a page rule, and not what a listener's rule or an elastic address, brings to what stands", () => {
    const target = "shop.example.com/*";
    const forward = { waf: "off" };
    const listenerRule = "aws:lb/listenerRule:ListenerRule";
    const eip = "aws:ec2/eip:Eip";
    const found = unjudgedOf(
      { op: "create", type: pageRule, new: { target, actions: { ssl: "full" }, status: "active" } },
      { op: "create", type: pageRule, new: { target, actions: forward, status: "active" } },
      { op: "delete", type: pageRule, old: { target, actions: forward, status: "active" } },
      { op: "create", type: listenerRule, new: { listenerArn: "l", conditions: [], actions: [] } },
      { op: "create", type: eip, new: { domain: "vpc", tags: { a: "b" } } },
      { op: "create", type: eip, new: { domain: "vpc", instance: "i-0" } },
      {
        op: "create",
        type: "cloudflare:index/workersRoute:WorkersRoute",
        new: { pattern: target },
      },
      {
        op: "delete",
        type: "cloudflare:index/workersRoute:WorkersRoute",
        old: { pattern: target },
      },
    );
    expect(found.sort()).to.deep.equal(["create r1: actions.waf", "delete r2: actions.waf"]);
  });

  it("is an update of which the plan shows nothing", () => {
    expect(unjudgedOf(update("pool", { name: "p" }, { name: "p" }))).to.deep.equal(["update r0: "]);
  });
});
