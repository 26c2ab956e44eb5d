import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { balancer, dnsName, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { listener, listenerRule, targetGroup } = modelTypes;
const monitor = (more: object = {}): Step =>
  same("monitor", "health", {
    ...{ type: "http", path: "/healthz?deep=1", expectedCodes: "200" },
    ...more,
  });
const site = (...steps: readonly Step[]): Step[] => [
  ...[
    known(same(targetGroup, "app", targets())),
    balancer(),
    known(same(listener, "https", listens())),
  ],
  same("pool", "primary", {
    ...{ name: "primary", monitor: "health", origins: [{ name: "a", address: dnsName }] },
  }),
  same("pool", "backup", { name: "backup", origins: [{ name: "a", address: "198.51.100.20" }] }),
  same("balancer", "balanced", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["primary", "backup"], fallbackPool: "backup" },
  }),
  ...steps,
];
const clear = listens({ port: 80, protocol: "HTTP" });
const redirect = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
};
const redirects = known(
  becomes(
    listener,
    "http",
    clear,
    listens({ port: 80, protocol: "HTTP", defaultActions: [redirect] }),
  ),
);
const rule = (path: string, action: object): object => ({
  ...{ listenerArn: "http", priority: 1, actions: [action] },
  conditions: [{ pathPattern: { values: [path] } }],
});
const forward = { type: "forward", targetGroupArn: "app" };
const nobody = { type: "fixed-response", fixedResponse: { statusCode: "404" } };
/** The hostname alone is forwarded by a rule that stands, and from now on nothing else is. */
const byName = [
  known(
    becomes(
      listener,
      "http",
      clear,
      listens({ port: 80, protocol: "HTTP", defaultActions: [nobody] }),
    ),
  ),
  known(
    same(listenerRule, "www", {
      ...{ listenerArn: "http", priority: 1, actions: [forward] },
      conditions: [{ hostHeader: { values: ["www.example.com"] } }],
    }),
  ),
];

/** Who is not logged in is led to a login. */
const asksThere = (path: string): object => ({
  ...{ listenerArn: "https", priority: 1 },
  actions: [{ type: "authenticate-oidc", authenticateOidc: {} }, forward],
  conditions: [{ pathPattern: { values: [path] } }],
});

describe("the risks of probes that a load balancer answers itself", () => {
  judgesAsExpected([
    ["all is redirected", site(monitor(), redirects), ["high probe-refused www.example.com"]],
    [
      "all is redirected, and the monitor follows",
      site(monitor({ followRedirects: true }), redirects),
      [],
    ],
    [
      "all is redirected, and the monitor expects that",
      site(monitor({ expectedCodes: "200, 3xx" }), redirects),
      [],
    ],
    [
      "all is redirected, and the monitor asks at another port",
      site(monitor({ type: "https" }), redirects),
      [],
    ],
    [
      "all is redirected but what the monitor asks for",
      site(monitor(), redirects, known(same(listenerRule, "health", rule("/healthz", forward)))),
      [],
    ],
    [
      "only what names the hostname is forwarded, and the monitor asks by the address",
      site(monitor(), ...byName),
      ["high probe-refused www.example.com"],
    ],
    [
      "only what names the hostname is forwarded, and the monitor names it",
      site(monitor({ header: { Host: ["www.example.com"] } }), ...byName),
      [],
    ],
    [
      "a rule answers what the monitor asks for",
      site(
        ...[monitor(), known(same(listener, "http", clear))],
        comes(
          listenerRule,
          "health",
          rule("/health*", { type: "fixed-response", fixedResponse: { statusCode: "404" } }),
        ),
      ),
      ["high probe-refused www.example.com"],
    ],
    [
      "a rule answers what the monitor asks for by another method, or from addresses that are not Cloudflare's",
      site(
        ...[monitor(), known(same(listener, "http", clear))],
        comes(listenerRule, "trace", {
          ...{ listenerArn: "http", priority: 1, actions: [nobody] },
          conditions: [
            { pathPattern: { values: ["/*"] } },
            { httpRequestMethod: { values: ["TRACE"] } },
          ],
        }),
        comes(listenerRule, "ban", {
          ...{ listenerArn: "http", priority: 2, actions: [nobody] },
          conditions: [
            { pathPattern: { values: ["/health*"] } },
            { sourceIp: { values: ["198.51.100.0/24"] } },
          ],
        }),
      ),
      [],
    ],
    [
      "a rule answers what the monitor asks for by the monitor's own method",
      site(
        ...[monitor({ method: "HEAD" }), known(same(listener, "http", clear))],
        comes(listenerRule, "head", {
          ...{ listenerArn: "http", priority: 1, actions: [nobody] },
          conditions: [
            { pathPattern: { values: ["/*"] } },
            { httpRequestMethod: { values: ["HEAD"] } },
          ],
        }),
      ),
      ["high probe-refused www.example.com"],
    ],
    [
      "a rule asks who comes to the path that the monitor asks for",
      site(...[monitor({ type: "https" }), comes(listenerRule, "health", asksThere("/health*"))]),
      ["high probe-refused www.example.com"],
    ],
    [
      "a rule asks who comes to another path",
      site(...[monitor({ type: "https" }), comes(listenerRule, "admin", asksThere("/admin*"))]),
      [],
    ],
    [
      "a rule asks who comes to the path, and the monitor expects to be led elsewhere",
      site(
        monitor({ type: "https", expectedCodes: "302" }),
        comes(listenerRule, "health", asksThere("/health*")),
      ),
      [],
    ],
  ]);
});
