import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { wholeChatUrl } from "../../constraints/webhookUrls";
import { rules } from "../../checks/policy/rules";
import { isSecretByName, secretFormIn, secretForms, withoutSecrets } from "../../core/secrets";

const mixed = "aB3dE5gH7jK9mN1pQ4rS6tU8vW0xY2z";
const hex = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/** What a text of each form is, what is left of it, and how the form is called. */
const samples: readonly (readonly [text: string, left: string, name: string])[] = [
  [
    "a -----BEGIN RSA PRIVATE KEY-----\nMIIEvQ+/=\n-----END RSA PRIVATE KEY----- b",
    "a # b",
    "a private key",
  ],
  ["-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\nAAAA", "#", "a private key"],
  ["-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQOYBF", "#", "a private key"],
  [`key AKIA${"ABCD2345".repeat(2)}.`, "key #.", "an AWS access key"],
  [`ASIA${"ABCD2345".repeat(2)}`, "#", "an AWS access key"],
  ...["cfk", "cfut", "cfat", "cfast"].map(
    (kind) => [`${kind}_${mixed}${mixed.slice(0, 17)}`, "#", "a Cloudflare API token"] as const,
  ),
  [
    `cfoat_${mixed}${mixed.slice(0, 10)}.${mixed}${mixed.slice(0, 10)}`,
    "#",
    "a Cloudflare API token",
  ],
  [`v1.0-${hex.slice(0, 24)}-${hex.repeat(5).slice(0, 146)}`, "#", "an Origin CA key"],
  [`eyJhIjoi${"QUJD".repeat(30)}=`, "#", "a tunnel token"],
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map(
    (kind) => [`${kind}_${"a1B2".repeat(9)}`, "#", "a GitHub token"] as const,
  ),
  [`github_pat_${"a1B2".repeat(20)}`, "#", "a GitHub token"],
  [`ghs_12345_${mixed}.${mixed}.${mixed}`, "#", "a GitHub token"],
  ...["glpat", "gldt", "glrt", "glptt", "glcbt", "glft", "glagent", "gloas"].map(
    (kind) => [`${kind}-${"a1B2-".repeat(5)}x`, "#", "a GitLab token"] as const,
  ),
  [`//npm_${"a1B2".repeat(9)}`, "//#", "an npm token"],
  ...["sk_live", "rk_live", "sk_test"].map(
    (kind) => [`${kind}_${"a1B2".repeat(6)}`, "#", "a Stripe key"] as const,
  ),
  [`whsec_${"a1B2".repeat(8)}`, "#", "a Stripe key"],
  [`AIza${"a1B-_".repeat(7)}`, "#", "a Google API key"],
  [`ya29.${"a1B-".repeat(9)}`, "#", "a Google API key"],
  ...["xoxb", "xoxp", "xoxe", "xapp"].map(
    (kind) => [`${kind}-1-${"a1B2".repeat(6)}`, "#", "a Slack token"] as const,
  ),
  [`${"12345678"}:AA${"a1B-_cD".repeat(5).slice(0, 33)}`, "#", "a Telegram bot token"],
  [`pul-${hex}${hex.slice(0, 8)}`, "#", "a Pulumi access token"],
  [`NRAK-${"A1B2C3".repeat(4)}XYZ`, "#", "a New Relic key"],
  [`${hex}${hex.slice(0, 4)}NRAL`, "#", "a New Relic key"],
  [`eu01xx${hex.slice(0, 26)}FFFFNRAL`, "#", "a New Relic key"],
  [`u123456-${hex.slice(0, 24)}`, "#", "an UptimeRobot key"],
  [`eyJhbGciOiJIUzI1NiJ9.eyJhIjoi${"QUJD".repeat(20)}.${mixed}`, "#", "a JSON Web Token"],
  [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${mixed}`, "#", "a JSON Web Token"],
  ["https://user:hunter2@a.example/hook", "https://#a.example/hook", "credentials in a URL"],
  ["redis://:hunter2@a.example", "redis://#a.example", "credentials in a URL"],
  [`https://${mixed}@a.example`, "https://#a.example", "credentials in a URL"],
  ["Authorization: Bearer abcdef", "Authorization: Bearer #", "an Authorization header"],
  ["authorization: Basic dTpw", "authorization: Basic #", "an Authorization header"].map((each) =>
    each.replace("dTpw", "dTpwYXNz"),
  ) as [string, string, string],
  ['{"Authorization":"tok-123"}', '{"Authorization":"#"}', "an Authorization header"],
  [`sent Bearer ${mixed} to`, "sent Bearer # to", "a bearer token"],
  ["Set-Cookie: sid=abc; Path=/", "Set-Cookie: #", "a cookie"],
  ["Cookie: sid=abc; b=c\nHost: a", "Cookie: #\nHost: a", "a cookie"],
  ["host=db password=hunter2 port=1", "host=db password=# port=1", "a password"],
  ['{"dbPassword":"hunter2"}', '{"dbPassword":"#"}', "a password"],
  [
    `CLOUDFLARE_API_TOKEN=${mixed}aB3dE5gH7`,
    "CLOUDFLARE_API_TOKEN=#",
    "what its name calls a secret",
  ],
  [`apiKey: ${hex}0f1e2`, "apiKey: #", "what its name calls a secret"],
  [
    `aws_secret_access_key = ${mixed}/a+B3d/E5`,
    "aws_secret_access_key = #",
    "what its name calls a secret",
  ],
  [
    "AWS_SECRET_ACCESS_KEY=/x8Kd9fjK2lq0Zt7Rr4mQw3yBv6nLp1sEa5uHc8T",
    "AWS_SECRET_ACCESS_KEY=#",
    "what its name calls a secret",
  ],
  [
    `"accessKey": "/${mixed}${mixed}/${mixed.slice(0, 22)}=="`,
    '"accessKey": "#"',
    "what its name calls a secret",
  ],
  [`"integration_key": "${hex}"`, '"integration_key": "#"', "what its name calls a secret"],
  ...(
    [
      ["https://hooks.slack.com/services/", "T0/B0/abcdef", "a Slack webhook"],
      ["https://hooks.slack.com/workflows/", "T0/A0/1/abc", "a Slack webhook"],
      ["https://discord.com/api/webhooks/", "1/abcdef", "a Discord webhook"],
      ["https://discordapp.com/api/v10/webhooks/", "1/abcdef", "a Discord webhook"],
      [
        "https://chat.googleapis.com/v1/",
        "spaces/A/messages?key=b&token=c",
        "a Google Chat webhook",
      ],
      [
        "https://acme.webhook.office.com/webhookb2/",
        "a@b/IncomingWebhook/c",
        "a Microsoft Teams webhook",
      ],
      ["https://outlook.office.com/webhook/", "a@b/IncomingWebhook/c", "a Microsoft Teams webhook"],
      ["https://prod-1.westus.logic.azure.com:443/", "workflows/a/x?sig=b", "a workflow's address"],
      [
        "https://a.b.environment.api.powerplatform.com/",
        "powerautomate/x?sig=b",
        "a workflow's address",
      ],
      ["https://open.feishu.cn/open-apis/bot/v2/hook/", "abc-def", "a Feishu webhook"],
      ["https://open.larksuite.com/open-apis/bot/v2/hook/", "abc-def", "a Feishu webhook"],
      ["https://oapi.dingtalk.com/", "robot/send?access_token=a", "a DingTalk or WeCom webhook"],
      ["https://qyapi.weixin.qq.com/", "cgi-bin/webhook/send?key=a", "a DingTalk or WeCom webhook"],
      ["https://events.pagerduty.com/integration/", `${hex}/enqueue`, "a PagerDuty integration"],
      [
        "https://alert.victorops.com/integrations/",
        "generic/1/alert/a",
        "a Splunk On-Call integration",
      ],
      ["https://hooks.zapier.com/hooks/", "catch/1/abcdef", "a Zapier webhook"],
      ["https://a.example/hook?x=1&token=", "abcdef", "a key in a URL"],
      ["https://a.example/hook?code=", mixed, "a key in a URL"],
    ] as const
  ).map(([kept, secret, name]) => [`see ${kept}${secret} now`, `see ${kept}# now`, name] as const),
];

/** What looks like a secret and is none. */
const harmless = [
  "https://events.pagerduty.com/v2/enqueue",
  "https://api.powerplatform.com/.default",
  "arn:aws:acm:eu-west-1:123456789012:certificate/04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "arn:aws:sns:eu-west-1:123456789012:a-topic-with-a-name-of-35-characters",
  "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/production-AbCdEf",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  hex,
  hex + hex,
  "sg-0123456789abcdef0",
  `sha256:${hex}${hex}`,
  "sha512-uVc0jzBbV3xWCl1CMU3g8JzG9h1xGs1eVnF0zcXkSTo=",
  "-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIUQ1\n-----END CERTIFICATE-----",
  "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ\n-----END PUBLIC KEY-----",
  "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyv5w5ObRkz1QIDAQAB",
  "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
  "MS=ms12345678",
  "atlassian-domain-verification=5YjTmWmjI92ewqkx2oXmBaD60Td9zWon9r6eakvHX6B77zzkFQto8PQ9QsKnbf4I",
  "stripe-verification=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
  "gfj9Xq3R1t5ZC0e4KxqWbUyuJ4oPn7v2aT8sLmDhQ6k",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@a.example",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "internal-shop-production-1234567890.eu-west-1.elb.amazonaws.com",
  "ec2-203-0-113-25.eu-west-1.compute.amazonaws.com",
  "d111111abcdef8.cloudfront.net",
  "https://example.com/healthz?key=value&code=200",
  "https://user@example.com/a",
  "https://hooks.slack.com/services/T00000000/B00000000",
  "https://hooks.slack.com/triggers/7L2N5I46Z/4385645500103/",
  "post to https://discord.com/api/webhooks/1024000000000000000 and wait",
  "https://chat.googleapis.com/v1/spaces/AAAABBBBCCCC/messages",
  "https://chat.googleapis.com/v1/spaces/AAAABBBBCCCC/messages?threadKey=alerts",
  "ssh://git@github.com/a/b.git",
  "apiKey: /run/secrets/cloudflare/production/api1token",
  "secretKey=/Users/deploy1/keys/production/cloudflare/origin/key.pem",
  "privateKey: /etc/nginx/tls/origin2026/privatekeys/production",
  "token must be given; got nothing",
  "password must be a secret; got its content in clear",
  "secret: ${config.secret}",
  "tokenTtl: 3600, httpTokens: required",
  "2001:db8:85a3::8a2e:370:7334",
  "cookie: the affinity cookie",
  "urn:pulumi:production::shop::cloudflare:index/apiToken:ApiToken::deploy",
];

describe("secrets", () => {
  for (const [text, left, name] of samples) {
    it(`are taken out of a text, and what stands around them is not: ${name}, ${left}`, () => {
      expect(secretFormIn(text)?.name).to.equal(name);
      expect(withoutSecrets(text)).to.equal(left.replace("#", `[secret: ${name}]`));
    });
  }

  it("have a sample each, and a source", () => {
    const known = new Set(samples.map(([, , name]) => name));
    for (const { name, source } of secretForms) {
      expect(known.has(name), name).to.equal(true);
      expect(source.length, name).to.be.above(5);
    }
  });

  it("are not seen in what is none", () => {
    for (const text of harmless) {
      expect(secretFormIn(text)?.name, text).to.equal(undefined);
      expect(withoutSecrets(text)).to.equal(text);
    }
  });

  it("are seen in a URL of a chat service until its secret is set apart", () => {
    for (const url of [
      "https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop",
      "https://discord.com/api/v10/webhooks/1024000000000000000/abcdefghijklmnop",
      "https://open.feishu.cn/open-apis/bot/v2/hook/abcdefghijklmnop",
      "https://chat.googleapis.com/v1/spaces/AAAABBBBCCCC/messages?token=abcdefghijklmnop&a=b",
      "https://chat.googleapis.com/v1/spaces/AAAABBBBCCCC/messages?a=b&token=abcdefghijklmnop",
    ]) {
      expect(secretFormIn(url)?.name ?? "", url).to.match(/webhook$/);
      const rest = wholeChatUrl(url)?.url ?? url;
      expect(rest).to.not.equal(url);
      expect(secretFormIn(rest)?.name, rest).to.equal(undefined);
    }
  });

  it("are not seen in any text of any plan that is stored here, nor in the words of a rule", () => {
    const plans = ["corpus/plans", "fixtures/plans"].flatMap((folder) =>
      readdirSync(path.join(__dirname, "..", folder)).map((file) =>
        readFileSync(path.join(__dirname, "..", folder, file), "utf8"),
      ),
    );
    const texts = plans.flatMap((plan) => plan.match(/"(?:[^"\\]|\\.)*"/g) ?? []);
    expect(texts.length, `${texts.length}`).to.be.above(10_000);
    const own = rules.flatMap(({ sentence, reason, hint, source }) => [
      ...[sentence, reason, hint, source],
    ]);
    for (const text of new Set([...texts, ...own])) {
      expect(withoutSecrets(text)).to.equal(text);
    }
  });

  it("leave JSON whole when they are taken out of it", () => {
    const part = fc.oneof(
      fc.constantFrom(...samples.map(([text]) => text), '"', "\\", "<", "\n", "a"),
      fc.string(),
    );
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
        JSON.parse(withoutSecrets(JSON.stringify(value)));
        JSON.parse(withoutSecrets(JSON.stringify(value, undefined, 2)));
      }),
    );
  });

  it("are gone after one time, and no text holds one afterwards", () => {
    for (const [text] of samples) {
      const once = withoutSecrets(`${text} ${text}`);
      expect(withoutSecrets(once)).to.equal(once);
      expect(once).to.not.include(text);
    }
  });

  it("are told by the name of a property, where its text may be one", () => {
    for (const name of ["password", "masterPassword", "clientSecret", "private_key", "secret"]) {
      expect(isSecretByName(name, "hunter2"), name).to.equal(true);
      expect(isSecretByName(name, "arn:aws:secretsmanager:eu-west-1:1:secret:a")).to.equal(false);
    }
    for (const name of ["apiToken", "apiKey", "api_key", "routingKey", "accessKey"]) {
      expect(isSecretByName(name, mixed), name).to.equal(true);
      expect(isSecretByName("lockToken", mixed)).to.equal(false);
      expect(isSecretByName("updateToken", mixed)).to.equal(false);
      expect(isSecretByName(name, "required"), name).to.equal(false);
    }
    for (const name of ["httpTokens", "tokenTtl", "secretName", "publicKey", "name", "keyName"]) {
      expect(isSecretByName(name, "required"), name).to.equal(false);
      expect(isSecretByName(name, "optional"), name).to.equal(false);
    }
  });

  it("are looked for in a megabyte in which one might begin at every sign, and found in none", () => {
    const parts = [
      ...["a.", "a-", "a://", "a://b:", "eyJ-", "eyJa.eyJ", "ghp_", "AIza ", "glpat-a ", "cfut_a "],
      ...[
        "-----BEGIN A ",
        "-----BEGIN PRIVATE KEY-----".slice(0, 20),
        "Bearer ",
        "token=",
        "?key=",
      ],
      ...["Cookie: a", "authorization ", "u123-a", "https://a.logic.azure", "12345678:AA", "v1.0-"],
    ];
    for (const part of parts) {
      expect(secretFormIn(part.repeat(1_000_000 / part.length))?.name, part).to.equal(undefined);
    }
  });
});
