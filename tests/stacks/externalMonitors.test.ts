import { expect } from "chai";
import { instantIn } from "../support/instants";
import { configOf, environmentOf, refusalLines, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const secrets = {
  values: {
    "steady-edge:zabbixToken": "zabbix-hush",
    "steady-edge:uptimeKey": "uptime-hush",
    "steady-edge:newRelicKey": "newrelic-hush",
    "steady-edge:monitorHeader": "header-hush",
  },
  secretKeys: ["zabbixToken", "uptimeKey", "newRelicKey", "monitorHeader"].map(
    (name) => `steady-edge:${name}`,
  ),
};

const externalMonitors = {
  urls: {
    dev: {
      url: "https://dev.example.com/healthz",
      intervalSeconds: 300,
      headerConfigKeys: { "x-monitor": "monitorHeader" },
    },
    other: { url: "https://status.example.net/" },
  },
  zabbix: {
    url: "https://zabbix.example.net",
    apiTokenConfigKey: "zabbixToken",
    host: "dev.example.com",
    hostGroups: ["Websites"],
  },
  uptimeRobot: { apiKeyConfigKey: "uptimeKey", alertContactIds: { oncall: "1234567" } },
  newRelic: { accountId: "1234567", apiKeyConfigKey: "newRelicKey", locations: ["US_EAST_1"] },
};

async function declared(change: Fields): Promise<ProgramRun> {
  const run = await runStack(
    false,
    "dev",
    configOf({ ...environmentOf("dev"), ...change }, secrets),
  );
  expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
  return run;
}

/** What `dev` is refused for, in a preview as in an update. */
async function refusal(change: Fields, config = secrets): Promise<readonly string[]> {
  const environment = { ...environmentOf("dev"), ...change };
  const preview = await runStack(true, "dev", configOf(environment, config));
  const update = await runStack(false, "dev", configOf(environment, config));
  expect([preview.declared, update.declared]).to.deep.equal([[], []]);
  expect(refusalLines(preview.refusal)).to.deep.equal(refusalLines(update.refusal));
  return refusalLines(update.refusal);
}

/** The resources of a type, by their names. */
const ofType = ({ declared: all }: ProgramRun, type: RegExp): ProgramRun["declared"] =>
  all.filter((one) => type.test(one.type)).sort((one, other) => one.name.localeCompare(other.name));
const inputsOf = (run: ProgramRun, type: string): Fields[] =>
  ofType(run, new RegExp(`${type}$`)).map(({ inputs }) => inputs);

describe("the external monitors of an environment", () => {
  it("take their credentials from secrets of the configuration", async () => {
    const run = await declared({ externalMonitors });
    const providers = ofType(run, /^pulumi:providers:/);
    expect(providers.map(({ name, inputs }) => [name, inputs])).to.deep.equal([
      [
        "dev-monitors-newrelic",
        {
          accountId: { secret: "1234567" },
          apiKey: { secret: "newrelic-hush" },
          region: "US",
        },
      ],
      [
        "dev-monitors-uptimerobot",
        {
          uptimeRobotUrl: "https://api.uptimerobot.com/v3",
          uptimeRobotApiKey: { secret: "uptime-hush" },
        },
      ],
      [
        "dev-monitors-zabbix",
        { zabbixUrl: "https://zabbix.example.net", zabbixApiToken: { secret: "zabbix-hush" } },
      ],
    ]);
    expect(inputsOf(run, "uptimerobot:Monitor").map(({ headers }) => headers)).to.deep.equal([
      { secret: { "x-monitor": "header-hush" } },
      {},
    ]);
  });

  it("need no provider where there are none", async () => {
    const run = await declared({});
    expect(
      run.declared.filter(({ type }) => /^pulumi:providers|monitors|newrelic/i.test(type)),
    ).to.deep.equal([]);
  });

  it("are paused for the hostnames of the sites under maintenance, and go on beside a drain", async () => {
    const states = (run: ProgramRun): unknown => [
      inputsOf(run, "zabbix:WebScenario").map(({ enabled }) => enabled),
      inputsOf(run, "uptimerobot:Monitor").map(({ paused }) => paused),
      inputsOf(run, "monitor:Monitor").map(({ status }) => status),
      inputsOf(run, "certCheckMonitor:CertCheckMonitor").map(({ status }) => status),
    ];
    const maintenance = { until: instantIn(1) };
    expect(states(await declared({ externalMonitors, maintenance }))).to.deep.equal([
      [false, true],
      [true, false],
      ["DISABLED", "ENABLED"],
      ["ENABLED", "ENABLED"],
    ]);
    expect(states(await declared({ externalMonitors, drain: ["backup"] }))).to.deep.equal([
      [true, true],
      [false, false],
      ["ENABLED", "ENABLED"],
      ["ENABLED", "ENABLED"],
    ]);
  });

  it("are refused with what is wrong at its own place, once, and show no secret", async () => {
    const { urls, uptimeRobot } = externalMonitors;
    expect(await refusal({ externalMonitors: { urls } })).to.deep.equal([
      "externalMonitors.zabbix must be given, or uptimeRobot or newRelic, since without a service nobody watches; got nothing",
    ]);
    expect(
      await refusal({
        externalMonitors: { urls, uptimeRobot: { ...uptimeRobot, apiKeyConfigKey: "unknown" } },
      }),
    ).to.deep.equal([
      "externalMonitors.uptimeRobot.apiKeyConfigKey must name a secret of this stack's configuration; got nothing. Set it with pulumi config set --secret steady-edge:<name>",
    ]);
    const spaced = { ...secrets, values: { ...secrets.values, "steady-edge:uptimeKey": "a b" } };
    expect(await refusal({ externalMonitors: { urls, uptimeRobot } }, spaced)).to.deep.equal([
      "externalMonitors.uptimeRobot.apiKeyConfigKey must be the main API key, without spaces; got something else",
    ]);
    const twoLines = {
      ...secrets,
      values: { ...secrets.values, "steady-edge:monitorHeader": "a\nb" },
    };
    expect(await refusal({ externalMonitors: { urls, uptimeRobot } }, twoLines)).to.deep.equal([
      'externalMonitors.urls.dev.headerConfigKeys["x-monitor"] must be one line of ASCII; got something else',
    ]);
  });

  it("take no credential in the file", async () => {
    const { urls, uptimeRobot } = externalMonitors;
    const [line = "", ...others] = await refusal({
      externalMonitors: { urls, uptimeRobot: { ...uptimeRobot, apiKey: "hush-hush" } },
    });
    expect(line).to.match(/^externalMonitors\.uptimeRobot\.apiKey must be a key that there is;/);
    expect([line.includes("hush-hush"), others]).to.deep.equal([false, []]);
  });
});

describe("Argo and Tiered Cache of an environment", () => {
  const zone = { ...(environmentOf("dev").zone as object), ownsSettings: true };
  const pinned = (zeroDowntimeFailover?: string): Fields => {
    const { sites } = environmentOf("dev") as { sites: { web: object } };
    const sessionAffinity = { type: "cookie", zeroDowntimeFailover };
    return { sites: { web: { ...sites.web, sessionAffinity } } };
  };

  it("are declared, and pinned sessions do without zero-downtime failover beside them", async () => {
    const argoAndTieredCache = { tieredCache: "smart", argoSmartRouting: false };
    const run = await declared({ zone, argoAndTieredCache, ...pinned() });
    const settings = ofType(run, /^cloudflare:.*(ArgoTieredCaching|TieredCache|ArgoSmartRouting)$/);
    expect(settings.map(({ name, inputs }) => [name, inputs.value])).to.deep.equal([
      ["dev-argo-smart-routing", "off"],
      ["dev-argo-smart-topology", "on"],
      ["dev-argo-tiered-caching", "on"],
    ]);
    expect(failoverOf(run)).to.equal("none");
    expect(failoverOf(await declared({ zone, ...pinned() }))).to.equal("sticky");
    const off = { tieredCache: "off" };
    expect(failoverOf(await declared({ zone, argoAndTieredCache: off, ...pinned() }))).to.equal(
      "sticky",
    );
  });

  it("are refused where they meet what they do not go with", async () => {
    const argoAndTieredCache = { tieredCache: "smart" };
    expect(await refusal({ argoAndTieredCache })).to.deep.equal([
      "argoAndTieredCache must be left out where zone.ownsSettings is false; got settings",
    ]);
    const denied = { ...zone, usesArgoOrTieredCache: false };
    expect(await refusal({ zone: denied, argoAndTieredCache })).to.deep.equal([
      "zone.usesArgoOrTieredCache must be true or left out beside argoAndTieredCache.tieredCache; got false",
    ]);
    expect(await refusal({ zone, argoAndTieredCache: {} })).to.deep.equal([
      "argoAndTieredCache must give tieredCache, regionalTieredCache or argoSmartRouting; got none of them",
    ]);
    expect(
      await refusal({ zone, argoAndTieredCache: { tieredCache: "generic-global" } }),
    ).to.deep.equal([
      'argoAndTieredCache.tieredCache must be of the plan free: generic-global needs enterprise; got "generic-global". Say smart, which every plan has',
    ]);
    expect(await refusal({ zone, argoAndTieredCache, ...pinned("temporary") })).to.deep.equal([
      'sites.web.sessionAffinity.zeroDowntimeFailover must be none where the zone uses Argo or Tiered Cache; got "temporary". Cloudflare documents them as incompatible: choose one of the two',
    ]);
  });

  function failoverOf(run: ProgramRun): unknown {
    const [balancer] = inputsOf(run, "index/loadBalancer:LoadBalancer");
    const { zeroDowntimeFailover } = balancer?.sessionAffinityAttributes as Fields;
    return zeroDowntimeFailover;
  }
});
