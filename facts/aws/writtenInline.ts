import { applicationTypes, networkTypes, pathTypes } from "../resourceTypes";

/** Something that a program may write as a resource of its own, or in a property of what it belongs to: AWS has one of both. */
export interface WrittenInline {
  /** Pulumi type token of the resource of its own. */
  readonly type: string;
  /** The property that names what it belongs to, and the type token of that. */
  readonly owner: readonly [property: string, type: string];
  /** The property that names what belongs there. */
  readonly value: string;
  /** Paths in what it belongs to under which the same stands. */
  readonly inline: readonly string[];
  /** Whether the provider fills these in by itself, so that only a change of one says that the program gives it. */
  readonly isComputed?: true;
}

const group = ["autoscalingGroupName", pathTypes.scalingGroup] as const;
const address = ["allocationId", networkTypes.elasticIp] as const;
const registered = ["targetGroupArns", "trafficSources.identifier"];

/**
 * What is written twice, so that the deletion of the resource of its own takes away what the property gives.
 * Sources: the package `@pulumi/aws` 7, `autoscaling.Attachment`, `elb.Attachment`, `ec2.Route`, `ec2.NetworkAclAssociation`,
 * `ec2.EipAssociation`, `ec2.NetworkInterfaceSecurityGroupAttachment` and `iam.RolePolicyAttachment` (notes on conflicts with the properties); hashicorp/terraform-provider-aws issue 14540; Amazon EC2 Auto Scaling API
 * reference, DetachLoadBalancerTargetGroups; Amazon EC2 API reference, DeleteRoute, DetachInternetGateway and DisassociateAddress.
 */
export const writtenInline: readonly WrittenInline[] = [
  {
    type: pathTypes.scalingAttachment,
    owner: group,
    value: "lbTargetGroupArn",
    inline: registered,
  },
  {
    ...{ type: pathTypes.scalingAttachment, owner: group, value: "elb" },
    inline: ["loadBalancers"],
  },
  {
    ...{ type: pathTypes.trafficSource, owner: group, value: "trafficSource.identifier" },
    inline: registered,
  },
  {
    ...{ type: pathTypes.classicAttachment, owner: ["elb", pathTypes.classicBalancer] },
    ...{ value: "instance", inline: ["instances"], isComputed: true },
  },
  {
    ...{ type: pathTypes.route, owner: ["routeTableId", pathTypes.routeTable] },
    ...{ value: "destinationCidrBlock", inline: ["routes.cidrBlock"] },
  },
  {
    ...{ type: pathTypes.route, owner: ["routeTableId", pathTypes.routeTable] },
    ...{ value: "destinationIpv6CidrBlock", inline: ["routes.ipv6CidrBlock"] },
  },
  {
    ...{ type: networkTypes.elasticIpAssociation, owner: address, value: "instanceId" },
    ...{ inline: ["instance"], isComputed: true },
  },
  {
    ...{ type: networkTypes.elasticIpAssociation, owner: address, value: "networkInterfaceId" },
    ...{ inline: ["networkInterface"], isComputed: true },
  },
  {
    ...{
      type: networkTypes.networkAclAssociation,
      owner: ["networkAclId", networkTypes.networkAcl],
    },
    ...{ value: "subnetId", inline: ["subnetIds"] },
  },
  {
    type: networkTypes.internetGatewayAttachment,
    owner: ["internetGatewayId", networkTypes.internetGateway],
    ...{ value: "vpcId", inline: ["vpcId"] },
  },
  {
    type: pathTypes.groupAttachment,
    owner: ["networkInterfaceId", pathTypes.instance],
    ...{ value: "securityGroupId", inline: ["vpcSecurityGroupIds"], isComputed: true },
  },
  {
    type: pathTypes.groupAttachment,
    owner: ["networkInterfaceId", pathTypes.networkInterface],
    ...{ value: "securityGroupId", inline: ["securityGroups"], isComputed: true },
  },
  {
    ...{ type: applicationTypes.rolePolicyAttachment, owner: ["role", applicationTypes.role] },
    ...{ value: "policyArn", inline: ["managedPolicyArns"], isComputed: true },
  },
];
