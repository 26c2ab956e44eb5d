const telling = "tells people; no request of a visitor passes it";
const mail = "mail, which no request of a visitor passes";
const looksOn = "watches and records; it changes nothing";
const employees = "measures and guards the devices and data of employees, which no visitor meets";

const newStore = "a new one is empty, and serves where a Worker or a hostname is bound to it";

/**
 * Types of `@pulumi/cloudflare` with no part in the path of a request, by the name in their token (`logpushJob`), with the reason.
 * Whatever is not listed is not judged: Workers, rules, lists, tunnels, Access, waiting rooms and all that can answer, block or lead
 * elsewhere are left out on purpose.
 */
export const cloudflareTypesWithoutPart: Readonly<Record<string, string>> = {
  accessTag: "a label of applications",
  cloudforceOneRequest: "questions to analysts",
  cloudforceOneRequestAsset: "questions to analysts",
  cloudforceOneRequestMessage: "questions to analysts",
  cloudforceOneRequestPriority: "questions to analysts",
  ctAlerting: telling,
  emailRoutingAddress: mail,
  emailRoutingCatchAll: mail,
  emailRoutingRule: mail,
  emailSecurityAllowPolicy: mail,
  emailSecurityBlockSender: mail,
  emailSecurityDomain: mail,
  emailSecurityImpersonationRegistry: mail,
  emailSecurityTrustedDomains: mail,
  leakedCredentialCheck: "finds leaked passwords for rules to ask about; it refuses nobody",
  leakedCredentialCheckRule: "finds leaked passwords for rules to ask about; it refuses nobody",
  logpullRetention: looksOn,
  logpushJob: looksOn,
  logpushOwnershipChallenge: looksOn,
  nelSetting: "browsers report network errors; no request is answered otherwise",
  observatoryScheduledTest: looksOn,
  organizationProfile: "names and addresses of an organization",
  vulnerabilityScannerCredential: looksOn,
  vulnerabilityScannerCredentialSet: looksOn,
  vulnerabilityScannerTargetEnvironment: looksOn,
  zeroTrustAccessTag: "a label of applications",
  zeroTrustDexRule: employees,
  zeroTrustDexTest: employees,
  zeroTrustDlpDataset: employees,
  zeroTrustRiskBehavior: employees,
};

/** Types whose new resources act on no request until something else names them, which is judged by itself, with the reason. */
export const cloudflareNewWithoutPart: Readonly<Record<string, string>> = {
  "cloudflare:index/snippet:Snippet": "a new snippet runs where a rule names it",
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace": newStore,
  "cloudflare:index/d1Database:D1Database": newStore,
  "cloudflare:index/r2Bucket:R2Bucket": newStore,
  "cloudflare:index/queue:Queue": newStore,
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": newStore,
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": "runs by the clock, for no visitor",
};
