import { expect } from "chai";
import { riskLines, stands, type Step } from "../report/plans";

const everybody = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }],
});
const record = stands("record", "docs", "r", {
  ...{ zoneId: "f".repeat(32), name: "docs.example.com", type: "CNAME", proxied: true, ttl: 1 },
  content: "docs.example.com.s3-website.eu-west-1.amazonaws.com",
});

/** A bucket that visitors read, which gets another name in the program and another tag in one update. */
const bucket = (policy: Step): Step[] => [
  record,
  {
    ...{ op: "update", type: "aws:s3/bucket:Bucket", name: "docs", oldName: "site" },
    id: "docs.example.com",
    old: { bucket: "docs.example.com" },
    new: { bucket: "docs.example.com", tags: { team: "web" } },
  },
  stands("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "docs", "w", {
    ...{ bucket: "docs.example.com", indexDocument: { suffix: "index.html" } },
  }),
  policy,
];
const policy = {
  ...{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "docs", id: "p" },
  old: { bucket: "docs.example.com", policy: everybody },
};

describe("what is renamed under an alias and changed in one update", () => {
  it("is not gone", () => {
    expect(riskLines(bucket({ op: "same", ...policy }))).to.deep.equal([]);
  });

  it("is the same that breaks", () => {
    expect(riskLines(bucket({ op: "delete", ...policy }))).to.deep.equal([
      "high bucket-shut docs.example.com",
    ]);
  });
});
