import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { lowestErrorStatus } from "../../facts/httpStatus";
import { clearVisitors, isWhollyClear } from "../../model/rules/clearVisitors";
import { readListener } from "../../model/origin/listeners";
import type { OriginPaths } from "../../model/origin/originPaths";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import type { PlanChange } from "../../model/plan/plan";
import { modelType } from "../../model/graph/resourceTypes";
import { isUpgradeSetting } from "../../model/tls/zoneTls";
import { causeOf, changesOf, type Risk } from "./risk";
import { names, say, titleOf, type Phrase } from "../words/words";

/** Finds load balancers that come to leave those without an answer who ask by `http://`, although HTTPS goes on. */
export function clearListenerRisks(sides: OriginSides): Risk[] {
  return sides.before.model.inventory.ofType("awsLoadBalancer").flatMap((old): Risk[] => {
    const now = sides.after.model.inventory.byKey(sides.nameAfter(old));
    const was = sides.before.listeners(old).get(defaultHttpPort);
    const after = now && sides.after.listeners(now);
    if (was === undefined || now === undefined || after?.has(defaultHttpsPort) !== true) {
      return [];
    }
    const is = after.get(defaultHttpPort);
    const met = metAt(sides.after, now, is);
    return met === undefined ||
      answersErrors(sides.before, was) ||
      isWhollyClear(sides.before.model, old) ||
      isWhollyClear(sides.after.model, now)
      ? []
      : clearRisk(sides, now, is ?? was, met);
  });
}

/**
 * Finds hostnames whose visitors nothing leads to HTTPS any more who ask by `http://`, while nothing listens for them at port 80 of a load
 * balancer that serves them by HTTPS.
 */
export function unledVisitorRisks(sides: OriginSides): Risk[] {
  const { before, context } = sides;
  const causes = changesOf(context, deciding, ["create", "update", "replace", "delete"]).filter(
    ({ before: old, after: now, type }) =>
      modelType(type) !== "zoneSetting" ||
      [old, now].some((side) => side && isUpgradeSetting(side)),
  );
  return causes.length === 0
    ? []
    : before.model.inventory
        .ofType("awsLoadBalancer")
        .flatMap((machine) => unledVisitorRisk(sides, machine, causes));
}

function unledVisitorRisk(
  sides: OriginSides,
  machine: ModelResource,
  causes: readonly PlanChange[],
): Risk[] {
  const { before, after } = sides;
  const now = after.model.inventory.byKey(sides.nameAfter(machine));
  const heard = [before.listeners(machine), now && after.listeners(now)];
  const isHttps = heard.every((ports) => ports?.has(defaultHttpsPort) === true);
  const isMet = heard.some((ports) => ports?.has(defaultHttpPort) !== false);
  if (now === undefined || !isHttps || isMet || isWhollyClear(after.model, now)) {
    return [];
  }
  const was = new Set(clearVisitors(before.model, machine).hostnames);
  const { hostnames, isSure } = clearVisitors(after.model, now);
  const lost = hostnames.filter(
    (each) => !was.has(each) && before.model.pathOf(each).answeredAt !== undefined,
  );
  return lost.length === 0 || isSure !== "yes"
    ? []
    : [
        {
          ...{ id: "listener-lost", severity: "medium", subject: now.key },
          ...{ title: titleOf(lost), about: lost },
          consequence: say`From this change on nothing leads those to HTTPS who come to ${names(lost)} by ${"http://"}, and nothing listens at port ${defaultHttpPort} of ${title(now)}, where Cloudflare asks for them: who types the name, or follows an old link, gets Error ${edgeFailures.refused.code}. Who comes by HTTPS meets nothing.`,
          cause: causes.map((change) => causeOf(change)),
          hint: say`Leave Always Use HTTPS on, or let the load balancer redirect at port ${defaultHttpPort} first.`,
        },
      ];
}

/** What leads visitors to HTTPS before an origin is asked. */
const deciding = ["zoneSetting", "ruleset", "pageRule"] as const;

/** What is met at port 80 of a load balancer whose listener there is gone or answers errors; undefined where neither. */
function metAt(
  own: OriginPaths,
  machine: ModelResource,
  listener: ModelResource | undefined,
): Met | undefined {
  if (listener === undefined) {
    return {
      ...({ id: "listener-lost", code: edgeFailures.refused.code } as const),
      what: say`nothing listens at port ${defaultHttpPort} of ${title(machine)}`,
    };
  }
  const code = readListener(listener).answerCode;
  return code !== undefined && answersErrors(own, listener)
    ? {
        ...({ id: "listener-answers", code } as const),
        what: say`${title(machine)} itself answers every request at port ${defaultHttpPort}`,
      }
    : undefined;
}

/** Whether a listener answers every request by itself with an error. */
function answersErrors({ model }: OriginPaths, listener: ModelResource): boolean {
  const { answerCode = 0 } = readListener(listener);
  const rules = model.inventory.linkedTo(listener, "listenerRule");
  return answerCode >= lowestErrorStatus && rules.length === 0;
}

/** What visitors meet who ask in the clear. */
interface Met {
  readonly id: "listener-lost" | "listener-answers";
  readonly code: number;
  readonly what: Phrase;
}

function clearRisk(
  sides: OriginSides,
  machine: ModelResource,
  listener: ModelResource,
  { id, code, what }: Met,
): Risk[] {
  const { changes } = sides.context;
  const cause = sides.causes([listener, changes.get(listener.key)?.after, machine]);
  if (cause.length === 0) {
    return [];
  }
  const { hostnames, isSure } = clearVisitors(sides.after.model, machine);
  return hostnames.length === 0
    ? []
    : [
        {
          ...{ id, severity: isSure === "yes" ? "medium" : "low", subject: machine.key, cause },
          ...{ title: title(machine), about: hostnames },
          consequence: say`From this change on ${what}, where Cloudflare asks for those who come to ${names(hostnames)} by ${"http://"}: they get Error ${code} in place of what it did, until it redirects or the edge does${isSure === "yes" ? [] : [", unless the edge does so by a setting that this plan does not hold"]}. Who comes by HTTPS meets nothing.`,
          hint: say`Switch on Always Use HTTPS for the zone in an update before this one, so that the edge redirects and nobody is asked for at port ${defaultHttpPort}.`,
        },
      ];
}
