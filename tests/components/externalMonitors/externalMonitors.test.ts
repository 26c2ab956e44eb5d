import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import {
  ExternalMonitors,
  type ExternalMonitorsArgs,
  type NewRelicArgs,
  type UptimeRobotArgs,
  type ZabbixArgs,
} from "../../../components/externalMonitors";
import { newRelicTypes } from "../../../facts/monitoring/newRelic";
import { ZabbixSeverity } from "../../../facts/monitoring/zabbix";
import { inBothModes, underMocks, unknown } from "../../support/mocks";
import { rejects } from "../../support/problems";

const types = {
  provider: "pulumi:providers:steady-edge-monitors",
  host: "steady-edge-monitors:zabbix:Host",
  scenario: "steady-edge-monitors:zabbix:WebScenario",
  trigger: "steady-edge-monitors:zabbix:Trigger",
  monitor: "steady-edge-monitors:uptimerobot:Monitor",
} as const;

const urls = { shop: { url: "https://shop.example.com/healthz" } };
const zabbix: ZabbixArgs = {
  ...{ url: "https://zabbix.example.com", apiToken: "0a1b2c3d4e5f" },
  ...{ host: "shop.example.com", hostGroups: ["Websites", "Shops"] },
};
const newRelic: NewRelicArgs = {
  ...{ accountId: "1234567", apiKey: "NRAK-0A1B2C3D", region: "EU" },
  locations: ["US_EAST_1", "EU_WEST_1"],
};
const uptimeRobot: UptimeRobotArgs = { apiKey: "u1-0a1b2c3d", alertContactIds: { oncall: "7" } };

function build(args: object) {
  return (parent: pulumi.Resource) =>
    new ExternalMonitors("out", args as ExternalMonitorsArgs, { parent });
}

describe("ExternalMonitors", () => {
  it("declares host, scenario and trigger in Zabbix, and nothing else", async () => {
    await inBothModes(build({ urls, zabbix }), (run) => {
      expect(run.registered).to.have.lengthOf(5);
      expect(run.one(types.provider, "out-zabbix").inputs).to.deep.equal({
        zabbixUrl: "https://zabbix.example.com",
        zabbixApiToken: { secret: "0a1b2c3d4e5f" },
      });
      expect(run.one(types.host, "out-zabbix-host").inputs).to.deep.equal({
        ...{ host: "shop.example.com", hostGroups: ["Shops", "Websites"] },
        ...{ enabled: true, tags: {} },
      });
      expect(run.one(types.scenario, "out-zabbix-web-scenario-shop").inputs).to.deep.equal({
        hostId: run.preview ? unknown : "out-zabbix-host-id",
        ...{ name: "shop", enabled: true, intervalSeconds: 60, attempts: 1 },
        ...{ url: "https://shop.example.com/healthz", statusCodes: "200-299", required: "" },
        ...{ timeoutSeconds: 15, followRedirects: false, verifyTls: true, headers: {} },
      });
      if (!run.preview) {
        expect(run.one(types.trigger, "out-zabbix-trigger-shop").inputs).to.deep.equal({
          description: "shop fails when asked from outside",
          expression: "min(/shop.example.com/web.test.fail[shop],#2)>0",
          ...{ severity: "high", enabled: true },
          comments:
            "https://shop.example.com/healthz has failed 2 times in a row; the item web.test.error[shop] says why.",
        });
      }
    });
  });

  it("declares a monitor in UptimeRobot, and nothing else", async () => {
    const given = {
      urls: { shop: { ...urls.shop, expectedBody: "a.b", headers: { "X-Key": "hush" } } },
      uptimeRobot: { ...uptimeRobot, alertContactIds: { a: pulumi.output("9"), b: "7", c: "7" } },
    };
    await inBothModes(build(given), (run) => {
      expect(run.registered).to.have.lengthOf(3);
      expect(run.one(types.provider, "out-uptimerobot").inputs).to.deep.equal({
        uptimeRobotUrl: "https://api.uptimerobot.com/v3",
        uptimeRobotApiKey: { secret: "u1-0a1b2c3d" },
      });
      expect(run.one(types.monitor, "out-uptimerobot-monitor-shop").inputs).to.deep.equal({
        ...{ friendlyName: "shop", url: "https://shop.example.com/healthz", type: "KEYWORD" },
        ...{ keyword: "a.b", intervalSeconds: 60, timeoutSeconds: 15, followRedirects: false },
        ...{ checkTls: true, statusCodes: ["2xx"], headers: { secret: { "x-key": "hush" } } },
        ...{ alertContactIds: ["7", "9"], paused: false },
      });
    });
  });

  it("has nobody ask a URL that is paused, and its certificate checked on", async () => {
    const given = { urls: { shop: { ...urls.shop, paused: true } }, zabbix, uptimeRobot, newRelic };
    await inBothModes(build(given), (run) => {
      expect(run.one(types.scenario, "out-zabbix-web-scenario-shop").inputs.enabled).to.equal(
        false,
      );
      expect(run.one(types.trigger, "out-zabbix-trigger-shop").inputs.enabled).to.equal(true);
      expect(run.one(types.monitor, "out-uptimerobot-monitor-shop").inputs.paused).to.equal(true);
      expect(run.one(newRelicTypes.monitor, "out-newrelic-monitor-shop").inputs.status).to.equal(
        "DISABLED",
      );
      expect(
        run.one(newRelicTypes.certCheck, "out-newrelic-certificate-shop").inputs.status,
      ).to.equal("ENABLED");
    });
  });

  it("declares monitors, a check of the certificate, a policy and its condition in New Relic", async () => {
    const given = {
      urls: {
        shop: { ...urls.shop, expectedBody: "open", headers: { "X-Key": "hush" } },
        plain: { url: "http://plain.example.com/", intervalSeconds: 300, followRedirects: true },
        port: { url: "https://shop.example.com:8443/" },
      },
      newRelic,
    };
    await inBothModes(build(given), (run) => {
      expect(run.registered).to.have.lengthOf(8);
      expect(run.one("pulumi:providers:newrelic", "out-newrelic").inputs).to.deep.equal({
        ...{ accountId: { secret: "1234567" }, region: "EU" },
        apiKey: { secret: "NRAK-0A1B2C3D" },
      });
      const locationsPublics = ["EU_WEST_1", "US_EAST_1"];
      expect(run.one(newRelicTypes.monitor, "out-newrelic-monitor-shop").inputs).to.deep.equal({
        ...{ name: "shop", type: "SIMPLE", status: "ENABLED", period: "EVERY_MINUTE" },
        ...{ uri: "https://shop.example.com/healthz", locationsPublics, verifySsl: true },
        ...{ treatRedirectAsFailure: true, bypassHeadRequest: true, validationString: "open" },
        customHeaders: { secret: [{ name: "X-Key", value: "hush" }] },
      });
      expect(run.one(newRelicTypes.monitor, "out-newrelic-monitor-plain").inputs).to.deep.equal({
        ...{ name: "plain", type: "SIMPLE", status: "ENABLED", period: "EVERY_5_MINUTES" },
        ...{ uri: "http://plain.example.com/", locationsPublics, verifySsl: false },
        ...{ treatRedirectAsFailure: false, bypassHeadRequest: true },
      });
      expect(
        run.of(newRelicTypes.certCheck).map(({ name, inputs }) => [name, inputs]),
      ).to.deep.equal([
        [
          "out-newrelic-certificate-shop",
          {
            ...{ name: "shop certificate", status: "ENABLED", period: "EVERY_DAY" },
            ...{ domain: "shop.example.com", certificateExpiration: 14, locationsPublics },
          },
        ],
      ]);
      expect(run.one(newRelicTypes.policy, "out-newrelic-policy").inputs).to.deep.equal({
        ...{ name: "out-newrelic-policy", incidentPreference: "PER_CONDITION_AND_TARGET" },
      });
      expect(run.one(newRelicTypes.condition, "out-newrelic-condition").inputs).to.deep.equal({
        name: "out-newrelic-condition",
        policyId: run.preview ? unknown : "out-newrelic-policy-id",
        entities: run.preview
          ? unknown
          : ["certificate-shop", "monitor-plain", "monitor-port", "monitor-shop"].map(
              (each) => `out-newrelic-${each}-id`,
            ),
        critical: { threshold: 2 },
      });
    });
  });

  it("looks for a text letter by letter, by a regular expression in Zabbix", async () => {
    const given = {
      urls: { shop: { ...urls.shop, expectedBody: "a.b*(c)[d]{e}^$|?+\\/-" } },
      zabbix: { ...zabbix, severity: ZabbixSeverity.Disaster, consecutiveFailures: 10 },
    };
    await inBothModes(build(given), (run) => {
      const { required } = run.one(types.scenario, "out-zabbix-web-scenario-shop").inputs;
      expect(required).to.equal("a\\.b\\*\\(c\\)\\[d\\]\\{e\\}\\^\\$\\|\\?\\+\\\\/-");
      const trigger = run.one(types.trigger, "out-zabbix-trigger-shop").inputs;
      expect(trigger.severity).to.equal("disaster");
    });
  });

  const refused: readonly [string, object, readonly string[]][] = [
    ["nothing to watch and nobody who does", { urls: {} }, ["urls", "zabbix"]],
    ["nobody who watches", { urls }, ["zabbix"]],
    ["no credentials", { urls, zabbix: { ...zabbix, apiToken: undefined } }, ["zabbix.apiToken"]],
    ["an empty token", { urls, zabbix: { ...zabbix, apiToken: "" } }, ["zabbix.apiToken"]],
    [
      "a token of two lines",
      { urls, zabbix: { ...zabbix, apiToken: "a\nb" } },
      ["zabbix.apiToken"],
    ],
    ["an empty key", { urls, uptimeRobot: { ...uptimeRobot, apiKey: "" } }, ["uptimeRobot.apiKey"]],
    [
      "nobody who is told",
      { urls, uptimeRobot: { ...uptimeRobot, alertContactIds: {} } },
      ["uptimeRobot.alertContactIds"],
    ],
    [
      "a contact that is no id",
      { urls, uptimeRobot: { ...uptimeRobot, alertContactIds: { a: "me@example.com" } } },
      ["uptimeRobot.alertContactIds.a"],
    ],
    [
      "no host group, or one twice",
      { urls, zabbix: { ...zabbix, hostGroups: [] } },
      ["zabbix.hostGroups"],
    ],
    [
      "a host group twice",
      { urls, zabbix: { ...zabbix, hostGroups: ["a", "a"] } },
      ["zabbix.hostGroups[1]"],
    ],
    [
      "a Zabbix by plain http",
      { urls, zabbix: { ...zabbix, url: "http://zabbix.example.com" } },
      ["zabbix.url"],
    ],
    [
      "a Zabbix with a user",
      { urls, zabbix: { ...zabbix, url: "https://me:pw@zabbix.example.com" } },
      ["zabbix.url"],
    ],
    [
      "a host's name that is none",
      { urls, zabbix: { ...zabbix, host: "shop/example" } },
      ["zabbix.host"],
    ],
    [
      "a severity that is none",
      { urls, zabbix: { ...zabbix, severity: "bad" } },
      ["zabbix.severity"],
    ],
    ["a misspelt argument", { urls, zabbix: { ...zabbix, hostgroups: [] } }, ["zabbix.hostgroups"]],
    ["a URL that is none", { urls: { a: { url: "shop.example.com" } }, zabbix }, ["urls.a.url"]],
    [
      "a URL of another kind",
      { urls: { a: { url: "ftp://shop.example.com" } }, zabbix },
      ["urls.a.url"],
    ],
    [
      "a URL with a password",
      { urls: { a: { url: "https://a:b@shop.example.com" } }, zabbix },
      ["urls.a.url"],
    ],
    ["a key that names nothing", { urls: { "a b": urls.shop }, zabbix }, ['urls["a b"]']],
    [
      "a header that is none",
      { urls: { a: { ...urls.shop, headers: { "a b": "c" } } }, zabbix },
      ['urls.a.headers["a b"]'],
    ],
    [
      "a header of two lines",
      { urls: { a: { ...urls.shop, headers: { a: "b\r\nc" } } }, zabbix },
      ["urls.a.headers.a"],
    ],
    [
      "an interval of none",
      { urls: { a: { ...urls.shop, intervalSeconds: 0 } }, zabbix },
      ["urls.a.intervalSeconds"],
    ],
    [
      "an interval that UptimeRobot has not",
      { urls: { a: { ...urls.shop, intervalSeconds: 10 } }, uptimeRobot },
      ["urls.a.intervalSeconds"],
    ],
    [
      "a location that is none",
      { urls, newRelic: { ...newRelic, locations: ["AWS_US_EAST_1"] } },
      ["newRelic.locations[0]"],
    ],
    ["no location", { urls, newRelic: { ...newRelic, locations: [] } }, ["newRelic.locations"]],
    [
      "a location twice",
      { urls, newRelic: { ...newRelic, locations: ["US_EAST_1", "US_EAST_1"] } },
      ["newRelic.locations[1]"],
    ],
    [
      "an account and a key that are none",
      { urls, newRelic: { ...newRelic, accountId: "shop", apiKey: "" } },
      ["newRelic.accountId", "newRelic.apiKey"],
    ],
    [
      "an interval that New Relic has not",
      { urls: { a: { ...urls.shop, intervalSeconds: 120 } }, newRelic },
      ["urls.a.intervalSeconds"],
    ],
    [
      "a time that is too long",
      { urls: { a: { ...urls.shop, timeoutSeconds: 61 } }, zabbix },
      ["urls.a.timeoutSeconds"],
    ],
  ];
  for (const [name, args, paths] of refused) {
    it(`refuses ${name}`, async () => {
      const told = await rejects(build(args), paths);
      const said = told.map(({ reason }) => reason).join("\n");
      expect(said).to.not.include("pw@").and.not.include("b@").and.not.include("\r");
    });
  }

  it("refuses credentials that become known late and are none, without them", async () => {
    const late = pulumi.secret("two words of a secret");
    for (const [args, path] of [
      [{ urls, zabbix: { ...zabbix, apiToken: late } }, "zabbix.apiToken"],
      [{ urls, zabbix: { ...zabbix, url: late } }, "zabbix.url"],
      [{ urls, uptimeRobot: { ...uptimeRobot, apiKey: late } }, "uptimeRobot.apiKey"],
    ] as const) {
      const { errors } = await underMocks(false, build(args));
      expect(String(errors[0])).to.include(`${path} must be`).and.not.include("two words");
    }
  });
});
