import type * as pulumi from "@pulumi/pulumi";

/** What answers at port 80 of an `AlbOrigin`. */
export const AlbPlainHttp = {
  /** Nothing listens there. */
  Closed: "closed",
  /** Every request is sent on to the same address over HTTPS. The firewall must let Cloudflare in at port 80 as well. */
  Redirect: "redirect",
} as const;

/** What answers at port 80 of an `AlbOrigin`. */
export type AlbPlainHttp = (typeof AlbPlainHttp)[keyof typeof AlbPlainHttp];

/** What an `AlbOrigin` does with client certificates. */
export const AlbClientCertificates = {
  /** It hands what comes on to the application, in headers, and refuses nobody. */
  Observe: "observe",
  /** It refuses whoever shows none that its trust store knows. */
  Enforce: "enforce",
} as const;

/** What an `AlbOrigin` does with client certificates. */
export type AlbClientCertificates =
  (typeof AlbClientCertificates)[keyof typeof AlbClientCertificates];

/** What a target group of AWS calls its targets by. */
export const AlbTargetType = {
  /** Ids of EC2 instances. */
  Instance: "instance",
  /** Addresses inside the VPC. */
  Ip: "ip",
} as const;

/** What a target group of AWS calls its targets by. */
export type AlbTargetType = (typeof AlbTargetType)[keyof typeof AlbTargetType];

/** What an ECS service runs its tasks on. */
export const AlbLaunchType = {
  /** AWS Fargate. */
  Fargate: "FARGATE",
  /** Machines of EC2 that have joined the cluster. */
  Ec2: "EC2",
} as const;

/** What an ECS service runs its tasks on. */
export type AlbLaunchType = (typeof AlbLaunchType)[keyof typeof AlbLaunchType];

/** The application behind an `AlbOrigin`. */
export interface AlbApplicationArgs {
  /** The TCP port at which it listens. */
  port: number;
  /** Whether it speaks TLS at that port. Defaults to false: HTTP inside the VPC. */
  tls?: boolean;
  /**
   * Path and query of the load balancer's health check, for example `/healthz`. It should fail when the application would. The bare
   * root is refused unless `acceptShallowPath`.
   */
  healthPath: string;
  /** Accepts `/` as the path, which often answers well while the application behind it does not. Defaults to false. */
  acceptShallowPath?: boolean;
  /**
   * How long its longest request takes, in seconds: a target that is taken out is given 5 more to end what it has begun. Defaults to
   * 120, after which Cloudflare has given up; 3595 at most.
   */
  longestRequestSeconds?: number;
  /**
   * After how many idle seconds it closes a connection that the load balancer keeps open. It must be more than
   * `idleTimeoutSeconds`, or the load balancer answers Error 502 now and then. Defaults to nothing, which is not checked.
   */
  keepAliveSeconds?: number;
}

/** Machines that come and go with the load. */
export interface AlbAutoScalingArgs {
  /** The machine image, for example `ami-0abcdef1234567890`. */
  imageId: pulumi.Input<string>;
  /** The instance type, for example `m7g.large`. */
  instanceType: pulumi.Input<string>;
  /** The fewest machines. Defaults to 2, and 1 is refused unless `acceptSingleInstance`. */
  minimumInstances?: number;
  /** Accepts one machine, with which every replacement and every fault of it is an outage. Defaults to false. */
  acceptSingleInstance?: boolean;
  /** The most machines, more than the fewest: while machines are replaced, new ones stand beside the old ones. */
  maximumInstances: number;
  /**
   * Requests per machine and minute that are held by adding and taking away machines. Defaults to nothing: the number of machines
   * is then left to other policies.
   */
  requestsPerInstancePerMinute?: number;
  /** Seconds that a new machine needs until it serves. Until then its health does not count. Defaults to 120. */
  warmupSeconds?: number;
  /** What a new machine runs, as text; it is encoded for AWS, and kept secret. Defaults to nothing. */
  userData?: pulumi.Input<string>;
  /** The instance profile, by its ARN. Defaults to none. */
  instanceProfileArn?: pulumi.Input<string>;
  /** The subnets of the machines, of at least two zones. Defaults to those of the load balancer. */
  subnetIds?: pulumi.Input<string>[];
  /**
   * Security groups of the machines beside the one that lets the load balancer in, which this component makes. Defaults to none.
   */
  securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** How many tasks an ECS service has where requests decide. */
export interface AlbServiceScalingArgs {
  /** The fewest tasks. Defaults to 2, and 1 is refused unless `acceptSingleTask`. */
  minimumTasks?: number;
  /** The most tasks, not counting those that stand beside old ones during a deployment. */
  maximumTasks: number;
  /** Requests per task and minute that are held by adding and taking away tasks. */
  requestsPerTaskPerMinute: number;
}

/** A service of Amazon ECS, whose tasks have addresses of their own (network mode `awsvpc`). */
export interface AlbServiceArgs {
  /** The cluster, by its ARN. Another one makes another service, which serves before the old one goes. */
  clusterArn: pulumi.Input<string>;
  /**
   * What its tasks run, by the ARN of one revision. Another revision is rolled out in place: new tasks are healthy before old ones go,
   * and ECS takes back one whose tasks never get healthy, of which the update then warns.
   */
  taskDefinitionArn: pulumi.Input<string>;
  /** The container of that definition which listens at `application.port`, by its name. */
  containerName: pulumi.Input<string>;
  /** What the tasks run on. Defaults to Fargate. Another one makes another service, which serves before the old one goes. */
  launchType?: AlbLaunchType;
  /** How many tasks there are. Not with `scaling`. Defaults to 2, and 1 is refused unless `acceptSingleTask`. */
  desiredCount?: number;
  /** Accepts one task, each fault of which is an outage. Defaults to false. */
  acceptSingleTask?: boolean;
  /**
   * Has requests decide how many tasks there are, after the first deployment. Where the target group, the cluster or the launch type is
   * another, the new service begins with the fewest. Defaults to `desiredCount` alone.
   */
  scaling?: AlbServiceScalingArgs;
  /** How many tasks there may be during a deployment, in percent of those there are: room for one more at least. Defaults to 200. */
  deploymentMaximumPercent?: number;
  /** Seconds that a new task needs until it serves. Until then its health does not count. Defaults to 120. */
  healthCheckGracePeriodSeconds?: number;
  /** The subnets of the tasks, of at least two zones, from which they reach the registry of their images. */
  subnetIds: pulumi.Input<string>[];
  /** Security groups of the tasks beside the one that lets the load balancer in, which this component makes. Defaults to none. */
  securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether tasks get public addresses, without which they reach nothing outside from a public subnet. Only on Fargate. Defaults to false. */
  assignPublicIp?: boolean;
}

/** Where requests go: exactly one of these. */
export interface AlbTargetsArgs {
  /** Instances by their ids, by a key you choose. */
  instanceIds?: Record<string, pulumi.Input<string>>;
  /** Addresses inside the VPC, by a key you choose. */
  addresses?: Record<string, pulumi.Input<string>>;
  /** An Auto Scaling group, which this component makes. */
  autoScaling?: AlbAutoScalingArgs;
  /** A service of Amazon ECS, which this component makes. */
  service?: AlbServiceArgs;
  /**
   * What registers the targets by itself, in words a reviewer understands, for example `the controller of the cluster`: give it
   * `targetGroupArn`, and lead a hostname here only once its targets serve. Another port or protocol makes another target group, in
   * which nobody is until its targets have moved: make a second `AlbOrigin` beside this one, and let the pool lead there then.
   */
  managedBy?: string;
  /** What it registers. Only with `managedBy`. Defaults to `ip`. */
  targetType?: AlbTargetType;
}

/** Client certificates at an `AlbOrigin`, as Cloudflare's Authenticated Origin Pulls sends them. */
export interface AlbClientVerificationArgs {
  /** What is done with them. */
  mode: AlbClientCertificates;
  /** The trust store with the authority that signs them, by its ARN. Only, and always, where they are enforced. */
  trustStoreArn?: pulumi.Input<string>;
}

/** A header without which every request is refused. */
export interface AlbRequiredHeaderArgs {
  /** Its name, for example `x-origin-key`. */
  name: string;
  /** The secret values that are accepted: one, or two while it is changed. They are kept secret. */
  values: pulumi.Input<string>[];
  /**
   * Whether requests without it are refused. Where it is false a site's monitor sends it all the same: say so in an `up` before it is
   * demanded and in one after, or the monitor's probes are refused in between. Defaults to true.
   */
  enforced?: boolean;
}

/** Where an `AlbOrigin` writes its access logs. */
export interface AlbAccessLogsArgs {
  /** Name of the S3 bucket, whose policy lets Elastic Load Balancing write. */
  bucket: pulumi.Input<string>;
  /** What the names of the logs begin with. Defaults to nothing. */
  prefix?: pulumi.Input<string>;
}

/** What an `AlbOrigin` is made of, but for where it stands and who reaches it. */
export interface AlbContentArgs {
  /** The public subnets of the load balancer, of at least two zones. */
  subnetIds: pulumi.Input<string>[];
  /** The certificate of the hostname that Cloudflare asks for, by its ARN in ACM, of the same region. */
  certificateArn: pulumi.Input<string>;
  /** Certificates of further hostnames, by a key you choose. Defaults to none. */
  additionalCertificateArns?: Record<string, pulumi.Input<string>>;
  /** Whether Cloudflare may come by IPv6 too; the subnets need IPv6 then. Defaults to false. */
  dualStack?: boolean;
  /** What answers at port 80. Defaults to nothing. */
  plainHttp?: AlbPlainHttp;
  /** The security policy of TLS. Defaults to the one that AWS recommends: TLS 1.2 and 1.3. Those with older versions are refused. */
  tlsPolicy?: string;
  /** After how many idle seconds the load balancer closes a connection, 900 to 4000. Defaults to 960, over Cloudflare's 900. */
  idleTimeoutSeconds?: number;
  /** The application. */
  application: AlbApplicationArgs;
  /** Where it runs. */
  targets: AlbTargetsArgs;
  /** Client certificates. Defaults to none being asked for. */
  clientVerification?: AlbClientVerificationArgs;
  /** A header without which every request is refused, where client certificates cannot be had. Defaults to none. */
  requiredHeader?: AlbRequiredHeaderArgs;
  /** Whether AWS refuses to delete the load balancer. Defaults to true; say false in one update before it is to go. */
  deletionProtection?: boolean;
  /** Where access logs go. Defaults to nowhere. */
  accessLogs?: AlbAccessLogsArgs;
  /** Tags for everything that is made. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What an `AlbOrigin` is made of. */
export interface AlbOriginArgs extends AlbContentArgs {
  /** The VPC. */
  vpcId: pulumi.Input<string>;
  /** The region of that VPC, for example `eu-central-1`. Defaults to the provider's region. */
  region?: string;
  /** The security groups that let Cloudflare in: `securityGroupIds` of an `OriginFirewall` of this VPC. */
  securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
}
