import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { HealthAlerts, type HealthAlertsArgs } from "../../components/alerts";
import { ExternalMonitors, type ExternalMonitorsArgs } from "../../components/externalMonitors";
import { EdgeRules } from "../../components/edgeRules";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
} from "../../sandbox/testing";

const emails = ["oncall@example.com"];
const chat = "https://hooks.slack.com/services/T00000000/B00000000/";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:oncall";
const alb = {
  loadBalancerArnSuffix: "app/web/50dc6c495c0c9188",
  targetGroupArnSuffix: "targetgroup/web/73e2d6bc24d8a067",
};

const alerts = (args: Partial<HealthAlertsArgs>, name = "web") =>
  new HealthAlerts(name, { accountId, ...args });
const shop = { url: "https://www.example.com/healthz" };
const monitors = (args: Partial<ExternalMonitorsArgs>) =>
  new ExternalMonitors("site", { urls: { shop }, ...args });
/** A secret of the configuration that is set and empty. */
const empty = () => new pulumi.Config().requireSecret("empty");

/** What users set up right: the program, and how many resources it makes, the stack itself among them. */
const right: readonly (readonly [string, () => void, number])[] = [
  [
    "two environments of one account that post to the same chat",
    () => {
      const secret = pulumi.secret("abcdefghijklmnopqrstuvwx");
      for (const name of ["staging", "production"]) {
        alerts({ emails, webhooks: { chat: { url: chat, secret } } }, name);
      }
    },
    7,
  ],
  [
    "services of the edge's allowance that ask with a secret header",
    () => {
      const header = pulumi.secret("let-me-in-7Qd2-let-me-in");
      new EdgeRules("rules", {
        ...{ accountId, zoneId, zoneName: "example.com", monitorPaths: ["/healthz"] },
        monitorAllowance: {
          addresses: ["198.51.100.7"],
          ...{ secretHeaderName: "x-monitor", secretHeaderValue: header },
        },
      });
      monitors({
        urls: { shop: { ...shop, headers: { "x-monitor": header } } },
        uptimeRobot: { apiKey: "u1-main-0a1b", alertContactIds: { oncall: "7" } },
      });
    },
    7,
  ],
  [
    "alarms that tell a topic of another stack in their own region",
    () => {
      alerts({
        ...{ passiveOriginMonitoring: false },
        albs: { main: { ...alb, region: "eu-central-1", topicArn } },
      });
    },
    10,
  ],
  [
    "a business plan with PagerDuty",
    () => {
      alerts({
        ...{ plan: "business" },
        pagerDutyServiceIds: { oncall: "023e105f4ecef8ad9ca31a8372d0c353" },
      });
    },
    3,
  ],
  [
    "a Zabbix whose address and token come late",
    () => {
      monitors({
        zabbix: {
          url: pulumi.output("https://zabbix.example.com"),
          apiToken: pulumi.secret("0".repeat(64)),
          ...{ host: "www.example.com", hostGroups: ["Linux servers"] },
        },
      });
    },
    6,
  ],
];

/** What users set up wrong: the program, and every problem that must be told. */
const wrong: readonly (readonly [string, () => void, readonly string[]])[] = [
  [
    "recipients that are none, and a way to tell that the plan lacks",
    () => {
      alerts({
        emails: ["#ops", "oncall@localhost"],
        pagerDutyServiceIds: { oncall: "023e105f4ecef8ad9ca31a8372d0c353" },
      });
    },
    [
      'emails[0] must be an e-mail address; got "#ops"',
      'emails[1] must be an e-mail address; got "oncall@localhost"',
      'pagerDutyServiceIds must be left out on a plan without PagerDuty, which begins with Business; got plan "free"',
    ],
  ],
  [
    "a secret of the configuration that is empty, as a webhook",
    () => {
      alerts({ webhooks: { chat: { url: empty() } } });
    },
    ["webhooks.chat.url must be an https URL with a host name; got a secret that is empty"],
  ],
  [
    "secrets of the configuration that are empty, as credentials",
    () => {
      monitors({
        uptimeRobot: { apiKey: empty(), alertContactIds: { oncall: "7" } },
        zabbix: {
          ...{ url: "https://zabbix.example.com", apiToken: empty() },
          ...{ host: "www.example.com", hostGroups: ["Linux servers"] },
        },
      });
    },
    [
      "uptimeRobot.apiKey must be the main API key, without spaces; got a secret that is empty",
      "zabbix.apiToken must be an API token, without spaces; got a secret that is empty",
    ],
  ],
  [
    "alarms of one region and a topic of another",
    () => {
      alerts({ albs: { main: { ...alb, region: "us-east-1", topicArn } } });
    },
    [
      `albs.main.topicArn must be the ARN of an SNS topic in us-east-1, the region of its alarms; got "${topicArn}"`,
    ],
  ],
  [
    "an interval that no plan has, a user in a URL, and nobody who is told",
    () => {
      monitors({
        urls: {
          shop: { ...shop, intervalSeconds: 20 },
          api: { url: "https://me:secret@api.example.com/" },
        },
        uptimeRobot: { apiKey: "u1-main-0a1b", alertContactIds: {} },
      });
    },
    [
      "urls.api.url must be a URL that begins with https:// or http://, without user and fragment; got one with a user",
      "urls.shop.intervalSeconds must be a whole number of 30 to 86400; got 20",
      "uptimeRobot.alertContactIds must name at least one alert contact, who is told; got {}",
    ],
  ],
];

describe("alerts and monitors as strangers set them up, on a real engine", () => {
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud();
  });
  after(() => cloud?.stop());

  const open = (program: () => void) =>
    runProgram(cloud, () => Promise.resolve(program()).then(() => ({})), {
      config: { empty: { secret: "" } },
    });

  for (const [name, program, create] of right) {
    it(`brings up ${name}`, async () => {
      const stack = await open(program);
      try {
        expect((await stack.up()).changes).to.deep.equal({ create });
        expect((await stack.up()).changes).to.deep.equal({});
        expect((await stack.destroy()).changes).to.deep.equal({ delete: create });
      } finally {
        await stack.close();
      }
    });
  }

  for (const [name, program, problems] of wrong) {
    it(`refuses in the preview ${name}`, async () => {
      const stack = await open(program);
      try {
        const said = await stack.preview().then(
          () => "nothing",
          (error: unknown) => {
            expect(error).to.be.instanceOf(OperationFailed);
            return String(error);
          },
        );
        for (const problem of problems) {
          expect(said).to.include(problem);
        }
      } finally {
        await stack.close();
      }
    });
  }
});
