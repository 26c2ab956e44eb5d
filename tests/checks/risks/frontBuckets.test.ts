import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { bucket, bucketPolicy, distribution } = modelTypes;
const domainName = "d111.cloudfront.net";
const led = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: domainName },
  ...{ proxied: true, ttl: 1 },
});
const arn = "arn:aws:cloudfront::123456789012:distribution/E1";
const files = "docs.s3.eu-west-1.amazonaws.com";
const cdn = (origin: object): object => ({
  ...{ enabled: true, aliases: ["www.example.com"], defaultRootObject: "index.html" },
  customErrorResponses: [{ errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }],
  defaultCacheBehavior: { targetOriginId: "s3" },
  origins: [{ originId: "s3", domainName: files, ...origin }],
});
const [control, identity] = [
  { originAccessControlId: "OAC" },
  { s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/OAI" } },
];
const made = (step: Step): Step => ({ ...step, id: "E1", outputs: { domainName, arn } });
const signing = made(same(distribution, "cdn", cdn(control)));
const docs = { ...same(bucket, "docs", { bucket: "docs" }), id: "docs" };
const lets = (principal: object, condition?: object): object => ({
  bucket: "docs",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::docs/*" },
        ...{ Principal: principal, Condition: condition },
      },
    ],
  }),
});
const service = { Service: "cloudfront.amazonaws.com" };
const of = (id: string): object => ({
  StringEquals: { "AWS:SourceArn": arn.replace(/E1$/, id) },
});
const own = lets(service, of("E1"));
const byIdentity = lets({
  AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity OAI",
});
const site = (...steps: readonly Step[]): Step[] => [led, docs, ...steps];
const policy = (is: object): Step => becomes(bucketPolicy, "docs", own, is);
const unread = ["docs: "];

describe("the risks of a bucket that a distribution of CloudFront asks", () => {
  judgesAsExpected([
    [
      "its policy comes to name another distribution",
      site(signing, policy(lets(service, of("E2")))),
      ["high bucket-shut docs"],
      unread,
    ],
    [
      "its policy goes",
      site(signing, goes(bucketPolicy, "docs", own)),
      ["high bucket-shut docs"],
      ["docs: "],
    ],
    [
      "its policy names two distributions from now on",
      site(
        signing,
        policy(
          lets(service, { StringEquals: { "AWS:SourceArn": [arn.replace(/E1$/, "E2"), arn] } }),
        ),
      ),
      [],
      unread,
    ],
    [
      "its policy names the distributions of an account from now on",
      site(
        signing,
        policy(lets(service, { StringEquals: { "AWS:SourceAccount": "123456789012" } })),
      ),
      [],
      unread,
    ],
    [
      "its policy lets everybody read from now on",
      site(signing, policy(lets({ AWS: "*" }))),
      [],
      unread,
    ],
    [
      "its policy names another distribution as before",
      site(
        signing,
        becomes(bucketPolicy, "docs", lets(service, of("E2")), lets(service, of("E3"))),
      ),
      [],
      unread,
    ],
    [
      "the distribution signs in the newer way, which no policy knows",
      site(
        made(becomes(distribution, "cdn", cdn(identity), cdn(control))),
        same(bucketPolicy, "docs", byIdentity),
      ),
      ["high bucket-shut docs"],
      ["cdn: origins[0].originAccessControlId, origins[0].s3OriginConfig"],
    ],
    [
      "the distribution signs no more, and the policy lets it alone read",
      site(
        made(becomes(distribution, "cdn", cdn(control), cdn({}))),
        same(bucketPolicy, "docs", own),
      ),
      ["high origin-shut cdn"],
      ["cdn: origins[0].originAccessControlId"],
    ],
    ["no hostname leads there", [docs, signing, goes(bucketPolicy, "docs", own)], [], ["docs: "]],
  ]);
});
