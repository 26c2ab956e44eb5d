import { widgetErrors } from "../../facts/cloudflare/turnstile";
import { parentHostnames } from "../../core/hostnames";
import { widgetDomains } from "../../model/rules/zoneProducts";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/**
 * Finds widgets of Turnstile that no longer work on pages of a hostname that answers.
 * Source: that of `widgetErrors`.
 */
export function turnstileWidgetRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "turnstileWidget", ["update", "replace", "delete"]);
  const left = context.after.inventory
    .ofType("turnstileWidget")
    .filter((widget) => isShown(context, widget))
    .flatMap((widget) => widgetDomains(widget) ?? []);
  return changes.flatMap((change): Risk[] => {
    const isGone = change.operation !== "update" && isDeleted(change);
    const [old, now] = [change.before, change.after].map((side) => side && widgetDomains(side));
    // Another widget that has the name may be what its pages show by now.
    const kept = change.operation === "update" ? now : change.after === undefined ? left : [];
    const lost = (kept === undefined ? [] : (old ?? [])).filter(
      (domain) =>
        ![domain, ...parentHostnames(domain)].some((name) => kept?.includes(name)) &&
        context.after.pathOf(domain).answeredAt !== undefined,
    );
    return lost.length === 0 || (change.operation !== "update" && !isGone)
      ? []
      : [widgetRisk(change, lost, isGone)];
  });
}

/** Whether pages may show a widget by now: its sitekey is known since before, or the plan hands it on. */
function isShown({ plan, changes }: RiskContext, { key }: ModelResource): boolean {
  return (
    changes.get(key)?.operation !== "create" ||
    plan.after.some(({ dependencies }) => dependencies.includes(key))
  );
}

function widgetRisk(change: PlanChange, lost: readonly string[], isGone: boolean): Risk {
  const what: Phrase = isGone
    ? say`the sitekey of the widget of Turnstile ${change.name} is gone, and pages of ${names(lost)} that have it show the error ${widgetErrors.sitekeyNotFound} and get no token`
    : say`the widget of Turnstile ${change.name} shows the error ${widgetErrors.domainNotAuthorized} on pages of ${names(lost)} and gives no token`;
  return {
    ...{ id: "widget-refused", severity: "medium", subject: change.key },
    ...{ title: titleOf(lost), about: lost },
    consequence: say`From this change on ${what}: a form there that asks for one, to sign in, to order or to register, cannot be sent, while the pages answer as before.`,
    cause: [causeOf(change, isGone ? change.replacedFor : ["domains"])],
    hint: isGone
      ? say`Give pages of ${names(lost)} another sitekey first, and take this one away when no page has it any more.`
      : say`Give pages of ${names(lost)} a widget of their own first, or keep the names among its domains.`,
  };
}
