import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedAlbOrigin } from "./resolve";

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
