import { redirectStatuses } from "../../facts/aws/loadBalancing";
import type { Inventory } from "../graph/inventory";
import { isObject, readList, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { unknownValue, type Known } from "../../core/known";
import { targetOf, type Target } from "../graph/targets";

/** Where a listener or one of its rules sends the requests that it takes. */
export interface Forward {
  readonly kind: "forward";
  /** The target groups that get requests; those of weight 0 get none and are left out. */
  readonly groups: readonly Target[];
}

/** An answer that the load balancer gives by itself. */
export interface FixedAnswer {
  readonly kind: "answer";
  /** Its status code; unknown where the plan does not say. */
  readonly code: Known<number>;
}

/** A redirect that the load balancer answers. `#{host}` and the like stand for what was asked. */
export interface Redirect {
  readonly kind: "redirect";
  /** Host that the visitor is sent to. */
  readonly host: Known<string>;
  /** Port as a text. */
  readonly port: Known<string>;
  /** `HTTP`, `HTTPS` or `#{protocol}`. */
  readonly protocol: Known<string>;
  /** Path. */
  readonly path: Known<string>;
  /** Its status code; unknown where the plan does not say. */
  readonly code: Known<number>;
}

/** What a listener or one of its rules does in the end with the requests that it takes. */
export type ListenerAction = Forward | FixedAnswer | Redirect | { readonly kind: "unknown" };

const unknownAction: ListenerAction = { kind: "unknown" };

/**
 * Reads the action that ends a list of actions; those before it authenticate.
 * @param inventory - Where target groups are.
 * @param value - `defaultActions` of a listener, or `actions` of a rule.
 * @returns What is done in the end; `unknown` where the plan does not say.
 */
export function endingAction(inventory: Inventory, value: ModelValue | undefined): ListenerAction {
  const actions = readList(value);
  const known = (actions === unknownValue ? [] : actions).filter(isObject);
  const endings = known.map((action) => readAction(inventory, action));
  return endings.find((action) => action !== undefined) ?? unknownAction;
}

function readAction(inventory: Inventory, action: ModelObject): ListenerAction | undefined {
  const type = readText(action.type);
  if (type === "forward") {
    return { kind: "forward", groups: forwardedGroups(inventory, action) };
  }
  if (type === "fixed-response") {
    return fixedAnswer(action);
  }
  if (type === "redirect") {
    return redirect(action);
  }
  return type === unknownValue ? unknownAction : undefined;
}

function forwardedGroups(inventory: Inventory, action: ModelObject): Target[] {
  const weighted = isObject(action.forward) ? readList(action.forward.targetGroups) : [];
  const groups = weighted === unknownValue ? [] : weighted.filter(isObject);
  const arns = groups.filter(({ weight }) => readNumber(weight) !== 0).map(({ arn }) => arn);
  // The provider repeats a single group in both places.
  const values: readonly (ModelValue | undefined)[] =
    groups.length > 0 ? arns : [action.targetGroupArn];
  return values
    .map((value) => targetOf(inventory, value, "targetGroup"))
    .filter((target) => target !== undefined);
}

function fixedAnswer({ fixedResponse }: ModelObject): FixedAnswer {
  const code = isObject(fixedResponse) ? readNumber(fixedResponse.statusCode) : undefined;
  return { kind: "answer", code: code ?? unknownValue };
}

/** What is not set stays as it was asked. Source: Elastic Load Balancing user guide, rule-action-types (redirect). */
function redirect(action: ModelObject): Redirect {
  const said = isObject(action.redirect) ? action.redirect : {};
  return {
    kind: "redirect",
    host: readText(said.host) ?? "#{host}",
    port: readText(said.port) ?? "#{port}",
    protocol: readText(said.protocol) ?? "#{protocol}",
    path: readText(said.path) ?? "/#{path}",
    code: redirectStatuses.get(String(readText(said.statusCode))) ?? unknownValue,
  };
}

/**
 * Says what becomes of visitors who are not logged in, where the actions of a listener or a rule begin with a login.
 * Source: Elastic Load Balancing user guide, listener-authenticate-users (OnUnauthenticatedRequest, whose default is `authenticate`).
 * @param forwarder - A `Listener` or a `ListenerRule`.
 * @returns `login` where they are led to one, `deny` where they get 401; undefined where nothing asks who they are, or all are let through.
 */
export function loginOf({ properties }: ModelResource): "deny" | "login" | undefined {
  const actions = readList(properties.defaultActions ?? properties.actions);
  const logins = (actions === unknownValue ? [] : actions).filter(isObject).flatMap((action) => {
    const { authenticateOidc, authenticateCognito } = action;
    const own: readonly (ModelValue | undefined)[] = [authenticateOidc, authenticateCognito];
    return own.filter(isObject);
  });
  const [first] = logins;
  const does = first && (readText(first.onUnauthenticatedRequest) ?? "authenticate");
  return does === "authenticate" ? "login" : does === "deny" ? "deny" : undefined;
}
