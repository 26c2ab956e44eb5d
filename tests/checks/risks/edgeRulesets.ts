import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, type Step } from "../report/plans";
import { www, zoneId } from "./strangersPlans";

/** A hostname at Cloudflare's proxy, by its first label, which a plan leaves as it is. */
export const named = (label: string): Step => ({
  ...{ ...www, name: label, id: `r-${label}` },
  old: { ...www.old, name: `${label}.example.com` },
});
/** A ruleset of a phase. */
export const phase = (name: string, ...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: name },
  rules: rules.map((rule) => ({ enabled: true, ...rule })),
});
/** A ruleset of a phase that comes. */
export const adds = (name: string, ...rules: readonly object[]): Step =>
  comes(modelTypes.ruleset, "rules", phase(name, ...rules));
/** A custom rule that comes. */
export const firewall = (action: string, expression: string): Step =>
  adds("http_request_firewall_custom", { action, expression });
