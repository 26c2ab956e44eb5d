import { ownEntry, setEntry } from "../../../core/ownEntry";
import { oneToken } from "../../../facts/resourceTypes";
import { undeletableWarning } from "../../../facts/cloudflare/resourceRules";
import { describeProblem } from "../../../core/problem";
import type { Account } from "../account/account";
import { ApiClient, type ApiClientParts } from "./client";
import type { InvokeAnswer, InvokeRouter } from "./invokeCall";
import { mask } from "../journal";
import type { AccountSeed } from "../accountSeed";
import { checkProperties } from "../types/checkTypes";
import type { ResourceShape } from "../types/shape";
import type { SdkShapes } from "../types/shapes";
import { isAbsent, text, type Properties } from "../values";
import { checkRules } from "../resources/checkRules";
import {
  difference,
  previewOutputs,
  computedProperties,
  type Difference,
  type DiffRequest,
} from "./diff";
import { importedState } from "./imports";
import type { Flow, Place, ProviderName, ResourceHandler } from "../resources/handler";
import { createObject, deleteObject, readObject, updateObject } from "./lifecycle";
import {
  argumentsOf,
  refreshedInputs,
  stateAfterWrite,
  toldProperties,
  withRegion,
} from "./outputs";
import { withDefaults } from "../resources/paths";

/** What the stand-in providers work on. */
export interface ProviderParts extends ApiClientParts {
  readonly account: Account;
  readonly seed: AccountSeed;
  /** Declared types, by Pulumi's name of the provider. */
  readonly shapes: Readonly<Record<ProviderName, SdkShapes>>;
  /** What is known about a resource type that an SDK declares, by Pulumi's name of the provider. */
  readonly kinds: Readonly<Record<ProviderName, (type: string) => ResourceHandler>>;
  /** The functions that are served. */
  readonly invokeCall: InvokeRouter;
}

/** One configured instance of a provider; what one engine run waits for, another does not cancel. */
export interface Connection {
  /** Its API client. */
  readonly client: ApiClient;
  /** Region of the instance; "" where it has none. */
  readonly region: string;
}

/** A resource as the engine speaks of it. */
export interface Subject {
  /** Pulumi type token. */
  readonly type: string;
  /** The provider instance that is asked. */
  readonly connection: Connection;
  /** Names of the secret properties. */
  readonly secrets: ReadonlySet<string>;
}

/** Id and outputs of a resource after a call. */
export interface Outcome {
  readonly id: string;
  readonly outputs: Properties;
}

/** A type with everything that is known about it. */
interface Known {
  readonly handler: ResourceHandler;
  readonly shape: ResourceShape;
}

/** The two stand-in providers over one account, without the wire. */
export class StandInProvider {
  /**
   * Makes the providers.
   * @param parts - The account, its journal and faults, and what the SDKs declare.
   */
  constructor(private readonly parts: ProviderParts) {}

  /**
   * Configures an instance.
   * @param region - Its region. Defaults to none: then a resource names its own, or the environment's holds.
   * @returns The instance.
   */
  connect(region = ""): Connection {
    return { client: new ApiClient(this.parts), region };
  }

  /**
   * Configures an instance by the settings of its provider resource.
   * @param settings - The settings, with their region where they have one.
   * @returns The instance.
   */
  configured(settings: Properties): Promise<Connection> {
    return Promise.resolve(this.connect(text(settings.region)));
  }

  /**
   * Finds what is known about a type.
   * @param type - Pulumi type token.
   * @returns The handler and what the SDK declares.
   * @throws {Error} Where the installed SDK declares no such type.
   */
  async known(type: string): Promise<Known> {
    const name = type.split(":")[0] ?? "";
    const isServed = isServedProvider(name);
    const shapes = isServed ? this.parts.shapes[name] : undefined;
    const shape = await shapes?.resource(type);
    if (!isServed || shapes === undefined || shape === undefined) {
      throw new Error(
        shapes === undefined
          ? `${type} belongs to no provider of the sandbox; it has stand-ins for cloudflare, aws, tls and newrelic`
          : `${type} is no resource type of @pulumi/${name} ${shapes.version}; check the type and the SDK's version`,
      );
    }
    const handler = this.parts.kinds[name](oneToken(type));
    return { shape, handler: name === "aws" ? named(handler, shape) : handler };
  }

  /**
   * Holds inputs against the declared types and the tables of facts.
   * @param subject - The resource.
   * @param inputs - What the program gives.
   * @returns One sentence per problem; none where the provider accepts the inputs.
   */
  async check(subject: Subject, inputs: Properties): Promise<string[]> {
    const { handler, shape } = await this.known(subject.type);
    const shapes = this.parts.shapes[handler.service];
    const problems = checkProperties(inputs, shape.args, (name) => shapes.definition(name));
    if (problems.length > 0) {
      return problems.map((problem) => {
        const isSecret = subject.secrets.has(/^[^.[]*/.exec(problem.path)?.[0] ?? "");
        return describeProblem(isSecret ? { ...problem, actual: mask } : problem);
      });
    }
    const ruled = checkRules(inputs, handler.rules, handler.service, subject.secrets);
    return [...ruled, ...(handler.check?.(inputs) ?? [])];
  }

  /**
   * Compares new inputs with the state.
   * @param subject - The resource.
   * @param request - Old and new properties.
   * @returns What differs.
   */
  async diff(subject: Subject, request: DiffRequest): Promise<Difference> {
    const { handler, shape } = await this.known(subject.type);
    const place = this.place(handler, subject, request.inputs);
    const state = withRegion(request.state, place);
    return difference(handler, shape, { ...request, state }, place);
  }

  /**
   * What the provider warns of when a resource is to be made.
   * @param subject - The resource.
   * @returns The warning, in the real provider's words; undefined where it says nothing.
   */
  async warning(subject: Subject): Promise<string | undefined> {
    const { handler } = await this.known(subject.type);
    return handler.rules.deleteIsEmpty === true ? undeletableWarning : undefined;
  }

  /**
   * Creates a resource, or foretells it.
   * @param subject - The resource.
   * @param inputs - What the program gives.
   * @param preview - Whether only to foretell.
   * @returns Its id ("" in a preview) and outputs.
   */
  async create(subject: Subject, inputs: Properties, preview: boolean): Promise<Outcome> {
    const { handler, shape } = await this.known(subject.type);
    const place = this.place(handler, subject, inputs);
    if (preview) {
      const settled = withDefaults(inputs, handler.rules.defaults);
      const known = withRegion(settled, place);
      return {
        id: "",
        outputs: previewOutputs(known, {}, computedProperties(handler, shape, known)),
      };
    }
    const object = await createObject(handler, inputs, this.flow(handler, shape, place, subject));
    return { id: object.id, outputs: stateAfterWrite(inputs, handler, object) };
  }

  /**
   * Reads a resource, for a refresh or an import.
   * @param subject - The resource.
   * @param id - Its id, or what is written for an import.
   * @param state - Outputs of before; empty for an import.
   * @param oldInputs - Inputs of before; empty for an import.
   * @returns Id, outputs and inputs as they are now, or undefined where it is gone.
   */
  async read(
    subject: Subject,
    id: string,
    state: Properties,
    oldInputs: Properties,
  ): Promise<(Outcome & { inputs: Properties }) | undefined> {
    const { handler, shape } = await this.known(subject.type);
    const isImport = Object.keys(state).length === 0;
    const known = isImport ? importedState(handler, id, this.parts.seed) : { id, state };
    const place = this.place(handler, subject, known.state);
    const key = handler.key?.(withRegion(known.state, place), known.id) ?? known.id;
    const flow = this.flow(handler, shape, place, subject);
    const object = await readObject(handler, key, known.state, flow);
    if (object === undefined) {
      return undefined;
    }
    const outputs: Properties = {
      ...toldProperties(handler, object),
      ...handler.observe?.(object, place),
    };
    for (const name of handler.rules.writeOnly ?? []) {
      delete outputs[name];
      const before = ownEntry(state, name);
      if (!isAbsent(before)) {
        setEntry(outputs, name, before);
      }
    }
    const inputs = isImport
      ? argumentsOf(outputs, shape, handler.rules)
      : refreshedInputs(oldInputs, outputs);
    return { id: object.id, outputs, inputs };
  }

  /**
   * Updates a resource, or foretells it.
   * @param subject - The resource.
   * @param id - Its id.
   * @param request - Old and new properties.
   * @param preview - Whether only to foretell.
   * @returns Its id and outputs.
   */
  async update(
    subject: Subject,
    id: string,
    request: DiffRequest,
    preview: boolean,
  ): Promise<Outcome> {
    const { handler, shape } = await this.known(subject.type);
    const place = this.place(handler, subject, request.inputs);
    if (preview) {
      const { unknown } = difference(handler, shape, request, place);
      const settled = withDefaults(request.inputs, handler.rules.defaults);
      return { id, outputs: previewOutputs(settled, request.state, unknown) };
    }
    const key = handler.key?.(withRegion(request.state, place), id) ?? id;
    const flow = this.flow(handler, shape, place, subject);
    const object = await updateObject(handler, request.inputs, request.state, key, flow);
    return { id: object.id, outputs: stateAfterWrite(request.inputs, handler, object) };
  }

  /**
   * Deletes a resource.
   * @param subject - The resource.
   * @param id - Its id.
   * @param state - Its outputs.
   */
  async delete(subject: Subject, id: string, state: Properties): Promise<void> {
    const { handler, shape } = await this.known(subject.type);
    const place = this.place(handler, subject, state);
    const key = handler.key?.(withRegion(state, place), id) ?? id;
    await deleteObject(handler, key, state, this.flow(handler, shape, place, subject));
  }

  /**
   * Answers a function.
   * @param token - Its token, e.g. `cloudflare:index/getZone:getZone`.
   * @param args - Its arguments.
   * @param connection - The provider instance that is asked.
   * @returns Its result.
   */
  async invoke(token: string, args: Properties, connection: Connection): Promise<InvokeAnswer> {
    const { account, seed, invokeCall } = this.parts;
    const region = text(args.region) || connection.region || seed.awsRegion;
    const call = invokeCall(token, args, { account, seed, region });
    return connection.client.send(call.request, () => call.answer());
  }

  /**
   * Names the properties of a type that are secret in every state.
   * @param type - Pulumi type token.
   * @returns Names of properties.
   */
  async alwaysSecret(type: string): Promise<readonly string[]> {
    return (await this.known(type)).handler.rules.secret ?? [];
  }

  private place(handler: ResourceHandler, subject: Subject, properties: Properties): Place {
    const { account, seed } = this.parts;
    const own = text(properties.region);
    const region = own || subject.connection.region || seed.awsRegion;
    return { account, seed, region: handler.service === "aws" ? region : "" };
  }

  private flow(
    handler: ResourceHandler,
    shape: ResourceShape,
    place: Place,
    subject: Subject,
  ): Flow {
    const always = [...(handler.rules.secret ?? []), ...(handler.rules.writeOnly ?? [])];
    const secrets = [...new Set([...subject.secrets, ...always])];
    return { client: subject.connection.client, place, shape, secrets };
  }
}

/** The providers that are stood in for. */
export const servedProviders = ["cloudflare", "aws", "tls", "newrelic"] as const;

function isServedProvider(name: string): name is ProviderName {
  return servedProviders.some((served) => served === name);
}

/** Bridged providers name what a program may leave unnamed after the resource: `name`, and the name of a bucket. */
function named(handler: ResourceHandler, { args, outputs }: ResourceShape): ResourceHandler {
  const property = ["name", "bucket"].find(
    (one) => ownEntry(args, one)?.required === false && ownEntry(outputs, one) === true,
  );
  return handler.hasNoRules === true && property !== undefined
    ? { ...handler, autoName: { property, maximumLength: longestName } }
    : handler;
}

/** The longest name that bridged providers make where a type has no shorter limit. Source: pulumi-terraform-bridge, AutoName. */
const longestName = 255;
