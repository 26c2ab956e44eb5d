import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { ListenerCertificate } from "@pulumi/aws/lb/listenerCertificate";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import type { AlbOriginArgs } from "./args";
import {
  admittingRuleInputs,
  groupInputs,
  httpsListenerInputs,
  loadBalancerInputs,
  portFirst,
  redirectListenerInputs,
  refusingRuleInputs,
  targetGroupInputs,
  toTargetsInputs,
} from "./inputs";
import type { ResolvedAlbOrigin } from "./resolve";
import { inTwoZones } from "./subnetZones";
import { makeTargets, type AlbTargetChildren } from "./targetResources";
import { validateAlbOrigin } from "./validate";

const type = "steady-edge:index:AlbOrigin";

/** The resources that an `AlbOrigin` makes, but for the rules of its security groups. */
export interface AlbOriginChildren extends AlbTargetChildren {
  /** The load balancer's own group, by which its targets know it. */
  readonly balancerGroup: SecurityGroup;
  /** The load balancer. */
  readonly loadBalancer: LoadBalancer;
  /** Where targets are registered. */
  readonly targetGroup: TargetGroup;
  /** The listener for HTTPS. */
  readonly listener: Listener;
  /** The listener that sends plain HTTP on; undefined where nothing listens at port 80. */
  readonly redirectListener?: Listener;
  /** Certificates of further hostnames, by key. */
  readonly additionalCertificates: Readonly<Record<string, ListenerCertificate>>;
  /** The rules that hold the required header, `admit` and `refuse`; empty where none is required. */
  readonly headerRules: Readonly<Record<string, ListenerRule>>;
}

/**
 * An Application Load Balancer of AWS that is set up for Cloudflare: it keeps idle connections longer than Cloudflare does, speaks
 * current TLS, lets targets end what they have begun, and takes out a target whose health check fails.
 *
 * Creates the load balancer, its listener, its target group, a security group by which the targets know it, and an Auto Scaling group
 * or a service of ECS where asked. Its `dnsName` is the address of an origin.
 *
 * ```ts
 * import { AlbOrigin, OriginFirewall } from "steady-edge";
 *
 * const vpcId = "vpc-0a1b2c3d4e5f60718";
 * const firewall = new OriginFirewall("web", { vpcId });
 * const origin = new AlbOrigin("web", {
 *   vpcId,
 *   subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
 *   securityGroupIds: firewall.securityGroupIds,
 *   certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
 *   application: { port: 8080, healthPath: "/healthz" },
 *   targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718", b: "i-0b1c2d3e4f5061728" } },
 * });
 *
 * export const address = origin.dnsName;
 * ```
 */
export class AlbOrigin extends pulumi.ComponentResource {
  /** The load balancer's hostname, known once its listener stands: the address of an origin. */
  public readonly dnsName: pulumi.Output<string>;
  /** Where targets are registered, for whatever registers them by itself. */
  public readonly targetGroupArn: pulumi.Output<string>;
  /** The group that targets must let in at the application's port, where this component does not make them. */
  public readonly balancerSecurityGroupId: pulumi.Output<string>;
  /** For how many idle seconds the application must keep a connection at least, or visitors get Error 502 now and then. */
  public readonly applicationKeepAliveSeconds: pulumi.Output<number>;

  /**
   * Checks the arguments, then declares the load balancer and what belongs to it.
   * @param name - Logical name; the names of all children begin with it. At most 20 letters, digits and hyphens.
   * @param args - What it is made of.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: AlbOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `AlbOrigin "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, (given, path) =>
      validateAlbOrigin(given, path, name),
    );
    super(type, name, {}, opts);

    const origin = inTwoZones(subject, this, resolved);
    const balancer = makeBalancer(name, origin, this);
    const targets = makeTargets({ ...balancer, name, origin, parent: this });
    const listeners = makeListeners(name, origin, { ...balancer, ...targets }, this);
    const children: AlbOriginChildren = { ...balancer, ...targets, ...listeners };
    Object.assign(this, children);

    // Whoever leads a hostname here early finds nothing that listens.
    this.dnsName = listeners.listener.loadBalancerArn.apply(() => balancer.loadBalancer.dnsName);
    this.targetGroupArn = balancer.targetGroup.arn;
    this.balancerSecurityGroupId = balancer.balancerGroup.id;
    this.applicationKeepAliveSeconds = pulumi.output(origin.idleTimeoutSeconds + 1);
    this.registerOutputs({
      dnsName: this.dnsName,
      targetGroupArn: this.targetGroupArn,
      balancerSecurityGroupId: this.balancerSecurityGroupId,
      applicationKeepAliveSeconds: this.applicationKeepAliveSeconds,
    });
  }
}

/** The fields that hold the children. */
export interface AlbOrigin extends AlbOriginChildren {}

type Balancer = Pick<AlbOriginChildren, "balancerGroup" | "loadBalancer" | "targetGroup">;

function makeBalancer(name: string, origin: ResolvedAlbOrigin, parent: pulumi.Resource): Balancer {
  const balancerGroup = new SecurityGroup(
    childName(name, "balancer-group"),
    groupInputs(origin, "The load balancer, to its targets"),
    { parent },
  );
  const egress = new SecurityGroupEgressRule(
    childName(name, "balancer-egress"),
    toTargetsInputs(origin, balancerGroup.id),
    { parent, ...portFirst },
  );
  const ownGroupId = egress.securityGroupId.apply(() => balancerGroup.id);
  const inputs = loadBalancerInputs(origin, ownGroupId);
  const loadBalancer = new LoadBalancer(childName(name, "alb"), inputs, { parent });
  const targetGroup = new TargetGroup(childName(name, "tg"), targetGroupInputs(origin), { parent });
  return { balancerGroup, loadBalancer, targetGroup };
}

type Listeners = Pick<
  AlbOriginChildren,
  "listener" | "redirectListener" | "additionalCertificates" | "headerRules"
>;

/** The listener leads to a target group only once its targets are registered. */
function makeListeners(
  name: string,
  origin: ResolvedAlbOrigin,
  { attachments, loadBalancer, registration, service, targetGroup }: Balancer & AlbTargetChildren,
  parent: pulumi.Resource,
): Listeners {
  const registered = [...Object.values(attachments), registration, service].filter(
    (each) => each !== undefined,
  );
  const listener = new Listener(
    childName(name, "listener"),
    httpsListenerInputs(origin, loadBalancer.arn, targetGroup.arn),
    { parent, dependsOn: registered },
  );
  const additionalCertificates = mapEntries(
    origin.additionalCertificateArns,
    (certificateArn, key) =>
      new ListenerCertificate(
        childName(name, "certificate", key),
        { listenerArn: listener.arn, certificateArn, region: origin.region },
        { parent },
      ),
  );
  const headerRules = makeHeaderRules(name, origin, { listener, targetGroup }, parent);
  return {
    ...{ listener, additionalCertificates, headerRules },
    ...(origin.redirectsPlainHttp && {
      redirectListener: new Listener(
        childName(name, "redirect"),
        redirectListenerInputs(origin, loadBalancer.arn),
        { parent },
      ),
    }),
  };
}

/** What refuses comes after what admits, and goes before it. */
function makeHeaderRules(
  name: string,
  origin: ResolvedAlbOrigin,
  { listener, targetGroup }: { readonly listener: Listener; readonly targetGroup: TargetGroup },
  parent: pulumi.Resource,
): Record<string, ListenerRule> {
  const { requiredHeader } = origin;
  if (requiredHeader === undefined) {
    return {};
  }
  const admit = new ListenerRule(
    childName(name, "admit"),
    admittingRuleInputs(origin, listener.arn, targetGroup.arn, requiredHeader),
    { parent },
  );
  const refuse = new ListenerRule(
    childName(name, "refuse"),
    refusingRuleInputs(origin, listener.arn),
    { parent, dependsOn: [admit] },
  );
  return { admit, refuse };
}
