import { otherTypes, pathTypes } from "../../../facts/resourceTypes";
import type { ResourceHandler } from "../resources/handler";
import { text } from "../values";
import { awsHandler } from "./action";

/** Buckets of S3, whose ARNs have neither region nor account. Source: AWS service authorization reference, Amazon S3, "Resource types". */
export const bucketHandler: ResourceHandler = awsHandler(
  otherTypes.bucket,
  "s3",
  { create: "CreateBucket", read: "GetBucket", update: "PutBucket", delete: "DeleteBucket" },
  {
    hasNoRules: true,
    newId: (bucket) => text(bucket.bucket),
    computeOutputs: (bucket) => ({ arn: `arn:aws:s3:::${text(bucket.bucket)}` }),
  },
);

/** Objects in buckets of S3. */
export const bucketObjectHandler: ResourceHandler = awsHandler(
  pathTypes.bucketObject,
  "s3",
  { create: "PutObject", read: "GetObject", update: "PutObject", delete: "DeleteObject" },
  {
    hasNoRules: true,
    newId: ({ bucket, key }) => `${text(bucket)}/${text(key)}`,
    computeOutputs: ({ bucket, key }) => ({ arn: `arn:aws:s3:::${text(bucket)}/${text(key)}` }),
  },
);
