import { isIpAddress } from "../internal/addresses";
import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { brokenRules } from "../../constraints/constraint";
import { roomBesideOld, type ScalingSizes } from "../../constraints/scalingGroups";
import { idPrefixes } from "../../facts/aws/ids";
import type { ProblemList } from "../internal/checked";
import { checkedEc2Id } from "../internal/ids";
import type { AlbAutoScalingArgs, AlbTargetsArgs } from "./args";
import { checkedGroups, checkedSubnets, checkedText } from "./awsIds";
import { albDefaults } from "./resolve";
import { checkedService } from "./service";

/**
 * Checks where requests go.
 * @param problems - Takes what is wrong.
 * @param targets - The targets, each value of the right kind.
 * @param region - The load balancer's region; undefined where the program does not say.
 * @returns The same, late values behind their checks.
 */
export function checkedTargets(
  problems: ProblemList,
  targets: AlbTargetsArgs,
  region: string | undefined,
): AlbTargetsArgs {
  const { instanceIds, addresses, autoScaling, service } = targets;
  problems.add(...targetsProblems(targets));
  const path = "targets.autoScaling";
  return {
    ...targets,
    instanceIds:
      instanceIds &&
      mapEntries(instanceIds, (id, key) =>
        checkedEc2Id(problems, keyPath("targets.instanceIds", key), idPrefixes.instance, id),
      ),
    addresses:
      addresses &&
      mapEntries(addresses, (address, key) =>
        problems.checked(address, (known) =>
          addressProblem(keyPath("targets.addresses", key), known),
        ),
      ),
    autoScaling: autoScaling && {
      ...autoScaling,
      imageId: checkedText(problems, `${path}.imageId`, autoScaling.imageId),
      instanceType: checkedText(problems, `${path}.instanceType`, autoScaling.instanceType),
      userData: checkedText(problems, `${path}.userData`, autoScaling.userData),
      instanceProfileArn: checkedText(
        ...([problems, `${path}.instanceProfileArn`, autoScaling.instanceProfileArn] as const),
      ),
      subnetIds:
        autoScaling.subnetIds &&
        checkedSubnets(problems, `${path}.subnetIds`, autoScaling.subnetIds),
      securityGroupIds:
        autoScaling.securityGroupIds &&
        checkedGroups(problems, `${path}.securityGroupIds`, autoScaling.securityGroupIds),
    },
    service: service && checkedService(problems, service, region),
  };
}

function addressProblem(path: string, address: unknown): Problem | undefined {
  return typeof address === "string" && isIpAddress(address)
    ? undefined
    : { path, rule: "be an address inside the VPC", actual: describeValue(address) };
}

const kindsOfTargets = ["instanceIds", "addresses", "autoScaling", "service", "managedBy"] as const;

function targetsProblems(targets: AlbTargetsArgs): (Problem | undefined)[] {
  const given = kindsOfTargets.filter((kind) => targets[kind] !== undefined);
  const { instanceIds, addresses, autoScaling, managedBy, targetType } = targets;
  const isEmpty = [instanceIds, addresses].some((ids) => ids && Object.keys(ids).length === 0);
  return [
    given.length === 1
      ? undefined
      : {
          path: "targets",
          rule: `have exactly one of ${kindsOfTargets.join(", ")}`,
          actual: given.length === 0 ? "none" : given.join(" and "),
        },
    isEmpty
      ? {
          path: `targets.${given[0] ?? ""}`,
          rule: "name at least one target",
          actual: "{}",
          hint: "Say managedBy where something else registers them",
        }
      : undefined,
    managedBy !== undefined && managedBy.trim() === ""
      ? { path: "targets.managedBy", rule: "say what registers the targets", actual: '""' }
      : undefined,
    targetType !== undefined && managedBy === undefined
      ? {
          path: "targets.targetType",
          rule: "be left out where managedBy is",
          actual: describeValue(targetType),
        }
      : undefined,
    ...(autoScaling === undefined ? [] : instancesProblems(autoScaling)),
  ];
}

function instancesProblems({
  minimumInstances = albDefaults.minimumInstances,
  maximumInstances,
  acceptSingleInstance,
}: AlbAutoScalingArgs): (Problem | undefined)[] {
  const path = "targets.autoScaling";
  return [
    // Numbers below 1 are refused by the schema.
    minimumInstances !== 1 || acceptSingleInstance === true
      ? undefined
      : {
          path: `${path}.minimumInstances`,
          rule: "be 2 or more, so that one may fail or be replaced",
          actual: `${minimumInstances}`,
          hint: "Or say acceptSingleInstance: true",
        },
    maximumInstances < 1 || minimumInstances < 1
      ? undefined
      : roomProblem(`${path}.maximumInstances`, {
          ...{ minSize: minimumInstances, maxSize: maximumInstances },
          desiredCapacity: undefined,
        }),
  ];
}

function roomProblem(path: string, sizes: ScalingSizes): Problem | undefined {
  const [broken] = brokenRules([roomBesideOld], sizes, undefined);
  return broken && { path, rule: broken.must, actual: broken.actual };
}
