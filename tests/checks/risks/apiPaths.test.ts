import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { apiDomain, apiMapping, apiRoute, httpApi, restDomain, restMapping } = modelTypes;

const own = "d-1.execute-api.eu-west-1.amazonaws.com";
const hostname = "www.example.com";
const led = same("record", "www", {
  ...{ zoneId, name: hostname, type: "CNAME", content: own, proxied: true, ttl: 1 },
});
const domain: Step = {
  ...same(apiDomain, "domain", { domainName: hostname }),
  ...{ id: hostname, outputs: { domainNameConfiguration: { targetDomainName: own } } },
};
const whole = { domainName: hostname, apiId: "api-1", stage: "$default" };
const mapped = same(apiMapping, "map", whole);
const api: Step = { ...same(httpApi, "api", { name: "api" }), id: "api-1", outputs: {} };
const route = (routeKey: string, target = "integrations/shop"): object => ({
  ...{ apiId: "api-1", routeKey, target },
});
const site = (...steps: Step[]): Step[] => [led, domain, mapped, api, ...steps];
const page = same(apiRoute, "page", route("GET /"));
const rest = (target?: string): Step => same(apiRoute, "rest", route("$default", target));
const orders = "POST /orders/{id}";

describe("the risks of an HTTP API that keeps some of its routes", () => {
  judgesAsExpected([
    [
      "one of them goes",
      site(page, goes(apiRoute, "orders", route(orders))),
      ["medium origin-shut api"],
    ],
    [
      "what takes all that is left goes",
      site(page, goes(apiRoute, "rest", route("$default"))),
      ["high origin-shut api"],
    ],
    [
      "what takes every path goes",
      site(page, goes(apiRoute, "rest", route("ANY /{proxy+}"))),
      ["high origin-shut api"],
    ],
    [
      "one of them takes other requests",
      site(page, becomes(apiRoute, "orders", route(orders), route("POST /v2/orders/{id}"))),
      ["medium origin-shut api"],
    ],
    [
      "all of them take other requests",
      site(
        becomes(apiRoute, "page", route("GET /"), route("GET /v2")),
        becomes(apiRoute, "orders", route(orders), route("POST /v2/orders/{id}")),
      ),
      ["high origin-shut api"],
    ],
    [
      "one of them takes more",
      site(page, becomes(apiRoute, "orders", route(orders), route("ANY /orders/{proxy+}"))),
      [],
    ],
    [
      "another one leads the same to the same",
      site(rest(), goes(apiRoute, "orders", route(orders))),
      [],
    ],
    [
      "another one leads the same elsewhere",
      site(rest("integrations/old"), goes(apiRoute, "orders", route(orders))),
      ["medium origin-shut api"],
    ],
    [
      "another one takes another method of the same path",
      site(
        same(apiRoute, "read", route("GET /orders/{id}")),
        goes(apiRoute, "orders", route(orders)),
      ),
      ["medium origin-shut api"],
    ],
    ["no hostname leads there", [api, page, goes(apiRoute, "orders", route(orders))], []],
  ]);

  it("says who meets what", () => {
    const [risk] = reviewSteps(site(page, goes(apiRoute, "orders", route(orders)))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on, at api, no route takes what POST /orders/{id} took: visitors of www.example.com who ask for it get Error 404 until a route does.",
    );
  });
});

describe("the risks of a domain of API Gateway that keeps some of its mappings", () => {
  const beneath = (apiMappingKey: string): object => ({ ...whole, apiId: "api-2", apiMappingKey });
  const all = site(same(apiRoute, "rest", route("$default")));
  judgesAsExpected([
    [
      "one of them goes",
      [...all, goes(apiMapping, "v1", beneath("v1"))],
      ["medium origin-shut domain"],
    ],
    [
      "one of them leads what stands beneath another path",
      [...all, becomes(apiMapping, "v1", beneath("v1"), beneath("v2"))],
      ["medium origin-shut domain"],
    ],
    [
      "one of them goes, for whose path the API of the whole name has no route",
      [
        ...site(page, same(apiRoute, "v2", route("ANY /v2/{proxy+}"))),
        goes(apiMapping, "v1", beneath("v1")),
      ],
      ["high origin-shut domain"],
    ],
    [
      "one of them goes, for whose path the API of the whole name has a route",
      [
        ...site(page, same(apiRoute, "v1", route("GET /{version}/orders"))),
        goes(apiMapping, "v1", beneath("v1")),
      ],
      ["medium origin-shut domain"],
    ],
    [
      "one of two that say the same goes",
      [...all, same(apiMapping, "new", beneath("v1")), goes(apiMapping, "v1", beneath("v1"))],
      [],
    ],
    [
      "one of a REST API goes",
      [
        led,
        {
          ...same(restDomain, "domain", { domainName: hostname }),
          ...{ id: hostname, outputs: { regionalDomainName: own } },
        },
        same(restMapping, "map", { domainName: hostname, restApi: "api-1" }),
        goes(restMapping, "v1", { domainName: hostname, restApi: "api-2", basePath: "v1" }),
      ],
      ["medium origin-shut domain"],
    ],
  ]);
});
