/**
 * Ports to which an origin answers: a client chooses any of them for its end of a connection, and no document says which
 * ones Cloudflare's machines choose; several share an address, each with a slice of its ports.
 * Source: Amazon VPC user guide, nacl-ephemeral-ports ("to cover the different types of clients … you can open ephemeral ports 1024-65535");
 * Cloudflare's blog, cloudflare-servers-dont-own-ips-anymore (slices of 2,048 ports, 31 servers to an address).
 */
export const ephemeralPorts = { first: 1024, last: 65_535 } as const;

/**
 * Ports from which machines of Linux ask others, and to which these answer: unless somebody chose others, those of every image of AWS and of tasks.
 * Source: Linux kernel documentation, networking/ip-sysctl (ip_local_port_range: 32768 60999).
 */
export const linuxEphemeralPorts = { first: 32_768, last: 60_999 } as const;

/**
 * Numbers that a rule of a network ACL may have. Rules are looked at from the lowest number on, and the first that matches decides;
 * what none matches is denied.
 * Source: Amazon EC2 API reference, CreateNetworkAclEntry (`RuleNumber`: positive integer from 1 to 32766, those above are EC2's own); Amazon VPC user guide,
 * nacl-rules.
 */
export const aclRuleNumbers = { least: 1, most: 32_766 } as const;

/** How a rule of a network ACL says that it lets through. Source: Amazon EC2 API reference, CreateNetworkAclEntry, `RuleAction`. */
export const allowAction = "allow";

/** So small a share of these ports that hardly a connection has one of them. A choice; no source says it. */
export const hardlyAnyShare = 0.01;

/** So large a share of these ports that all visitors meet connections that have one of them: each page takes several. A choice; no source says it. */
export const everybodysShare = 0.25;
