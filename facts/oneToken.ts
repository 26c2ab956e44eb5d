import { pathTypes } from "./resourceTypes";

/**
 * Modules that hold the same resources as `lb`.
 * Source: the package `@pulumi/aws` 7: `alb` declares them too, and the others are aliases in both; earlier versions declare those too.
 */
const loadBalancerModules = ["alb", "applicationloadbalancing", "elasticloadbalancingv2"] as const;

const otherSpellings: ReadonlyMap<string, string> = new Map(
  Object.values(pathTypes)
    .filter((token) => token.startsWith("aws:lb/"))
    .flatMap((token) =>
      loadBalancerModules.map((module) => [token.replace("aws:lb/", `aws:${module}/`), token]),
    ),
);

/**
 * Gives a type that several modules declare its one token.
 * @param token - Pulumi type token.
 * @returns The token by which the tables know the type: `aws:lb/…` for `aws:alb/…`; any other token as it is.
 */
export function oneToken(token: string): string {
  return otherSpellings.get(token) ?? token;
}
