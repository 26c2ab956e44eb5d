import { undeletableWarning } from "../../../facts/cloudflare/resourceRules";
import { describeProblem } from "../../../core/problem";
import type { Account } from "../account/account";
import { ApiClient, type ApiClientParts } from "./client";
import type { InvokeAnswer, InvokeRouter } from "./invokeCall";
import { mask } from "../journal";
import type { AccountSeed } from "../accountSeed";
import { checkProperties } from "../types/checkTypes";
import { text, type Properties } from "../values";
import { checkRules } from "../resources/checkRules";
import {
  difference,
  previewOutputs,
  computedProperties,
  type Difference,
  type DiffRequest,
} from "./diff";
import { importedState } from "./imports";
import { knownType, type DeclaredTypes, type KnownType } from "./knownType";
import type { Flow, Place } from "../resources/handler";
import { createObject, deleteObject, readObject, updateObject } from "./lifecycle";
import {
  argumentsOf,
  keepWriteOnly,
  refreshedInputs,
  stateAfterWrite,
  toldProperties,
  withRegion,
} from "./outputs";
import { withDefaults } from "../resources/paths";
import type { Connection, Outcome, Subject } from "./subject";

/** What the stand-in providers work on. */
export interface ProviderParts extends ApiClientParts, DeclaredTypes {
  readonly account: Account;
  readonly seed: AccountSeed;
  /** The functions that are served. */
  readonly invokeCall: InvokeRouter;
}

/** Where a resource stands, and how its calls go. */
interface Ground {
  readonly place: Place;
  readonly flow: Flow;
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
  known(type: string): Promise<KnownType> {
    return knownType(type, this.parts);
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
    const { handler, shape, place } = await this.ground(subject, request.inputs);
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
    const { handler, shape, place, flow } = await this.ground(subject, inputs);
    if (preview) {
      const known = withRegion(withDefaults(inputs, handler.rules.defaults), place);
      const computed = computedProperties(handler, shape, known);
      return { id: "", outputs: previewOutputs(known, {}, computed, handler) };
    }
    const object = await createObject(handler, inputs, flow);
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
    const isImport = Object.keys(state).length === 0;
    const { handler } = await this.known(subject.type);
    const known = isImport ? importedState(handler, id, this.parts.seed) : { id, state };
    const { shape, place, flow } = await this.ground(subject, known.state);
    const key = handler.key?.(withRegion(known.state, place), known.id) ?? known.id;
    const object = await readObject(handler, key, known.state, flow);
    if (object === undefined) {
      return undefined;
    }
    const outputs: Properties = {
      ...toldProperties(handler, object),
      ...handler.observe?.(object, place),
    };
    keepWriteOnly(outputs, state, handler.rules);
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
    const { handler, shape, place, flow } = await this.ground(subject, request.inputs);
    if (preview) {
      const { unknown } = difference(handler, shape, request, place);
      const settled = withDefaults(request.inputs, handler.rules.defaults);
      return { id, outputs: previewOutputs(settled, request.state, unknown, handler) };
    }
    const key = handler.key?.(withRegion(request.state, place), id) ?? id;
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
    const { handler, place, flow } = await this.ground(subject, state);
    const key = handler.key?.(withRegion(state, place), id) ?? id;
    await deleteObject(handler, key, state, flow);
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

  /** A resource's type, where it stands by its properties, and how its calls go. */
  private async ground(subject: Subject, properties: Properties): Promise<KnownType & Ground> {
    const { handler, shape } = await this.known(subject.type);
    const { account, seed } = this.parts;
    const { client, region: usual } = subject.connection;
    const region = text(properties.region) || usual || seed.awsRegion;
    const place = { account, seed, region: handler.service === "aws" ? region : "" };
    const always = [...(handler.rules.secret ?? []), ...(handler.rules.writeOnly ?? [])];
    const secrets = [...new Set([...subject.secrets, ...always])];
    return { handler, shape, place, flow: { client, place, shape, secrets } };
  }
}
