import { AccountPublicAccessBlock } from "@pulumi/aws/s3/accountPublicAccessBlock";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketWebsiteConfiguration } from "@pulumi/aws/s3/bucketWebsiteConfiguration";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import type { CorpusCase, Program } from "../corpusCase";
import { record, settings } from "../siteByHand";

const docs = "docs.example.com";
const everything = {
  ...{ blockPublicAcls: true, blockPublicPolicy: true },
  ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
};
/** A policy that lets everybody read, or what comes from some addresses alone. */
function readers(ranges?: readonly string[]): string {
  const limits = { Condition: { IpAddress: { "aws:SourceIp": ranges } } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
        ...{ Resource: `arn:aws:s3:::${docs}/*`, ...(ranges === undefined ? {} : limits) },
      },
    ],
  });
}

/** What programs of a website say differently. */
interface WebsiteByHand {
  /** Whether public access is blocked: for the bucket of logs, or for the whole account. Defaults to neither. */
  readonly isBlocked?: "account" | "logs";
  /** What the program calls the policy. Defaults to `docs`. */
  readonly policy?: string;
  /** What it was called. Defaults to nothing else. */
  readonly policyWas?: string;
  /** Whether the program puts the first page there. Defaults to true. */
  readonly hasPage?: boolean;
  /** From which addresses it may be read. Defaults to all. */
  readonly ranges?: readonly string[];
}

/** A website in a bucket of S3 behind a hostname, and a bucket of logs. */
function website(own: WebsiteByHand = {}): Program {
  const { isBlocked, policy = "docs", policyWas, hasPage = true, ranges } = own;
  return () => {
    settings({ ssl: "flexible", ssl_automatic_mode: "custom", min_tls_version: "1.2" });
    const { id: bucket } = new Bucket("docs", { bucket: docs });
    const { id: logs } = new Bucket("logs", { bucket: "example-com-logs" });
    const options = { ...everything, blockPublicPolicy: false, restrictPublicBuckets: false };
    const open = new BucketPublicAccessBlock("docs", { bucket, ...options });
    const aliases = policyWas === undefined ? [] : [{ name: policyWas }];
    new BucketPolicy(policy, { bucket, policy: readers(ranges) }, { dependsOn: [open], aliases });
    if (hasPage) {
      new BucketObjectv2("index", { bucket, key: "index.html", content: "<h1>Docs</h1>" });
    }
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
    after: website({ isBlocked: "account" }),
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
    after: website({ isBlocked: "logs" }),
    risks: [],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    notJudged: ["create logs: "],
    changes: ["create logs"],
  },
  {
    name: "bucket-policy-renamed-without-alias",
    because: "a bucket has one policy, which is put first and deleted last",
    before: website(),
    after: website({ policy: "readers" }),
    risks: ["high bucket-shut docs.example.com", "medium object-lost readers"],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    notJudged: ["delete docs: ", "create readers: "],
    changes: ["create readers", "delete docs"],
    says: ["docs.example.com", "Error 403", "Give `readers` an alias to `docs`"],
  },
  {
    name: "bucket-policy-renamed-with-alias",
    because: "only its name in the program changes",
    before: website(),
    after: website({ policy: "readers", policyWas: "docs" }),
    risks: [],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    changes: ["rename docs to readers"],
  },
  {
    name: "bucket-let-read-by-cloudflare-alone",
    because: "every range by which Cloudflare asks a website of S3 may read",
    before: website(),
    after: website({ ranges: cloudflareRanges.ipv4 }),
    risks: [],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    changes: ["update docs"],
  },
  {
    name: "bucket-let-read-by-some-of-cloudflare",
    because: "what comes by the other ranges is denied",
    before: website(),
    after: website({ ranges: cloudflareRanges.ipv4.slice(1) }),
    risks: ["high bucket-shut docs.example.com"],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    changes: ["update docs"],
    says: ["docs.example.com", "some of Cloudflare's addresses", "Error 403"],
  },
  {
    name: "bucket-loses-its-first-page",
    because: "what uploads it from now on does so at the next release, and this update deletes it",
    before: website(),
    after: website({ hasPage: false }),
    risks: ["high bucket-shut docs.example.com"],
    findings: ["high tls-not-strict the zone of docs.example.com"],
    notJudged: ["delete index: "],
    changes: ["delete index"],
    says: ["docs.example.com", "Error 403 or 404", "index.html"],
  },
];
