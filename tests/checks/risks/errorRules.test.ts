import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const pages = (expression: string, more: object = {}): object => ({
  ...{ zoneId, kind: "zone", name: "errors", phase: "http_custom_errors" },
  rules: [
    {
      ...{ action: "serve_error", enabled: true, expression },
      actionParameters: { content: "Sorry", contentType: "text/html", ...more },
    },
  ],
});
const ofServer = "http.response.code ge 500";
const ofAll = "http.response.code ge 400";
const becoming = (now: object): Step =>
  becomes(modelTypes.ruleset, "errors", pages(ofServer, { statusCode: 503 }), now);

/** Rules for the pages of errors. */
const plans: StrangersPlans = [
  [
    "a page with 503 that comes to stand for every error",
    [www, becoming(pages(ofAll, { statusCode: 503 }))],
    ["medium error-rule-hides-status www.example.com"],
  ],
  ["a page for every error that leaves its status", [www, becoming(pages(ofAll))], []],
  [
    "a page for errors of the server that says 502",
    [www, becoming(pages(ofServer, { statusCode: 502 }))],
    [],
  ],
  [
    "a page for errors of the server that comes to say 404",
    [www, becoming(pages(ofServer, { statusCode: 404 }))],
    ["medium error-rule-hides-status www.example.com"],
  ],
  [
    "a page for missing pages that says 410",
    [www, becoming(pages("http.response.code eq 404", { statusCode: 410 }))],
    [],
  ],
];

describe("rules for the pages of errors", () => {
  judgesAsExpected(plans);
});
