import { readAnsweringWorker, type WorkerAnswer } from "../../core/answeringWorker";
import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isObject, knownList, readList, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { servedName } from "../traffic/edgeServices";
import type { WorkersRoute } from "./workersRoutes";

/** A call of `fetch`, by whatever name the request has; the handler itself is none. */
const passing = /(?:await|return|=>|[=(,:?&|])\s*(?:[\w$]+\??\.)*fetch\s*\(/;
const handler = /(?:async\s+)?fetch\s*\([^()]*\)\s*\{|fetch\s*:\s*(?:async\s*)?\(?/g;

/**
 * Whether the Worker of a route certainly passes no request on, to an origin or elsewhere.
 * @param inventory - The resources.
 * @param route - The route.
 * @returns False where the resources do not hold its script.
 */
export function answersByItself(inventory: Inventory, route: WorkersRoute): boolean {
  const text = scriptText(inventory, route);
  const isWhole = text !== undefined && /export\s+default|addEventListener/.test(text);
  return isWhole && !/\bimport\b/.test(text) && !passing.test(text.replace(handler, ""));
}

/**
 * Finds what the Worker of a route answers every request with.
 * @param inventory - The resources.
 * @param route - The route.
 * @returns The answer; undefined where the resources do not hold its script, or where only running it could tell.
 */
export function answerOfWorker(
  inventory: Inventory,
  route: WorkersRoute,
): WorkerAnswer | undefined {
  const text = scriptText(inventory, route);
  return text === undefined ? undefined : readAnsweringWorker(text);
}

function scriptText(inventory: Inventory, { resource }: WorkersRoute): string | undefined {
  const named = new Set([...tokensAt(resource, "script"), ...tokensAt(resource, "scriptName")]);
  const script = inventory
    .ofType("workersScript")
    .find((each) => named.has(each.key) || named.has(nameOf(each)));
  const text = readText(script?.properties.content);
  return typeof text === "string" ? text : undefined;
}

/** What routes call it by. */
function nameOf({ properties: { scriptName }, key }: ModelResource): string {
  return typeof scriptName === "string" ? scriptName : key;
}

/**
 * Lists what a script is given in its environment.
 * @param script - A `WorkersScript`.
 * @returns The names of its bindings; undefined where they are not known.
 */
export function bindingNames({
  properties: { bindings },
}: ModelResource): readonly string[] | undefined {
  const read = knownList(readList(bindings))?.map((each) =>
    isObject(each) ? readText(each.name) : undefined,
  );
  const names = read?.filter((name) => typeof name === "string");
  return names?.length === read?.length ? names : undefined;
}

/** Where a binding names what it leads to. Source: `@pulumi/cloudflare` 6, `WorkersScriptBinding`. */
const leading = ["namespaceId", "databaseId", "id", "bucketName", "queueName", "service"] as const;

/**
 * Lists where the bindings of a script lead, by their names.
 * @param script - A `WorkersScript`.
 * @returns Ids or names; unknown where the plan does not say. None for bindings that lead nowhere.
 */
export function bindingTargets({
  properties: { bindings },
}: ModelResource): ReadonlyMap<string, Known<string>> {
  const list = knownList(readList(bindings)) ?? [];
  return new Map(
    list.filter(isObject).flatMap((each): (readonly [string, Known<string>])[] => {
      const name = readText(each.name);
      const target = leading
        .map((property) => readText(each[property]))
        .find((value) => value !== undefined);
      return typeof name === "string" && target !== undefined ? [[name, target]] : [];
    }),
  );
}

/**
 * What bindings call a thing by: its id, or its name.
 * @param store - What a Worker may be bound to.
 */
export function calledBy({ id, properties: own }: ModelResource): readonly string[] {
  return [id, own.name, own.queueName, own.scriptName].filter((each) => typeof each === "string");
}

/**
 * Whether the text of a script reads something of its environment, however it is bundled.
 * @param script - A `WorkersScript`.
 * @param name - The name of a binding.
 * @returns False where the plan does not hold the text.
 */
export function readsBinding({ properties: { content } }: ModelResource, name: string): boolean {
  const text = readText(content);
  const escaped = name.replace(/[^\w]/g, (sign) => `\\${sign}`);
  return (
    typeof text === "string" &&
    new RegExp(`(?:\\benv\\s*(?:\\?\\.|\\.)\\s*${escaped}\\b|\\benv\\[["']${escaped}["']\\])`).test(
      text,
    )
  );
}

/**
 * Whether the text of a script writes what a binding leads to, so that it fills itself by and by.
 * @param script - A `WorkersScript`, whose text is known.
 * @param name - The name of a binding.
 */
export function fillsBinding({ properties: { content } }: ModelResource, name: string): boolean {
  const text = String(readText(content) ?? "");
  return new RegExp(
    `\\b${name.replace(/[^\w]/g, (sign) => `\\${sign}`)}\\b["'\\]]*\\s*\\??\\.\\s*put\\b`,
  ).test(text);
}

/**
 * Lists the hosts for which a script runs, by a route or as a custom domain.
 * @param resources - The resources of a plan.
 * @param script - A `WorkersScript`.
 * @returns Hosts, wildcards as written, sorted.
 */
export function hostsOfWorker(
  resources: readonly ModelResource[],
  script: ModelResource,
): readonly string[] {
  const tokens = [script.key, nameOf(script)];
  const hosts = resources
    .filter((each) =>
      running.some((property) => tokensAt(each, property).some((token) => tokens.includes(token))),
    )
    .flatMap(
      (each) =>
        servedName(each)
          ?.replace(/^\w+:\/\//, "")
          .split("/", 1)[0] ?? [],
    );
  return [...new Set(hosts)].sort();
}

/** Where routes and custom domains name their script; version 5 of the provider has the second one for routes. */
const running = ["script", "scriptName", "service"] as const;
