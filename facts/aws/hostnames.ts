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
