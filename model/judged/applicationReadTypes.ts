import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, labels, nameForPeople, type ReadType } from "./readType";

const described = { ...labels, description: forPeople };
const copies = "what is kept for a restoration; nothing that is asked today changes";
const looksOn = "what is measured and logged; what is asked answers as before";
const guards = "guards against a deletion, which is judged as that";
const room = "room for more data, which is added without an interruption";

/** What becomes of it is told where an application is known to ask it; else nobody knows. A new one is asked once something names it. */
const needed = (noPart: ReadType["noPart"] = {}): ReadType => ({
  read: [],
  noPart: { ...labels, ...noPart },
  unread: ["replace", "delete"],
});

const backedUp = {
  backupRetentionPeriod: copies,
  copyTagsToSnapshot: copies,
  deleteAutomatedBackups: copies,
  deletionProtection: guards,
  enabledCloudwatchLogsExports: looksOn,
  finalSnapshotIdentifier: copies,
  performanceInsightsEnabled: looksOn,
  performanceInsightsRetentionPeriod: looksOn,
  skipFinalSnapshot: copies,
};

const cached = { finalSnapshotIdentifier: copies, snapshotRetentionLimit: copies };

/** What of the types that applications behind hostnames need the model and the risks read. Sources: those of `stores` and of the risks. */
export const applicationReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  lambdaFunction: {
    read: ["reservedConcurrentExecutions"],
    noPart: { ...described, tracingConfig: looksOn, loggingConfig: looksOn },
    unread: ["replace", "delete"],
  },
  // Which code a version has nobody reads.
  lambdaAlias: {
    read: [],
    noPart: { description: forPeople, name: nameForPeople },
    unread: ["replace", "delete"],
  },
  // What the function that it comes to call does, and how it is called, nobody reads.
  apiIntegration: {
    read: ["connectionId", "connectionType", "tlsConfig"],
    noPart: { description: forPeople },
    unread: ["replace", "delete"],
  },
  restIntegration: { read: [], unread: ["replace", "delete"] },
  logGroup: needed({ retentionInDays: looksOn, deletionProtectionEnabled: guards }),
  secret: needed({ description: forPeople, recoveryWindowInDays: guards }),
  secretVersion: { read: [], unread: ["update", "replace", "delete"] },
  parameter: needed({ description: forPeople }),
  role: needed({ description: forPeople, maxSessionDuration: "how long a session lasts at most" }),
  // What they allow or deny nobody reads, but that one goes.
  rolePolicy: { read: [], unread: ["create", "update", "replace", "delete"] },
  managedPolicy: { read: [], noPart: described, unread: ["update", "replace", "delete"] },
  rolePolicyAttachment: { read: [], unread: ["create", "replace", "delete"] },
  instanceProfile: needed(),
  imageRepository: needed({ imageScanningConfiguration: looksOn }),
  database: needed({
    ...backedUp,
    allocatedStorage: room,
    backupWindow: copies,
    maxAllocatedStorage: room,
    monitoringInterval: looksOn,
    monitoringRoleArn: looksOn,
  }),
  databaseCluster: needed({ ...backedUp, preferredBackupWindow: copies }),
  documentCluster: needed({
    deletionProtection: guards,
    backupRetentionPeriod: copies,
    skipFinalSnapshot: copies,
  }),
  cacheGroup: needed({ ...cached, description: forPeople }),
  cacheCluster: needed(cached),
  serverlessCache: needed({ description: forPeople }),
  searchDomain: needed(),
  table: needed({ deletionProtectionEnabled: guards, pointInTimeRecovery: copies }),
  fileSystem: needed(),
  queue: needed(),
  ...{ image: needed({ description: forPeople }), copiedImage: needed({ description: forPeople }) },
  imageOfMachine: needed({ description: forPeople }),
  accessPoint: needed(),
  // Whom its policy lets use it nobody reads.
  encryptionKey: {
    ...needed({
      description: forPeople,
      deletionWindowInDays: "how long a deleted one could be taken back",
      enableKeyRotation: "what was encrypted before is read as before",
      rotationPeriodInDays: "what was encrypted before is read as before",
    }),
    read: ["isEnabled"],
  },
  keyAlias: { read: [], unread: ["update", "replace", "delete"] },
  discoveryService: { read: [], noPart: described, unread: ["update", "replace", "delete"] },
  dnsNamespace: { read: [], noPart: described, unread: ["update", "replace", "delete"] },
};
