/** The account of the sites. */
export const accountId = "0123456789abcdef0123456789abcdef";

/** The zone of the sites. */
export const zoneId = "fedcba9876543210fedcba9876543210";

/** The zone's name. */
export const zoneName = "example.com";

/** The VPC of their origins. */
export const vpcId = "vpc-0a1b2c3d4e5f60718";

/** Who is told when they fail. */
export const emails = ["oncall@example.com"];

/** What tells one site from another. */
export interface SiteFacts {
  /** Its name in the program. */
  readonly name: string;
  /** Its hostname. */
  readonly hostname: string;
  /** Address of its first origin. */
  readonly primary: string;
  /** Address of the second origin of the same pool. */
  readonly second: string;
  /** Address of its origin in reserve. */
  readonly backup: string;
}

/**
 * Any number of sites that have no address and no name in common.
 * @param count - How many.
 * @returns Their facts.
 */
export function sitesOf(count: number): SiteFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `site${index}`,
    hostname: `site${index}.${zoneName}`,
    primary: address(52, index),
    second: address(53, index),
    backup: address(54, index),
  }));
}

function address(first: number, index: number): string {
  return [first, 20 + (index >> 16), (index >> 8) & 255, index & 255].join(".");
}
