import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { balancer, dnsName, forward, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { acmCertificate, listener, listenerRule, ruleset, targetGroup, workersRoute } = modelTypes;
const named = (label: string): Step =>
  same("record", label, {
    ...{ zoneId, name: `${label}.example.com`, type: "CNAME", content: dnsName },
    ...{ proxied: true, ttl: 1 },
  });
const isElsewhere: Step = same("record", "old", {
  ...{ zoneId, name: "old.example.com", type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
});
const refuses = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode: "404" },
};

/** A load balancer that serves one hostname, and answers for all others what it does by default. */
const serving = (host: string, action: object): readonly Step[] => [
  balancer(),
  known(same(listener, "https", listens({ defaultActions: [action] }))),
  same(listenerRule, "host", {
    ...{ listenerArn: "https", priority: 10, actions: [forward] },
    conditions: [{ hostHeader: { values: [host] } }],
  }),
  known(same(targetGroup, "app", targets())),
];
const refusing = serving("www.example.com", refuses);
const taking = serving("www.example.com", forward);

const rules = (phase: string, action: string, expression: string, parameters: object): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase },
  rules: [{ action, enabled: true, expression, actionParameters: parameters }],
});
const redirects = rules(
  "http_request_dynamic_redirect",
  "redirect",
  'http.host eq "docs.example.com"',
  {
    fromValue: { statusCode: 301, targetUrl: { value: "https://www.example.net/" } },
  },
);
const leads = (host: string, more: object = {}): object =>
  rules("http_request_origin", "route", 'http.host eq "old.example.com"', {
    ...{ origin: { host }, ...more },
  });
const strict = same("setting", "ssl", { zoneId, settingId: "ssl", value: "strict" });
const certified = same(acmCertificate, "own", {
  ...{ domainName: "www.example.com", subjectAlternativeNames: ["www.example.com"] },
});
const showing = (steps: readonly Step[]): Step[] =>
  steps.map((step) =>
    step.name === "https" ? { ...step, old: { ...step.old, certificateArn: "own" } } : step,
  );

describe("a hostname whose load balancer answers an error for it", () => {
  judgesAsExpected([
    [
      "that was redirected",
      [...refusing, named("docs"), goes(ruleset, "redirects", redirects)],
      ["high redirect-lost docs.example.com"],
    ],
    [
      "that was redirected, before one that serves it",
      [...taking, named("docs"), goes(ruleset, "redirects", redirects)],
      ["medium redirect-lost docs.example.com"],
    ],
    [
      "for which a Worker answered",
      [
        ...[...refusing, named("docs")],
        goes(workersRoute, "docs", { zoneId, pattern: "docs.example.com/*", script: "docs" }),
      ],
      ["high edge-service-lost docs.example.com/*"],
    ],
    [
      "for which a Worker answered, before one that serves it",
      [
        ...[...taking, named("docs")],
        goes(workersRoute, "docs", { zoneId, pattern: "docs.example.com/*", script: "docs" }),
      ],
      ["medium edge-service-lost docs.example.com/*"],
    ],
    [
      "that comes to pass its Worker by",
      [
        ...[...refusing, named("docs")],
        becomes(
          workersRoute,
          "docs",
          { zoneId, pattern: "docs.example.com/*", script: "docs" },
          { zoneId, pattern: "docs.example.com/*" },
        ),
      ],
      ["high edge-service-lost docs.example.com/*", "high worker-bypassed docs.example.com"],
    ],
    [
      "to which a rule comes to lead it",
      [...refusing, named("www"), isElsewhere, comes(ruleset, "origins", leads("www.example.com"))],
      ["high destination-changed old.example.com"],
    ],
    [
      "to which a rule comes to lead it, under the name that it serves",
      [
        ...[...refusing, named("www"), isElsewhere],
        comes(ruleset, "origins", leads("www.example.com", { hostHeader: "www.example.com" })),
      ],
      [],
    ],
    [
      "to which a rule leads it by a name that comes to lead to the same place",
      [
        ...[
          ...taking,
          named("www"),
          { ...named("entry"), op: "create" as const, new: named("entry").old, old: undefined },
        ],
        comes(
          ruleset,
          "origins",
          rules("http_request_origin", "route", 'http.host eq "www.example.com"', {
            origin: { host: "entry.example.com" },
          }),
        ),
      ],
      [],
    ],
    [
      "to which a rule comes to lead it, and which serves it",
      [...taking, named("www"), isElsewhere, comes(ruleset, "origins", leads("www.example.com"))],
      [],
    ],
    [
      "to which a rule comes to lead it, and which has no certificate for it",
      [
        ...[...showing(taking), certified, strict, named("www"), isElsewhere],
        comes(ruleset, "origins", leads("www.example.com")),
      ],
      ["high destination-changed old.example.com"],
    ],
    [
      "to which a rule comes to lead it, and whose certificate has the name that it is asked for",
      [
        ...[...showing(taking), certified, strict, named("www"), isElsewhere],
        comes(ruleset, "origins", leads("www.example.com", { sni: { value: "www.example.com" } })),
      ],
      [],
    ],
  ]);
});
