import type { SecretForm } from "./form";

/** Who has such a URL may post in somebody's name. */
const webhook = (
  name: string,
  host: string,
  path: string,
  source: string,
  mark = host,
): SecretForm => ({
  name,
  pattern: new RegExp(
    `(?<kept>https?://(?:${host})(?::\\d{1,5})?${path})(?!\\[secret: )[^\\s"'\\\\<>]{6,}`,
    "i",
  ),
  mark,
  source,
});

/** A segment of a path, and where a URL ends in a text. */
const [part, end] = ["[^\\s\"'\\\\<>/?]", "(?:$|[\\s\"'\\\\<>])"];

/**
 * URLs that are secrets, or hold one. What is left of one of Slack, Discord or Google Chat without its secret, as Cloudflare wants
 * it written (`secretInUrlProblem`), is none.
 */
export const urls: readonly SecretForm[] = [
  webhook(
    "a Slack webhook",
    "hooks\\.slack(?:-gov)?\\.com",
    `/(?:services|workflows|triggers)/(?!${part}+/${part}+/?${end})`,
    "Slack API docs, messaging/webhooks; gitleaks configuration, slack-webhook-url (the three paths); GovSlack docs, gov-slack/about (the domain slack-gov.com)",
  ),
  webhook(
    "a Discord webhook",
    "(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com",
    `/api/(?:v\\d{1,2}/)?webhooks/(?!\\d+/?${end})`,
    "Discord docs, resources/webhook, Execute Webhook (the path); discordapp.com, canary and ptb are seen in public code",
    "discord",
  ),
  webhook(
    "a Google Chat webhook",
    "chat\\.googleapis\\.com",
    `/v1/(?!spaces/${part}+/messages(?:\\?(?!(?:[^\\s"'\\\\<>]*&)?token=)[^\\s"'\\\\<>]*)?${end})`,
    "Google Workspace docs, workspace/chat/quickstart/webhooks",
  ),
  webhook(
    "a Microsoft Teams webhook",
    "(?:[\\w-]{1,63}\\.)?webhook\\.office\\.com|outlook\\.office(?:365)?\\.com",
    "/webhook(?:b2)?/",
    "gitleaks configuration, microsoft-teams-webhook (webhookb2); Nosey Parker rules, microsoft_teams.yml (outlook.office.com); Microsoft Teams docs, webhooks-and-connectors/how-to/add-incoming-webhook (a unique URL, not its form); outlook.office365.com is seen in public code",
    "\\.office",
  ),
  webhook(
    "a workflow's address",
    "[\\w.-]{1,120}\\.(?:logic\\.azure|environment\\.api\\.powerplatform)\\.com",
    "/",
    "Azure PowerShell docs, az.logicapp/get-azlogicapptriggercallbackurl (logic.azure.com and sig); trufflehog, microsoftteamswebhook/v2 (powerplatform.com)",
    "logic\\.azure|powerplatform",
  ),
  webhook(
    "a Feishu webhook",
    "open\\.(?:feishu\\.cn|larksuite\\.com)",
    "/open-apis/bot/(?:v2/)?hook/",
    "Feishu help center, 360024984973 (v2, and to keep it secure); open.larksuite.com and the path without v2 are seen in public code",
    "open-apis",
  ),
  webhook(
    "a DingTalk or WeCom webhook",
    "oapi\\.dingtalk\\.com|qyapi\\.weixin\\.qq\\.com",
    "/",
    "DingTalk docs, custom robots, and WeCom docs, document/path/99398, group robots: both as quoted by others, the pages themselves unverified",
    "dingtalk|weixin",
  ),
  webhook(
    "a PagerDuty integration",
    "events(?:\\.eu)?\\.pagerduty\\.com",
    "/(?:integration|x-ere|adapter/\\w{1,40}/v\\d)/",
    "PagerDuty support docs, aws-cloudwatch-integration-guide (integration/<key>/enqueue, x-ere/<key>); adapter/cloudwatch_sns/v1/<key> is seen in public code; v2/enqueue takes its key in the body (developer-docs, events-API-v2)",
    "pagerduty",
  ),
  webhook(
    "a Splunk On-Call integration",
    "alert\\.victorops\\.com",
    "/integrations/",
    "Splunk On-Call docs, rest-endpoint-integration-for-splunk-on-call (a URL with a routing key at its end); LibreNMS docs, Alerting/Transports/Victor-Ops (the whole URL)",
  ),
  webhook(
    "a Zapier webhook",
    "hooks\\.zapier\\.com",
    "/hooks/",
    "Zapier help, 8496288690317-Trigger-Zaps-from-webhooks; trufflehog, zapierwebhook (hooks/catch)",
  ),
  {
    name: "a key in a URL",
    pattern:
      /(?<kept>[?&](?:access_token|api[_-]?key|auth|authorization|client_secret|password|routing_key|secret|sig|signature|token|x-amz-signature|x-amz-security-token)=)(?!\[secret: )[^\s"'\\<>&#]{6,}/i,
    mark: "[?&][\\w-]+=",
    source:
      "RFC 6750, section 2.3 (access_token); Amazon S3 API reference, sigv4-query-string-auth (X-Amz-Signature); Amazon STS API reference, CommonParameters (X-Amz-Security-Token); Azure PowerShell docs, az.logicapp/get-azlogicapptriggercallbackurl (sig); names that programs commonly give to keys",
  },
  {
    name: "a key in a URL",
    pattern: /(?<kept>[?&](?:code|key)=)(?<value>[^\s"'\\<>&#]{12,})/i,
    random: true,
    mark: "[?&](?:code|key)=",
    source:
      "Azure Functions docs, function-keys-how-to (code); Google Cloud docs, api-keys/docs/overview (key)",
  },
];
