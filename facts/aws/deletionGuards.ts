import { pathTypes } from "../resourceTypes";

/** A property by which AWS refuses to delete what has it. */
export interface DeletionGuard {
  /** Pulumi type token. */
  readonly type: string;
  /** The property. */
  readonly property: string;
  /** The property with which the provider lifts the guard itself. Defaults to none. */
  readonly lifted?: string;
  /** What AWS answers. Undefined where sources disagree. */
  readonly code?: string;
}

const ofDatabase = { property: "deletionProtection", code: "InvalidParameterCombination" };

/**
 * What AWS refuses to delete.
 * Sources: Elastic Load Balancing API reference, DeleteLoadBalancer (OperationNotPermitted); Amazon EC2 API reference, TerminateInstances
 * (OperationNotPermitted), and the package `@pulumi/aws` 7, ec2.Instance (forceDestroy); Amazon RDS user guide, USER_DeleteInstance, and Aurora
 * user guide, USER_DeleteCluster, for the code as hashicorp/terraform-provider-aws issue 26233 shows it; Amazon DynamoDB developer guide,
 * WorkingWithTables.Basics (emulators of it answer ValidationException or ResourceInUseException).
 */
export const deletionGuards: readonly DeletionGuard[] = [
  {
    ...{ type: pathTypes.awsLoadBalancer, property: "enableDeletionProtection" },
    code: "OperationNotPermitted",
  },
  {
    ...{ type: pathTypes.instance, property: "disableApiTermination", lifted: "forceDestroy" },
    code: "OperationNotPermitted",
  },
  { type: "aws:rds/instance:Instance", ...ofDatabase },
  { type: "aws:rds/cluster:Cluster", ...ofDatabase },
  { type: "aws:dynamodb/table:Table", property: "deletionProtectionEnabled" },
];
