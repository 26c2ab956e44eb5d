/**
 * What the name of an AWS region looks like, as a part of a pattern: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`.
 * Source: AWS account management guide, manage-acct-regions; AWS European Sovereign Cloud, regions.
 */
export const regionName = String.raw`[a-z]{2,}(?:-[a-z]+)+-\d+`;

/** The same as a whole text. */
export const regionPattern = new RegExp(`^${regionName}$`);
