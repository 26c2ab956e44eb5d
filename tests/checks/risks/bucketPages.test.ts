import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const { bucket, bucketObject, bucketOwnership, bucketPayment, bucketPolicy, bucketWebsite } =
  modelTypes;
const name = "docs.example.com";
const site: readonly Step[] = [
  same(bucket, "docs", { bucket: name }),
  same(bucketWebsite, "site", {
    ...{ bucket: name, indexDocument: { suffix: "index.html" } },
    errorDocument: { key: "404.html" },
  }),
  same(bucketPolicy, "policy", {
    bucket: name,
    policy: JSON.stringify({
      Statement: [
        {
          ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
          Resource: `arn:aws:s3:::${name}/*`,
        },
      ],
    }),
  }),
  same("record", "docs", {
    ...{ zoneId, name, type: "CNAME", content: `${name}.s3-website-eu-west-1.amazonaws.com` },
    ...{ proxied: true, ttl: 1 },
  }),
];
const object = (key: string): object => ({ bucket: "docs", key, source: key });
const gone = (key: string): Step => goes(bucketObject, "page", object(key));

const bare = site.filter((step) => step.name !== "policy");
const enforced = "BucketOwnerEnforced";
const owned = (objectOwnership: string): object => ({ bucket: name, rule: { objectOwnership } });
const listed: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "let everybody read its objects",
    [...bare, same(bucketObject, "page", { ...object("index.html"), acl: "public-read" })],
    [`high bucket-shut ${name}`],
  ],
  ["let everybody read objects that this plan does not hold", bare, [`high bucket-shut ${name}`]],
  ["a policy lets everybody read", site, []],
];

describe("the risks of what a website of S3 shows", () => {
  judgesAsExpected([
    [
      "its first page goes",
      [...site, gone("index.html")],
      [`high bucket-shut ${name}`],
      ["page: "],
    ],
    [
      "the page of a folder goes",
      [...site, gone("about/index.html")],
      [`medium bucket-shut ${name}`],
      ["page: "],
    ],
    [
      "the page of errors goes",
      [...site, gone("404.html")],
      [`medium bucket-shut ${name}`],
      ["page: "],
    ],
    ["a script of the last release goes", [...site, gone("app.3f2a.js")], [], ["page: "]],
    [
      "another object is its first page from now on",
      [
        ...site.filter((step) => step.name !== "site"),
        becomes(
          bucketWebsite,
          "site",
          { bucket: name, indexDocument: { suffix: "index.html" } },
          { bucket: name, indexDocument: { suffix: "home.html" } },
        ),
        ...[gone("index.html"), comes(bucketObject, "home", object("home.html"))],
      ],
      [],
      ["page: ", "site: "],
    ],
    [
      "Pulumi only forgets its first page",
      [...site, { ...gone("index.html"), retainOnDelete: true }],
      [],
    ],
    [
      "its first page gets another name in the program, which deletes it at the end",
      [...site, gone("index.html"), comes(bucketObject, "first", object("index.html"))],
      ["high bucket-shut docs.example.com", "medium object-lost first"],
      ["page: "],
    ],
    [
      "the first page of another bucket goes",
      [
        ...site,
        same(bucket, "other", { bucket: "other" }),
        goes(bucketObject, "page", { bucket: "other", key: "index.html" }),
      ],
      [],
      ["page: "],
    ],
    [
      "whoever asks comes to pay",
      [...site, comes(bucketPayment, "payer", { bucket: name, payer: "Requester" })],
      [`high bucket-shut ${name}`],
    ],
    ...listed.map(([what, steps, risks]): StrangersPlans[number] => [
      `access control lists count no longer, and ${what}`,
      [...steps, becomes(bucketOwnership, "owner", owned("ObjectWriter"), owned(enforced))],
      risks,
    ]),
    [
      "access control lists count no longer, as they did before",
      [
        ...bare,
        becomes(bucketOwnership, "owner", owned(enforced), {
          ...owned(enforced),
          region: "eu-west-1",
        }),
      ],
      [],
    ],
    [
      "its owner comes to pay again",
      [
        ...site,
        becomes(
          bucketPayment,
          "payer",
          { bucket: name, payer: "Requester" },
          { bucket: name, payer: "BucketOwner" },
        ),
      ],
      [],
    ],
  ]);
});
