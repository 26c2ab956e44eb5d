import { AccountPublicAccessBlock } from "@pulumi/aws/s3/accountPublicAccessBlock";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketWebsiteConfiguration } from "@pulumi/aws/s3/bucketWebsiteConfiguration";
import type { CorpusCase, Program } from "../corpusCase";
import { record, settings } from "../siteByHand";

const docs = "docs.example.com";
const everything = {
  ...{ blockPublicAcls: true, blockPublicPolicy: true },
  ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
};
const readers = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
      Resource: `arn:aws:s3:::${docs}/*`,
    },
  ],
});

/**
 * A website in a bucket of S3 behind a hostname, and a bucket of logs.
 * @param isBlocked - Whether public access is blocked: for the bucket of logs, or for the whole account.
 */
function website(isBlocked?: "account" | "logs"): Program {
  return () => {
    settings({ ssl: "flexible", ssl_automatic_mode: "custom", min_tls_version: "1.2" });
    const { id: bucket } = new Bucket("docs", { bucket: docs });
    const { id: logs } = new Bucket("logs", { bucket: "example-com-logs" });
    const options = { ...everything, blockPublicPolicy: false, restrictPublicBuckets: false };
    const open = new BucketPublicAccessBlock("docs", { bucket, ...options });
    new BucketPolicy("docs", { bucket, policy: readers }, { dependsOn: [open] });
    const { websiteEndpoint } = new BucketWebsiteConfiguration("docs", {
      ...{ bucket, indexDocument: { suffix: "index.html" } },
    });
    record("docs", docs, "", { type: "CNAME", content: websiteEndpoint });
    if (isBlocked === "account") {
      new AccountPublicAccessBlock("account", everything);
    }
    if (isBlocked === "logs") {
      new BucketPublicAccessBlock("logs", { bucket: logs, ...everything });
    }
  };
}

/** Hostnames that lead to buckets of S3. */
export const bucketCases: readonly CorpusCase[] = [
  {
    name: "bucket-blocked-with-its-account",
    because: "the block of the account counts for more than the bucket's own settings",
    before: website(),
    after: website("account"),
    risks: ["high bucket-shut docs.example.com"],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    notJudged: ["create account: "],
    changes: ["create account"],
    says: ["docs.example.com", "Error 403"],
  },
  {
    name: "bucket-of-logs-blocked",
    because: "no hostname leads to it",
    before: website(),
    after: website("logs"),
    risks: [],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    notJudged: ["create logs: "],
    changes: ["create logs"],
  },
];
