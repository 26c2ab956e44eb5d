import { networkTypes, otherTypes, pathTypes } from "../resourceTypes";
import { bucketObjectTypes } from "../typesAlike";

/** Objects that an API takes a second time without a word, and of which it goes on having one. */
export interface TakenAgain {
  /** Pulumi type token. */
  readonly type: string;
  /** The properties that make two of them one in a region; the first of them is always given. */
  readonly same: readonly string[];
  /** The type that it is the same as under another token. Defaults to its own. */
  readonly as?: string;
  /** The property without which the second one is refused. Absent where none ever is. */
  readonly unless?: string;
}

const scalable = ["resourceId", "scalableDimension", "serviceNamespace"];
const ofGroup = ["autoscalingGroupName"];

/**
 * The objects of AWS that are taken again, so that one deletion takes away what two resources of a program stand for.
 * Sources: Elastic Load Balancing API reference, AddListenerCertificates ("the call is successful but the certificate is not added
 * again"), RegisterTargets, and hashicorp/terraform-provider-aws issue 34605 (a target is its group, its id and its port); Amazon EC2
 * Auto Scaling API reference, AttachLoadBalancerTargetGroups, AttachTrafficSources, PutScalingPolicy, PutScheduledUpdateGroupAction;
 * Application Auto Scaling API reference, RegisterScalableTarget, PutScalingPolicy, PutScheduledAction; Amazon CloudWatch API reference,
 * Amazon S3 API reference, PutObject, PutBucketPolicy and PutBucketWebsite, AWS IAM API reference, PutRolePolicy and AttachRolePolicy, Amazon
 * SNS API reference, SetTopicAttributes, and Amazon ECS API reference, PutClusterCapacityProviders (each overwrites, or is done already);
 * PutMetricAlarm and PutCompositeAlarm (each overwrites the alarm of its name); AWS WAF API reference, AssociateWebACL, and
 * pulumi/pulumi-aws issue 4782 (renamed, "it gets rid of the newly created association"); the package `@pulumi/aws` 7, `route53.Record`.
 */
export const takenAgain: readonly TakenAgain[] = [
  { type: pathTypes.targetGroupAttachment, same: ["targetGroupArn", "targetId", "port"] },
  { type: pathTypes.scalingAttachment, same: [...ofGroup, "lbTargetGroupArn", "elb"] },
  { type: pathTypes.trafficSource, same: [...ofGroup, "trafficSource"] },
  { type: pathTypes.listenerCertificate, same: ["listenerArn", "certificateArn"] },
  { type: pathTypes.webAclAssociation, same: ["resourceArn"] },
  { type: pathTypes.scalableTarget, same: scalable },
  { type: pathTypes.applicationScalingPolicy, same: ["name", ...scalable] },
  { type: pathTypes.scheduledAction, same: ["name", ...scalable] },
  { type: pathTypes.scalingPolicy, same: ["name", ...ofGroup] },
  { type: pathTypes.scalingSchedule, same: ["scheduledActionName", ...ofGroup] },
  { type: pathTypes.bucketPolicy, same: ["bucket"] },
  { type: pathTypes.bucketWebsite, same: ["bucket"] },
  { type: pathTypes.clusterProviders, same: ["clusterName"] },
  { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", same: ["role", "policyArn"] },
  { type: "aws:iam/rolePolicy:RolePolicy", same: ["name", "role"] },
  { type: "aws:sns/topicPolicy:TopicPolicy", same: ["arn"] },
  ...bucketObjectTypes.map((type) => ({
    ...{ type, same: ["key", "bucket"], as: pathTypes.bucketObject },
  })),
  { type: otherTypes.metricAlarm, same: ["name"] },
  { type: otherTypes.compositeAlarm, same: ["alarmName"] },
  {
    type: networkTypes.route53Record,
    same: ["name", "zoneId", "type", "setIdentifier"],
    unless: "allowOverwrite",
  },
];
