import type { SecretForm } from "./form";

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

/** Who has such a URL may post in somebody's name. */
/** URLs that are secrets, or hold one. */
export const urls: readonly SecretForm[] = [
  webhook(
    "a Slack webhook",
    "hooks\\.slack(?:-gov)?\\.com",
    "/(?:services|workflows|triggers)/",
    "Slack API docs, messaging/webhooks",
  ),
  webhook(
    "a Discord webhook",
    "(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com",
    "/api/(?:v\\d{1,2}/)?webhooks/",
    "Discord docs, resources/webhook",
    "discord",
  ),
  webhook(
    "a Google Chat webhook",
    "chat\\.googleapis\\.com",
    "/v1/",
    "Google Chat docs, quickstart/webhooks",
  ),
  webhook(
    "a Microsoft Teams webhook",
    "(?:[\\w-]{1,63}\\.)?webhook\\.office\\.com|outlook\\.office(?:365)?\\.com",
    "/webhook(?:b2)?/",
    "Microsoft Teams docs, webhooks-and-connectors/how-to/add-incoming-webhook",
    "\\.office",
  ),
  webhook(
    "a workflow's address",
    "[\\w.-]{1,120}\\.(?:logic\\.azure|powerplatform)\\.com",
    "/",
    "Azure Logic Apps docs, logic-apps-securing-a-logic-app, shared access signatures",
    "logic\\.azure|powerplatform",
  ),
  webhook(
    "a Feishu webhook",
    "open\\.(?:feishu\\.cn|larksuite\\.com)",
    "/open-apis/bot/(?:v2/)?hook/",
    "Feishu docs, custom bots",
    "open-apis",
  ),
  webhook(
    "a DingTalk or WeCom webhook",
    "oapi\\.dingtalk\\.com|qyapi\\.weixin\\.qq\\.com",
    "/",
    "DingTalk docs, custom robots; WeCom docs, group robots",
    "dingtalk|weixin",
  ),
  webhook(
    "a PagerDuty integration",
    "events(?:\\.eu)?\\.pagerduty\\.com",
    "/(?:integration|x-ere|generic|v2)/",
    "PagerDuty docs, services-and-integrations",
    "pagerduty",
  ),
  webhook(
    "a Splunk On-Call integration",
    "alert\\.victorops\\.com",
    "/integrations/",
    "Splunk On-Call docs, rest endpoint integration guide",
  ),
  webhook(
    "a Zapier webhook",
    "hooks\\.zapier\\.com",
    "/hooks/",
    "Zapier docs, trigger Zaps from webhooks",
  ),
  {
    name: "a key in a URL",
    pattern:
      /(?<kept>[?&](?:access_token|api[_-]?key|auth|authorization|client_secret|password|routing_key|secret|sig|signature|token|x-amz-signature|x-amz-security-token)=)(?!\[secret: )[^\s"'\\<>&#]{6,}/i,
    mark: "[?&][\\w-]+=",
    source: "RFC 6750, section 2.3; AWS Signature Version 4, query strings; Azure SAS tokens",
  },
  {
    name: "a key in a URL",
    pattern: /(?<kept>[?&](?:code|key)=)(?<value>[^\s"'\\<>&#]{12,})/i,
    random: true,
    mark: "[?&](?:code|key)=",
    source: "Azure Functions docs, access keys; Google Cloud docs, API keys in requests",
  },
];
