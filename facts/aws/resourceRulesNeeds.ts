import type { ResourceRules } from "../resourceRules";

const schema = "AWS Terraform provider, internal/service";
const named = ["name", "namePrefix", "region"];

/** What the AWS provider holds about what applications need, which has no rules of its own in the stand-in, by type token. */
export const needResourceRules: Readonly<Record<string, ResourceRules>> = {
  "aws:cloudwatch/logGroup:LogGroup": {
    source: `${schema}/logs/group.go (ForceNew)`,
    replaces: ["logGroupClass", ...named],
    conflicts: [["name", "namePrefix"]],
    keptOnUpdate: "all",
  },
  "aws:secretsmanager/secret:Secret": {
    source: `${schema}/secretsmanager/secret.go (ForceNew)`,
    replaces: named,
    conflicts: [["name", "namePrefix"]],
    keptOnUpdate: "all",
  },
  "aws:ecr/repository:Repository": {
    source: `${schema}/ecr/repository.go (ForceNew)`,
    replaces: ["encryptionConfigurations", "name", "region"],
    keptOnUpdate: "all",
  },
  "aws:iam/role:Role": {
    source: `${schema}/iam/role.go (ForceNew)`,
    replaces: ["name", "namePrefix", "path"],
    conflicts: [["name", "namePrefix"]],
    keptOnUpdate: "all",
  },
  "aws:lambda/function:Function": {
    source: `${schema}/lambda/function.go (ForceNew)`,
    replaces: ["name", "packageType", "region", "tenancyConfig"],
    keptOnUpdate: "all",
  },
  "aws:dynamodb/table:Table": {
    source: `${schema}/dynamodb/table.go (ForceNew)`,
    replaces: [
      ...["hashKey", "localSecondaryIndexes", "name", "rangeKey", "region"],
      ...["restoreDateTime", "restoreSourceName", "restoreToLatestTime"],
    ],
    sets: ["attributes", "globalSecondaryIndexes", "localSecondaryIndexes"],
    keptOnUpdate: "all",
  },
  "aws:rds/instance:Instance": {
    source: `${schema}/rds/instance.go (ForceNew; an identifier is changed in place by newer versions)`,
    replaces: [
      ...["availabilityZone", "characterSetName", "customIamInstanceProfile", "dbName", "engine"],
      ...["kmsKeyId", "ncharCharacterSetName", "region", "restoreToPointInTime"],
      ...["snapshotIdentifier", "storageEncrypted", "timezone", "username"],
    ],
    sets: ["vpcSecurityGroupIds"],
    keptOnUpdate: "all",
  },
  "aws:rds/cluster:Cluster": {
    source: `${schema}/rds/cluster.go (ForceNew)`,
    replaces: [
      ...["availabilityZones", "clusterIdentifier", "clusterIdentifierPrefix", "databaseName"],
      ...["dbSubnetGroupName", "engine", "engineMode", "kmsKeyId", "masterUsername", "region"],
      ...["restoreToPointInTime", "storageEncrypted"],
    ],
    sets: ["availabilityZones", "vpcSecurityGroupIds"],
    keptOnUpdate: "all",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    source: `${schema}/elasticache/replication_group.go (ForceNew)`,
    replaces: [
      ...["atRestEncryptionEnabled", "dataTieringEnabled", "globalReplicationGroupId", "kmsKeyId"],
      ...["networkType", "port", "region", "replicationGroupId", "snapshotArns", "snapshotName"],
      ...["subnetGroupName"],
    ],
    sets: ["securityGroupIds"],
    keptOnUpdate: "all",
  },
  "aws:ebs/volume:Volume": {
    source: `${schema}/ec2/ebs_volume.go (ForceNew)`,
    replaces: [
      ...["availabilityZone", "encrypted", "kmsKeyId", "multiAttachEnabled", "outpostArn"],
      ...["region", "snapshotId"],
    ],
    keptOnUpdate: "all",
  },
};
