import { bindingNames, patternsOf, readsBinding } from "../../model/rules/workersScripts";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds scripts of Workers that lose a binding which their text still reads.
 * Source: Cloudflare docs, workers/runtime-apis/bindings and workers/observability/errors (1101, uncaught exception).
 */
export function workerBindingRisks(context: RiskContext): Risk[] {
  return changesOf(context, "workersScript", ["update", "replace"]).flatMap((change): Risk[] => {
    const { before, after } = change;
    const old = before && bindingNames(before);
    const now = after && bindingNames(after);
    const lost = (now === undefined ? [] : (old ?? [])).filter(
      (name) => !now?.includes(name) && after !== undefined && readsBinding(after, name),
    );
    const patterns = after === undefined ? [] : patternsOf(context.after.inventory, after);
    const hosts = [
      ...new Set(
        patterns.map((pattern) => pattern.replace(/^\w+:\/\//, "").split("/", 1)[0] ?? pattern),
      ),
    ].sort();
    return lost.length === 0
      ? []
      : [
          {
            ...{ id: "worker-binding-lost", severity: hosts.length === 0 ? "medium" : "high" },
            ...{ subject: change.key, title: hosts.length === 0 ? change.name : titleOf(hosts) },
            about: hosts,
            consequence: say`From this change on the Worker ${change.name}, which runs for ${hosts.length === 0 ? say`whatever leads to it` : names(hosts)}, has no binding ${names(lost)} any more, and its text still reads it: where nothing catches that, visitors get Error 1101, with status 500, until a script without it is there.`,
            cause: [causeOf(change, ["bindings"])],
            hint: say`Upload the script that no longer reads it first, and take the binding away in a later update.`,
          },
        ];
  });
}
