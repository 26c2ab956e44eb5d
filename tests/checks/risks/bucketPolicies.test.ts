import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { bucket, bucketPolicy, bucketWebsite } = modelTypes;
const name = "docs.example.com";
const websiteEndpoint = `${name}.s3-website-eu-west-1.amazonaws.com`;
const reads = (more: object = {}): object => ({
  ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
  ...{ Resource: `arn:aws:s3:::${name}/*`, ...more },
});
const from = (ranges: readonly string[], operator = "IpAddress"): object => ({
  Condition: { [operator]: { "aws:SourceIp": ranges } },
});
const policy = (...Statement: readonly object[]): object => ({
  bucket: name,
  policy: JSON.stringify({ Version: "2012-10-17", Statement }),
});
const turns = (was: object, is: object, proxied = true): Step[] => [
  same("record", "docs", {
    ...{ zoneId, name, type: "CNAME", content: websiteEndpoint, proxied, ttl: 1 },
  }),
  { ...same(bucket, "docs", { bucket: name }), id: name },
  {
    ...same(bucketWebsite, "docs", { bucket: name, indexDocument: { suffix: "index.html" } }),
    outputs: { websiteEndpoint },
  },
  becomes(bucketPolicy, "docs", was, is),
];
const all = cloudflareRanges.ipv4;
const some = all.slice(2);
const office = ["198.51.100.0/24"];
const notJudged = ["docs: "];

describe("the risks of policies of buckets that look at addresses", () => {
  judgesAsExpected([
    ["all of Cloudflare may read", turns(policy(reads()), policy(reads(from(all)))), []],
    [
      "some of Cloudflare may read",
      turns(policy(reads()), policy(reads(from(some)))),
      [`high bucket-shut ${name}`],
    ],
    [
      "others may read",
      turns(policy(reads()), policy(reads(from(office)))),
      [`high bucket-shut ${name}`],
    ],
    [
      "all others are denied",
      turns(
        policy(reads()),
        policy(reads(), reads({ Effect: "Deny", ...from(all, "NotIpAddress") })),
      ),
      [],
    ],
    [
      "some of Cloudflare is denied beside all others",
      turns(
        policy(reads()),
        policy(reads(), reads({ Effect: "Deny", ...from(some, "NotIpAddress") })),
      ),
      [`high bucket-shut ${name}`],
    ],
    ["everybody may read again", turns(policy(reads(from(some))), policy(reads())), []],
    [
      "visitors come by no proxy",
      turns(policy(reads()), policy(reads(from(all))), false),
      [],
      notJudged,
    ],
    [
      "everybody may read a part alone",
      turns(policy(reads()), policy(reads({ Resource: `arn:aws:s3:::${name}/public/*` }))),
      [],
      notJudged,
    ],
    [
      "a condition of another kind",
      turns(
        policy(reads()),
        policy(reads({ Condition: { StringEquals: { "aws:Referer": "secret" } } })),
      ),
      [],
      notJudged,
    ],
    [
      "what somebody else may do is another thing too",
      turns(
        policy(reads()),
        policy(reads(from(all)), {
          ...{ Effect: "Allow", Action: "s3:PutObject", Resource: `arn:aws:s3:::${name}/*` },
          Principal: { AWS: "arn:aws:iam::123456789012:role/writer" },
        }),
      ),
      [],
      notJudged,
    ],
  ]);
});
