import { anyOf, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { s3Hostnames } from "../../facts/aws/hostnames";
import type { Inventory } from "../graph/inventory";
import { isObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { isReference } from "../graph/targets";
import { bucketPolicies } from "./bucketSettings";
import {
  isOfAllObjects,
  isReading,
  letsEverybodyRead,
  statementsOf,
  textsOf,
} from "./bucketPolicies";
import { defaultOrigin } from "./gatewayDoors";

/** A bucket that a distribution of CloudFront asks for all that no path says otherwise. */
export interface FrontBucket {
  /** The bucket. */
  readonly bucket: ModelResource;
  /** Whether the distribution signs what it asks. */
  readonly isSigned: boolean;
  /** Whether a policy of the bucket lets it read every object. */
  readonly mayRead: Certainty;
}

/**
 * Reads whether a distribution of CloudFront may read the bucket that it asks by default.
 * Source: Amazon CloudFront developer guide, private-content-restricting-access-to-s3 (the service with the distribution's ARN, or the identity).
 * @param inventory - The resources.
 * @param distribution - The distribution.
 * @returns Undefined where it asks no bucket of the inventory.
 */
export function frontBucketOf(
  inventory: Inventory,
  distribution: ModelResource,
): FrontBucket | undefined {
  const own = defaultOrigin(distribution.properties);
  const address = own && readText(own.domainName);
  const bucket =
    own === undefined || isObject(own.customOriginConfig)
      ? undefined
      : inventory.ofType("bucket").find((each) => isAt(each, address));
  if (own === undefined || bucket === undefined) {
    return undefined;
  }
  const identity = isObject(own.s3OriginConfig)
    ? readText(own.s3OriginConfig.originAccessIdentity)
    : undefined;
  const lets: (statement: ModelObject) => Certainty = isReference(own.originAccessControlId)
    ? (statement) => letsService(statement, distribution)
    : (statement) => letsIdentity(statement, identity);
  return {
    bucket,
    isSigned: isReference(own.originAccessControlId) || isReference(identity),
    mayRead: anyOf(bucketPolicies(inventory, bucket).map((policy) => letsRead(policy, lets))),
  };
}

function isAt({ properties }: ModelResource, address: unknown): boolean {
  const { bucket, bucketDomainName, bucketRegionalDomainName } = properties;
  const told: readonly (ModelValue | undefined)[] = [bucketDomainName, bucketRegionalDomainName];
  const [, named] = typeof address === "string" ? (s3Hostnames.bucket.exec(address) ?? []) : [];
  return (
    typeof address === "string" &&
    (told.some((each) => readText(each) === address) ||
      (named !== undefined && named === readText(bucket)))
  );
}

function letsRead(
  policy: ModelValue | undefined,
  lets: (statement: ModelObject) => Certainty,
): Certainty {
  const text = readText(policy);
  if (text === unknownValue) {
    return "unknown";
  }
  const allowing = statementsOf(text ?? "").filter(
    ({ Effect, Action }) => Effect === "Allow" && textsOf(Action).some(isReading),
  );
  const found = allowing.map((statement) => {
    const does = lets(statement);
    return does === "yes" && !isOfAllObjects(statement) ? "unknown" : does;
  });
  return anyOf([letsEverybodyRead(policy), ...found]);
}

/** The service CloudFront, for every distribution or for those whose ARNs a condition names. */
function letsService(
  { Principal, Condition }: ModelObject,
  { id, properties }: ModelResource,
): Certainty {
  const services = isObject(Principal) ? textsOf(Principal.Service) : [];
  if (!services.includes("cloudfront.amazonaws.com")) {
    return "no";
  }
  if (Condition === undefined) {
    return "yes";
  }
  const tested = isObject(Condition) ? Object.entries(Condition) : [];
  const [[operator = "", keys] = [], ...others] = tested;
  const [[key = "", value] = [], ...more] = isObject(keys) ? Object.entries(keys) : [];
  const arn = readText(properties.arn);
  const isKnown =
    /^(?:String|Arn)(?:Equals|Like)(?:IfExists)?$/.test(operator) &&
    key.toLowerCase() === "aws:sourcearn" &&
    others.length + more.length === 0;
  const own = typeof arn === "string" ? arn : id && `:distribution/${id}`;
  const named = textsOf(value);
  return !isKnown ||
    own === undefined ||
    named.length === 0 ||
    named.some((each) => /[*?]/.test(each))
    ? "unknown"
    : named.some((each) => each.endsWith(own))
      ? "yes"
      : "no";
}

/** An identity is named by its ARN, or by what S3 calls it, which the identity alone says. */
function letsIdentity(
  { Principal }: ModelObject,
  identity: ReturnType<typeof readText>,
): Certainty {
  const named = isObject(Principal) ? Principal : {};
  const id = typeof identity === "string" ? identity.split("/").at(-1) : identity;
  if (id === undefined || id === "") {
    return "no";
  }
  return id === unknownValue || named.CanonicalUser !== undefined
    ? "unknown"
    : textsOf(named.AWS).some((each) => each.endsWith(` ${id}`))
      ? "yes"
      : "no";
}
