import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { mentionsOf, wordsIn } from "../graph/mentions";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { carrierOf } from "./admission";
import { hostnamesAtGateway } from "./gatewayLeads";
import { gatewaysOf } from "./gatewayOrigins";
import { functionCalledBy } from "./invocations";
import type { OriginPaths } from "./originPaths";
import { taskDefinitionOf } from "./taskDefinitions";
import { userDataOf } from "./userData";

/** What answers requests for hostnames in the end, with what says what it needs. */
export interface Application {
  /** A service of ECS, an instance, an Auto Scaling group or a function. */
  readonly serves: ModelResource;
  /** Itself, and its task definition or its launch template. */
  readonly parts: readonly ModelResource[];
  /** The hostnames whose requests it answers, sorted; none where the resources do not say. */
  readonly hostnames: readonly string[];
}

const known = new WeakMap<OriginPaths, Applications>();

/** What answers requests for hostnames in the end. */
export class Applications {
  /** All of them, each once. */
  readonly all: readonly Application[];
  readonly #naming = new Map<string, Application[]>();

  private constructor(paths: OriginPaths) {
    const found = new Map<string, { serves: ModelResource; hostnames: Set<string> }>();
    for (const { serves, hostnames } of [...behindBalancers(paths), ...askedItself(paths)]) {
      const own = getOrCreate(found, serves.key, () => ({ serves, hostnames: new Set() }));
      hostnames.forEach((each) => own.hostnames.add(each));
    }
    this.all = [...found.values()].map(({ serves, hostnames }) => ({
      ...{ serves, parts: partsOf(paths.model.inventory, serves) },
      hostnames: [...hostnames].sort(),
    }));
    for (const application of this.all) {
      for (const word of wordsOf(application)) {
        getOrCreate(this.#naming, word, () => []).push(application);
      }
    }
  }

  /**
   * Finds the applications of a model, which are read once however often they are asked for.
   * @param paths - What stands behind hostnames.
   */
  static of(paths: OriginPaths): Applications {
    return getOrCreate(known, paths, () => new Applications(paths));
  }

  /**
   * Lists the applications that name something, in whatever property.
   * @param names - What it may be called.
   * @returns The applications, each once.
   */
  naming(names: readonly string[]): Application[] {
    return [...new Set(names.flatMap((name) => this.#naming.get(name) ?? []))];
  }

  /** The application that something serves in; undefined where no request gets there. */
  of({ key }: ModelResource): Application | undefined {
    return this.all.find(({ serves }) => serves.key === key);
  }
}

/** What says by its values alone what a program is given: it depends on nothing else. */
const given: ReadonlySet<string> = new Set<ModelTypeName>(["taskDefinition", "launchTemplate"]);

function wordsOf({ parts }: Application): ReadonlySet<string> {
  return new Set(
    parts.flatMap((part) => [
      ...mentionsOf(part),
      ...userDataOf(part).flatMap(wordsIn),
      ...(given.has(modelType(part.type) ?? "") ? (part.dependencies ?? []) : []),
    ]),
  );
}

type Led = Pick<Application, "serves" | "hostnames">;

function behindBalancers(paths: OriginPaths): Led[] {
  return paths.uses.flatMap((use) => {
    const hostnames = paths.isAsked(use) ? paths.hostnames(use.machine) : [];
    return paths
      .sources(use.group)
      .flatMap(({ serves }) => (serves === undefined ? [] : [{ serves, hostnames }]));
  });
}

/** Machines and functions that no load balancer stands before. */
function askedItself(paths: OriginPaths): Led[] {
  const { model } = paths;
  const { inventory } = model;
  const machines = inventory
    .ofType("instance")
    .map((serves) => ({ serves, hostnames: paths.hostnames(serves) }))
    .filter(({ hostnames }) => hostnames.length > 0);
  const called = gatewaysOf(inventory).flatMap((gateway) => {
    const functions = functionsBehind(inventory, gateway);
    const hostnames = functions.length === 0 ? [] : hostnamesAtGateway(model, gateway);
    return hostnames.length === 0 ? [] : functions.map((serves) => ({ serves, hostnames }));
  });
  return [...machines, ...called];
}

/** What names the API of a domain, and by which property. */
const mappings = {
  apiDomain: ["apiMapping", "apiId", "httpApi"],
  restDomain: ["restMapping", "restApi", "restApi"],
} as const;

/** The functions that a URL, an API or the domain of one calls. */
function functionsBehind(inventory: Inventory, gateway: ModelResource): ModelResource[] {
  const type = modelType(gateway.type);
  if (type === "functionUrl") {
    return linkedAt(inventory, gateway, "functionName", "lambdaFunction");
  }
  if (type !== "apiDomain" && type !== "restDomain") {
    return called(inventory, gateway);
  }
  const [mapping, property, api] = mappings[type];
  return inventory
    .linkedTo(gateway, mapping)
    .flatMap((each) => linkedAt(inventory, each, property, api))
    .flatMap((each) => called(inventory, each));
}

function linkedAt(
  inventory: Inventory,
  resource: ModelResource,
  path: string,
  type: ModelTypeName,
): ModelResource[] {
  return tokensAt(resource, path).flatMap((token) => linkedResource(inventory, type, token) ?? []);
}

function called(inventory: Inventory, api: ModelResource): ModelResource[] {
  const integrations = (["apiIntegration", "restIntegration"] as const).flatMap((type) =>
    inventory.linkedTo(api, type),
  );
  return integrations.flatMap((integration) => {
    const named = functionCalledBy(inventory, integration);
    const words = named === undefined ? [...mentionsOf(integration)] : [];
    const mentioned = words.flatMap(
      (word) => linkedResource(inventory, "lambdaFunction", word) ?? [],
    );
    return named === undefined ? mentioned : [named];
  });
}

const profilePaths = ["", ".arn", ".name"].map((end) => `iamInstanceProfile${end}`);

/** What says what something that serves needs. */
function partsOf(inventory: Inventory, serves: ModelResource): ModelResource[] {
  const own = [serves, taskDefinitionOf(inventory, serves)?.resource, carrierOf(inventory, serves)];
  const parts = [...new Set(own)].filter((part) => part !== undefined);
  const profiles = parts.flatMap((part) =>
    profilePaths.flatMap((path) => linkedAt(inventory, part, path, "instanceProfile")),
  );
  return [...parts, ...new Set(profiles)];
}
