/**
 * How the ids of EC2's resources begin, before the hyphen.
 * Source: Amazon EC2 user guide, resource-ids; Amazon EC2 API reference, examples of each resource.
 */
export const idPrefixes = {
  prefixList: "pl",
  routeTable: "rtb",
  securityGroup: "sg",
  securityGroupRule: "sgr",
  subnet: "subnet",
  vpc: "vpc",
} as const;
