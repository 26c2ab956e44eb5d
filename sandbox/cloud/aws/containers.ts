import {
  capacityInOrder,
  ecsServiceConstraints,
  type EcsServiceFields,
} from "../../../constraints/ecsServices";
import { taskDefinitionConstraints } from "../../../constraints/taskDefinitions";
import { certain } from "../../../core/certainty";
import { isDeepStrictEqual } from "node:util";
import { nameLengths } from "../../../facts/aws/names";
import { otherTypes, pathTypes } from "../../../facts/resourceTypes";
import { taskDefinitionFields } from "../../../model/origin/taskDefinitions";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, number, object, text, type Properties } from "../values";
import { arn, awsHandler } from "./action";

/** Clusters of ECS. */
export const ecsClusterHandler: ResourceHandler = awsHandler(
  otherTypes.ecsCluster,
  "ecs",
  {
    create: "CreateCluster",
    read: "DescribeClusters",
    update: "UpdateCluster",
    delete: "DeleteCluster",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.ecs },
    newId: (cluster, place) => arn(place, "ecs", `cluster/${text(cluster.name)}`),
    computeOutputs: (_cluster, _place, id) => ({ arn: id }),
  },
);

/** Task definitions of ECS: each object is one revision. Its id is its ARN here, where the provider's is the family, which revisions share. */
export const taskDefinitionHandler: ResourceHandler = awsHandler(
  otherTypes.taskDefinition,
  "ecs",
  {
    create: "RegisterTaskDefinition",
    read: "DescribeTaskDefinition",
    update: "TagResource",
    delete: "DeregisterTaskDefinition",
  },
  {
    newId: (definition, place) => {
      const own = `task-definition/${text(definition.family)}:${nextRevision(definition, place)}`;
      return arn(place, "ecs", own);
    },
    validate: (properties) => {
      refuseBroken(taskDefinitionConstraints, taskDefinitionFields({ properties }), undefined);
    },
    computeOutputs: (_definition, _place, id) => ({
      arn: id,
      arnWithoutRevision: id.replace(/:\d+$/, ""),
      revision: Number(/\d+$/.exec(id)?.[0] ?? 1),
    }),
  },
);

/** Revisions are counted, and none is given twice. */
function nextRevision({ family }: Properties, { account, region }: Place): number {
  const revisions = account
    .ofType(otherTypes.taskDefinition)
    .filter(({ properties }) => properties.family === family && properties.region === region)
    .map(({ properties }) => number(properties.revision) ?? 0);
  return Math.max(0, ...revisions) + 1;
}

/** Services of ECS. They run no tasks here, only count how many they would. */
export const ecsServiceHandler: ResourceHandler = awsHandler(
  pathTypes.ecsService,
  "ecs",
  {
    create: "CreateService",
    read: "DescribeServices",
    update: "UpdateService",
    delete: "DeleteService",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.ecs },
    newId: (service, place) => {
      const cluster = text(service.cluster).split("/").at(-1) ?? "";
      return arn(place, "ecs", `service/${cluster || "default"}/${text(service.name)}`);
    },
    validate: (service, place, current) => {
      // The provider sends where tasks are registered only where that changes.
      const isSent = !isDeepStrictEqual(service.loadBalancers, current?.properties.loadBalancers);
      const fields = serviceFields(service, place);
      refuseBroken(
        ecsServiceConstraints,
        isSent ? fields : { ...fields, loadBalancers: [] },
        undefined,
      );
    },
    computeOutputs: (_service, _place, id) => ({ arn: id }),
  },
);

/** Target groups of which the account does not know may have any listener. */
function serviceFields(service: Properties, { account }: Place): EcsServiceFields {
  const groups = list(service.loadBalancers).map((each) => text(object(each).targetGroupArn));
  return {
    launchType: isAbsent(service.launchType) ? undefined : text(service.launchType),
    assignPublicIp: object(service.networkConfiguration).assignPublicIp === true,
    loadBalancers: groups.filter(Boolean).map((targetGroupArn) => ({
      targetGroupArn,
      isAssociated:
        account.get(types.targetGroup, targetGroupArn) === undefined
          ? "unknown"
          : certain([...account.find(`references:${targetGroupArn}`)].length > 0),
    })),
  };
}

/** What Application Auto Scaling keeps between bounds. */
export const scalableTargetHandler: ResourceHandler = awsHandler(
  pathTypes.scalableTarget,
  "application-autoscaling",
  {
    create: "RegisterScalableTarget",
    read: "DescribeScalableTargets",
    update: "RegisterScalableTarget",
    delete: "DeregisterScalableTarget",
  },
  {
    newId: (target) => text(target.resourceId),
    key: (target, id) => `${text(target.region)}/${text(target.scalableDimension)}/${id}`,
    validate: ({ minCapacity, maxCapacity }) => {
      const bounds = {
        minCapacity: number(minCapacity) ?? 0,
        maxCapacity: number(maxCapacity) ?? 0,
      };
      refuseBroken([capacityInOrder], bounds, undefined);
    },
    computeOutputs: (target, place, _id, current) => ({
      arn:
        text(current?.properties.arn) ||
        arn(place, "application-autoscaling", `scalable-target/${text(target.resourceId)}`),
    }),
  },
);
