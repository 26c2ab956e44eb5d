import type { applicationTypes } from "../resourceTypes";

/** What applications keep their data in, and what the API does when it changes. */
export interface Store {
  /** What a reader calls it. */
  readonly called: string;
  /** Properties under which the provider says where it is asked. */
  readonly addresses: readonly string[];
  /** The properties that hold its security groups. */
  readonly groups: readonly string[];
  /** Properties whose change restarts it, or moves it to another machine, where it is applied immediately. */
  readonly restarts: readonly string[];
  /** The switch that has a second machine take over while the first one gets another class. Absent where it is restarted for moments alone. */
  readonly standby?: string;
  /** The property that holds its port, whose change restarts it where it is applied immediately. Absent where it cannot change. */
  readonly port?: string;
  /** Numbers whose change from 0, or to 0, restarts it too. Absent where there is none. */
  readonly switches?: readonly string[];
  /** Properties whose change in place gives it another address. */
  readonly renames: readonly string[];
  /** Properties that hold the password, which a change replaces at once. */
  readonly passwords: readonly string[];
  /** The switch with which the API refuses to delete it. Absent where there is none. */
  readonly guard?: string;
  /** Properties of which one says that it is made of what another one held. */
  readonly restoredFrom: readonly string[];
}

const none: readonly string[] = [];

const cluster: Store = {
  called: "database cluster",
  addresses: ["endpoint", "readerEndpoint"],
  groups: ["vpcSecurityGroupIds"],
  restarts: ["engineVersion"],
  port: "port",
  renames: none,
  passwords: ["masterPassword"],
  guard: "deletionProtection",
  restoredFrom: ["snapshotIdentifier", "restoreToPointInTime", "replicationSourceIdentifier"],
};

const cache = {
  called: "cache",
  groups: ["securityGroupIds"],
  renames: none,
  restoredFrom: ["snapshotName", "snapshotArns", "snapshotArnsToRestores"],
} as const;

/**
 * What applications keep their data in, by type.
 * Source: the package `@pulumi/aws` 7 (the properties); Amazon RDS user guide, Overview.DBInstance.Modifying and USER_ModifyInstance.Settings
 * (downtime of another class, version or port; a new password is set as soon as possible whatever `applyImmediately` says),
 * USER_UpgradeDBInstance.Upgrading (where a second machine stands by, both get another version at the same time), Concepts.MultiAZSingleStandby
 * (what a failover takes), USER_WorkingWithAutomatedBackups.BackupRetention (an outage when backups are switched on or off), USER_RenameInstance
 * (the old name is deleted at once, the new one counts after some 10 minutes), USER_DeleteInstance (deletion protection); Amazon DocumentDB API
 * reference, ModifyDBInstance; Amazon ElastiCache user guide, VersionManagement and Clusters.DeleteNode.
 */
export const stores = {
  database: {
    called: "database",
    addresses: ["address", "endpoint"],
    groups: ["vpcSecurityGroupIds"],
    restarts: ["instanceClass", "engineVersion"],
    ...{ standby: "multiAz", port: "port" },
    switches: ["backupRetentionPeriod"],
    renames: ["identifier"],
    passwords: ["password"],
    guard: "deletionProtection",
    restoredFrom: ["snapshotIdentifier", "restoreToPointInTime", "replicateSourceDb", "s3Import"],
  },
  databaseCluster: cluster,
  documentCluster: cluster,
  cacheGroup: {
    ...cache,
    addresses: ["primaryEndpointAddress", "configurationEndpointAddress", "readerEndpointAddress"],
    restarts: ["engineVersion"],
    passwords: none,
  },
  cacheCluster: {
    ...cache,
    addresses: ["clusterAddress", "configurationEndpoint", "cacheNodes.address"],
    restarts: ["engineVersion"],
    passwords: none,
  },
  serverlessCache: {
    ...cache,
    addresses: ["endpoints.address", "readerEndpoints.address"],
    restarts: none,
    passwords: none,
  },
  searchDomain: {
    ...{ called: "search domain", addresses: ["endpoint", "endpointV2"] },
    groups: ["vpcOptions.securityGroupIds"],
    ...{ restarts: none, renames: none, passwords: none, restoredFrom: none },
  },
  table: {
    ...{ called: "table", addresses: ["name"], groups: none, restarts: none, renames: none },
    ...{ passwords: none, guard: "deletionProtectionEnabled" },
    restoredFrom: ["importTable", "restoreSourceName", "restoreSourceTableArn", "restoreBackupArn"],
  },
  fileSystem: {
    ...{ called: "file system", addresses: ["dnsName"], groups: none, restarts: none },
    ...{ renames: none, passwords: none, restoredFrom: none },
  },
  queue: {
    ...{ called: "queue", addresses: ["url", "name"], groups: none, restarts: none },
    ...{ renames: none, passwords: none, restoredFrom: none },
  },
} as const satisfies Partial<Record<keyof typeof applicationTypes, Store>>;

/** What DynamoDB is called as a service of a VPC endpoint. Source: AWS PrivateLink guide, vpc-endpoints-ddb. */
export const tableService = /^com\.amazonaws\.[a-z0-9-]+\.dynamodb$/;

/**
 * Properties by which a store names what says in which subnets it stands, and those by which it names the subnets themselves.
 * Source: the package `@pulumi/aws` 7.
 */
export const storeSubnetProperties = {
  groups: ["dbSubnetGroupName", "subnetGroupName"],
  subnets: ["subnetIds", "vpcOptions.subnetIds"],
} as const;
