/**
 * Hostnames that AWS gives to what it runs, each with the region in its first group.
 *
 * Source: Elastic Load Balancing user guides, "DNS name" (Application and Classic: `name-number.region.elb`, Network:
 * `name-hash.elb.region`); Amazon EC2 user guide, using-instance-addressing (public DNS names).
 */
export const regionalHostnames: readonly RegExp[] = [
  /\.([a-z]{2}(?:-[a-z]+)+-\d)\.elb\.amazonaws\.com(?:\.cn)?$/,
  /\.elb\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/,
  /\.([a-z]{2}(?:-[a-z]+)+-\d)\.compute\.amazonaws\.com(?:\.cn)?$/,
];
