import { randomUUID } from "node:crypto";
import { nodeGroupConstraints } from "../../../constraints/nodeGroups";
import { scalingConstraints } from "../../../constraints/scalingGroups";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { nameLengths } from "../../../facts/aws/names";
import { pathTypes } from "../../../facts/resourceTypes";
import { nodeGroupSizes } from "../../../model/origin/capacity";
import { refuse, refuseBroken } from "../calls/refuse";
import type { ResourceHandler } from "../resources/handler";
import { number, text } from "../values";
import { arn, awsHandler } from "./action";

/** Auto Scaling groups. They hold no machines here, only how many they would. */
export const scalingGroupHandler: ResourceHandler = awsHandler(
  pathTypes.scalingGroup,
  "autoscaling",
  {
    create: "CreateAutoScalingGroup",
    read: "DescribeAutoScalingGroups",
    update: "UpdateAutoScalingGroup",
    delete: "DeleteAutoScalingGroup",
  },
  {
    hasNoRules: true,
    autoName: { property: "name", maximumLength: nameLengths.scalingGroup },
    newId: (group) => text(group.name),
    key: (group, id) => `${text(group.region)}/${id}`,
    validate: (group, place, current) => {
      const [minSize, maxSize] = [number(group.minSize) ?? 0, number(group.maxSize) ?? 0];
      const desired = number(group.desiredCapacity);
      // The provider sends what is desired where it changes: bounds alone take what is desired with them.
      const isSent = desired !== number(current?.properties.desiredCapacity);
      const desiredCapacity = isSent ? desired : undefined;
      refuseBroken(scalingConstraints, { minSize, maxSize, desiredCapacity }, undefined);
      const key = `${place.region}/${text(group.name)}`;
      if (current === undefined && place.account.get(pathTypes.scalingGroup, key) !== undefined) {
        refuse(apiErrors.scalingGroupExists, "AutoScalingGroup by this name already exists");
      }
    },
    computeOutputs: (group, place, id, current) => {
      const [minSize, maxSize] = [number(group.minSize) ?? 0, number(group.maxSize) ?? 0];
      const desired =
        number(group.desiredCapacity) ?? number(current?.properties.desiredCapacity) ?? minSize;
      const own = `autoScalingGroup:${randomUUID()}:autoScalingGroupName/${id}`;
      return {
        arn: text(current?.properties.arn) || arn(place, "autoscaling", own),
        desiredCapacity: Math.min(Math.max(desired, minSize), maxSize),
      };
    },
  },
);

/** Node groups of EKS: each has an Auto Scaling group, which EKS names. Source: AWS Terraform provider, eks/node_group.go, for where the name stands; its form is from memory. */
export const nodeGroupHandler: ResourceHandler = awsHandler(
  pathTypes.nodeGroup,
  "eks",
  {
    create: "CreateNodegroup",
    read: "DescribeNodegroup",
    update: "UpdateNodegroupConfig",
    delete: "DeleteNodegroup",
  },
  {
    hasNoRules: true,
    validate: (properties) => {
      refuseBroken(nodeGroupConstraints, nodeGroupSizes({ properties }), undefined);
    },
    newId: (group) => `${text(group.clusterName)}:${text(group.nodeGroupName)}`,
    key: (group, id) => `${text(group.region)}/${id}`,
    computeOutputs: (group, place, id, current) => {
      const own = `eks-${text(group.nodeGroupName)}-${randomUUID()}`;
      return {
        arn: text(current?.properties.arn) || arn(place, "eks", `nodegroup/${id}`),
        resources: current?.properties.resources ?? [
          { autoscalingGroups: [{ name: own }], remoteAccessSecurityGroupId: "" },
        ],
      };
    },
  },
);
