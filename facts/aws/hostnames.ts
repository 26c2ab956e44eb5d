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
