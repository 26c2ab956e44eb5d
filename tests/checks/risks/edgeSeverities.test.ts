import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { adds, firewall, named } from "./edgeRulesets";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { taskDefinition, turnstileWidget } = modelTypes;

describe("calls of an API that are led to another hostname", () => {
  const leads = (statusCode: number, expression: string): Step =>
    adds("http_request_dynamic_redirect", {
      ...{ action: "redirect", expression },
      actionParameters: {
        fromValue: {
          statusCode,
          targetUrl: { expression: 'concat("https://www.example.com", http.request.uri.path)' },
        },
      },
    });
  const ofApi = 'http.host eq "api.example.com"';
  judgesAsExpected([
    [
      "lose what they send by a redirect after which clients ask by GET",
      [www, named("api"), leads(301, ofApi)],
      ["high redirect-takes-programs api.example.com"],
    ],
    [
      "keep it by one after which they send it again",
      [www, named("api"), leads(308, ofApi)],
      ["medium redirect-takes-programs api.example.com"],
    ],
    [
      "are those that read alone",
      [www, named("api"), leads(301, `${ofApi} and http.request.method eq "GET"`)],
      ["medium redirect-takes-programs api.example.com"],
    ],
  ]);
});

describe("a challenge before calls", () => {
  const api = 'starts_with(http.request.uri.path, "/api/")';
  judgesAsExpected([
    [
      "none of which a page has passed before",
      [www, firewall("managed_challenge", api)],
      ["high edge-rule-challenges www.example.com"],
    ],
    [
      "before which pages have passed it too",
      [www, firewall("managed_challenge", `${api} or http.request.uri.path ne "/x"`)],
      ["medium edge-rule-challenges www.example.com"],
    ],
    [
      "of which bots that Cloudflare knows are none",
      [www, firewall("managed_challenge", `${api} and not cf.client.bot`)],
      ["medium edge-rule-challenges www.example.com"],
    ],
    [
      "which a widget of Turnstile may have let through before",
      [
        www,
        same(turnstileWidget, "login", { accountId: "a", domains: ["example.com"] }),
        firewall("managed_challenge", api),
      ],
      ["medium edge-rule-challenges www.example.com"],
    ],
    [
      "but for whoever shows a header",
      [
        www,
        firewall(
          "managed_challenge",
          `${api} and not any(http.request.headers["x-app"][*] eq "1")`,
        ),
      ],
      ["medium edge-rule-challenges www.example.com"],
    ],
  ]);
});

describe("a block of a site, but for whoever brings something", () => {
  const except = (who: string, host = "www.example.com"): string =>
    `http.host eq "${host}" and not ${who}`;
  const header = 'any(http.request.headers["x-edge-key"][*] eq "e7c1")';
  const high = ["high edge-rule-blocks www.example.com"];
  judgesAsExpected([
    ["that no browser sends", [www, firewall("block", except(header))], high],
    [
      "that no browser has at first",
      [www, firewall("block", except('http.cookie contains "beta=1"'))],
      high,
    ],
    [
      "that browsers do send",
      [
        www,
        firewall("block", except('any(http.request.headers["sec-fetch-mode"][*] eq "navigate")')),
      ],
      ["medium edge-rule-blocks www.example.com"],
    ],
    [
      "which an application at a hostname of its own may send",
      [named("app"), firewall("block", except(header, "app.example.com"))],
      ["medium edge-rule-blocks app.example.com"],
    ],
  ]);
});

/** A task whose container has variables in its environment. */
const told = (environment: Readonly<Record<string, string>>): Step =>
  same(taskDefinition, "shop", {
    family: "shop",
    containerDefinitions: JSON.stringify([
      {
        ...{ name: "shop", image: "shop:1" },
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
      },
    ]),
  });

describe("WebSockets that the edge no longer passes on", () => {
  const off = becomes(
    "setting",
    "websockets",
    { zoneId, settingId: "websockets", value: "on" },
    { zoneId, settingId: "websockets", value: "off" },
  );
  judgesAsExpected([
    [
      "to a hostname that is made for them, beside one of which nobody knows",
      [www, named("ws"), off],
      ["high websockets-off ws.example.com", "medium websockets-off www.example.com"],
    ],
    [
      "to a hostname whose URL a task is told",
      [www, named("live"), told({ LIVE_URL: "wss://live.example.com/feed" }), off],
      ["high websockets-off live.example.com", "medium websockets-off www.example.com"],
    ],
    [
      "to a hostname that a task is told to ask for pages",
      [www, told({ SITE_URL: "https://www.example.com/feed" }), off],
      ["medium websockets-off www.example.com"],
    ],
  ]);
});

describe("calls that the plan shows", () => {
  const clouds = firewall("block", "ip.src.asnum in {16509 14618 15169}");
  const hooks = { NOTIFY_URL: "https://www.example.com/hooks/payments" };
  const writes = firewall(
    "managed_challenge",
    'http.request.method eq "POST" and not http.referer contains "example.com"',
  );
  judgesAsExpected([
    [
      "are refused with all that asks from clouds",
      [www, named("api"), told({ API_URL: "https://api.example.com" }), clouds],
      ["high edge-rule-blocks api.example.com", "medium edge-rule-blocks www.example.com"],
    ],
    [
      "are none of a hostname with pages",
      [www, named("api"), told({ SITE_URL: "https://www.example.com" }), clouds],
      ["medium edge-rule-blocks api.example.com, www.example.com"],
    ],
    [
      "are challenged with all that writes and comes from no page",
      [www, told(hooks), writes],
      ["high edge-rule-challenges www.example.com"],
    ],
    [
      "are none that the plan shows",
      [www, writes],
      ["medium edge-rule-challenges www.example.com"],
    ],
  ]);
});
