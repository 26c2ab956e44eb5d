const telling = "tells people; no request of a visitor passes it";
const mail = "mail, which no request of a visitor passes";
const looksOn = "watches and records; it changes nothing";
const employees = "measures and guards the devices and data of employees, which no visitor meets";

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
};
