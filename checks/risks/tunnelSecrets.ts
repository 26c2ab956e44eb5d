import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { tunnelsOf } from "../../model/traffic/tunnels";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";

/**
 * Finds tunnels that get another secret, of which the plan tells no cloudflared.
 * Source: Cloudflare docs, tunnel/reference/tunnel-tokens, "Rotate a token" (none connects anew with the old token, and those that are
 * connected stay so until they are restarted); cloudflare-1xxx-errors, error-1033.
 */
export function tunnelSecretRisks(context: RiskContext): Risk[] {
  return changesOf(context, "tunnel", ["update"])
    .filter((change) => touches(change, ["tunnelSecret"]) && !isHandedOn(context, change))
    .flatMap((change): Risk[] => {
      const { inventory, hostnames } = context.after;
      const led = hostnames
        .filter((path) => tunnelsOf(inventory, path).includes(change.key))
        .map(({ hostname }) => hostname);
      return led.length === 0
        ? []
        : [
            {
              ...{ id: "tunnel-unconnected", severity: "medium", subject: change.key },
              ...{ title: titleOf(led), about: led },
              consequence: say`From this change on no cloudflared connects anew to ${change.name} with the token that it has. Those that are connected serve ${names(led)} on; once they restart, or lose their connections, visitors get Error 530 with code 1033 until one runs with the new token.`,
              cause: [causeOf(change, ["tunnelSecret"])],
              hint: say`Bring the new token to every cloudflared right after this update, one after the other, before any of them restarts by itself.`,
            },
          ];
    });
}

/** What names a tunnel without its token. */
const naming: ReadonlySet<ModelTypeName | undefined> = new Set([
  ...(["dnsRecord", "tunnelConfig", "tunnelRoute", "tunnel", "pool", "loadBalancer"] as const),
]);

/** Whether something else is made of the tunnel, or of what its secret is made of, as its token for those who run cloudflared is. */
function isHandedOn({ plan }: RiskContext, { key }: PlanChange): boolean {
  const parts = plan.after.find((each) => each.key === key)?.dependencies ?? [];
  const secrets = plan.after.filter(
    (each) => parts.includes(each.key) && modelType(each.type) === undefined,
  );
  const made = [key, ...secrets.map((each) => each.key)];
  return plan.after.some(
    ({ type, dependencies }) =>
      !naming.has(modelType(type)) && dependencies.some((each) => made.includes(each)),
  );
}
