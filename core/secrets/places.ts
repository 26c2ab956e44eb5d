import { looksRandom } from "./randomness";

/**
 * Names of HTTP headers whose content is a credential.
 * Source: RFC 9110, sections 11.6.2 and 11.7.2; RFC 6265, sections 4.1 and 4.2; Cloudflare docs,
 * cloudflare-one/access-controls/service-credentials/service-tokens (`CF-Access-Client-Secret`),
 * fundamentals/api/how-to/make-api-calls (`X-Auth-Key`), fundamentals/api/get-started/ca-keys (`X-Auth-User-Service-Key`) and
 * notifications/get-started/configure-webhooks (`cf-webhook-auth`); cloudflared source, carrier/carrier.go (`Cf-Access-Token`);
 * GitLab docs, api/rest/authentication (`PRIVATE-TOKEN`, `JOB-TOKEN`); names that programs commonly give to keys of their own.
 */
export const secretHeaders =
  /^(authorization|proxy-authorization|cookie|set-cookie|cf-access-client-secret|cf-access-token|cf-webhook-auth|private-token|job-token|api-key|x-api-key|x-auth-(key|token|user-service-key)|x-.*(secret|token|password))$/i;

/**
 * Properties of resources that are secrets, by Pulumi type. Most SDKs mark them so; programs in YAML, older SDKs and
 * `unsecret` do not.
 * Source: @pulumi/cloudflare 6.22.1 and @pulumi/aws 7.48.0, `additionalSecretOutputs` of each resource.
 */
export const secretProperties: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": [
    "privateKey",
  ],
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    ["privateKey"],
  "cloudflare:index/customSsl:CustomSsl": ["privateKey"],
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks": ["secret"],
  "aws:acm/certificate:Certificate": ["privateKey", "privateKeyWo"],
  "aws:rds/instance:Instance": ["password", "passwordWo"],
  "aws:rds/cluster:Cluster": ["masterPassword", "masterPasswordWo"],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    "secretString",
    "secretStringWo",
    "secretBinary",
  ],
};

/**
 * Properties that often hold secrets and need not, by Pulumi type: nobody is shown them. What stands in them is looked into, in
 * base64 too.
 * Source: AWS EC2 user guide, ec2-instance-metadata (user data is not protected by authentication); Amazon SNS docs,
 * SendMessageToHttp.subscribe (an endpoint may be any URL); Cloudflare docs, notifications/get-started/configure-webhooks (the URL
 * of a chat service holds its secret).
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
 * Names that say "token" of a version and open nothing.
 * Source: AWS WAF API reference, WebACLSummary (`LockToken`); AWS Network Firewall API reference, DescribeFirewall (`UpdateToken`).
 */
const versionNames: ReadonlySet<string> = new Set(["lockToken", "updateToken"]);

/**
 * Whether a property's own name can make a text in it a secret.
 * @param name - The property's name.
 * @returns False where `isSecretByName` is false for any text.
 */
export function isSecretName(name: string): boolean {
  return secretName.test(name) || keyName.test(name);
}

/**
 * Whether a property's own name makes a text in it a secret.
 * @param name - The property's name.
 * @param text - Its text.
 * @returns True for passwords and secrets of any look but references to them, and for tokens and keys that look random.
 */
export function isSecretByName(name: string, text: string): boolean {
  return (
    (secretName.test(name) && !/^arn:|^$/.test(text)) ||
    (keyName.test(name) && !versionNames.has(name) && looksRandom(text))
  );
}
