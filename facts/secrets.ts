/** How one kind of secret looks. */
export interface SecretShape {
  /** What it is, to be read after "holds". */
  readonly name: string;
  /** Found anywhere in a text. */
  readonly pattern: RegExp;
  /** Where the shape is documented. */
  readonly source: string;
}

/** Secrets that can be told by their look alone. */
export const secretShapes: readonly SecretShape[] = [
  {
    name: "a private key",
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/,
    source: "RFC 7468, sections 10 and 11",
  },
  {
    name: "an AWS access key",
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
    source: "AWS IAM user guide, reference_identifiers, unique ID prefixes",
  },
  {
    name: "a GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})\b/,
    source: "GitHub docs, about-authentication-to-github, token formats",
  },
  {
    name: "a Slack token",
    pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/,
    source: "Slack API docs, authentication/tokens",
  },
  {
    name: "a Pulumi access token",
    pattern: /\bpul-[0-9a-f]{40}\b/,
    source: "Pulumi docs, access tokens",
  },
  {
    name: "credentials in a URL",
    // A scheme's length is bounded, since a long text of dots and letters begins one at every dot.
    pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]+:[^\s/:@]+@/i,
    source: "RFC 3986, section 3.2.1",
  },
];

/**
 * Names of HTTP headers whose content is a credential.
 * Source: RFC 9110, sections 11.6.2 and 11.7.2; RFC 6265, section 5.4; Cloudflare docs,
 * cloudflare-one/access-controls/service-credentials/service-tokens (`CF-Access-Client-Secret`); names that programs
 * commonly give to keys of their own.
 */
export const secretHeaders =
  /^(authorization|proxy-authorization|cookie|cf-access-client-secret|x-api-key|x-auth-(key|token)|x-.*(secret|token|password))$/i;

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
