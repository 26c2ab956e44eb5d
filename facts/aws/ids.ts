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

/**
 * Ids of the prefix lists that AWS itself manages, of eight digits; those of customers have seventeen.
 * Source: Amazon VPC user guide, working-with-aws-managed-prefix-lists (examples); Amazon EC2 user guide, resource-ids.
 */
export const managedPrefixListId = new RegExp(`^${idPrefixes.prefixList}-[0-9a-f]{8}$`);
