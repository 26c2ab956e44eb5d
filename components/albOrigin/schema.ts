import {
  fieldsOf,
  input,
  late,
  listOf,
  mapOf,
  ruled,
  text,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import { ownEntry } from "../../core/ownEntry";
import { describeValue } from "../../core/problem";
import {
  albIdleTimeoutSeconds,
  deregistrationDelaySeconds,
  deregistrationMarginSeconds,
  headerCondition,
} from "../../facts/aws/loadBalancing";
import { oldTlsPolicies, recommendedTlsPolicy } from "../../facts/aws/tlsPolicies";
import { portRange } from "../../facts/cloudflare/ports";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { choice, textLike, wholeNumber } from "../../core/valueSchemas";
import { healthPathSchema, regionSchema, tagsSchema } from "../internal/valueSchemas";
import {
  AlbClientCertificates,
  AlbLaunchType,
  AlbPlainHttp,
  AlbTargetType,
  type AlbAccessLogsArgs,
  type AlbApplicationArgs,
  type AlbAutoScalingArgs,
  type AlbClientVerificationArgs,
  type AlbContentArgs,
  type AlbOriginArgs,
  type AlbRequiredHeaderArgs,
  type AlbServiceArgs,
  type AlbServiceScalingArgs,
  type AlbTargetsArgs,
} from "./args";

const aboveZero = { minimum: 1, maximum: Number.POSITIVE_INFINITY };

const application = fieldsOf({
  port: wholeNumber(portRange),
  tls: toggle.optional(),
  healthPath: healthPathSchema,
  acceptShallowPath: toggle.optional(),
  longestRequestSeconds: wholeNumber({
    minimum: 1,
    maximum: deregistrationDelaySeconds.maximum - deregistrationMarginSeconds,
  }).optional(),
  keepAliveSeconds: wholeNumber(aboveZero).optional(),
} satisfies SchemaOf<AlbApplicationArgs>);

const autoScaling = fieldsOf({
  imageId: input(),
  instanceType: input(),
  minimumInstances: wholeNumber(aboveZero).optional(),
  acceptSingleInstance: toggle.optional(),
  maximumInstances: wholeNumber(aboveZero),
  requestsPerInstancePerMinute: wholeNumber(aboveZero).optional(),
  warmupSeconds: wholeNumber({ minimum: 0, maximum: 7200 }).optional(),
  userData: input().optional(),
  instanceProfileArn: input().optional(),
  subnetIds: listOf(input()).optional(),
  securityGroupIds: late(listOf(input())).optional(),
} satisfies SchemaOf<AlbAutoScalingArgs>);

const service = fieldsOf({
  clusterArn: input(),
  taskDefinitionArn: input(),
  containerName: input(),
  launchType: choice(AlbLaunchType).optional(),
  desiredCount: wholeNumber(aboveZero).optional(),
  acceptSingleTask: toggle.optional(),
  scaling: fieldsOf({
    minimumTasks: wholeNumber(aboveZero).optional(),
    maximumTasks: wholeNumber(aboveZero),
    requestsPerTaskPerMinute: wholeNumber(aboveZero),
  } satisfies SchemaOf<AlbServiceScalingArgs>).optional(),
  deploymentMaximumPercent: wholeNumber(aboveZero).optional(),
  healthCheckGracePeriodSeconds: wholeNumber({ minimum: 0, maximum: 2_147_483_647 }).optional(),
  subnetIds: listOf(input()),
  securityGroupIds: late(listOf(input())).optional(),
  assignPublicIp: toggle.optional(),
} satisfies SchemaOf<AlbServiceArgs>);

const targets = fieldsOf({
  instanceIds: mapOf(input()).optional(),
  addresses: mapOf(input()).optional(),
  autoScaling: autoScaling.optional(),
  service: service.optional(),
  managedBy: text.optional(),
  targetType: choice(AlbTargetType).optional(),
} satisfies SchemaOf<AlbTargetsArgs>);

const clientVerification = fieldsOf({
  mode: choice(AlbClientCertificates),
  trustStoreArn: input().optional(),
} satisfies SchemaOf<AlbClientVerificationArgs>);

/** The name of a header that requests must have. */
export const headerNameSchema = textLike(
  new RegExp(`^(?!host$)[a-z0-9-]{1,${headerCondition.longestName}}$`, "i"),
  `be the name of a header of at most ${headerCondition.longestName} letters, digits and hyphens, and not Host`,
);

const requiredHeader = fieldsOf({
  name: headerNameSchema,
  values: listOf(input()),
  enforced: toggle.optional(),
} satisfies SchemaOf<AlbRequiredHeaderArgs>);

const tlsPolicy = ruled({ type: "string" }, (value) => {
  const isNamed = typeof value === "string" && /^ELBSecurityPolicy-[\w-]+$/.test(value);
  const old = isNamed ? ownEntry(oldTlsPolicies, value) : undefined;
  const rule = "be a security policy of Elastic Load Balancing without TLS 1.0 and 1.1";
  return isNamed && old === undefined
    ? undefined
    : {
        ...{ path: "", rule, hint: `Leave it out for ${recommendedTlsPolicy}` },
        actual: describeValue(value) + (old === undefined ? "" : `, which lets TLS ${old} in`),
      };
});

/** The arguments of `AlbOrigin` but for where it stands and who reaches it. */
export const albContentFields = {
  subnetIds: listOf(input()),
  certificateArn: input(),
  additionalCertificateArns: mapOf(input()).optional(),
  dualStack: toggle.optional(),
  plainHttp: choice(AlbPlainHttp).optional(),
  tlsPolicy: tlsPolicy.optional(),
  idleTimeoutSeconds: wholeNumber({
    ...albIdleTimeoutSeconds,
    minimum: originConnectionLimits.idle.seconds,
  }).optional(),
  application,
  targets,
  clientVerification: clientVerification.optional(),
  requiredHeader: requiredHeader.optional(),
  deletionProtection: toggle.optional(),
  accessLogs: fieldsOf({
    bucket: input(),
    prefix: input().optional(),
  } satisfies SchemaOf<AlbAccessLogsArgs>).optional(),
  tags: tagsSchema.optional(),
} satisfies SchemaOf<AlbContentArgs>;

/** The arguments of `AlbOrigin`. */
export const albOriginSchema = fieldsOf({
  ...albContentFields,
  vpcId: input(),
  region: regionSchema.optional(),
  securityGroupIds: late(listOf(input())),
} satisfies SchemaOf<AlbOriginArgs>);
