import { pathTypes, otherTypes } from "./resourceTypes";

/** Pulumi type tokens of what says by `subnetIds` in which subnets stores of data, or endpoints of services of AWS, stand. Source: that of `pathTypes`. */
export const storePlaceTypes: readonly string[] = [
  ...["rds", "docdb", "neptune", "elasticache", "memorydb", "redshift", "dax"].map(
    (module) => `aws:${module}/subnetGroup:SubnetGroup`,
  ),
  otherTypes.vpcEndpoint,
];

/** Pulumi type tokens of an object in a bucket of S3: all three are one thing. Source: that of `pathTypes`. */
export const bucketObjectTypes = [
  pathTypes.bucketObject,
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/objectCopy:ObjectCopy",
] as const;

/** Pulumi type tokens of what people log in by with Access: both are one thing. Source: that of `pathTypes`. */
export const accessProviderTypes: readonly string[] = [
  otherTypes.accessProvider,
  "cloudflare:index/accessIdentityProvider:AccessIdentityProvider",
];

/** Pulumi type tokens of an authority whose client certificates Access takes: both are one thing. Source: that of `pathTypes`. */
export const accessAuthorityTypes: readonly string[] = [
  otherTypes.accessAuthority,
  "cloudflare:index/accessMutualTlsCertificate:AccessMutualTlsCertificate",
];
