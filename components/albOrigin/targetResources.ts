import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import { Group } from "@pulumi/aws/autoscaling/group";
import { Policy } from "@pulumi/aws/autoscaling/policy";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { everywhere } from "../../facts/addresses";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { fromBalancerInputs, groupInputs } from "./inputs";
import {
  launchTemplateInputs,
  registrationInputs,
  scalingGroupInputs,
  scalingPolicyInputs,
} from "./machineInputs";
import type { NamedTargets, ResolvedAlbOrigin, ScaledTargets } from "./resolve";

/** What an `AlbOrigin` makes for its targets. */
export interface AlbTargetChildren {
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

/** What targets are made for. */
export interface TargetPlace {
  /** The component. */
  readonly parent: pulumi.Resource;
  /** Its name. */
  readonly name: string;
  /** What to make. */
  readonly origin: ResolvedAlbOrigin;
  /** The load balancer. */
  readonly loadBalancer: LoadBalancer;
  /** Its own security group. */
  readonly balancerGroup: SecurityGroup;
  /** Where targets are registered. */
  readonly targetGroup: TargetGroup;
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
  const { group: machineGroup, id: machineGroupId } = makeMachineGroup(place);
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

/** The machines' group, and its id once its rules stand. */
function makeMachineGroup({ balancerGroup, name, origin, parent }: TargetPlace): {
  readonly group: SecurityGroup;
  readonly id: pulumi.Output<string>;
} {
  const group = new SecurityGroup(
    childName(name, "machine-group"),
    groupInputs(origin, "Machines behind the load balancer"),
    { parent },
  );
  const inbound = new SecurityGroupIngressRule(
    childName(name, "machine-ingress"),
    fromBalancerInputs(origin, group.id, balancerGroup.id),
    { parent },
  );
  const { region, tags } = origin;
  const outbound = (["ipv4", "ipv6"] as const).map((family) => {
    const range = family === "ipv4" ? { cidrIpv4: everywhere.ipv4 } : { cidrIpv6: everywhere.ipv6 };
    return new SecurityGroupEgressRule(
      childName(name, "machine-egress", family),
      { securityGroupId: group.id, ipProtocol: ruleProtocols.all, ...range, region, tags },
      { parent },
    );
  });
  const rules = [inbound, ...outbound].map((rule) => rule.securityGroupId);
  return { group, id: pulumi.all(rules).apply(() => group.id) };
}
