import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { clientCertificateHosts, ruleset } = modelTypes;

const asked = (...hostnames: readonly string[]): object => ({
  ...{ zoneId, mtlsCertificateId: "ca", hostnames },
});
const both = asked("www.example.com", "partners.example.com");
const partners = asked("partners.example.com");
const loses = becomes(clientCertificateHosts, "partner-ca", both, partners);
const demands = (expression: string): Step =>
  same(ruleset, "firewall", {
    ...{ zoneId, kind: "zone", name: "default", phase: "http_request_firewall_custom" },
    rules: [{ action: "block", enabled: true, expression }],
  });
const ofWww = demands('http.host eq "www.example.com" and not cf.tls_client_auth.cert_verified');

/** Hostnames at which client certificates are asked for. */
const plans: StrangersPlans = [
  [
    "a hostname that is taken out while a rule still blocks who shows none",
    [www, ofWww, loses],
    ["high mtls-unasked www.example.com"],
  ],
  [
    "a hostname that is taken out where the rule is about another one",
    [
      www,
      demands('http.host eq "partners.example.com" and not cf.tls_client_auth.cert_verified'),
      loses,
    ],
    [],
  ],
  ["a hostname that is taken out, and no rule", [www, loses], []],
  [
    "a hostname that comes in",
    [www, ofWww, becomes(clientCertificateHosts, "partner-ca", partners, both)],
    [],
  ],
  [
    "an association that goes, of which no source says what becomes",
    [www, ofWww, goes(clientCertificateHosts, "partner-ca", both)],
    [],
    ["partner-ca: "],
  ],
];

describe("hostnames at which client certificates are asked for", () => {
  judgesAsExpected(plans);

  it("are named with the rule, the error and the way out", () => {
    const [risk] = reviewSteps([www, ofWww, loses]).risks;
    expect([bareText(risk?.consequence ?? []), bareText(risk?.hint ?? [])]).to.deep.equal([
      "From this change on nobody is asked for a client certificate at www.example.com, and the rule rules[0] of firewall still blocks who shows none: every client gets Error 403, also those that have a certificate, until one of both is taken back.",
      "Take www.example.com out of the rule first, or in the same change.",
    ]);
  });
});
