import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { apiDomain, apiMapping, apiMethod, apiRoute, apiStage, distribution, httpApi } = modelTypes;
const { restApi, restDomain, restMapping } = modelTypes;

const led = (content: string): Step =>
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content, proxied: true, ttl: 1 },
  });
const at = (step: Step, id: string, outputs: object): Step => ({ ...step, id, outputs });
const own = "d-1.execute-api.eu-west-1.amazonaws.com";
const hostname = "www.example.com";

describe("the risks of what an HTTP API asks", () => {
  const domain = at(same(apiDomain, "domain", { domainName: hostname }), hostname, {
    domainNameConfiguration: { targetDomainName: own },
  });
  const mapped = same(apiMapping, "map", {
    domainName: hostname,
    apiId: "api-1",
    stage: "$default",
  });
  const api = at(same(httpApi, "api", { name: "api" }), "api-1", {});
  const route = (more: object): object => ({ apiId: "api-1", routeKey: "$default", ...more });
  const stage = (defaultRouteSettings?: object): object => ({
    ...{ apiId: "api-1", name: "$default", autoDeploy: true, defaultRouteSettings },
  });
  const site = (...steps: Step[]): Step[] => [led(own), domain, mapped, api, ...steps];
  judgesAsExpected([
    [
      "a route comes to ask for signatures",
      site(
        ...[same(apiRoute, "open", route({ routeKey: "GET /" }))],
        becomes(apiRoute, "all", route({}), route({ authorizationType: "AWS_IAM" })),
      ),
      ["medium origin-shut all"],
    ],
    [
      "the only route comes to ask for signatures",
      site(becomes(apiRoute, "all", route({}), route({ authorizationType: "AWS_IAM" }))),
      ["high origin-shut all"],
    ],
    [
      "a route comes to ask for tokens",
      site(
        becomes(
          apiRoute,
          "all",
          route({ authorizationType: "NONE" }),
          route({ authorizationType: "JWT" }),
        ),
      ),
      ["medium origin-shut all"],
    ],
    [
      "a route asks for signatures no more",
      site(becomes(apiRoute, "all", route({ authorizationType: "AWS_IAM" }), route({}))),
      [],
    ],
    [
      "another route comes that asks for signatures",
      site(
        same(apiRoute, "all", route({})),
        comes(apiRoute, "admin", route({ routeKey: "ANY /admin", authorizationType: "AWS_IAM" })),
      ),
      [],
    ],
    [
      "no hostname leads to the API",
      [api, becomes(apiRoute, "all", route({}), route({ authorizationType: "AWS_IAM" }))],
      [],
    ],
    [
      "its routes come to be measured, without limits beside that",
      site(becomes(apiStage, "live", stage(), stage({ detailedMetricsEnabled: true }))),
      ["high origin-shut live"],
      ["live: defaultRouteSettings"],
    ],
    [
      "its routes come to be measured, with limits beside that",
      site(
        becomes(
          apiStage,
          "live",
          stage(),
          stage({
            ...{ detailedMetricsEnabled: true, throttlingRateLimit: 10_000 },
            throttlingBurstLimit: 5_000,
          }),
        ),
      ),
      [],
      ["live: defaultRouteSettings"],
    ],
    [
      "its domain comes to demand client certificates",
      [
        ...[led(own), mapped, api, same(apiRoute, "all", route({}))],
        {
          ...becomes(
            apiDomain,
            "domain",
            { domainName: hostname },
            {
              domainName: hostname,
              mutualTlsAuthentication: { truststoreUri: "s3://trust/ca.pem" },
            },
          ),
          ...{ id: hostname, outputs: domain.outputs ?? {} },
        },
      ],
      ["high origin-shut domain"],
      ["domain: mutualTlsAuthentication"],
    ],
  ]);
});

describe("the risks of what a REST API asks", () => {
  const domain = at(same(restDomain, "domain", { domainName: hostname }), hostname, {
    regionalDomainName: own,
  });
  const mapped = same(restMapping, "map", { domainName: hostname, restApi: "api-1" });
  const method = (more: object = {}): object => ({
    ...{ restApi: "api-1", httpMethod: "ANY", authorization: "NONE" },
    ...more,
  });
  const api = at(same(restApi, "api", { name: "api" }), "api-1", {});
  const site = (...steps: Step[]): Step[] => [led(own), domain, mapped, ...steps];
  judgesAsExpected([
    [
      "a method comes to ask for a key",
      site(api, becomes(apiMethod, "any", method(), method({ apiKeyRequired: true }))),
      ["medium origin-shut any"],
    ],
    [
      "a method asks for a key no more",
      site(api, becomes(apiMethod, "any", method({ apiKeyRequired: true }), method())),
      [],
    ],
    [
      "it becomes private",
      site(
        at(
          becomes(
            restApi,
            "api",
            { endpointConfiguration: { types: "REGIONAL" } },
            { endpointConfiguration: { types: "PRIVATE" } },
          ),
          ...(["api-1", {}] as const),
        ),
      ),
      ["high origin-shut api"],
      ["api: endpointConfiguration.types"],
    ],
  ]);
});

describe("the risks of what a distribution of CloudFront asks", () => {
  const domainName = "d111.cloudfront.net";
  const cdn = (defaultCacheBehavior: object, more: object = {}): object => ({
    ...{ enabled: true, aliases: ["www.example.com"], defaultCacheBehavior },
    ...more,
  });
  const judged = (old: object, now: object): Step[] => [
    led(domainName),
    at(becomes(distribution, "cdn", old, now), "E1", { domainName }),
  ];
  const signed = { trustedKeyGroups: ["group"] };
  const [server, files] = [{ customOriginConfig: {} }, { s3OriginConfig: {} }];
  const takes = (allowedMethods: readonly string[], origin: object): object =>
    cdn(
      { allowedMethods, targetOriginId: "o" },
      { origins: [{ originId: "o", domainName: "a.example.net", ...origin }] },
    );
  judgesAsExpected([
    [
      "it comes to take signed addresses alone",
      judged(cdn({}), cdn(signed)),
      ["high origin-shut cdn"],
      ["cdn: defaultCacheBehavior.trustedKeyGroups"],
    ],
    [
      "it comes to take signed addresses alone beneath a path",
      judged(
        cdn({}, { orderedCacheBehaviors: [{ pathPattern: "/paid/*" }] }),
        cdn({}, { orderedCacheBehaviors: [{ pathPattern: "/paid/*", ...signed }] }),
      ),
      ["medium origin-shut cdn"],
      ["cdn: orderedCacheBehaviors[0].trustedKeyGroups"],
    ],
    [
      "it takes forms no more",
      judged(takes(["GET", "HEAD", "POST"], server), takes(["GET", "HEAD"], server)),
      ["medium origin-shut cdn"],
      ["cdn: defaultCacheBehavior.allowedMethods"],
    ],
    [
      "it takes nothing any more that programs send",
      judged(takes(["GET", "HEAD", "POST"], server), takes(["GET", "HEAD"], server)).map((step) =>
        step.name === "www" ? { ...step, old: { ...step.old, name: "api.example.com" } } : step,
      ),
      ["high origin-shut cdn"],
      ["cdn: defaultCacheBehavior.allowedMethods"],
    ],
    [
      "its bucket takes forms no more",
      judged(takes(["GET", "HEAD", "POST"], files), takes(["GET", "HEAD"], files)),
      [],
      ["cdn: defaultCacheBehavior.allowedMethods"],
    ],
    [
      "it looks at countries from now on",
      judged(
        cdn({}, { restrictions: { geoRestriction: { restrictionType: "none" } } }),
        cdn(
          {},
          {
            restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } },
          },
        ),
      ),
      ["medium origin-shut cdn"],
      ["cdn: restrictions.geoRestriction.locations, restrictions.geoRestriction.restrictionType"],
    ],
    [
      "it takes any address again",
      judged(cdn(signed), cdn({})),
      [],
      ["cdn: defaultCacheBehavior.trustedKeyGroups"],
    ],
  ]);

  const bucket = { originId: "s3", domainName: "docs.s3.eu-west-1.amazonaws.com" };
  const page = { errorCode: 403, responseCode: 200, responsePagePath: "/index.html" };
  const before = (origin: object, more: object = {}): object =>
    cdn({ targetOriginId: "s3" }, { origins: [{ ...bucket, ...origin }], ...more });
  const signs = { originAccessControlId: "E1" };
  const coded = {
    defaultCacheBehavior: {
      targetOriginId: "s3",
      functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:f" }],
    },
  };
  const rooted = { defaultRootObject: "index.html", customErrorResponses: [page] };
  judgesAsExpected([
    [
      "it asks its bucket without a signature from now on",
      judged(before(signs, rooted), before({}, rooted)),
      ["medium origin-shut cdn"],
      ["cdn: origins[0].originAccessControlId"],
    ],
    [
      "it signs in the newer way from now on",
      judged(
        before({ s3OriginConfig: { originAccessIdentity: "o" } }, rooted),
        before(signs, rooted),
      ),
      [],
      ["cdn: origins[0].originAccessControlId, origins[0].s3OriginConfig"],
    ],
    [
      "it shows errors as they are from now on",
      judged(before(signs, rooted), before(signs, { defaultRootObject: "index.html" })),
      ["medium origin-shut cdn"],
      ["cdn: customErrorResponses"],
    ],
    [
      "it has no first page any more",
      judged(before(signs, { defaultRootObject: "index.html" }), before(signs)),
      ["high origin-shut cdn"],
      ["cdn: defaultRootObject"],
    ],
    [
      "it has no first page any more, and a function may name one",
      judged(before(signs, { defaultRootObject: "index.html", ...coded }), before(signs, coded)),
      ["medium origin-shut cdn"],
      ["cdn: defaultRootObject"],
    ],
    [
      "a server behind it says what its first page is",
      judged(
        before({ customOriginConfig: {} }, { defaultRootObject: "index.html" }),
        before({ customOriginConfig: {} }),
      ),
      [],
      ["cdn: defaultRootObject"],
    ],
    [
      "it is asked at fewer places",
      judged(before(signs, rooted), before(signs, { ...rooted, priceClass: "PriceClass_100" })),
      [],
      ["cdn: priceClass"],
    ],
  ]);

  it("says who gets what, and until when", () => {
    const [risk] = reviewSteps(judged(cdn({}), cdn(signed))).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on cdn answers only those whose addresses or cookies are signed: visitors of www.example.com get Error 403 from CloudFront, until it asks for it no more.",
    );
  });
});
