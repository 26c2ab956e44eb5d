import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { HealthAlerts, type HealthAlertsArgs } from "../../../components/alerts";
import { settleHealthAlerts } from "../../../components/alerts/check";
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
  assert.equal(
    found.reduce((sum, [, count]) => sum + Number(count), 0),
    run.registered.length,
  );
  return Object.fromEntries(found) as Record<string, number>;
}

describe("HealthAlerts", () => {
  it("tells about health, enablement and refused connections by mail", async () => {
    const mechanisms = { emails: [{ id: "a@example.com" }, { id: "b@example.com" }] };
    await inBothModes(
      build({ poolIds, emails: ["b@example.com", "a@example.com"] }),
      async (run) => {
        assert.deepEqual(counts(run), { component: 1, policy: 3, webhook: 0 });
        assert.deepEqual(run.one(types.policy, "web-pool-health").inputs, {
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
        assert.deepEqual(run.one(types.policy, "web-pool-enablement").inputs, {
          accountId,
          name: "web-pool-enablement",
          alertType: "load_balancing_pool_enablement_alert",
          enabled: true,
          filters: { poolIds: [backup, primary], enableds: ["false", "true"] },
          mechanisms,
        });
        assert.deepEqual(run.one(types.policy, "web-passive-origin-monitoring").inputs, {
          accountId,
          name: "web-passive-origin-monitoring",
          alertType: "real_origin_monitoring",
          enabled: true,
          mechanisms,
        });
        for (const { parent, options } of run.of(types.policy)) {
          assert.equal(parent, "web");
          assert.deepEqual(options, {});
        }
        if (!run.preview) {
          assert.deepEqual(await value(run.result.policyIds), {
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
      assert.deepEqual(counts(run), { component: 1, policy: 1, webhook: 2 });
      const slack = run.one(types.webhook, "web-webhook-slack");
      assert.deepEqual(slack.inputs, {
        accountId,
        name: "web-webhook-slack",
        url: { secret: "https://hooks.example.com/T000/B000" },
        secret: { secret: "hush" },
      });
      assert.deepEqual(slack.options, { additionalSecretOutputs: ["url", "secret"] });
      assert.deepEqual(run.one(types.webhook, "web-webhook-chat").inputs, {
        accountId,
        name: "web-webhook-chat",
        url: { secret: "https://chat.example.com/" },
      });
      const { mechanisms } = run.one(types.policy, "web-passive-origin-monitoring").inputs;
      assert.deepEqual(mechanisms, {
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
      assert.deepEqual(mechanisms, { pagerduties: [{ id: backup }, { id: primary }] });
    });
  });

  it("leaves out what is switched off, and sends no empty list", async () => {
    const args = { poolIds, emails, poolEnablement: false, passiveOriginMonitoring: false };
    await inBothModes(build(args), (run) => {
      assert.deepEqual(counts(run), { component: 1, policy: 1, webhook: 0 });
      const { mechanisms } = run.one(types.policy, "web-pool-health").inputs;
      assert.deepEqual(mechanisms, { emails: [{ id: "oncall@example.com" }] });
    });
  });

  it("names a pool once where two keys mean it, also when known late", async () => {
    const twice = { a: pulumi.output(primary), b: primary };
    await inBothModes(build({ poolIds: twice, emails }), (run) => {
      const { filters } = run.one(types.policy, "web-pool-enablement").inputs;
      assert.deepEqual(filters, { poolIds: [primary], enableds: ["false", "true"] });
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
        assert.match(String(errors[0]), new RegExp(`${path} must be an id of 32 lower-case`));
      }
    }
  });

  it("does not depend on the order of receivers and pools", async () => {
    const inputs = async (args: Partial<HealthAlertsArgs>) =>
      (await underMocks(false, build(args))).of(types.policy).map((made) => made.inputs);
    assert.deepEqual(
      await inputs({ poolIds: { primary, backup }, emails: ["a@b.cd", "e@f.gh"] }),
      await inputs({ poolIds: { backup, primary }, emails: ["e@f.gh", "a@b.cd"] }),
    );
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
        "accountId",
        "pagerDutyServiceIds",
        "emails[0]",
        "emails[2]",
        "poolIds.primary",
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
      assert.equal(settleHealthAlerts("web", { accountId, webhooks }).webhooks.a?.url, url);
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
      assert.ok(told?.reason.startsWith(`webhooks.a.url must ${sentence}. `), told?.reason);
      assert.doesNotMatch(`${told?.reason}`, /T0PSECRET/);
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
      assert.equal(
        told?.reason,
        `webhooks.a.url must leave its secret, ${part}, to secret: Cloudflare takes it out of the URL and answers with the rest, so that every refresh would find a difference; got a whole URL of ${service}`,
      );
    });
  }

  it("never tells a URL or a secret in an error", () => {
    const webhooks = { a: { url: "http://hooks.example.com/T0PSECRET", secret: "  " } };
    assert.throws(
      () => settleHealthAlerts("web", { accountId, webhooks }),
      (error) => {
        assert.equal(problemsOf(error).length, 2);
        assert.doesNotMatch(String(error), /T0PSECRET/);
        return true;
      },
    );
  });

  it("refuses a URL that becomes known late without telling it, and keeps a good one secret", async () => {
    const late = (url: string) =>
      settleHealthAlerts("web", { accountId, webhooks: { a: { url: pulumi.secret(url) } } })
        .webhooks.a?.url ?? "";
    await assert.rejects(value(late("http://hooks.example.com/T0PSECRET")), (error) => {
      assert.match(String(error), /webhooks\.a\.url must be an https URL/);
      assert.doesNotMatch(String(error), /T0PSECRET/);
      return true;
    });
    assert.equal(await isSecret(late("https://hooks.example.com/T0")), true);
  });
});
