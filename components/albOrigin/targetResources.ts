import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import { Group } from "@pulumi/aws/autoscaling/group";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import {
  launchTemplateInputs,
  registrationInputs,
  scalingGroupInputs,
  scalingPolicyInputs,
} from "./machineInputs";
import { makeService, type AlbServiceChildren } from "./serviceResources";
import { makeTargetSecurityGroup } from "./targetSecurityGroup";
import type { TargetPlace } from "./targetPlace";
import type { NamedTargets, ScaledTargets } from "./resolve";

/** What an `AlbOrigin` makes for its targets. */
export interface AlbTargetChildren extends AlbServiceChildren {
  /** The registrations of targets that the program names, by key; empty for others. */
  readonly attachments: Readonly<Record<string, TargetGroupAttachment>>;
  /** The machines' group; undefined for other targets, as are the next four. */
  readonly machineGroup?: SecurityGroup;
  /** What machines are made by. */
  readonly launchTemplate?: LaunchTemplate;
  /** The machines. */
  readonly scalingGroup?: Group;
  /** What registers them. */
  readonly registration?: Attachment;
  /** What adds and takes away machines; undefined where requests do not decide. */
  readonly scalingPolicy?: Policy;
}

/**
 * Makes the targets, or registers those that there are.
 * @param place - What for.
 * @returns What was made.
 */
export function makeTargets(place: TargetPlace): AlbTargetChildren {
  const { targets } = place.origin;
  switch (targets.kind) {
    case "named":
      return { attachments: registerTargets(place, targets) };
    case "scaled":
      return { attachments: {}, ...makeMachines(place, targets) };
    case "service":
      return { attachments: {}, ...makeService(place, targets) };
    case "managed":
      return { attachments: {} };
  }
}

function registerTargets(
  { name, origin, parent, targetGroup }: TargetPlace,
  { ids }: NamedTargets,
): AlbTargetChildren["attachments"] {
  return mapEntries(ids, (targetId, key) => {
    const inputs = { targetGroupArn: targetGroup.arn, targetId, region: origin.region };
    return new TargetGroupAttachment(childName(name, "target", key), inputs, { parent });
  });
}

function makeMachines(
  place: TargetPlace,
  machines: ScaledTargets,
): Omit<AlbTargetChildren, "attachments"> {
  const { loadBalancer, name, origin, parent, targetGroup } = place;
  const { group: machineGroup, id: machineGroupId } = makeTargetSecurityGroup(place, {
    ...{ noun: "machine", description: "Machines behind the load balancer" },
  });
  const launchTemplate = new LaunchTemplate(
    childName(name, "template"),
    launchTemplateInputs(origin, machines, machineGroupId),
    { parent },
  );
  const version = launchTemplate.latestVersion.apply((latest) => `${latest}`);
  const scalingGroup = new Group(
    childName(name, "machines"),
    scalingGroupInputs(origin, machines, { id: launchTemplate.id, version }),
    { parent },
  );
  const registration = new Attachment(
    childName(name, "registration"),
    registrationInputs(origin, scalingGroup.name, targetGroup.arn),
    { parent },
  );
  const { requestsPerInstancePerMinute: requests } = machines;
  const label = pulumi.interpolate`${loadBalancer.arnSuffix}/${targetGroup.arnSuffix}`;
  const scalingPolicy =
    requests === undefined
      ? undefined
      : new Policy(
          childName(name, "scaling"),
          scalingPolicyInputs(origin, requests, scalingGroup.name, label),
          // AWS refuses the policy until the group is registered with the load balancer.
          { parent, dependsOn: [registration] },
        );
  return {
    ...{ machineGroup, launchTemplate, scalingGroup, registration },
    ...(scalingPolicy && { scalingPolicy }),
  };
}
