import { looksRandom } from "./randomness";

/**
 * Names of HTTP headers whose content is a credential.
 * Source: RFC 9110, sections 11.6.2 and 11.7.2; RFC 6265, section 5.4; Cloudflare docs,
 * cloudflare-one/access-controls/service-credentials/service-tokens (`CF-Access-Client-Secret`), fundamentals/api (`X-Auth-Key`,
 * `X-Auth-User-Service-Key`) and notifications (`cf-webhook-auth`); GitLab docs, rest/authentication (`PRIVATE-TOKEN`); names that
 * programs commonly give to keys of their own.
 */
export const secretHeaders =
  /^(authorization|proxy-authorization|cookie|set-cookie|cf-access-client-secret|cf-access-token|cf-webhook-auth|private-token|job-token|api-key|x-api-key|x-auth-(key|token|user-service-key)|x-.*(secret|token|password))$/i;

/**
 * Properties of resources that are secrets, by Pulumi type. Most SDKs mark them so; programs in YAML, older SDKs and
 * `unsecret` do not.
 * Source: schemas of the Cloudflare and AWS providers, fields marked as sensitive.
 */
export const secretProperties: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": [
    "privateKey",
  ],
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    ["privateKey"],
  "cloudflare:index/customSsl:CustomSsl": ["privateKey"],
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks": ["secret"],
  "aws:acm/certificate:Certificate": ["privateKey"],
  "aws:rds/instance:Instance": ["password"],
  "aws:rds/cluster:Cluster": ["masterPassword"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString", "secretBinary"],
};

/**
 * Properties that often hold secrets and need not, by Pulumi type: nobody is shown them. What stands in them is looked into, in
 * base64 too.
 * Source: AWS EC2 user guide, user-data (not protected by authentication); Amazon SNS docs, sns-create-subscribe-endpoint;
 * Cloudflare docs, notifications/get-started/configure-webhooks (the URL of a chat service holds its secret).
 */
export const privateProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": ["userData", "userDataBase64"],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ["userData", "userDataBase64"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["userData"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["userData", "userDataBase64"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint"],
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks": ["url"],
};

/** Names of properties that hold a secret whatever it looks like. */
const secretName =
  /(?:password|passwd|passphrase|secret|private_?key|secret_?key|secret_?string)$/i;

/** Names of properties that hold a secret where it looks like one: `httpTokens` says `required`. */
const keyName =
  /(?:tokens?|credentials?|(?:api|auth|access|signing|integration|routing|service|license)_?key)$/i;

/**
 * Whether a property's own name makes a text in it a secret.
 * @param name - The property's name.
 * @param text - Its text.
 * @returns True for passwords and secrets of any look but references to them, and for tokens and keys that look random.
 */
export function isSecretByName(name: string, text: string): boolean {
  return (
    (secretName.test(name) && !/^arn:|^$/.test(text)) || (keyName.test(name) && looksRandom(text))
  );
}
