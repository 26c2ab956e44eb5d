import { parentHostnames } from "../../core/hostnames";
import { widgetDomains } from "../../model/rules/zoneProducts";
import { ofThisChange } from "../findings/finding";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds widgets of Turnstile that no longer work on pages of a hostname that answers.
 * Source: Cloudflare docs, turnstile/additional-configuration/hostname-management (names beneath are included) and
 * troubleshooting/client-side-errors/error-codes (110200, domain not authorized).
 */
export function turnstileWidgetRisks(context: RiskContext): Risk[] {
  return changesOf(context, "turnstileWidget", ["update", "replace"]).flatMap((change): Risk[] => {
    const [old, now] = [change.before, change.after].map((side) => side && widgetDomains(side));
    const isCovered = (domain: string): boolean =>
      [domain, ...parentHostnames(domain)].some((name) => now?.includes(name));
    const lost = (now === undefined ? [] : (old ?? [])).filter(
      (domain) => !isCovered(domain) && context.after.pathOf(domain).answeredAt !== undefined,
    );
    return lost.length === 0
      ? []
      : [
          {
            ...{ id: "widget-refused", severity: "medium", subject: change.key },
            ...{ title: lost.join(", "), about: lost },
            consequence: say`From this change on the widget of Turnstile ${change.name} shows the error 110200 on pages of ${names(lost)} and gives no token: a form there that asks for one, to sign in, to order or to register, cannot be sent, while the pages answer as before.`,
            cause: [causeOf(change, ["domains"])],
            hint: say`Give pages of ${names(lost)} a widget of their own first, or keep the names among its domains.`,
            ...ofThisChange,
          },
        ];
  });
}
