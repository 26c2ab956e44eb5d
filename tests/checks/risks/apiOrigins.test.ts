import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { httpApi } = modelTypes;
const led = same("record", "api", {
  ...{ zoneId, name: "api.example.com", type: "CNAME", proxied: true, ttl: 1 },
  content: "a1b2c3.execute-api.us-east-1.amazonaws.com",
});
const api = (allowOrigins: string[] | undefined): object => ({
  protocolType: "HTTP",
  ...(allowOrigins === undefined
    ? {}
    : { corsConfiguration: { allowOrigins, allowMethods: ["*"] } }),
});
const turns = (old: string[] | undefined, now: string[] | undefined): Step[] => [
  ...[www, led],
  { ...becomes(httpApi, "shop", api(old), api(now)), id: "a1b2c3" },
];
const [site, partner] = ["https://www.example.com", "https://partner.example.net"];

describe("the risks of origins that an HTTP API lets read its answers", () => {
  judgesAsExpected([
    ["a hostname of the plan goes", turns([site, partner], [partner]), ["high calls-refused shop"]],
    ["a site of strangers goes", turns([site, partner], [site]), []],
    ["all of them come", turns([site], ["*"]), []],
    ["all that speak TLS come", turns([site, partner], ["https://*"]), []],
    ["all go but another", turns(["*"], [partner]), []],
    ["one comes", turns([site], [site, partner]), []],
    [
      "nothing is said of them any more",
      turns([site], undefined),
      ["medium calls-refused shop"],
      ["shop: corsConfiguration.allowMethods"],
    ],
    ["the API's own hostname goes", turns(["https://api.example.com"], [partner]), []],
  ]);
});
