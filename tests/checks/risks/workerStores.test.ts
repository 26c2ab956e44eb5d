import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { workersRoute, workersScript } = modelTypes;
const { workersCustomDomain } = otherTypes;
const kv = "cloudflare:index/workersKvNamespace:WorkersKvNamespace";
const accountId = "a".repeat(32);
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const route = same(workersRoute, "route", {
  ...{ zoneId, pattern: "shop.example.com/*", script: "shop" },
});
const script = (...bindings: readonly object[]): object => ({
  ...{ accountId, scriptName: "shop", content: "", bindings },
});
const config = (namespaceId: string): object => ({
  ...{ name: "CONFIG", type: "kv_namespace", namespaceId },
});
const namespace = { accountId, title: "config" };
const auth = { name: "AUTH", type: "service", service: "auth" };
const authWorker = { accountId, scriptName: "auth", content: "" };
const lost = ["medium worker-binding-lost shop.example.com"];
const unread = ["shop: bindings[0].namespaceId"];

/** What Workers are bound to, and that goes. */
const stores: StrangersPlans = [
  [
    "a namespace of KV that is made anew under another logical name",
    [
      route,
      goes(kv, "config", namespace),
      comes(kv, "configuration", namespace),
      becomes(workersScript, "shop", script(config("config")), script(config(unknown))),
    ],
    lost,
    ["config: ", ...unread],
  ],
  ...(["get", "put"] as const).map(
    (call) =>
      [
        `a namespace of KV that is made anew, of a Worker that calls ${call}`,
        [
          route,
          goes(kv, "config", namespace),
          comes(kv, "configuration", namespace),
          becomes(
            workersScript,
            "shop",
            {
              ...script(config("config")),
              content: `env.CONFIG.${call}("a"); env.CONFIG.get("a")`,
            },
            { ...script(config(unknown)), content: `env.CONFIG.${call}("a"); env.CONFIG.get("a")` },
          ),
        ],
        call === "get" ? ["high worker-binding-lost shop.example.com"] : lost,
        ["config: ", ...unread],
      ] as const,
  ),
  [
    "a namespace of KV that goes while its Worker names it",
    [route, goes(kv, "config", namespace), same(workersScript, "shop", script(config("config")))],
    lost,
    ["config: "],
  ],
  [
    "a namespace of KV that goes after its Worker took another one that stands",
    [
      ...[route, goes(kv, "config", namespace), same(kv, "flags", namespace)],
      becomes(workersScript, "shop", script(config("config")), script(config("flags"))),
    ],
    [],
    ["config: ", ...unread],
  ],
  [
    "a namespace of KV that goes with the binding",
    [
      ...[route, goes(kv, "config", namespace)],
      becomes(workersScript, "shop", script(config("config")), script()),
    ],
    [],
    ["config: ", "shop: bindings[0]"],
  ],
  [
    "a Worker that another one calls",
    [route, goes(workersScript, "auth", authWorker), same(workersScript, "shop", script(auth))],
    lost,
    ["auth: "],
  ],
  [
    "a Worker that another one calls, under another logical name",
    [
      ...[route, goes(workersScript, "auth", authWorker)],
      comes(workersScript, "login", authWorker),
      same(workersScript, "shop", script(auth)),
    ],
    [],
    ["auth: ", "login: "],
  ],
];

const app: Step = same("record", "app", { ...www.old, name: "app.example.com" });
const domain = { accountId, zoneId, hostname: "app.example.com", service: "app" };
const own = comes(workersCustomDomain, "app", domain);
const refused = ["medium record-refused app.example.com"];
const notRead = ["app: "];

/** Workers that get a hostname as their own. */
const domains: StrangersPlans = [
  ["a custom domain at a name that has a record", [app, own], refused, notRead],
  [
    "a custom domain in place of the record, which goes only at the end",
    [goes("record", "app", { ...www.old, name: "app.example.com" }), own],
    refused,
    notRead,
  ],
  [
    "an application of Spectrum in place of the record",
    [
      goes("record", "app", { ...www.old, name: "app.example.com" }),
      comes(modelTypes.spectrumApplication, "app", {
        ...{ zoneId, protocol: "tcp/443", dns: { type: "CNAME", name: "app.example.com" } },
        originDirects: ["tcp://203.0.113.10:443"],
      }),
    ],
    ["medium destination-changed app.example.com"],
  ],
  [
    "a record in place of a custom domain",
    [
      goes(workersCustomDomain, "app", domain),
      comes("record", "app", { ...www.old, name: "app.example.com" }),
    ],
    ["medium edge-service-lost app.example.com"],
  ],
  [
    "a record for an origin in place of a project of Pages",
    [
      goes("cloudflare:index/pagesDomain:PagesDomain", "app", { name: "app.example.com" }),
      becomes(
        "record",
        "app",
        { ...www.old, name: "app.example.com", type: "CNAME", content: "app.pages.dev" },
        { ...www.old, name: "app.example.com" },
      ),
    ],
    ["medium destination-changed app.example.com", "medium edge-service-lost app.example.com"],
  ],
  ["a custom domain at a name of its own", [www, own], [], notRead],
  [
    "a custom domain at a name that has a text",
    [same("record", "app", { ...www.old, type: "TXT", name: "app.example.com" }), own],
    [],
    notRead,
  ],
  [
    "a custom domain that has another Worker",
    [app, becomes(workersCustomDomain, "app", domain, { ...domain, service: "other" })],
    [],
    ["app: service"],
  ],
];

describe("what Workers are bound to, and that goes", () => {
  judgesAsExpected(stores);
});

describe("hostnames that Workers get as their own", () => {
  judgesAsExpected(domains);
});
