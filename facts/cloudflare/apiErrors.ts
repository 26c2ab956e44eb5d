import { callLimit } from "./apiCalls";
import { edgeErrors } from "./edgeErrors";
import { rulesetErrors } from "./rulesetErrors";
import type { ApiErrorFact } from "../apiErrorFact";

/**
 * How Cloudflare's API refuses, by the rule that was broken. A rule without a code is one whose code Cloudflare
 * has not published: the stand-in then answers with the status alone.
 */
export const apiErrors = {
  recordConflicts: {
    status: 400,
    code: "81053",
    when: "a CNAME record has a name where an A, AAAA or CNAME record already stands",
    source:
      "pulumi/pulumi-cloudflare issue 687; Cloudflare docs, dns/manage-dns-records/troubleshooting/records-with-same-name",
  },
  cnameExists: {
    status: 400,
    code: "81054",
    when: "an A or AAAA record has a name where a CNAME record already stands (A CNAME record with that host already exists)",
    source: "favonia/cloudflare-ddns issue 990; jeessy2/ddns-go issue 1557",
  },
  recordExists: {
    status: 400,
    code: "81057",
    when: "a record of the same name, type and content stands there, with another TTL or proxy status (this project's reading of The record already exists)",
    source: "Cloudflare docs, dns/manage-dns-records/troubleshooting",
  },
  recordMissing: {
    status: 404,
    code: "81044",
    when: "there is no such record (Record does not exist.)",
    source: "onedr0p/cluster-template#355; zanjie1999/cloudflare-api-v4-ddns#5 (code and sentence)",
  },
  recordTargetRefused: {
    status: 400,
    code: "9003",
    when: "a proxied A or AAAA record has an address at which Cloudflare reaches no origin (private and shared ones are proven; this project takes all that are reserved) and no private routing",
    source:
      "DNSControl issue 4776; kubernetes-sigs/external-dns pull request 6556 (Target is not allowed for a proxied record)",
  },
  recordIdentical: {
    status: 400,
    code: "81058",
    when: "a record that is the same in every respect stands there",
    source: "Cloudflare docs, dns/manage-dns-records/troubleshooting",
  },
  nameServersExist: {
    status: 400,
    code: "81056",
    when: "an A, AAAA or CNAME record has a name that an NS record delegates (NS records with that host already exist)",
    source:
      "Cloudflare docs, dns/manage-dns-records/troubleshooting/existing-ns-record; acme-dns issue 258",
  },
  nameServerBesideRecord: {
    status: 400,
    when: "an NS record has a name, not the zone's own, at which a record of another type stands, or one of another type than A, AAAA and CNAME stands beside it; no code is published for these, and a newer page, dns/manage-dns-records/reference/shadowed-records, says that no error is returned",
    source:
      "Cloudflare API reference, DNS records, create (NS records cannot exist on the same name as any other record type)",
  },
  recordDelegated: {
    status: 400,
    code: "89018",
    when: "a record is created beneath a name that an NS record delegates, and is no address of a name server (Cannot create a non-glue record that is beneath a delegated child zone). A newer page, dns/manage-dns-records/reference/shadowed-records, says that no error is returned: then the record stands there and is never asked for",
    source: "kubernetes-sigs/external-dns issue 2427",
  },
  recordInvalid: {
    status: 400,
    code: "1004",
    when: "a record's content, data, name, comment or tags are not valid for its type and plan",
    source:
      "Cloudflare Terraform provider issue 3217; kubernetes-sigs/external-dns issue 3706 (DNS Validation Error)",
  },
  recordTtlProxied: {
    status: 400,
    when: "a proxied record has a TTL other than 1; the provider itself refuses so when it creates one, no code is published",
    source: "Cloudflare Terraform provider v5.22.0, internal/services/dns_record/resource.go",
  },
  recordQuota: {
    status: 400,
    code: "81045",
    when: "the zone holds as many records as its plan allows",
    source: "js-org/js.org issue 2873; quotas in Cloudflare docs, plans, dns.record_quota",
  },
  invalid: {
    status: 400,
    code: "1002",
    when: "a monitor, pool or load balancer is not valid or not part of the subscription: interval, regions, numbers, unknown pools",
    source:
      "Cloudflare Terraform provider issue 133; cloudflare-go pull request 162; cloudflare/cloudflare-ingress-controller issue 18",
  },
  loadBalancingMissing: {
    status: 400,
    code: "1002",
    when: "the account has no Load Balancing subscription: its limits are 0 then, and a monitor, a pool or a load balancer is refused in words such as interval is not in range [0, 0], origin list length must be in range [1, 0] or Load Balancing Not Enabled",
    means:
      "The account has no Load Balancing subscription, which every plan can buy on the dashboard's page Load Balancing; the values are fine",
    source:
      "hashicorp/terraform issue 17948; Cloudflare Terraform provider issue 871; Cloudflare docs, load-balancing/troubleshooting/common-error-codes",
  },
  hostHeaderRefused: {
    status: 400,
    code: "1002",
    when: "the Host header of an origin is neither a name of a zone of the account, nor the origin's address, nor a name that publicly resolves to it (Host header ... not allowed for origin domain ...)",
    source:
      "cloudflare-docs pull request 2850; Cloudflare docs, load-balancing/additional-options/override-http-host-headers",
  },
  inUse: {
    status: 412,
    code: "1005",
    when: "a pool or monitor is deleted while a load balancer, pool or group refers to it",
    source:
      "Cloudflare Terraform provider issues 7306 and 3040; Cloudflare docs, load-balancing/troubleshooting/common-error-codes",
  },
  poolNameTaken: {
    status: 400,
    when: "another pool of the account has the name; no code is published",
    source: "Cloudflare docs, load-balancing/pools/create-pool (names must be unique)",
  },
  loadBalancerNameTaken: {
    status: 400,
    when: "another load balancer of the zone has the hostname; no code is published",
    source: "Cloudflare docs, load-balancing/load-balancers",
  },
  settingInvalid: {
    status: 400,
    code: "1007",
    when: "a zone setting gets a value it does not take, or none, as in a patch after nothing but options of the resource changed",
    source: "pulumi/pulumi-cloudflare issue 1319; Cloudflare Terraform provider issue 5423",
  },
  zoneExists: {
    status: 400,
    code: "1061",
    when: "a zone is made that the account already has",
    source: "midl-dev/tezos-on-gke issue 3 (already exists)",
  },
  noSuchRoute: {
    status: 404,
    code: "7003",
    when: "the path names an account, a zone or an object of theirs whose id cannot be",
    source:
      "Cloudflare Terraform provider issue 1952 (Could not route); cloudflare/cloudflare-go issue 118 (a record's id, with status 400 and 7000 after it)",
  },
  unknownPath: {
    status: 400,
    code: "7000",
    when: "the path is none of the API's (No route for that URI)",
    source:
      "the gem rubyflare's fixtures, and one public note of a live answer (400, 7000, this sentence); an older one shows 7003 before it in the same answer",
  },
  methodNotAllowed: {
    status: 405,
    code: "10405",
    when: "the path is one of the API's, but does not take the method (Method not allowed for this authentication scheme)",
    source: "answers of the API quoted in public repositories, with this status, code and sentence",
  },
  credentialsMissing: {
    status: 400,
    code: "9106",
    when: "a call has no credentials (Missing X-Auth-Key, X-Auth-Email or Authorization headers)",
    source: "answers of the API quoted in public repositories, with this status, code and sentence",
  },
  credentialsMalformed: {
    status: 400,
    code: "6003",
    when: "the Authorization header is no bearer token of the API's form; the error's chain says 6111, Invalid format for Authorization header",
    source: "Homebrew's test of flarectl; Ultimate-Multisite issue 73",
  },
  keyUnknown: {
    status: 403,
    code: "9103",
    when: "a call carries an e-mail address and a key that do not belong together (Unknown X-Auth-Key or X-Auth-Email)",
    source:
      "the gem rubyflare's fixtures, and answers quoted in many public repositories (code and sentence); for the status their fixtures have 403 as well as 400",
  },
  tokenUnknown: {
    status: 403,
    code: "9109",
    when: "the token is none of the account's (Invalid access token); some products say 10000, Authentication error",
    source: "answers of the API quoted in public repositories; octodns-cloudflare issue 60",
  },
  tokenInvalid: {
    status: 401,
    code: "1000",
    when: "a token that is none of the account's is to be verified (Invalid API Token)",
    source: "answers of GET /user/tokens/verify quoted in public repositories",
  },
  notFound: {
    status: 404,
    when: "there is no such object; the codes differ per product",
    source: "Cloudflare docs, fundamentals/api/troubleshooting",
  },
  ...rulesetErrors,
  ...edgeErrors,
  onlyLeafCertificates: {
    status: 400,
    code: "1412",
    when: "the certificate of an authority is to be shown to origins; seen for the certificates of single hostnames, taken to be the same for a zone's",
    source: "cloudflare-docs issue 6798",
  },
  pullsCertificateExists: {
    status: 400,
    code: "1406",
    when: "a certificate is uploaded again that the zone shows origins already (This certificate already exists for this zone.)",
    source: "Cloudflare Terraform provider issue 837",
  },
  invalidRequest: {
    status: 400,
    when: "a property is not valid; no code is published for this product",
    source: "the property's own row in the table of resource rules",
  },
  rateLimited: {
    status: 429,
    code: "971",
    when: `more than ${callLimit.calls} calls in ${callLimit.seconds} seconds`,
    source:
      "Cloudflare Terraform provider issue 5505; Cloudflare docs, fundamentals/api/reference/limits",
  },
} as const satisfies Readonly<Record<string, ApiErrorFact>>;
