/**
 * Groups of rules of AWS that look at the address of the connection, which behind a proxy is that of the last one, and never at what it
 * says of the visitor. Source: AWS WAF developer guide, aws-managed-rule-groups-ip-rep (note).
 */
export const groupsByAddress: readonly string[] = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesAnonymousIpList",
];

/**
 * Groups of rules of AWS that are about requests which no visitor of a site makes: known exploits. Of the others some rules are about
 * what visitors do as well: long bodies, no User-Agent, programs. Source: AWS WAF developer guide, aws-managed-rule-groups-baseline.
 */
export const groupsOfExploits: readonly string[] = ["AWSManagedRulesKnownBadInputsRuleSet"];
