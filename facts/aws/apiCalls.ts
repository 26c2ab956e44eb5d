/**
 * How often the provider tries again after throttling, a 5xx status and a broken connection, and the longest wait between.
 *
 * Source: AWS Terraform provider, argument max_retries (25); AWS SDK for Go v2, retry (20 s).
 */
export const providerRetries = { retries: 25, firstSeconds: 1, longestSeconds: 20 } as const;

/** Entries that one call may add to, or remove from, a prefix list. Source: Amazon EC2 API reference, ModifyManagedPrefixList. */
export const prefixListEntriesPerCall = 100;
