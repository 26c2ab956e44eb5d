import { ownEntry } from "../../../core/ownEntry";
import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors as cloudflareErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { refuse } from "../calls/refuse";
import type { Place } from "../resources/handler";
import {
  isAbsent,
  isObject,
  list,
  object,
  same,
  text,
  texts,
  type Properties,
  type PropertyValue,
} from "../values";
import { type Invoke, type InvokeAnswer } from "../provider/invokeCall";
import { awsGet, cloudflareGet } from "./call";

/**
 * Looks for what programs have made, as a function does that is named after a resource type: `getSubnet` finds one
 * `Subnet`, `getSubnets` the ids of all that fit.
 * @param token - Token of the function, e.g. `aws:ec2/getSubnet:getSubnet`.
 * @param types - The types of which objects exist.
 * @returns What answers it, or undefined where no object of such a type exists.
 */
export function lookupOf(token: string, types: Iterable<string>): Invoke | undefined {
  const [service = "", module = "", name = ""] = token.split(":");
  const folder = module.split("/")[0] ?? "";
  for (const type of types) {
    const [ofService, ofModule = "", className = ""] = type.split(":");
    const isSame = ofService === service && ofModule.split("/")[0] === folder;
    if (isSame && name === `get${className}`) {
      return single(type, name, folder, service);
    }
    if (isSame && name === `get${className}s`) {
      return several(type, name, folder, service);
    }
  }
  return undefined;
}

function single(type: string, name: string, folder: string, service: string): Invoke {
  return (args, place) => ({
    request: requestOf(name, folder, service, place),
    answer: () => {
      const [found, second] = matching(type, args, place);
      if (found === undefined) {
        return none(name, args, service);
      }
      return second !== undefined && service === "aws" && args.mostRecent !== true
        ? refuse(awsErrors.notFound, `${name} found more than one; name it more closely`)
        : foundAnswer(args, found, found.id);
    },
  });
}

function several(type: string, name: string, folder: string, service: string): Invoke {
  return (args, place) => ({
    request: requestOf(name, folder, service, place),
    answer: () => {
      const found = matching(type, args, place);
      const ids = found.map(({ id }) => id);
      const results = found.map(({ id, properties }) => ({ ...properties, id }));
      const arns = service === "aws" ? arnsOf(found) : {};
      return {
        properties: { ...args, id: name, ids, results, ...arns },
        secrets: found.some(({ secrets }) => secrets.length > 0) ? ["results"] : [],
      };
    },
  });
}

/**
 * Answers with one object.
 * @param args - What was asked.
 * @param found - The object.
 * @param id - Its id as the function says it.
 * @returns The answer, in which what the object keeps secret, or holds a secret, is secret.
 */
export function foundAnswer(
  args: Properties,
  { properties, secrets }: StoredObject,
  id: string,
): InvokeAnswer {
  const names = new Set(secrets.map((path) => path.split(/[.[]/)[0] ?? path));
  return { properties: { ...args, ...properties, id }, secrets: [...names] };
}

function requestOf(name: string, folder: string, service: string, place: Place) {
  const action = name.replace(/^get/, "Describe");
  return service === "aws" ? awsGet(folder, action, place) : cloudflareGet(`/${name}`);
}

function arnsOf(found: readonly StoredObject[]): Properties {
  return { arns: found.map(({ properties }) => text(properties.arn)) };
}

function none(name: string, args: Properties, service: string): never {
  const errors = service === "aws" ? awsErrors : cloudflareErrors;
  return refuse(
    errors.notFound,
    `${name} found nothing with the given ${Object.keys(args).join(", ")}; the sandbox's account holds what programs made in it`,
  );
}

/**
 * The objects that say the same about every argument about which they say anything. What names one object must be there.
 * Filters are EC2's (`vpc-id`, `tag:Name`) or Cloudflare's (`{ name: { exact } }`).
 */
function matching(type: string, args: Properties, place: Place): StoredObject[] {
  const { filters, filter, ...wanted } = args;
  const exact = Object.entries(object(filter)).map(([name, value]): [string, PropertyValue] => [
    name,
    isObject(value) ? (value.exact ?? null) : value,
  ]);
  return place.account.ofType(type).filter(({ id, properties }) => {
    const own: Properties = { ...properties, id, [idName(type)]: id };
    const isHere = isAbsent(own.region) || own.region === place.region;
    return (
      isHere &&
      [...Object.entries(wanted), ...exact].every(([name, value]) => fits(own, name, value)) &&
      list(filters).every((one) => passes(own, object(one)))
    );
  });
}

/** What a function may call the id of what it looks for: `vpcId`, `dnsRecordId`. */
function idName(type: string): string {
  const className = type.split(":").at(-1) ?? "";
  return `${className.charAt(0).toLowerCase()}${className.slice(1)}Id`;
}

/** Arguments that name one object; an object without them is another one. */
const naming: ReadonlySet<string> = new Set(["name", "arn", "domain", "domainName", "bucket"]);

function fits(own: Properties, name: string, value: PropertyValue): boolean {
  const held = ownEntry(own, name);
  if (isAbsent(value) || Array.isArray(value)) {
    return true;
  }
  if (isAbsent(held)) {
    return !naming.has(name);
  }
  return isObject(value)
    ? Object.entries(value).every(([key, one]) => same(ownEntry(object(held), key), one))
    : same(held, value);
}

function passes(own: Properties, condition: Properties): boolean {
  const name = text(condition.name);
  const tag = /^tag:(.*)$/.exec(name)?.[1];
  const property = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const held = tag === undefined ? ownEntry(own, property) : ownEntry(object(own.tags), tag);
  return texts(condition.values).some(
    (value) => same(held, value) || value === JSON.stringify(held ?? null),
  );
}
