import { awsResourceRules } from "../../../facts/aws/resourceRules";
import { ownEntry } from "../../../core/ownEntry";
import type { Operation, Place, ResourceHandler, Route } from "../resources/handler";
import { isAbsent, object, text, type Properties } from "../values";
import { admitIds } from "./malformedIds";

/** What modules of the provider are called whose resources are EC2's. */
const ec2Services: ReadonlySet<string> = new Set(["ec2", "vpc"]);

/** Names of the API actions behind the operations of a resource. */
export type Actions = Readonly<Record<Operation, string>>;

/**
 * Makes a handler of an AWS service.
 * @param type - Pulumi type token.
 * @param service - Name of the service, e.g. `ec2`.
 * @param actions - The API action behind each operation.
 * @param more - What else the API knows about it; at least how ids are made.
 * @returns The handler.
 */
export function awsHandler(
  type: string,
  service: string,
  actions: Actions,
  more: Pick<ResourceHandler, "newId"> & Partial<ResourceHandler>,
): ResourceHandler {
  return {
    type,
    service: "aws",
    rules: ownEntry(awsResourceRules, type) ?? {
      source: "the installed SDK's types",
      replaces: ["region"],
      keptOnUpdate: "all",
    },
    route: (operation, _properties, place) => action(service, actions[operation], place),
    ...more,
    validate: (wanted, place, current) => {
      if (ec2Services.has(service)) {
        admitIds(wanted);
      }
      more.validate?.(wanted, place, current);
    },
    computeOutputs: (wanted, place, id, current) => {
      const tagged = isAbsent(wanted.tags) ? {} : object(wanted.tags);
      const base = { region: place.region, tagsAll: { ...tagged } };
      return { ...base, ...more.computeOutputs?.({ ...wanted, ...base }, place, id, current) };
    },
  };
}

/**
 * Writes how an action is called.
 * @param service - Name of the service, e.g. `ec2`.
 * @param name - Name of the action, e.g. `CreateSecurityGroup`.
 * @param place - Where; its region is part of the path.
 * @returns `POST`, or `GET` for an action that only reads, and `<service>.<region>/<Action>`.
 */
export function action(service: string, name: string, place: Place): Route {
  const reads = /^(Describe|Get|List)/.test(name);
  return { method: reads ? "GET" : "POST", path: `${service}.${place.region}/${name}` };
}

/**
 * Writes the ARN of an object.
 * @param place - Account and region.
 * @param service - Name of the service, e.g. `ec2`.
 * @param resource - What follows the account, e.g. `security-group/sg-1`.
 * @returns The ARN.
 */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.seed.awsAccountId}:${resource}`;
}

/**
 * Tells whether an object stands in the region of a call.
 * @param properties - Properties of the object.
 * @param place - Where the call happens.
 * @returns True where both regions are the same.
 */
export function isHere(properties: Properties, place: Place): boolean {
  return text(properties.region) === place.region;
}
