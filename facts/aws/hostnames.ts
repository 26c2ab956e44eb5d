import { regionName } from "./regions";

/**
 * Hostnames that AWS gives to what it runs, each with the region in its first group.
 *
 * Source: Elastic Load Balancing user guides, "DNS name" (Application and Classic: `name-number.region.elb`, Network:
 * `name-hash.elb.region`); Amazon EC2 user guide, using-instance-addressing (public DNS names).
 */
export const regionalHostnames: readonly RegExp[] = [
  new RegExp(String.raw`\.(${regionName})\.elb\.amazonaws\.com(?:\.cn)?$`),
  new RegExp(String.raw`\.elb\.(${regionName})\.amazonaws\.com(?:\.cn)?$`),
  new RegExp(String.raw`\.(${regionName})\.compute\.amazonaws\.com(?:\.cn)?$`),
];

/**
 * Names of load balancers, and what stands before that of the addresses of both families.
 * Source: that of `regionalHostnames`; Amazon Route 53 developer guide, resource-record-sets-values-alias.
 */
export const balancerHostnames = {
  /** The name itself. */
  own: /\.elb\..*amazonaws\.com(?:\.cn)?$/,
  /** What its name of both families begins with. */
  dualStackPrefix: "dualstack.",
} as const;

/** The region whose names of machines leave it out. */
const firstRegion = "us-east-1";

/**
 * What EC2 calls machines after their addresses. Source: Amazon VPC user guide, vpc-dns (public and private DNS hostnames).
 */
export const machineNames = {
  /** By a public address: `ec2-203-0-113-1.eu-west-1.compute.amazonaws.com`. */
  public: (address: string, region: string): string =>
    `ec2-${address.replaceAll(".", "-")}.${region === firstRegion ? "compute-1" : `${region}.compute`}.amazonaws.com`,
  /** By a private address: `ip-10-0-0-4.eu-west-1.compute.internal`. */
  private: (address: string, region: string): string =>
    `ip-${address.replaceAll(".", "-")}.${region === firstRegion ? "ec2" : `${region}.compute`}.internal`,
} as const;

/**
 * Hostnames of buckets of S3, with the bucket's name in the first group.
 * Source: Amazon S3 user guide, WebsiteEndpoints (with a hyphen or a dot before the region) and VirtualHosting.
 */
export const s3Hostnames = {
  /** Of a website. */
  website: new RegExp(String.raw`^(.+)\.s3-website[.-]${regionName}\.amazonaws\.com$`),
  /** Of the bucket itself. */
  bucket: new RegExp(String.raw`^(.+)\.s3(?:[.-]${regionName})?\.amazonaws\.com$`),
} as const;

/**
 * Hostnames that AWS makes of the id of an API or of a function's URL, which is the first group.
 * Source: Amazon API Gateway developer guide, how-to-call-api; AWS Lambda developer guide, urls-configuration.
 */
export const gatewayHostname = new RegExp(
  String.raw`^([a-z0-9-]+)\.(?:execute-api|lambda-url)\.${regionName}\.(?:amazonaws\.com|on\.aws)$`,
);
