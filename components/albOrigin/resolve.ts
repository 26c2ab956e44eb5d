import type * as pulumi from "@pulumi/pulumi";
import { recommendedTlsPolicy } from "../../facts/aws/tlsPolicies";
import { deregistrationMarginSeconds } from "../../facts/aws/loadBalancing";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import {
  AlbLaunchType,
  AlbPlainHttp,
  AlbTargetType,
  type AlbAccessLogsArgs,
  type AlbApplicationArgs,
  type AlbAutoScalingArgs,
  type AlbClientVerificationArgs,
  type AlbContentArgs,
  type AlbRequiredHeaderArgs,
  type AlbServiceArgs,
} from "./args";

/** What holds where nothing else is said; reasons stand with the arguments. */
export const albDefaults = {
  idleTimeoutSeconds: 960,
  longestRequestSeconds: originConnectionLimits.read.seconds,
  minimumInstances: 2,
  warmupSeconds: 120,
  tasks: 2,
  deploymentMaximumPercent: 200,
  healthCheckGracePeriodSeconds: 120,
} as const;

/** Targets that the program names. */
export interface NamedTargets {
  /** Tells the kinds of targets apart. */
  readonly kind: "named";
  /** What they are named by. */
  readonly type: AlbTargetType;
  /** Their ids or addresses, by key. */
  readonly ids: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Targets that something else registers. */
export interface ManagedTargets {
  /** Tells the kinds of targets apart. */
  readonly kind: "managed";
  /** What they are named by. */
  readonly type: AlbTargetType;
}

/** Machines that come and go with the load. */
export interface ScaledTargets extends AlbAutoScalingArgs {
  /** Tells the kinds of targets apart. */
  readonly kind: "scaled";
  /** What they are named by. */
  readonly type: typeof AlbTargetType.Instance;
  /** The fewest machines. */
  readonly minimumInstances: number;
  /** Seconds that a new machine needs until it serves. */
  readonly warmupSeconds: number;
  /** The subnets of the machines. */
  readonly subnetIds: pulumi.Input<string>[];
}

/** Tasks of a service of ECS. */
export interface ServiceTargets extends AlbServiceArgs {
  /** Tells the kinds of targets apart. */
  readonly kind: "service";
  /** What they are named by. */
  readonly type: typeof AlbTargetType.Ip;
  /** What the tasks run on. */
  readonly launchType: AlbLaunchType;
  /** How many tasks it begins with; the fewest where requests decide. */
  readonly desiredCount: number;
  /** How many tasks there may be during a deployment, in percent. */
  readonly deploymentMaximumPercent: number;
  /** Seconds that a new task needs until it serves. */
  readonly healthCheckGracePeriodSeconds: number;
  /** Whether tasks get public addresses. */
  readonly assignPublicIp: boolean;
}

/** Where requests go, with nothing left open. */
export type ResolvedTargets = NamedTargets | ManagedTargets | ScaledTargets | ServiceTargets;

/** Where a load balancer stands. */
export interface AlbPlace {
  /** The VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Its region; undefined for the provider's. */
  readonly region: string | undefined;
  /** What its names in AWS begin with, at most 6 characters. Defaults to nothing: they are made of the component's name. */
  readonly namePrefix?: string;
}

/** What an `AlbOrigin` is made of, with nothing left open; late values are behind their checks. */
export interface ResolvedAlbOrigin extends ResolvedAlb {
  /** The groups that let Cloudflare in. */
  readonly securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** The same, before it is known who reaches it. */
export interface ResolvedAlb extends AlbPlace {
  /** The subnets of the load balancer. */
  readonly subnetIds: pulumi.Input<string>[];
  /** The certificate of the hostname. */
  readonly certificateArn: pulumi.Input<string>;
  /** Those of further hostnames, by key. */
  readonly additionalCertificateArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether Cloudflare may come by IPv6 too. */
  readonly dualStack: boolean;
  /** Whether port 80 sends requests on to HTTPS. */
  readonly redirectsPlainHttp: boolean;
  /** The security policy of TLS. */
  readonly tlsPolicy: string;
  /** After how many idle seconds it closes a connection. */
  readonly idleTimeoutSeconds: number;
  /** The application. */
  readonly application: Pick<AlbApplicationArgs, "port" | "healthPath"> & {
    readonly protocol: "HTTP" | "HTTPS";
    readonly deregistrationDelaySeconds: number;
  };
  /** Where it runs. */
  readonly targets: ResolvedTargets;
  /** Client certificates; undefined where none are asked for. */
  readonly clientVerification: AlbClientVerificationArgs | undefined;
  /** The header without which every request is refused; undefined where none is. */
  readonly requiredHeader: AlbRequiredHeaderArgs | undefined;
  /** Whether AWS refuses to delete the load balancer. */
  readonly deletionProtection: boolean;
  /** Where access logs go. */
  readonly accessLogs: AlbAccessLogsArgs | undefined;
  /** Tags for everything. */
  readonly tags: AlbContentArgs["tags"];
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The arguments, late values behind their checks.
 * @param place - Where it stands.
 * @returns What to make.
 */
export function resolveAlb(args: AlbContentArgs, place: AlbPlace): ResolvedAlb {
  const { application } = args;
  return {
    ...place,
    subnetIds: args.subnetIds,
    certificateArn: args.certificateArn,
    additionalCertificateArns: args.additionalCertificateArns ?? {},
    dualStack: args.dualStack ?? false,
    redirectsPlainHttp: args.plainHttp === AlbPlainHttp.Redirect,
    tlsPolicy: args.tlsPolicy ?? recommendedTlsPolicy,
    idleTimeoutSeconds: args.idleTimeoutSeconds ?? albDefaults.idleTimeoutSeconds,
    application: {
      port: application.port,
      healthPath: application.healthPath,
      protocol: application.tls === true ? "HTTPS" : "HTTP",
      deregistrationDelaySeconds:
        (application.longestRequestSeconds ?? albDefaults.longestRequestSeconds) +
        deregistrationMarginSeconds,
    },
    targets: resolveTargets(args),
    clientVerification: args.clientVerification,
    requiredHeader: args.requiredHeader?.enforced === false ? undefined : args.requiredHeader,
    deletionProtection: args.deletionProtection ?? true,
    accessLogs: args.accessLogs,
    tags: args.tags,
  };
}

function resolveTargets({ targets, subnetIds }: AlbContentArgs): ResolvedTargets {
  const { instanceIds, addresses, autoScaling, service, targetType } = targets;
  if (service !== undefined) {
    return resolveService(service);
  }
  if (autoScaling !== undefined) {
    return {
      ...autoScaling,
      ...{ kind: "scaled", type: AlbTargetType.Instance },
      minimumInstances: autoScaling.minimumInstances ?? albDefaults.minimumInstances,
      warmupSeconds: autoScaling.warmupSeconds ?? albDefaults.warmupSeconds,
      subnetIds: autoScaling.subnetIds ?? subnetIds,
    };
  }
  if (instanceIds !== undefined) {
    return { kind: "named", type: AlbTargetType.Instance, ids: instanceIds };
  }
  return addresses === undefined
    ? { kind: "managed", type: targetType ?? AlbTargetType.Ip }
    : { kind: "named", type: AlbTargetType.Ip, ids: addresses };
}

function resolveService(service: AlbServiceArgs): ServiceTargets {
  const { deploymentMaximumPercent, healthCheckGracePeriodSeconds, scaling } = service;
  return {
    ...service,
    ...{ kind: "service", type: AlbTargetType.Ip },
    launchType: service.launchType ?? AlbLaunchType.Fargate,
    desiredCount:
      (scaling === undefined ? service.desiredCount : scaling.minimumTasks) ?? albDefaults.tasks,
    deploymentMaximumPercent: deploymentMaximumPercent ?? albDefaults.deploymentMaximumPercent,
    healthCheckGracePeriodSeconds:
      healthCheckGracePeriodSeconds ?? albDefaults.healthCheckGracePeriodSeconds,
    assignPublicIp: service.assignPublicIp ?? false,
  };
}
