import { allOf, anyOf, negated, type Certainty } from "../../core/certainty";
import { isWithin, joinRanges, overlap, parseRanges, type AddressRange } from "../../core/cidrs";
import { cloudflareByFamily } from "../firewall/admittedRanges";
import { unknownValue } from "../../core/known";
import { isList, isObject, knownList, readList, readText } from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";

/**
 * Whether a policy keeps everybody from every object, which counts for more than what lets them in.
 * @param policy - A bucket's policy.
 * @param isWebsite - Whether the bucket is asked as a website, which speaks plain HTTP alone.
 * @returns True where it does for certain.
 */
export function deniesEverybody(policy: ModelValue | undefined, isWebsite: boolean): boolean {
  const text = readText(policy);
  return (
    typeof text === "string" &&
    statementsOf(text).some((statement) => {
      const { Effect, Principal, Action, Condition } = statement;
      return (
        Effect === "Deny" &&
        isEverybody(Principal) &&
        textsOf(Action).some(isReading) &&
        isOfAllObjects(statement) &&
        (Condition === undefined || (isWebsite && isOfPlainHttp(Condition)))
      );
    })
  );
}

/** How much of Cloudflare may read every object of a bucket without a signature. */
export type CloudflareShare = "all" | "some" | "none" | "unknown";

/**
 * Says how much of Cloudflare a policy lets read. Buckets and websites of S3 have addresses of IPv4, unless they are named by `dualstack`.
 * Source: Amazon S3 user guide, example-bucket-policies (IpAddress and NotIpAddress of aws:SourceIp) and WebsiteEndpoints.
 * @param policy - A bucket's policy.
 * @param isWebsite - Whether the bucket is asked as a website, which speaks plain HTTP alone.
 */
export function cloudflareShare(
  policy: ModelValue | undefined,
  isWebsite: boolean,
): CloudflareShare {
  const text = readText(policy);
  const all = typeof text === "string" ? statementsOf(text).filter(isOfReading) : undefined;
  if (all?.every(isOfAllObjects) !== true) {
    return "unknown";
  }
  const [allows, denies] = ["Allow", "Deny"].map((effect) =>
    all.filter(({ Effect }) => Effect === effect).map(({ Condition }) => Condition),
  );
  const read = cloudflareByFamily.ipv4.map((range) => {
    const allowed = anyOf((allows ?? []).map((condition) => holdsFor(condition, range, isWebsite)));
    const denied = anyOf((denies ?? []).map((condition) => holdsFor(condition, range, isWebsite)));
    return allOf([allowed, negated(denied)]);
  });
  const first = read[0] ?? "unknown";
  return read.includes("unknown")
    ? "unknown"
    : read.some((each) => each !== first)
      ? "some"
      : first === "yes"
        ? "all"
        : "none";
}

/** The statements of a policy that are about others than everybody who reads, as text; undefined where the policy is not known. */
export function otherStatements(policy: ModelValue | undefined): string | undefined {
  const text = readText(policy);
  return text === unknownValue
    ? undefined
    : JSON.stringify(statementsOf(text ?? "").filter((each) => !isOfReading(each)));
}

function isOfReading({ Principal, Action }: ModelObject): boolean {
  return isEverybody(Principal) && (Action === undefined || textsOf(Action).some(isReading));
}

/** Whether a condition holds for what comes from a range of Cloudflare. */
function holdsFor(
  condition: ModelValue | undefined,
  range: AddressRange,
  isWebsite: boolean,
): Certainty {
  if (condition === undefined) {
    return "yes";
  }
  if (isOfPlainHttp(condition)) {
    return isWebsite ? "yes" : "unknown";
  }
  const [[operator = "", tested] = [], ...others] = isObject(condition)
    ? Object.entries(condition)
    : [];
  const [[key = "", value] = [], ...more] = isObject(tested) ? Object.entries(tested) : [];
  const texts = textsOf(value);
  const ranges = joinRanges(parseRanges(texts));
  const isOwn = key.toLowerCase() === "aws:sourceip" && texts.length > 0;
  if (others.length > 0 || more.length > 0 || !isOwn) {
    return "unknown";
  }
  const isIn = isWithin(range, ranges)
    ? "yes"
    : ranges.some((each) => overlap(each, range))
      ? "unknown"
      : "no";
  return operator === "IpAddress" ? isIn : operator === "NotIpAddress" ? negated(isIn) : "unknown";
}

const everyObject = /^(?:\*|arn:aws[\w-]*:s3:::[^/]*(?:\/\*|\*))$/;

/** Whether a statement is about every object of a bucket. */
export function isOfAllObjects({ Resource }: ModelObject): boolean {
  return textsOf(Resource).some((each) => everyObject.test(each));
}

/** The texts of a value, or of a list of them. */
export function textsOf(value: ModelValue | undefined): string[] {
  return (isList(value) ? value : [value]).filter((each) => typeof each === "string");
}

/** Whether a pattern of actions holds for reading an object. Source: IAM user guide, reference_policies_elements_action (`*`, no case). */
export function isReading(pattern: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  return parts.length === 1
    ? first === reading
    : reading.startsWith(first) && reading.endsWith(last);
}

const reading = "s3:getobject";

function isOfPlainHttp(condition: ModelValue): boolean {
  const [operator, ...others] = isObject(condition) ? Object.entries(condition) : [];
  const [name = "", tested] = operator ?? [];
  const keys = isObject(tested) ? Object.entries(tested) : [];
  const [[key = "", value] = []] = keys;
  return (
    others.length === 0 &&
    keys.length === 1 &&
    /^Bool(?:IfExists)?$/i.test(name) &&
    key.toLowerCase() === "aws:securetransport" &&
    ["false", false].some((each) => each === (isList(value) ? value[0] : value))
  );
}

/**
 * Whether a policy lets everybody read without a condition, which would make it no public one.
 * @param policy - A bucket's policy.
 */
export function letsEverybodyRead(policy: ModelValue | undefined): Certainty {
  const text = readText(policy);
  if (text === unknownValue) {
    return "unknown";
  }
  const statements = text === undefined ? [] : statementsOf(text);
  const open = statements.filter(
    ({ Effect, Principal, Action }) =>
      Effect === "Allow" &&
      isEverybody(Principal) &&
      (Action === undefined || textsOf(Action).some(isReading)),
  );
  return open.some(({ Condition }) => Condition === undefined)
    ? "yes"
    : open.length > 0
      ? "unknown"
      : "no";
}

/** The statements of a policy of JSON; none where it is none. */
export function statementsOf(text: string): ModelObject[] {
  try {
    const { Statement } = JSON.parse(text) as ModelObject;
    const all = isObject(Statement) ? [Statement] : (knownList(readList(Statement)) ?? []);
    return all.filter(isObject);
  } catch {
    return [];
  }
}

/** Whether a statement is for everybody. */
export function isEverybody(principal: ModelValue | undefined): boolean {
  if (!isObject(principal)) {
    return principal === "*";
  }
  const { AWS: named } = principal;
  return named === "*" || (isList(named) && named.includes("*"));
}
