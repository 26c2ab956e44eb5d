import { capacityInOrder, publicIpOnFargate, roomForNewTasks } from "../../constraints/ecsServices";
import { brokenRules } from "../../constraints/constraint";
import type { Problem } from "../../core/problem";
import { ecsClusterArnPattern, taskDefinitionArnPattern } from "../../facts/aws/arns";
import type { ProblemList } from "../internal/checked";
import type { AlbServiceArgs } from "./args";
import { checkedGroups, checkedRegionalArn, checkedSubnets, checkedText } from "./awsIds";
import { albDefaults } from "./resolve";

const path = "targets.service";

/**
 * Checks a service of ECS.
 * @param problems - Takes what is wrong.
 * @param service - The service, each value of the right kind.
 * @param region - The load balancer's region; undefined where the program does not say.
 * @returns The same, late values behind their checks.
 */
export function checkedService(
  problems: ProblemList,
  service: AlbServiceArgs,
  region: string | undefined,
): AlbServiceArgs {
  problems.add(...countProblems(service), publicIpProblem(service));
  const cluster = { noun: "a cluster of ECS", pattern: ecsClusterArnPattern, region };
  const definition = {
    ...{ noun: "a revision of a task definition of ECS", region },
    pattern: taskDefinitionArnPattern,
  };
  return {
    ...service,
    clusterArn: checkedRegionalArn(problems, `${path}.clusterArn`, service.clusterArn, cluster),
    taskDefinitionArn: checkedRegionalArn(
      ...([problems, `${path}.taskDefinitionArn`, service.taskDefinitionArn, definition] as const),
    ),
    containerName: checkedText(problems, `${path}.containerName`, service.containerName),
    subnetIds: checkedSubnets(problems, `${path}.subnetIds`, service.subnetIds),
    securityGroupIds:
      service.securityGroupIds &&
      checkedGroups(problems, `${path}.securityGroupIds`, service.securityGroupIds),
  };
}

/** Numbers below 1 are refused by the schema. */
function countProblems(service: AlbServiceArgs): (Problem | undefined)[] {
  const { acceptSingleTask, desiredCount, scaling } = service;
  const [place, count] =
    scaling === undefined
      ? (["desiredCount", desiredCount ?? albDefaults.tasks] as const)
      : (["scaling.minimumTasks", scaling.minimumTasks ?? albDefaults.tasks] as const);
  return [
    count !== 1 || acceptSingleTask === true
      ? undefined
      : {
          path: `${path}.${place}`,
          rule: "be 2 or more, so that one may fail or be replaced",
          actual: "1",
          hint: "Or say acceptSingleTask: true",
        },
    scaling === undefined || desiredCount === undefined
      ? undefined
      : {
          path: `${path}.desiredCount`,
          rule: "be left out where scaling is given, whose minimumTasks it begins with",
          actual: `${desiredCount}`,
        },
    ...(count < 1 ? [] : roomProblems(service, count)),
  ];
}

function roomProblems(
  { scaling, deploymentMaximumPercent = albDefaults.deploymentMaximumPercent }: AlbServiceArgs,
  count: number,
): (Problem | undefined)[] {
  const [bounds] =
    scaling === undefined || scaling.maximumTasks < 1
      ? []
      : brokenRules(
          [capacityInOrder],
          { minCapacity: count, maxCapacity: scaling.maximumTasks },
          undefined,
        );
  const [room] =
    deploymentMaximumPercent < 1
      ? []
      : brokenRules(
          [roomForNewTasks],
          { desiredCount: count, deploymentMaximumPercent },
          undefined,
        );
  return [
    bounds && { path: `${path}.scaling.maximumTasks`, rule: bounds.must, actual: bounds.actual },
    room && {
      path: `${path}.deploymentMaximumPercent`,
      rule: room.must,
      actual: room.actual,
      hint: "Leave it out for 200",
    },
  ];
}

function publicIpProblem({ assignPublicIp, launchType }: AlbServiceArgs): Problem | undefined {
  const fields = { launchType, assignPublicIp: assignPublicIp === true };
  const [broken] = brokenRules([publicIpOnFargate], fields, undefined);
  return (
    broken && {
      path: `${path}.assignPublicIp`,
      rule: broken.must,
      actual: broken.actual,
      hint: "Name subnets with a route to a NAT gateway",
    }
  );
}
