import { given } from "../../core/entries";
import { fullHostname } from "../../core/hostnameRules";
import { describeValue, type Problem } from "../../core/problem";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { SslMode } from "../../facts/cloudflare/zoneSettings";
import type { DeclaredRule } from "./declared";
import type { EdgeConfigRuleArgs, EdgeOriginRuleArgs } from "./ruleArgs";

const overrides = ["port", "hostHeader", "sni", "resolveOverride"] as const;

const settings = [
  ...["ssl", "automaticHttpsRewrites", "browserIntegrityCheck", "underAttack"],
] as readonly (keyof EdgeConfigRuleArgs)[];

/** The modes in which the origin's certificate is checked. */
const checkedModes: readonly SslMode[] = [SslMode.Strict, SslMode.StrictOriginPull];

/**
 * Finds origin rules that change nothing.
 * @param rules - The rules.
 */
export function originRuleProblems(rules: readonly EdgeOriginRuleArgs[]): readonly Problem[] {
  return rules.flatMap((rule, index): Problem[] =>
    overrides.some((name) => rule[name] !== undefined)
      ? []
      : [
          {
            path: `originRules[${index}]`,
            rule: `have at least one of ${overrides.join(", ")}`,
            actual: "none",
          },
        ],
  );
}

/**
 * Finds configuration rules that change nothing, and those that weaken TLS without saying so.
 * @param rules - The rules.
 * @param plan - The zone's plan.
 */
export function configRuleProblems(
  rules: readonly EdgeConfigRuleArgs[],
  plan: CloudflarePlan,
): readonly Problem[] {
  return rules.flatMap((rule, index): Problem[] => {
    const path = `configRules[${index}]`;
    const { ssl, acceptWeakerTls } = rule;
    const isWeaker = ssl !== undefined && !checkedModes.includes(ssl);
    return [
      ...(settings.some((name) => rule[name] !== undefined)
        ? []
        : [{ path, rule: `have at least one of ${settings.join(", ")}`, actual: "none" }]),
      ...(ssl === SslMode.StrictOriginPull && plan !== CloudflarePlan.Enterprise
        ? [
            {
              path: `${path}.ssl`,
              rule: `be ${ssl} on the plan ${CloudflarePlan.Enterprise} alone`,
              actual: plan,
            },
          ]
        : []),
      ...(isWeaker && acceptWeakerTls !== true
        ? [
            {
              path: `${path}.ssl`,
              rule: `be ${checkedModes.join(" or ")}, which check the origin's certificate`,
              actual: describeValue(ssl),
              hint: "Say acceptWeakerTls: true where these requests may go to whoever answers in the origin's place",
            },
          ]
        : []),
    ];
  });
}

/**
 * The origin rules as the zone takes them.
 * @param rules - The rules.
 * @returns One rule for each.
 */
export function originRules(rules: readonly EdgeOriginRuleArgs[]): readonly DeclaredRule[] {
  return rules.map((args, index) => {
    const { key, when, enabled = true, port, hostHeader, sni, resolveOverride } = args;
    const origin = given({ host: nameOf(resolveOverride), port });
    return {
      phase: "http_request_origin",
      path: `originRules[${index}]`,
      names: {
        expression: "when",
        "actionParameters.hostHeader": "hostHeader",
        "actionParameters.sni": "sni",
        "actionParameters.origin.host": "resolveOverride",
        "actionParameters.origin.port": "port",
      },
      rule: {
        ref: key,
        description: `Origin: ${key}`,
        expression: when,
        action: "route",
        actionParameters: given({
          hostHeader: nameOf(hostHeader),
          origin: Object.keys(origin).length === 0 ? undefined : origin,
          sni: sni === undefined ? undefined : { value: nameOf(sni) },
        }),
        enabled,
      },
    };
  });
}

function nameOf(hostname: string | undefined): string | undefined {
  return hostname === undefined ? undefined : fullHostname(hostname);
}

/**
 * The configuration rules as the zone takes them.
 * @param rules - The rules.
 * @returns One rule for each.
 */
export function configRules(rules: readonly EdgeConfigRuleArgs[]): readonly DeclaredRule[] {
  return rules.map((args, index) => {
    const { key, when, enabled = true, ssl, automaticHttpsRewrites, underAttack } = args;
    return {
      phase: "http_config_settings",
      path: `configRules[${index}]`,
      names: { expression: "when", "actionParameters.ssl": "ssl" },
      rule: {
        ref: key,
        description: `Configuration: ${key}`,
        expression: when,
        action: "set_config",
        actionParameters: given({
          automaticHttpsRewrites,
          bic: args.browserIntegrityCheck,
          securityLevel:
            underAttack === undefined
              ? undefined
              : underAttack
                ? "under_attack"
                : "essentially_off",
          ssl,
        }),
        enabled,
      },
    };
  });
}
