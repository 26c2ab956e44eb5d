import { PageRule } from "@pulumi/cloudflare/pageRule";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute";
import type { types } from "@pulumi/cloudflare";
import type { Program } from "./corpusCase";
import { record, siteByHand, www, zoneId } from "./siteByHand";

/** A rule as a program writes it. */
export type Rule = types.input.RulesetRule;

/** Phases as programs name them. */
export const phases = {
  redirects: "http_request_dynamic_redirect",
  firewall: "http_request_firewall_custom",
  limits: "http_ratelimit",
  cache: "http_request_cache_settings",
  origins: "http_request_origin",
  configuration: "http_config_settings",
  urls: "http_request_transform",
  headers: "http_request_late_transform",
} as const;

/** The ruleset of a phase. */
export function ruleset(
  phase: keyof typeof phases,
  rules: readonly Rule[],
  name: string = phase,
): void {
  new Ruleset(name, {
    ...{ zoneId, name: "default", kind: "zone", phase: phases[phase] },
    rules: [...rules],
  });
}

/** The shop with its apex beside it, and rules before both. */
export function shopWith(rules: Partial<Record<keyof typeof phases, readonly Rule[]>>): Program {
  return siteByHand({}, () => {
    record("apex", "example.com", "203.0.113.10");
    for (const [phase, list] of Object.entries(rules)) {
      ruleset(phase as keyof typeof phases, list);
    }
  });
}

/** The shop with something else beside it. */
export function shopBeside(beside: Program): Program {
  return siteByHand({}, beside);
}

/** A rule that blocks. */
export const block = (ref: string, expression: string, more: Partial<Rule> = {}): Rule => ({
  ...{ ref, action: "block", expression, enabled: true },
  ...more,
});

/** A rule that redirects to another host and keeps the path. */
export const redirectTo = (ref: string, expression: string, host: string): Rule => ({
  ...{ ref, action: "redirect", expression, enabled: true },
  actionParameters: {
    fromValue: {
      ...{ statusCode: 301, preserveQueryString: true },
      targetUrl: { expression: `concat("https://${host}", http.request.uri.path)` },
    },
  },
});

/** A rule that limits what one address may send. */
export const limitTo = (ref: string, expression: string, requestsPerPeriod: number): Rule => ({
  ...{ ref, action: "block", expression, enabled: true },
  ratelimit: {
    ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, mitigationTimeout: 600 },
    requestsPerPeriod,
  },
});

/** A rule that keeps answers at the edge. */
export const keepFor = (ref: string, expression: string, seconds: number): Rule => ({
  ...{ ref, action: "set_cache_settings", expression, enabled: true },
  actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: seconds } },
});

/** A route of a Worker before the shop. */
export function route(pattern: string, script: string | undefined, name = "worker"): void {
  new WorkersRoute(name, { zoneId, pattern, ...(script === undefined ? {} : { script }) });
}

/** A page rule that forwards. */
export function forwarding(target: string, url: string): void {
  new PageRule("old", {
    ...{ zoneId, target, status: "active", priority: 1 },
    actions: { forwardingUrl: { url, statusCode: 301 } },
  });
}

export const onWww = `http.host eq "${www}"`;
export const onApex = 'http.host eq "example.com"';
