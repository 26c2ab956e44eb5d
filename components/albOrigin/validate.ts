import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { trustStoreArnPattern } from "../../facts/aws/arns";
import { idPrefixes } from "../../facts/aws/ids";
import { nameLengths } from "../../facts/aws/names";
import type { ProblemList } from "../internal/checked";
import { checkedEc2Id } from "../internal/ids";
import { validateArgs, type Validated } from "../internal/validation";
import { shallowPathProblem } from "../internal/valueSchemas";
import {
  AlbClientCertificates,
  type AlbClientVerificationArgs,
  type AlbContentArgs,
  type AlbOriginArgs,
} from "./args";
import {
  checkedCertificate,
  checkedGroups,
  checkedRegionalArn,
  checkedSubnets,
  checkedText,
} from "./awsIds";
import { checkedHeader } from "./requiredHeader";
import {
  albDefaults,
  resolveAlb,
  type AlbPlace,
  type ResolvedAlb,
  type ResolvedAlbOrigin,
} from "./resolve";
import { albOriginSchema } from "./schema";
import { checkedTargets } from "./targets";

/** What Pulumi adds to the component's name: the longest noun of a child, and seven characters of its own. */
const addedCharacters = "-alb-1234567".length;

/**
 * Validates the arguments of an `AlbOrigin`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @param name - The component's name, which AWS is given with an ending.
 * @returns All problems at once, or what to make, with late values behind their checks.
 */
export function validateAlbOrigin(
  args: AlbOriginArgs,
  path: string,
  name: string,
): Validated<ResolvedAlbOrigin> {
  return validateArgs(albOriginSchema, args, path, (problems) => {
    problems.add(nameProblem(name));
    const { region } = args;
    const vpcId = checkedEc2Id(problems, "vpcId", idPrefixes.vpc, args.vpcId);
    const resolve = checkAlb(problems, args, { vpcId, region });
    const securityGroupIds = checkedGroups(problems, "securityGroupIds", args.securityGroupIds);
    return () => ({ ...resolve(), securityGroupIds });
  });
}

/**
 * Checks what goes together in a load balancer of AWS, but for where it stands and who reaches it.
 * @param problems - Takes what is wrong.
 * @param args - The arguments, of which each holds its schema.
 * @param place - Where it stands, which has been checked.
 * @returns Fills in the defaults, where nothing is wrong.
 */
export function checkAlb(
  problems: ProblemList,
  args: AlbContentArgs,
  place: AlbPlace,
): () => ResolvedAlb {
  problems.add(healthProblem(args), keepAliveProblem(args));
  const { region } = place;
  const checked = {
    ...args,
    subnetIds: checkedSubnets(problems, "subnetIds", args.subnetIds),
    certificateArn: checkedCertificate(problems, "certificateArn", args.certificateArn, region),
    additionalCertificateArns: mapEntries(args.additionalCertificateArns ?? {}, (arn, key) =>
      checkedCertificate(problems, keyPath("additionalCertificateArns", key), arn, region),
    ),
    targets: checkedTargets(problems, args.targets, region),
    clientVerification: checkedVerification(problems, args, region),
    accessLogs: args.accessLogs && {
      bucket: checkedText(problems, "accessLogs.bucket", args.accessLogs.bucket),
      prefix: checkedText(problems, "accessLogs.prefix", args.accessLogs.prefix),
    },
    requiredHeader: args.requiredHeader && checkedHeader(problems, args.requiredHeader),
  };
  return () => resolveAlb(checked, place);
}

function nameProblem(name: string): Problem | undefined {
  const longest = nameLengths.loadBalancer - addedCharacters;
  const isFine = name.length <= longest && /^(?!internal-)[A-Za-z0-9][A-Za-z0-9-]*$/.test(name);
  return isFine
    ? undefined
    : {
        path: "name",
        rule: `have at most ${longest} letters, digits and hyphens, begin with neither a hyphen nor internal-, since AWS names the load balancer by it`,
        actual: describeValue(name),
      };
}

function healthProblem({ application }: AlbContentArgs): Problem | undefined {
  const { healthPath, acceptShallowPath } = application;
  return shallowPathProblem("application.healthPath", healthPath, acceptShallowPath);
}

function keepAliveProblem({
  application,
  idleTimeoutSeconds,
}: AlbContentArgs): Problem | undefined {
  const { keepAliveSeconds } = application;
  const idle = idleTimeoutSeconds ?? albDefaults.idleTimeoutSeconds;
  // What is no number of seconds is refused by the schema.
  return keepAliveSeconds === undefined || keepAliveSeconds < 1 || keepAliveSeconds > idle
    ? undefined
    : {
        path: "application.keepAliveSeconds",
        rule: `be more than idleTimeoutSeconds, which is ${idle}: else the application closes connections that the load balancer is about to use, and visitors get Error 502`,
        actual: `${keepAliveSeconds}`,
      };
}

const trustStorePath = "clientVerification.trustStoreArn";

function checkedVerification(
  problems: ProblemList,
  { clientVerification }: AlbContentArgs,
  region: string | undefined,
): AlbClientVerificationArgs | undefined {
  const { mode, trustStoreArn } = clientVerification ?? {};
  problems.add(trustStoreProblem(mode, trustStoreArn));
  const noun = "a trust store of Elastic Load Balancing";
  return (
    clientVerification && {
      ...clientVerification,
      trustStoreArn:
        trustStoreArn === undefined
          ? undefined
          : checkedRegionalArn(problems, trustStorePath, trustStoreArn, {
              ...{ noun, pattern: trustStoreArnPattern, region },
              missing:
                "OriginPulls has one in each of its trustStoreRegions once its mode is enforce",
            }),
    }
  );
}

function trustStoreProblem(
  mode: AlbClientCertificates | undefined,
  trustStoreArn: unknown,
): Problem | undefined {
  const path = trustStorePath;
  if (mode === AlbClientCertificates.Enforce && trustStoreArn === undefined) {
    return { path, rule: "be given where client certificates are enforced", actual: "nothing" };
  }
  return mode === AlbClientCertificates.Observe && trustStoreArn !== undefined
    ? { path, rule: "be left out where client certificates are only observed", actual: "one" }
    : undefined;
}
