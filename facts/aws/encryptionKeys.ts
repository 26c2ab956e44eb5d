import type { applicationTypes } from "../resourceTypes";

/** What becomes of something that is encrypted with a key of KMS when nobody can use the key any more. */
export interface Encrypted {
  /** What a reader calls it. */
  readonly called: string;
  /** The property that names the key. */
  readonly key: string;
  /** `stops` for what is not answered any more, `start` for what is read when an application begins, `may` where AWS does not say. */
  readonly effect: "stops" | "start" | "may";
}

/**
 * What is encrypted with a key, by type, and what comes of a key that is disabled or waits for its deletion: it can be used for nothing at once, and
 * what holds a data key already goes on until it needs the key again.
 * Source: AWS KMS developer guide, enabling-keys, deleting-keys and unusable-kms-keys; Amazon RDS user guide, Overview.Encryption (the database is
 * stopped); Amazon DynamoDB developer guide, encryption.usagenotes (the table becomes inaccessible); Amazon EFS user guide, use-kms-key (works for
 * a while and stops); AWS Lambda developer guide, configuration-envvars-encryption; AWS Secrets Manager user guide, security-encryption; Amazon ECR
 * user guide, encryption-at-rest; the package `@pulumi/aws` 7 for the properties.
 */
export const encryptedTypes = {
  database: { called: "database", key: "kmsKeyId", effect: "stops" },
  databaseCluster: { called: "database cluster", key: "kmsKeyId", effect: "stops" },
  documentCluster: { called: "database cluster", key: "kmsKeyId", effect: "stops" },
  table: { called: "table", key: "serverSideEncryption.kmsKeyArn", effect: "stops" },
  fileSystem: { called: "file system", key: "kmsKeyId", effect: "stops" },
  lambdaFunction: { called: "function", key: "kmsKeyArn", effect: "stops" },
  cacheGroup: { called: "cache", key: "kmsKeyId", effect: "may" },
  serverlessCache: { called: "cache", key: "kmsKeyId", effect: "may" },
  searchDomain: { called: "search domain", key: "encryptAtRest.kmsKeyId", effect: "may" },
  queue: { called: "queue", key: "kmsMasterKeyId", effect: "may" },
  secret: { called: "secret", key: "kmsKeyId", effect: "start" },
  parameter: { called: "parameter", key: "keyId", effect: "start" },
  imageRepository: {
    called: "repository of images",
    key: "encryptionConfigurations.kmsKey",
    effect: "start",
  },
} as const satisfies Readonly<Partial<Record<keyof typeof applicationTypes, Encrypted>>>;
