import {
  bindingNames,
  bindingTargets,
  calledBy,
  fillsBinding,
  hostsOfWorker,
  readsBinding,
} from "../../model/rules/workersScripts";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, isDeleted, isMade, type Risk, type RiskContext } from "./risk";

/**
 * Finds scripts of Workers that lose a binding which their text still reads.
 * Source: Cloudflare docs, workers/runtime-apis/bindings and workers/observability/errors (1101, uncaught exception).
 */
export function workerBindingRisks(context: RiskContext): Risk[] {
  return [...lostBindingRisks(context), ...goneStoreRisks(context)];
}

function lostBindingRisks(context: RiskContext): Risk[] {
  return changesOf(context, "workersScript", ["update", "replace"]).flatMap((change): Risk[] => {
    const { before, after } = change;
    const old = before && bindingNames(before);
    const now = after && bindingNames(after);
    const lost = (now === undefined ? [] : (old ?? [])).filter(
      (name) => !now?.includes(name) && after !== undefined && readsBinding(after, name),
    );
    const hosts = after === undefined ? [] : hostsOfWorker(context.plan.after, after);
    return lost.length === 0
      ? []
      : [
          {
            ...{ id: "worker-binding-lost", severity: hosts.length === 0 ? "medium" : "high" },
            ...{ subject: change.key, title: hosts.length === 0 ? change.name : titleOf(hosts) },
            about: hosts,
            consequence: say`From this change on the Worker ${change.name}, which runs for ${servedBy(hosts)}, has no binding ${names(lost)} any more, and its text still reads it: where nothing catches that, visitors get Error 1101, with status 500, until a script without it is there.`,
            cause: [causeOf(change, ["bindings"])],
            hint: say`Upload the script that no longer reads it first, and take the binding away in a later update.`,
          },
        ];
  });
}

function servedBy(hosts: readonly string[]): Phrase {
  return hosts.length === 0 ? say`whatever leads to it` : names(hosts);
}

/** What bindings of Workers lead to, by Pulumi type token, and what is lost with it. Source: Cloudflare docs, workers/runtime-apis/bindings, workers/observability/errors (1101). */
const stores: Readonly<Record<string, string>> = {
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace": "with all its keys",
  "cloudflare:index/d1Database:D1Database": "with all its rows",
  "cloudflare:index/r2Bucket:R2Bucket": "with all its objects",
  "cloudflare:index/queue:Queue": "with all messages that wait in it",
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": "and with it the way to its database",
  "cloudflare:index/workersScript:WorkersScript": "and nobody answers what is asked of it",
};

/** Finds what goes while a Worker is bound to it: what is made anew in its place is empty. */
function goneStoreRisks(context: RiskContext): Risk[] {
  const going = ["delete", "replace"] as const;
  return [...changesOf(context, undefined, going), ...changesOf(context, "workersScript", going)]
    .filter((change) => Object.hasOwn(stores, change.type) && isDeleted(change))
    .flatMap((change) =>
      context.after.inventory
        .ofType("workersScript")
        .flatMap((script) => goneStoreRisk(context, change, script)),
    );
}

function goneStoreRisk(context: RiskContext, change: PlanChange, script: ModelResource): Risk[] {
  const name = stillBound(context, change, script);
  const hosts = hostsOfWorker(context.plan.after, script);
  const isMissed = name !== undefined && hosts.length > 0 && isReadAlone(change, script, name);
  return name === undefined
    ? []
    : [
        {
          ...{ id: "worker-binding-lost", severity: isMissed ? "high" : "medium" },
          ...{ subject: script.key, about: hosts },
          title: hosts.length === 0 ? script.name : titleOf(hosts),
          consequence: say`With ${change.name} goes what the Worker ${script.name}, which runs for ${servedBy(hosts)}, has as ${name}, ${[ownEntry(stores, change.type) ?? ""]}; what is made in its place in this update has none of it. ${isMissed ? say`Its text reads it and does not fill it: it finds nothing of what visitors ask for, and they get its errors, or Error 1101, with status 500, until it is filled again.` : say`Where the Worker does not catch that, visitors get its errors, or Error 1101, with status 500.`}`,
          cause: [causeOf(change, change.replacedFor)],
          hint: say`Keep it under an alias if only its name in the program changes; else fill the new one first, bind the Worker to it, and take the old one away in a later update.`,
        },
      ];
}

/** What begins empty, or without its tables, and which nothing but a person fills. */
const filled: readonly string[] = [
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace",
  "cloudflare:index/d1Database:D1Database",
];

function isReadAlone({ type }: PlanChange, script: ModelResource, name: string): boolean {
  return filled.includes(type) && readsBinding(script, name) && !fillsBinding(script, name);
}

/** The binding by which a script was bound to something, and is still, or to what this plan makes in its place. */
function stillBound(
  { before, changes, plan, formerly }: RiskContext,
  { before: gone, type }: PlanChange,
  script: ModelResource,
): string | undefined {
  const called = gone === undefined ? [] : calledBy(gone);
  const isSameType = (each: { readonly type: string }): boolean => each.type === type;
  const isMadeAnew = [...changes.values()].filter(isSameType).some(isMade);
  const isThere = (target: string): boolean =>
    plan.after.filter(isSameType).some((each) => calledBy(each).includes(target));
  const former = before.inventory.byKey(formerly.get(script.key) ?? script.key);
  const now = bindingTargets(script);
  const found = [...(former === undefined ? [] : bindingTargets(former))].find(
    ([name, target]) =>
      target !== unknownValue &&
      called.includes(target) &&
      (now.get(name) === unknownValue ? isMadeAnew : now.get(name) === target && !isThere(target)),
  );
  return found?.[0];
}
