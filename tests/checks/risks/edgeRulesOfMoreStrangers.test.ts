import { modelTypes } from "../../../model/graph/resourceTypes";
import type { Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const type = modelTypes.ruleset;

const phases = {
  firewall: "http_request_firewall_custom",
  limits: "http_ratelimit",
  redirects: "http_request_dynamic_redirect",
} as const;

type Phase = keyof typeof phases;

const rulesetOf = (phase: Phase, rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: phases[phase], rules },
});
const made = (phase: Phase, ...rules: readonly object[]): Step[] => [
  www,
  { op: "create", type, name: phase, new: rulesetOf(phase, rules) },
];
const stands = (phase: Phase, ...rules: readonly object[]): Step => ({
  ...{ op: "same", type, name: phase, id: phase, old: rulesetOf(phase, rules) },
});
const became = (phase: Phase, old: readonly object[], now: readonly object[]): Step => ({
  ...{ op: "update", type, name: phase, id: phase },
  ...{ old: rulesetOf(phase, old), new: rulesetOf(phase, now) },
});

const block = (expression: string, more: object = {}): object => ({
  ...{ action: "block", expression, enabled: true, ...more },
});
const answering = (statusCode: number): object => ({
  actionParameters: { response: { statusCode, content: "", contentType: "text/plain" } },
});
const limit = (expression: string, requestsPerPeriod: number, more: object = {}): object => ({
  ...block(expression),
  ratelimit: {
    ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, requestsPerPeriod },
    ...{ mitigationTimeout: 60, requestsToOrigin: true, ...more },
  },
});
const redirect = (expression: string, targetUrl: object, statusCode = 301): object => ({
  ...{ action: "redirect", expression, enabled: true },
  actionParameters: { fromValue: { statusCode, targetUrl, preserveQueryString: true } },
});
const skipsLimits = {
  ...{ action: "skip", expression: 'not http.host eq ""', enabled: true },
  actionParameters: { phases: ["http_ratelimit"] },
};

const page = 'not http.request.uri.path contains "." and http.request.uri.path ne "/"';
const addsSlash = redirect(`${page} and not ends_with(http.request.uri.path, "/")`, {
  expression: 'concat("https://", http.host, http.request.uri.path, "/")',
});
const takesSlash = redirect(`${page} and ends_with(http.request.uri.path, "/")`, {
  expression: 'regex_replace(http.request.full_uri, "/$", "")',
});

/** Plans as strangers write them: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "networks that get 404, as cf-terraforming's issue 920 has them",
    made("firewall", block("(ip.src.asnum eq 64500)", answering(404))),
    [],
  ],
  [
    "a limit of those who get errors alone, as the provider's issue 2445 has it",
    made(
      "limits",
      limit('(http.request.uri.path contains "/")', 5, {
        countingExpression: "(http.response.code in {401 403 404 500 501})",
      }),
    ),
    [],
  ],
  [
    "a maintenance that only an office does not see",
    made("firewall", block("not ip.src in {198.51.100.0/24}", answering(503))),
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "pictures that other sites may not show",
    made(
      "firewall",
      block(
        'http.referer ne "" and not http.referer contains "example.com" and http.request.uri.path.extension in {"jpg" "png"}',
      ),
    ),
    [],
  ],
  [
    "ports other than those of browsers",
    made("firewall", block("not cf.edge.server_port in {80 443}")),
    [],
  ],
  [
    "a start page by the visitor's language",
    made(
      "redirects",
      redirect(
        'http.request.uri.path eq "/" and any(http.request.headers["accept-language"][*] contains "de")',
        { value: "https://www.example.com/de/" },
        302,
      ),
    ),
    [],
  ],
  ["a slash behind every page", made("redirects", addsSlash), []],
  [
    "a slash that one rule adds and another takes away",
    made("redirects", addsSlash, takesSlash),
    ["high redirect-loop www.example.com"],
  ],
  [
    "a skip that goes before a low limit for everybody",
    [
      www,
      became("firewall", [skipsLimits], []),
      stands("limits", limit("true", 5, { requestsToOrigin: false })),
    ],
    ["high rate-limit-low www.example.com"],
  ],
  [
    "all countries but two",
    made("firewall", block('not ip.src.country in {"US" "CA"}')),
    [],
    ["firewall: rules[0]"],
  ],
  [
    "a managed challenge for all that is no browser of today",
    made("firewall", {
      ...block('not http.request.version in {"HTTP/2" "HTTP/3"}'),
      action: "managed_challenge",
    }),
    [],
    ["firewall: rules[0]"],
  ],
];

describe("rules of the edge of more strangers", () => {
  judgesAsExpected(plans);
});
