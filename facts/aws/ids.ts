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
 * Writes what the id of a resource of EC2 looks like: its prefix, a hyphen, and 8 or 17 hexadecimal digits.
 * Source: Amazon EC2 user guide, resource-ids (resources made before 2016 have 8, later ones 17).
 * @param prefix - One of `idPrefixes`.
 * @returns The pattern.
 */
export function ec2IdPattern(prefix: string): RegExp {
  return new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`);
}

/**
 * Ids of the prefix lists that AWS itself manages, of eight digits; those of customers have seventeen.
 * Source: Amazon VPC user guide, working-with-aws-managed-prefix-lists (examples); Amazon EC2 user guide, resource-ids.
 */
export const managedPrefixListId = new RegExp(`^${idPrefixes.prefixList}-[0-9a-f]{8}$`);
