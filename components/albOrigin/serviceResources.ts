import { Policy } from "@pulumi/aws/appautoscaling/policy";
import { Target } from "@pulumi/aws/appautoscaling/target";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Service } from "@pulumi/aws/ecs/service";
import { Listener } from "@pulumi/aws/lb/listener";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import * as pulumi from "@pulumi/pulumi";
import { childName } from "../internal/names";
import { redirectListenerInputs } from "./inputs";
import type { ServiceTargets } from "./resolve";
import {
  associationPort,
  associationRuleInputs,
  scalableTargetInputs,
  serviceInputs,
  taskScalingInputs,
} from "./serviceInputs";
import type { TargetPlace } from "./targetPlace";
import { makeTargetSecurityGroup } from "./targetSecurityGroup";

/** What an `AlbOrigin` makes for a service of ECS; each is undefined for other targets. */
export interface AlbServiceChildren {
  /** The tasks' group. */
  readonly taskGroup?: SecurityGroup;
  /** The listener that only associates: it stands at a port that nobody asks, and sends whoever does on to HTTPS. */
  readonly associationListener?: Listener;
  /** The rule that associates the target group with the load balancer before the service is made. It takes no request. */
  readonly associationRule?: ListenerRule;
  /** The service. */
  readonly service?: Service;
  /** Between how many tasks it is kept; undefined where requests do not decide. */
  readonly scalableTarget?: Target;
  /** What adds and takes away tasks; undefined where requests do not decide. */
  readonly taskScalingPolicy?: Policy;
}

/**
 * Makes a service of ECS, which is there once its tasks are healthy.
 * @param place - What for.
 * @param targets - The service.
 * @returns What was made.
 */
export function makeService(place: TargetPlace, targets: ServiceTargets): AlbServiceChildren {
  const { name, origin, parent, targetGroup } = place;
  const { group: taskGroup, id: taskGroupId } = makeTargetSecurityGroup(place, {
    ...{ noun: "task", description: "Tasks behind the load balancer" },
  });
  const association = associate(place);
  const service = new Service(
    childName(name, "service"),
    serviceInputs(origin, targets, taskGroupId, targetGroup.arn),
    {
      parent,
      dependsOn: [association.associationRule],
      // ECS and the provider would move the service in place, and stop the tasks in the old group before the listener leaves it.
      // Another service beside it keeps them until then.
      replaceOnChanges: ["loadBalancers"],
      ignoreChanges: targets.scaling === undefined ? [] : ["desiredCount"],
    },
  );
  warnWhereTakenBack(service, targets);
  return { taskGroup, ...association, service, ...makeScaling(place, targets, service) };
}

/**
 * A deployment that ECS has taken back is a success to the provider, which waits for a steady state alone. What runs then is another
 * revision, which is in the answer. Source: hashicorp/terraform-provider-aws issue 20858. It is no error, since a pipeline of the user's
 * may deploy revisions beside Pulumi.
 */
function warnWhereTakenBack(
  service: Service,
  { taskDefinitionArn }: Pick<ServiceTargets, "taskDefinitionArn">,
): void {
  pulumi
    .all([service.taskDefinition, taskDefinitionArn])
    .apply(([running, wanted]) =>
      running === undefined || running === wanted
        ? undefined
        : pulumi.log.warn(
            `ECS runs ${running} and not ${wanted}. Where nothing else deploys this service, ECS has taken that revision back, since its tasks did not get healthy: look at the service's events, and try again with a revision that does`,
            service,
          ),
    );
}

/** A listener of its own, since that of HTTPS leads to the target group only once tasks are healthy there. */
function associate({
  loadBalancer,
  name,
  origin,
  parent,
  targetGroup,
}: TargetPlace): Required<Pick<AlbServiceChildren, "associationListener" | "associationRule">> {
  const associationListener = new Listener(
    childName(name, "association"),
    redirectListenerInputs(origin, loadBalancer.arn, associationPort),
    { parent },
  );
  const associationRule = new ListenerRule(
    childName(name, "association"),
    associationRuleInputs(origin, associationListener.arn, targetGroup.arn),
    { parent },
  );
  return { associationListener, associationRule };
}

function makeScaling(
  { loadBalancer, name, origin, parent, targetGroup }: TargetPlace,
  targets: ServiceTargets,
  service: Service,
): Pick<AlbServiceChildren, "scalableTarget" | "taskScalingPolicy"> {
  const { scaling } = targets;
  if (scaling === undefined) {
    return {};
  }
  const scalableTarget = new Target(
    childName(name, "tasks"),
    scalableTargetInputs(origin, targets, scaling, service.name),
    { parent },
  );
  const label = pulumi.interpolate`${loadBalancer.arnSuffix}/${targetGroup.arnSuffix}`;
  const taskScalingPolicy = new Policy(
    childName(name, "task-scaling"),
    taskScalingInputs(origin, scaling, scalableTarget.resourceId, label),
    { parent },
  );
  return { scalableTarget, taskScalingPolicy };
}
