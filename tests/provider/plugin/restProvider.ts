import { ownEntry } from "../../../core/ownEntry";
import { AccountSeed } from "../../../sandbox/cloud/accountSeed";
import { fromWire, toWire } from "../../../sandbox/cloud/api/wireNames";
import type { ApiRequest } from "../../../sandbox/cloud/calls/apiRequest";
import type { ObjectShape, ResourceShape } from "../../../sandbox/cloud/types/shape";
import type { DiffRequest, Difference } from "../../../sandbox/cloud/provider/diff";
import type { Place, ResourceHandler } from "../../../sandbox/cloud/resources/handler";
import { importedState } from "../../../sandbox/cloud/provider/imports";
import {
  argumentsOf,
  refreshedInputs,
  stateAfterWrite,
} from "../../../sandbox/cloud/provider/outputs";
import { withDefaults } from "../../../sandbox/cloud/resources/paths";
import { StandInProvider, type ProviderParts } from "../../../sandbox/cloud/provider/provider";
import type { Connection, Outcome, Subject } from "../../../sandbox/cloud/provider/subject";
import { isAbsent, isObject, object, text, type Properties } from "../../../sandbox/cloud/values";
import { addItem, isItems, removeItem } from "./listItems";
import { Refusal, RestClient } from "./restClient";
import { isScript, readScript, scriptForm } from "./scriptUploads";

type Route = Pick<ApiRequest, "method" | "path">;

/** Where a deviating plugin does otherwise. */
export type Variant = "faithful" | "deviating";

/**
 * The Cloudflare stand-in with nothing behind it but the account's REST API: what needs no API it does as the stand-in
 * does, everything else is a call.
 */
export class RestProvider extends StandInProvider {
  readonly #parts: { -readonly [Name in keyof ProviderParts]: ProviderParts[Name] };
  #client = new RestClient("http://127.0.0.1:9/not-configured", "");

  /**
   * Makes the provider.
   * @param parts - What the stand-in works on; its account stays empty.
   * @param variant - Whether it deviates on purpose: in what it sends, in what it answers and in what it says differs.
   */
  constructor(
    parts: ProviderParts,
    private readonly variant: Variant,
  ) {
    const own = { ...parts };
    super(own);
    this.#parts = own;
  }

  override async configured(settings: Properties): Promise<Connection> {
    this.#client = new RestClient(text(settings.baseUrl), text(settings.apiToken));
    const zones = await this.#client.list("/zones?per_page=50");
    const [first] = zones;
    this.#parts.seed = new AccountSeed({
      zones: zones.map(({ id, name }) => ({ id: text(id), name: text(name) })),
      ...(first === undefined ? {} : { accountId: text(object(first.account).id) }),
    });
    return this.connect();
  }

  override async diff(subject: Subject, request: DiffRequest): Promise<Difference> {
    const found = await super.diff(subject, request);
    const isNoisy = this.variant === "deviating" && found.changed.length > 0;
    return isNoisy ? { ...found, unknown: [...found.unknown, "etag"] } : found;
  }

  override async create(subject: Subject, inputs: Properties, preview: boolean): Promise<Outcome> {
    if (preview) {
      return super.create(subject, inputs, preview);
    }
    const { handler, shape } = await this.known(subject.type);
    const wanted = withDefaults(inputs, handler.rules.defaults);
    const route = handler.route("create", wanted, this.#place);
    const answer = await this.#call(route, shape, this.#sent(wanted));
    const id = text(answer.id) || handler.newId(wanted, this.#place);
    return this.#outcome(handler, shape, inputs, { ...wanted, ...answer, id });
  }

  override async update(
    subject: Subject,
    id: string,
    request: DiffRequest,
    preview: boolean,
  ): Promise<Outcome> {
    if (preview) {
      return super.update(subject, id, request, preview);
    }
    const { handler, shape } = await this.known(subject.type);
    const wanted = withDefaults(request.inputs, handler.rules.defaults);
    const sent = handler.sent?.(wanted, request.state) ?? wanted;
    const route = handler.route("update", wanted, this.#place, id);
    const answer = await this.#call(route, shape, this.#sent(sent));
    return this.#outcome(handler, shape, request.inputs, { ...wanted, ...answer, id });
  }

  override async read(
    subject: Subject,
    id: string,
    state: Properties,
    oldInputs: Properties,
  ): Promise<(Outcome & { inputs: Properties }) | undefined> {
    const { handler, shape } = await this.known(subject.type);
    const isImport = Object.keys(state).length === 0;
    const known = isImport ? importedState(handler, id, this.#parts.seed) : { id, state };
    const route = handler.route("read", known.state, this.#place, known.id);
    let answer: Properties;
    try {
      answer = await this.#call(route, shape);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) {
        return undefined;
      }
      throw error;
    }
    const outputs = named({ ...scopeOf(known.state), id: known.id, ...answer }, shape);
    for (const name of handler.rules.writeOnly ?? []) {
      outputs[name] = ownEntry(state, name) ?? null;
    }
    const inputs = isImport
      ? argumentsOf(outputs, shape, handler.rules)
      : refreshedInputs(oldInputs, outputs);
    return { id: known.id, outputs, inputs };
  }

  override async delete(subject: Subject, id: string, state: Properties): Promise<void> {
    const { handler } = await this.known(subject.type);
    if (handler.rules.deleteIsEmpty !== true) {
      const { method, path } = handler.route("delete", state, this.#place, id);
      await (isItems(path) ? removeItem(this.#client, path, id) : this.#client.call(method, path));
    }
  }

  get #place(): Place {
    return { account: this.#parts.account, seed: this.#parts.seed, region: "" };
  }

  #sent(body: Properties): Properties {
    return this.variant === "deviating" && !isAbsent(body.content)
      ? { comment: "", ...body }
      : body;
  }

  /** Some calls answer an id alone: then the object is read, as the real provider does. */
  async #outcome(
    handler: ResourceHandler,
    shape: ResourceShape,
    inputs: Properties,
    written: Properties,
  ): Promise<Outcome> {
    const id = text(written.id);
    const route = handler.route("read", written, this.#place, id);
    const isWhole = Object.keys(shape.outputs).every((name) => Object.hasOwn(written, name));
    const read = isWhole ? {} : await this.#call(route, shape);
    const properties = named({ ...written, ...read, id }, shape);
    const outputs = stateAfterWrite(inputs, handler, {
      ...{ type: handler.type, key: id, id, properties, secrets: [] },
    });
    return { id, outputs: this.variant === "deviating" ? { ...outputs, etag: "7" } : outputs };
  }

  #answer(method: string, path: string, sent?: Properties): Promise<Properties> {
    if (isScript(path) && method === "GET") {
      return readScript(this.#client, path);
    }
    if (isItems(path) && method === "POST" && sent !== undefined) {
      return addItem(this.#client, path, sent);
    }
    const body = isScript(path) && sent !== undefined ? scriptForm(sent) : sent;
    return this.#client.call(method, path, body);
  }

  async #call({ method, path }: Route, shape: ResourceShape, body?: Properties) {
    const definitions = (name: string) => this.#parts.shapes.cloudflare.definition(name);
    const sent = body === undefined ? undefined : toWire(body, shape, definitions);
    const answer = await this.#answer(method, path, sent);
    // It answers with what it computes as well, which no program gives.
    const computed = Object.entries(shape.computed).map(([name, one]) => [
      name,
      { shape: one, required: false },
    ]);
    const args = { ...(Object.fromEntries(computed) as ObjectShape), ...shape.args };
    const told = fromWire(answer, { ...shape, args }, definitions);
    return { ...bridged(told, shape), ...idOf(answer) };
  }
}

/** JSON of the API stands as text where the provider declares a text, as in `meta` of a record: `{}`. */
function bridged(told: Properties, { computed }: ResourceShape): Properties {
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => {
      const isText = ownEntry(computed, name)?.kind === "string" && isObject(value);
      return [name, isText ? JSON.stringify(value) : value];
    }),
  );
}

/** The provider has a name of its own for the id of a certificate, which the API does not say twice. */
function named(outputs: Properties, { computed }: ResourceShape): Properties {
  const { id = null } = outputs;
  return Object.hasOwn(computed, "certificateId") ? { ...outputs, certificateId: id } : outputs;
}

function idOf({ id }: Properties): Properties {
  return id === undefined ? {} : { id };
}

/** What leads to an object, which the API does not repeat. */
function scopeOf(state: Properties): Properties {
  const leading = ["accountId", "zoneId", "settingId", "scriptName", "listId"];
  return Object.fromEntries(Object.entries(state).filter(([name]) => leading.includes(name)));
}
