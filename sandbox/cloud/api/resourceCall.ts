import { ownEntry, setEntry } from "../../../core/ownEntry";
import type { StoredObject } from "../account/account";
import type { ApiRequest } from "../calls/apiRequest";
import { admitScope } from "../cloudflare/rest";
import { checkRules } from "../resources/checkRules";
import type { Setting } from "../resources/handler";
import { innerSecrets, withoutInnerSecrets } from "../resources/innerSecrets";
import { withDefaults } from "../resources/paths";
import { heldObject, notFound } from "../resources/store";
import { checkProperties } from "../types/checkTypes";
import type { ResourceShape } from "../types/shape";
import { isAbsent, type Properties } from "../values";
import { describeProblem } from "../../../core/problem";
import type { Answer, ApiParts, Incoming } from "./incoming";
import { journaledBody } from "./journaledBody";
import type { ServedResource } from "./servedResource";
import { fromWire, toWire } from "./wireNames";

/** Placeholders of paths that are properties of the object. */
const scopeNames = [
  "zoneId",
  "accountId",
  "settingId",
  "tunnelId",
  "listId",
  "scriptName",
  "waitingRoomId",
];

/** One request about one served resource type, with everything that is known about it. */
export class ResourceCall {
  private constructor(
    readonly served: ServedResource,
    readonly incoming: Incoming,
    readonly parts: ApiParts,
    private readonly shape: ResourceShape,
  ) {}

  /**
   * Takes a request up.
   * @param served - The resource type.
   * @param incoming - The request.
   * @param parts - What the API works on.
   * @returns The request with what the SDK declares of the type.
   */
  static async of(served: ServedResource, incoming: Incoming, parts: ApiParts) {
    const shape = await parts.shapes.resource(served.handler.type);
    return new ResourceCall(
      ...([served, incoming, parts] as const),
      shape ?? { args: {}, outputs: {}, computed: {} },
    );
  }

  /**
   * The same request in another place.
   * @param parts - What the API works on there.
   * @returns The request.
   */
  within(parts: ApiParts): ResourceCall {
    return new ResourceCall(this.served, this.incoming, parts, this.shape);
  }

  /** What of the path is the resource's own: its zone, its account, the name of a setting. */
  get scope(): Properties {
    const { params } = this.incoming;
    return present(
      Object.fromEntries(scopeNames.map((name) => [name, ownEntry(params, name) ?? null])),
    );
  }

  /**
   * Names another object, or sends something else, in the same call.
   * @param id - Id of the object.
   * @param body - What is sent. Defaults to what the request sends.
   * @returns The call.
   */
  at(id: string, body = this.incoming.body): ResourceCall {
    const incoming = { ...this.incoming, params: { ...this.incoming.params, id }, body };
    return new ResourceCall(this.served, incoming, this.parts, this.shape);
  }

  /** Key of the object that the path names. */
  get key(): string {
    const { handler } = this.served;
    const id = this.incoming.params.id ?? handler.newId(this.scope, this.parts.place);
    return handler.key?.(this.scope, id) ?? id;
  }

  /** What the request sends, by Pulumi's names. */
  get sent(): Properties {
    const { shapes } = this.parts;
    const { begin = (sent: Properties) => sent } = this.served;
    const read = begin(this.incoming.body);
    const body = fromWire(read, this.shape, (name) => shapes.definition(name));
    return { ...body, ...this.scope };
  }

  /** What the store needs. */
  get setting(): Setting {
    const { rules } = this.served.handler;
    const secrets = [...(rules.secret ?? []), ...(rules.writeOnly ?? [])];
    return { place: this.parts.place, shape: this.shape, secrets };
  }

  /**
   * Writes the call down as the journal, the faults and the watch know it.
   * @param method - Its method.
   * @returns The call, with what it sends where it sends anything.
   */
  request(method: ApiRequest["method"]): ApiRequest {
    const { params, path, body } = this.incoming;
    const { handler, journaledAsSecret = [] } = this.served;
    const sent = Object.keys(body).length === 0 ? undefined : this.sent;
    const inner = innerSecrets(handler.rules, sent ?? {});
    return {
      ...{ service: "cloudflare", method, path, type: handler.type },
      ...(params.id === undefined ? {} : { id: params.id }),
      ...(sent === undefined ? {} : { body: sent, redact: journaledBody }),
      secrets: [...this.setting.secrets, ...journaledAsSecret, ...inner],
    };
  }

  /**
   * Finds the object that the path names, in the zone or account that it names.
   * @returns The object, or undefined where there is none.
   * @throws {ApiError} Where there is no such zone or account.
   */
  held(): StoredObject | undefined {
    admitScope(this.scope, this.parts.place);
    const object = heldObject(this.served.handler, this.key, this.parts.place);
    const isHere = Object.entries(this.scope).every(([name, value]) => {
      const own = ownEntry(object?.properties ?? {}, name);
      return isAbsent(own) ? name === "settingId" : own === value;
    });
    return isHere ? object : undefined;
  }

  /**
   * Finds the object that the path names.
   * @returns The object.
   * @throws {ApiError} Where there is none.
   */
  found(): StoredObject {
    const object = this.held();
    if (object === undefined) {
      throw notFound(this.served.handler);
    }
    return object;
  }

  /**
   * Refuses what is of no declared type or outside the tables of facts.
   * @param wanted - What the object is to be.
   * @returns The same without what is null, with the defaults of the API.
   * @throws {ApiError} For the first problem.
   */
  admitted(wanted: Properties): Properties {
    const { handler, isSingle, defaults = {}, invalid } = this.served;
    const { shapes } = this.parts;
    const given = withDefaults(present({ ...defaults, ...wanted }), handler.rules.defaults);
    const problems = checkProperties(given, this.shape.args, (name) => shapes.definition(name));
    // What stands alone is set piece by piece, and the account holds more names than a program may give.
    const [problem] = problems.filter(
      ({ actual }) => actual !== "an unknown name" && !(isSingle === true && actual === "nothing"),
    );
    if (problem !== undefined) {
      invalid(describeProblem({ path: problem.path, rule: problem.rule, actual: problem.actual }));
    }
    const { oneOf, between, orZero, source, replaces } = handler.rules;
    const rules = { source, replaces, ...defined({ oneOf, between, orZero }) };
    const [broken] = checkRules(given, rules, "cloudflare", new Set(this.setting.secrets));
    return broken === undefined ? given : invalid(broken);
  }

  /**
   * Answers with an object.
   * @param object - The object.
   * @param leavesOut - Names on the wire that are left out. Defaults to none.
   * @returns The object as the API gives it, in its order.
   */
  written({ id, properties }: StoredObject, leavesOut: readonly string[] = []): Properties {
    const { shapes } = this.parts;
    const { handler, order, finish } = this.served;
    const { zoneId: _zone, accountId: _account, settingId: _setting, ...held } = properties;
    const own = withoutInnerSecrets(handler.rules, present(held));
    for (const name of handler.rules.writeOnly ?? []) {
      delete own[name];
    }
    const wire = { id, ...toWire(own, this.shape, (name) => shapes.definition(name)) };
    return inOrder(finish?.(wire, this.parts.place) ?? wire, order, leavesOut);
  }

  /**
   * Answers with what a create, an update or a delete says of its object.
   * @param object - The object.
   * @param form - How much the API says.
   * @returns The answer.
   */
  answer(object: StoredObject, form: ServedResource["written"] = "object"): Answer {
    switch (form) {
      case "object":
        return { result: this.written(object) };
      case "id":
        return { result: { id: object.id } };
      case "nothing":
        return { result: null };
      case "no content":
        return { status: 204, result: null };
    }
  }
}

/**
 * Leaves out what is absent.
 * @param properties - Properties.
 * @returns Those that have a value.
 */
export function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !isAbsent(value)));
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function inOrder(
  answer: Properties,
  order: readonly string[],
  leavesOut: readonly string[],
): Properties {
  const names = [...order.filter((name) => Object.hasOwn(answer, name)), ...Object.keys(answer)];
  const ordered: Properties = {};
  for (const name of names.filter((one) => !leavesOut.includes(one))) {
    setEntry(ordered, name, ownEntry(answer, name) ?? null);
  }
  return ordered;
}
