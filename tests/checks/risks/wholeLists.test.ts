import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { snippetRules, tunnelConfig } = modelTypes;

const snippets = (host: string): object => ({
  zoneId,
  rules: [{ enabled: true, expression: `http.host eq "${host}"`, snippetName: "page" }],
});
const status = same(snippetRules, "status", snippets("status.example.com"));
const experiment = comes(snippetRules, "experiment", snippets("www.example.com"));
const nowhere: Step = same("record", "status", {
  ...{ ...www.old, name: "status.example.com", content: "192.0.2.1" },
});
const config = (hostname: string): object => ({
  ...{ accountId: "a", tunnelId: "t" },
  config: { ingresses: [{ hostname, service: "http://app:80" }, { service: "http_status:404" }] },
});
const tunnelled = same("record", "app", {
  ...{ ...www.old, name: "app.example.com", type: "CNAME", content: "t.cfargotunnel.com" },
});

/** Resources that each write a whole list, of which there is one. */
const plans: StrangersPlans = [
  [
    "snippet rules of a second owner, while the first's answer where no origin is",
    [www, nowhere, status, experiment],
    ["high list-overwritten status.example.com"],
    ["experiment: rules[0]"],
  ],
  [
    "snippet rules of a second owner before an origin",
    [www, same(snippetRules, "status", snippets("www.example.com")), experiment],
    ["medium list-overwritten www.example.com"],
    ["experiment: rules[0]"],
  ],
  [
    "snippet rules that change their owner",
    [www, nowhere, goes(snippetRules, "status", snippets("status.example.com")), experiment],
    [],
    ["status: ", "experiment: rules[0]"],
  ],
  [
    "a second configuration of a tunnel",
    [
      tunnelled,
      same(tunnelConfig, "first", config("app.example.com")),
      comes(tunnelConfig, "second", config("other.example.com")),
    ],
    ["high list-overwritten app.example.com", "medium tunnel-hostname-lost app.example.com"],
  ],
];

describe("lists of which each resource writes the whole", () => {
  judgesAsExpected(plans);
});
