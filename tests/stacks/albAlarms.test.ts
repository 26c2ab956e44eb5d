import { expect } from "chai";
import { balancersOf } from "../../stacks/albAlarms";
import type { Environment } from "../../stacks/environment";
import { instantIn } from "../support/instants";
import { configOf, environmentOf, refusalLines, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const topic = (region: string): string => `arn:aws:sns:${region}:123456789012:oncall`;
const production = environmentOf("production");
const emails = ["oncall@example.com"];

async function run(alerts: Fields, change: Fields = {}): Promise<ProgramRun> {
  const environment = { ...production, ...change, alerts };
  return runStack(false, "production", configOf(environment));
}

const inputsOf = ({ declared }: ProgramRun, type: string): Fields[] =>
  declared.filter((one) => one.type.endsWith(`:${type}`)).map(({ inputs }) => inputs);

/** Of each load balancer the region of its alarms, and whom they tell. */
const compositesOf = (done: ProgramRun): unknown[] =>
  inputsOf(done, "CompositeAlarm").map(({ region, alarmActions }) => [region, alarmActions]);

describe("alarms on the load balancers of an environment", () => {
  it("are none where none are asked for", async () => {
    const done = await run({ emails });
    expect([done.refusal, done.errors]).to.deep.equal([undefined, []]);
    expect(inputsOf(done, "MetricAlarm")).to.deep.equal([]);
  });

  it("watch each that it makes, in its region, and tell topics of their own", async () => {
    const done = await run({ emails, albs: { errorsPerMinute: 20 } });
    expect([done.refusal, done.errors]).to.deep.equal([undefined, []]);
    const alarms = inputsOf(done, "MetricAlarm");
    const watched = alarms.map(({ region, dimensions }) => {
      const { LoadBalancer, TargetGroup = "" } = dimensions as Record<string, string>;
      return [region, LoadBalancer, TargetGroup].join(" ");
    });
    const ends = (name: string): string => `${name}/0123456789abcdef`;
    const us = ["us-east-1", "production-www-alb-us-use1"] as const;
    const eu = ["eu-central-1", "production-www-alb-eu-euc1"] as const;
    expect([...new Set(watched)].sort()).to.deep.equal(
      [eu, us].flatMap(([region, name]) => {
        const balancer = `${region} app/${ends(`${name}-alb`)}`;
        return [`${balancer} `, `${balancer} targetgroup/${ends(`${name}-tg`)}`];
      }),
    );
    expect(inputsOf(done, "Topic").map(({ region }) => region)).to.deep.equal([
      ...["us-east-1", "eu-central-1"],
    ]);
    const subscriptions = inputsOf(done, "TopicSubscription");
    expect(subscriptions.map(({ endpoint }) => endpoint)).to.deep.equal([...emails, ...emails]);
  });

  it("tell the topics that are there", async () => {
    const topicArns = { "us-east-1": topic("us-east-1"), "eu-central-1": topic("eu-central-1") };
    const done = await run({ pagerDutyServiceIds: {}, emails, albs: { topicArns } });
    expect(inputsOf(done, "Topic")).to.deep.equal([]);
    expect(compositesOf(done)).to.deep.equal([
      ["us-east-1", [topic("us-east-1")]],
      ["eu-central-1", [topic("eu-central-1")]],
    ]);
  });

  it("tell nobody of a site under maintenance", async () => {
    const maintenance = { until: instantIn(1), sites: ["www"] };
    const done = await run({ emails, albs: {} }, { maintenance });
    expect(compositesOf(done)).to.deep.equal([
      ["us-east-1", undefined],
      ["eu-central-1", undefined],
    ]);
    const topicArns = { "us-east-1": topic("us-east-1"), "eu-central-1": topic("eu-central-1") };
    const other = { maintenance: { ...maintenance, sites: ["api"] } };
    expect(compositesOf(await run({ emails, albs: { topicArns } }, other))).to.deep.equal([
      ["us-east-1", [topic("us-east-1")]],
      ["eu-central-1", [topic("eu-central-1")]],
    ]);
  });

  it("have keys of their own, of at most 64 characters, where names are long", () => {
    const origin = "a-balancer-that-says-in-its-name-where-it-is";
    const pools = ["0", "1"].map((end) => ({
      name: `a-pool-with-a-name-of-its-own-${end}`,
      origins: { [origin]: { alb: { firewall: "use1" } } },
    }));
    const environment = { sites: { www: { pools } } } as unknown as Environment;
    const keys = Object.keys(balancersOf(environment));
    expect(keys.map((key) => [key.length, key.slice(0, 20)])).to.deep.equal([
      ...[0, 1].map(() => [64, "www-a--pool--with--a"]),
    ]);
    expect(new Set(keys).size).to.equal(2);
  });

  it("leave a wrong name to where it stands", async () => {
    const { www } = structuredClone(production.sites) as { www: { pools: { name: string }[] } };
    www.pools[0]!.name = "a b";
    const change = { sites: { www: { ...www, steering: { policy: "off" } } } };
    expect(refusalLines((await run({ emails, albs: {} }, change)).refusal)).to.deep.equal([
      'sites.www.pools[0].name must be 1 to 32 letters, digits and hyphens, the first no hyphen; got "a b"',
    ]);
  });

  it("are refused with what is wrong at its own place, once", async () => {
    const webhooks = { chat: { urlConfigKey: "chatUrl" } };
    const values = { "steady-edge:chatUrl": "https://hooks.example.net/a" };
    const refused = async (alerts: Fields, stack = "production"): Promise<readonly string[]> => {
      const { values: own } = configOf({ ...environmentOf(stack), alerts });
      const config = { values: { ...own, ...values }, secretKeys: ["steady-edge:chatUrl"] };
      const { refusal, declared } = await runStack(true, stack, config);
      expect(declared).to.deep.equal([]);
      return refusalLines(refusal);
    };
    expect(await refused({ webhooks, albs: {} })).to.deep.equal([
      "alerts.albs.topicArns must be given where there are no emails, or the alarms tell nobody; got nothing",
    ]);
    expect(await refused({ emails, albs: {} }, "dev")).to.deep.equal([
      "alerts.albs must be left out where no origin is a load balancer that this environment makes (alb); got no alb",
    ]);
    const topicArns = { "us-east-1": topic("eu-central-1"), "eu-west-1": topic("eu-west-1") };
    expect(await refused({ emails, albs: { topicArns, errorsPerMinute: 0 } })).to.deep.equal([
      "alerts.albs.errorsPerMinute must be a whole number of 1 to 1000000; got 0",
      'alerts.albs.topicArns["eu-west-1"] must be of the region of a firewall in which a load balancer is made; got "eu-west-1"',
      'alerts.albs.topicArns["us-east-1"] must be the ARN of an SNS topic in us-east-1, the region of its alarms; got "arn:aws:sns:eu-central-1:123456789012:oncall"',
    ]);
  });
});
