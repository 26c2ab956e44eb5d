import { oneToken } from "../../facts/oneToken";
import { applicationTypes, networkTypes, pathTypes, tlsTypes } from "../../facts/resourceTypes";

/**
 * The resource types that the traffic's path, its network, the applications at its end and the certificates there are made of, by the name
 * the model gives each.
 */
export const modelTypes = { ...pathTypes, ...networkTypes, ...applicationTypes, ...tlsTypes };

/** Name of a resource type that the model reads. */
export type ModelTypeName = keyof typeof modelTypes;

/**
 * Other tokens of the same types: resources that the SDK renamed, modules it moved, and what it declares in several ways.
 * Source: the type aliases in the packages `@pulumi/cloudflare` 6 and `@pulumi/aws` 7.
 */
const otherTokens: Readonly<Record<string, ModelTypeName>> = {
  "cloudflare:index/record:Record": "dnsRecord",
  "cloudflare:index/workerRoute:WorkerRoute": "workersRoute",
  "cloudflare:index/workerScript:WorkerScript": "workersScript",
  "cloudflare:index/managedHeaders:ManagedHeaders": "managedTransforms",
  "cloudflare:index/tunnel:Tunnel": "tunnel",
  "cloudflare:index/tunnelConfig:TunnelConfig": "tunnelConfig",
  "cloudflare:index/tunnelRoute:TunnelRoute": "tunnelRoute",
  "cloudflare:index/accessApplication:AccessApplication": "accessApplication",
  "cloudflare:index/accessPolicy:AccessPolicy": "accessPolicy",
  "cloudflare:index/accessServiceToken:AccessServiceToken": "serviceToken",
  "cloudflare:index/apiShieldSchemaValidationSettings:ApiShieldSchemaValidationSettings":
    "schemaValidation",
  "cloudflare:index/apiShieldOperationSchemaValidationSettings:ApiShieldOperationSchemaValidationSettings":
    "operationValidation",
  "aws:s3/bucketObject:BucketObject": "bucketObject",
  "aws:s3/objectCopy:ObjectCopy": "bucketObject",
  "aws:s3/bucketV2:BucketV2": "bucket",
  "aws:s3/bucketAclV2:BucketAclV2": "bucketAcl",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": "bucketLifecycle",
  "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2": "bucketWebsite",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "securityGroup",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "networkAcl",
  "aws:ec2/defaultRouteTable:DefaultRouteTable": "routeTable",
  "aws:ec2/defaultSubnet:DefaultSubnet": "subnet",
  "aws:ec2/defaultVpc:DefaultVpc": "vpc",
  "aws:route53domains/domain:Domain": "registeredDomain",
};

const nameOfToken = new Map<string, ModelTypeName>([
  ...Object.entries(modelTypes).map(([name, token]) => [token, name as ModelTypeName] as const),
  ...Object.entries(otherTokens),
]);

const tokens = new Map([...nameOfToken.keys()].map((token) => [token, token]));

/**
 * Gives a type token as the model's tables have it. A plan writes each thousands of times, and looking up a text that is the very
 * same as the table's takes a fraction of the time.
 * @param token - Pulumi type token.
 * @returns The same token.
 */
export function sameToken(token: string): string {
  return tokens.get(token) ?? token;
}

/**
 * What a resource is to the model.
 * @param token - Pulumi type token.
 * @returns The type's name, or undefined for a resource that is no part of the traffic's path.
 */
export function modelType(token: string): ModelTypeName | undefined {
  return nameOfToken.get(oneToken(token));
}
