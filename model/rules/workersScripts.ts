import { readAnsweringWorker, type WorkerAnswer } from "../../core/answeringWorker";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import type { WorkersRoute } from "./workersRoutes";

/**
 * Finds what the Worker of a route answers every request with.
 * @param inventory - The resources.
 * @param route - The route.
 * @returns The answer; undefined where the resources do not hold its script, or where only running it could tell.
 */
export function answerOfWorker(
  inventory: Inventory,
  { resource }: WorkersRoute,
): WorkerAnswer | undefined {
  const named = new Set([...tokensAt(resource, "script"), ...tokensAt(resource, "scriptName")]);
  const script = inventory
    .ofType("workersScript")
    .find((each) => named.has(each.key) || named.has(nameOf(each)));
  const text = readText(script?.properties.content);
  return typeof text === "string" ? readAnsweringWorker(text) : undefined;
}

/** What routes call it by. */
function nameOf({ properties: { scriptName }, key }: ModelResource): string {
  return typeof scriptName === "string" ? scriptName : key;
}
