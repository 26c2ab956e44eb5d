import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { HealthAlerts, type HealthAlertsArgs } from "../../../components/alerts";
import { resolvedArgs } from "../../../components/internal/validation";
import { validateHealthAlerts } from "../../../components/alerts/validate";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { inBothModes, underMocks, unknown, type Run } from "../../support/mocks";
import { problemsOf, rejects } from "../../support/problems";
import { isSecret, value } from "../../support/value";

const types = {
  component: "steady-edge:index:HealthAlerts",
  policy: "cloudflare:index/notificationPolicy:NotificationPolicy",
  webhook: "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
} as const;

const accountId = "0123456789abcdef0123456789abcdef";
const primary = "17b5962d775c646f3f9725cbc7a53df4";
const backup = "07b5962d775c646f3f9725cbc7a53df4";
const poolIds = { primary, backup };
const emails = ["oncall@example.com"];

function build(args: Partial<HealthAlertsArgs>) {
  return (parent: pulumi.Resource) => new HealthAlerts("web", { accountId, ...args }, { parent });
}

function counts(run: Run<unknown>): Record<string, number> {
  const found = Object.entries(types).map(([noun, token]) => [noun, run.of(token).length]);
  expect(found.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(run.registered.length);
  return Object.fromEntries(found) as Record<string, number>;
}

describe("HealthAlerts", () => {
  it("tells about health, enablement and refused connections by mail", async () => {
    const mechanisms = { emails: [{ id: "a@example.com" }, { id: "b@example.com" }] };
    await inBothModes(
      build({ poolIds, emails: ["b@example.com", "a@example.com"] }),
      async (run) => {
        expect(counts(run)).to.deep.equal({ component: 1, policy: 3, webhook: 0 });
        expect(run.one(types.policy, "web-pool-health").inputs).to.deep.equal({
          accountId,
          name: "web-pool-health",
          alertType: "load_balancing_health_alert",
          enabled: true,
          filters: {
            poolIds: [backup, primary],
            newHealths: ["Healthy", "Unhealthy"],
            eventSources: ["origin", "pool"],
          },
          mechanisms,
        });
        expect(run.one(types.policy, "web-pool-enablement").inputs).to.deep.equal({
          accountId,
          name: "web-pool-enablement",
          alertType: "load_balancing_pool_enablement_alert",
          enabled: true,
          filters: { poolIds: [backup, primary], enableds: ["false", "true"] },
          mechanisms,
        });
        expect(run.one(types.policy, "web-passive-origin-monitoring").inputs).to.deep.equal({
          accountId,
          name: "web-passive-origin-monitoring",
          alertType: "real_origin_monitoring",
          enabled: true,
          mechanisms,
        });
        for (const { parent, options } of run.of(types.policy)) {
          expect(parent).to.equal("web");
          expect(options).to.deep.equal({});
        }
        if (!run.preview) {
          expect(await value(run.result.policyIds)).to.deep.equal({
            "pool-health": "web-pool-health-id",
            "pool-enablement": "web-pool-enablement-id",
            "passive-origin-monitoring": "web-passive-origin-monitoring-id",
          });
        }
      },
    );
  });

  it("tells by webhook, and keeps its secret and its URL secret", async () => {
    const webhooks = {
      slack: { url: "https://hooks.example.com/T000/B000", secret: "hush" },
      chat: { url: pulumi.output("https://chat.example.com/") },
    };
    await inBothModes(build({ webhooks }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, policy: 1, webhook: 2 });
      const slack = run.one(types.webhook, "web-webhook-slack");
      expect(slack.inputs).to.deep.equal({
        accountId,
        name: "web-webhook-slack",
        url: { secret: "https://hooks.example.com/T000/B000" },
        secret: { secret: "hush" },
      });
      expect(slack.options).to.deep.equal({ additionalSecretOutputs: ["url", "secret"] });
      expect(run.one(types.webhook, "web-webhook-chat").inputs).to.deep.equal({
        accountId,
        name: "web-webhook-chat",
        url: { secret: "https://chat.example.com/" },
      });
      const { mechanisms } = run.one(types.policy, "web-passive-origin-monitoring").inputs;
      expect(mechanisms).to.deep.equal({
        webhooks: run.preview
          ? unknown
          : [{ id: "web-webhook-chat-id" }, { id: "web-webhook-slack-id" }],
      });
    });
  });

  it("tells PagerDuty where the plan has it", async () => {
    const args = { pagerDutyServiceIds: { b: primary, a: backup }, plan: CloudflarePlan.Business };
    await inBothModes(build(args), (run) => {
      const { mechanisms } = run.one(types.policy, "web-passive-origin-monitoring").inputs;
      expect(mechanisms).to.deep.equal({ pagerduties: [{ id: backup }, { id: primary }] });
    });
  });

  it("leaves out what is switched off, and sends no empty list", async () => {
    const args = { poolIds, emails, poolEnablement: false, passiveOriginMonitoring: false };
    await inBothModes(build(args), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, policy: 1, webhook: 0 });
      const { mechanisms } = run.one(types.policy, "web-pool-health").inputs;
      expect(mechanisms).to.deep.equal({ emails: [{ id: "oncall@example.com" }] });
    });
  });

  it("names a pool once where two keys mean it, also when known late", async () => {
    const twice = { a: pulumi.output(primary), b: primary };
    await inBothModes(build({ poolIds: twice, emails }), (run) => {
      const { filters } = run.one(types.policy, "web-pool-enablement").inputs;
      expect(filters).to.deep.equal({ poolIds: [primary], enableds: ["false", "true"] });
    });
  });

  it("refuses ids that become known late and are none", async () => {
    for (const none of ["", "primary"]) {
      const late = { late: pulumi.output(none) };
      for (const [args, path] of [
        [{ accountId: late.late, emails }, "accountId"],
        [{ poolIds: late, emails }, "poolIds.late"],
        [{ pagerDutyServiceIds: late, plan: CloudflarePlan.Business }, "pagerDutyServiceIds.late"],
      ] as const) {
        const { errors } = await underMocks(false, build(args));
        expect(String(errors[0])).to.match(new RegExp(`${path} must be an id of 32 lower-case`));
      }
    }
  });

  it("does not depend on the order of receivers and pools", async () => {
    const inputs = async (args: Partial<HealthAlertsArgs>) =>
      (await underMocks(false, build(args))).of(types.policy).map((made) => made.inputs);
    expect(
      await inputs({ poolIds: { primary, backup }, emails: ["a@b.cd", "e@f.gh"] }),
    ).to.deep.equal(await inputs({ poolIds: { backup, primary }, emails: ["e@f.gh", "a@b.cd"] }));
  });

  it("rejects everything that is wrong in one error, and registers nothing", async () => {
    await rejects(
      build({
        accountId: "shop",
        plan: CloudflarePlan.Pro,
        poolIds: { primary: "main" },
        emails: ["nobody", "A@example.com", "a@example.com"],
        pagerDutyServiceIds: { night: "x" },
        webhooks: { "my hook": { url: "http://hooks.example.com/T0", secret: "" } },
      }),
      [
        "emails[0]",
        "accountId",
        "poolIds.primary",
        "pagerDutyServiceIds",
        "emails[2]",
        "pagerDutyServiceIds.night",
        'webhooks["my hook"]',
        'webhooks["my hook"].url',
        'webhooks["my hook"].secret',
      ],
    );
  });

  const refused: [string, Partial<HealthAlertsArgs>, string][] = [
    ["an alert that nobody receives", { poolIds }, "emails"],
    ["empty receivers", { emails: [], webhooks: {}, pagerDutyServiceIds: {} }, "emails"],
    ["nothing to tell", { emails, passiveOriginMonitoring: false }, "poolIds"],
    ["pools without any", { emails, poolIds: {} }, "poolIds"],
    ["pool alerts without pools", { emails, poolHealth: true }, "poolIds"],
    [
      "PagerDuty where no plan is given, which means free",
      { pagerDutyServiceIds: { a: primary } },
      "pagerDutyServiceIds",
    ],
    ["an unknown plan", { emails, plan: "gold" as CloudflarePlan }, "plan"],
    ["no URL", { webhooks: { a: { url: "hooks.example.com" } } }, "webhooks.a.url"],
    [
      "a URL without a domain",
      { webhooks: { a: { url: "https://localhost/x" } } },
      "webhooks.a.url",
    ],
  ];
  for (const [title, args, path] of refused) {
    it(`rejects ${title}`, async () => {
      await rejects(build(args), [path]);
    });
  }

  const posted = [
    "https://hooks.example.com/T0",
    "https://hooks.example.com:443/T0",
    "https://hooks.example.com:80/T0",
    "https://203.0.113.9/T0",
    "https://[2001:db8::9]/T0",
    "https://splunk.example.com:8088/services/collector/event",
    "https://hooks.slack.com/services/T0/B0",
    "https://hooks.slack.com/triggers/T0/4385/x",
    "https://discord.com/api/webhooks/1234",
    "https://chat.googleapis.com/v1/spaces/AA/messages?key=k",
    "https://example.webhook.office.com/webhookb2/x@y/IncomingWebhook/z",
    "https://localnews.example.com/internal.test/T0",
  ];
  it("takes every URL that Cloudflare posts to and answers with", () => {
    for (const url of posted) {
      const webhooks = { a: { url } };
      expect(
        resolvedArgs("web", { accountId, webhooks }, undefined, validateHealthAlerts).webhooks.a
          ?.url,
      ).to.equal(url);
    }
  });

  const unposted: [string, string][] = [
    [
      "https://hooks.example.com:8443/T0PSECRET",
      "be on port 80 or 443, to which alone Cloudflare posts; got port 8443",
    ],
    [
      "https://hooks.example.com:8088/T0PSECRET",
      "be on port 80 or 443, to which alone Cloudflare posts; got port 8088",
    ],
    [
      "https://10.1.2.3/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got an address for private networks",
    ],
    [
      "https://2130706433/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got an address for the host itself (loopback)",
    ],
    [
      "https://[::1]/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got an address for the host itself (loopback)",
    ],
    [
      "https://[fd00::1]/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got an address for private networks (unique local)",
    ],
    [
      "https://[::ffff:10.0.0.1]/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got an address for IPv4 written as IPv6",
    ],
    [
      "https://chat.corp.internal/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got a name of a local network",
    ],
    [
      "https://printer.local./T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got a name of a local network",
    ],
    [
      "https://chat/T0PSECRET",
      "be at a public address, to which alone Cloudflare posts; got a name of a local network",
    ],
    [
      "https://user:T0PSECRET@hooks.example.com/",
      "name no user and no password; got a URL with a user or a password before its host",
    ],
  ];
  for (const [url, sentence] of unposted) {
    it(`rejects a URL that ${sentence.replace(/^.*; got /, "has ")}: ${url.replace("T0PSECRET", "x")}`, async () => {
      const [told] = await rejects(build({ webhooks: { a: { url } } }), ["webhooks.a.url"]);
      expect(told?.reason.startsWith(`webhooks.a.url must ${sentence}. `), told?.reason).to.equal(
        true,
      );
      expect(`${told?.reason}`).to.not.match(/T0PSECRET/);
    });
  }

  const whole: [string, string, string][] = [
    ["Slack", "https://hooks.slack.com/services/T0/B0/T0PSECRET", "the end of its path"],
    ["Discord", "https://discord.com/api/webhooks/1234/T0PSECRET", "the end of its path"],
    [
      "Discord",
      "https://ptb.discordapp.com/api/v10/webhooks/1234/T0PSECRET",
      "the end of its path",
    ],
    ["Feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/T0PSECRET", "the end of its path"],
    [
      "Google Chat",
      "https://chat.googleapis.com/v1/spaces/AA/messages?key=k&token=T0PSECRET",
      "the parameter token",
    ],
  ];
  for (const [service, url, part] of whole) {
    it(`wants the secret of a URL of ${service} apart: ${new URL(url).hostname}`, async () => {
      const [told] = await rejects(build({ webhooks: { a: { url } } }), ["webhooks.a.url"]);
      expect(told?.reason).to.equal(
        `webhooks.a.url must leave its secret, ${part}, to secret: Cloudflare takes it out of the URL and answers with the rest, so that every refresh would find a difference; got a whole URL of ${service}`,
      );
    });
  }

  it("never tells a URL or a secret in an error", () => {
    const webhooks = { a: { url: "http://hooks.example.com/T0PSECRET", secret: "  " } };
    expect(() => resolvedArgs("web", { accountId, webhooks }, undefined, validateHealthAlerts))
      .to.throw()
      .that.satisfies((error: unknown) => {
        expect(problemsOf(error)).to.have.lengthOf(2);
        expect(String(error)).to.not.match(/T0PSECRET/);
        return true;
      });
  });

  it("refuses a URL that becomes known late without telling it, and keeps a good one secret", async () => {
    const late = (url: string) =>
      resolvedArgs(
        "web",
        { accountId, webhooks: { a: { url: pulumi.secret(url) } } },
        undefined,
        validateHealthAlerts,
      ).webhooks.a?.url ?? "";
    await expect(
      value(late("http://hooks.example.com/T0PSECRET")),
    ).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      expect(String(error)).to.match(/webhooks\.a\.url must be an https URL/);
      expect(String(error)).to.not.match(/T0PSECRET/);
      return true;
    });
    expect(await isSecret(late("https://hooks.example.com/T0"))).to.equal(true);
  });
});
