import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import type { DeclaredLoadBalancer, DeclaredOverride } from "../../model/serving/declaredSite";

/** Each made once, for as long as the same is declared: what an edge keeps of a load balancer it keeps of the same object. */
const made = new WeakMap<DeclaredLoadBalancer, Map<string, DeclaredLoadBalancer>>();

/**
 * A load balancer as its rules make it for a request.
 * Source: schema text of the Cloudflare provider, load_balancer, `rules` (`overrides`, `terminates`).
 * @param balancer - The load balancer.
 * @param request - Gives the request, where there are rules to ask.
 * @returns The load balancer itself where no rule applies.
 */
export function overridden(
  balancer: DeclaredLoadBalancer,
  request: () => ExpressionRequest,
): DeclaredLoadBalancer {
  const applying = balancer.overrides === undefined ? [] : rulesFor(balancer.overrides, request());
  if (applying.length === 0) {
    return balancer;
  }
  const known = getOrCreate(made, balancer, () => new Map<string, DeclaredLoadBalancer>());
  return getOrCreate(known, applying.map(([place]) => place).join(), () =>
    applying.reduce((before, [, own]) => ({ ...before, ...own.balancer }), balancer),
  );
}

function rulesFor(
  rules: readonly DeclaredOverride[],
  request: ExpressionRequest,
): [place: number, rule: DeclaredOverride][] {
  const applying = [...rules.entries()].filter(([, { applies }]) => applies(request));
  const last = applying.findIndex(([, { terminates }]) => terminates);
  return last < 0 ? applying : applying.slice(0, last + 1);
}
