import { leastSecretBytes } from "../facts/cloudflare/tunnelConnections";
import { allOf, certain, negated, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a tunnel. */
export interface TunnelFields {
  /** Its name. */
  readonly name: Known<string>;
}

/** The account around a tunnel. */
export interface TunnelView {
  /** Whether another tunnel of the account has the name. */
  readonly isTaken: Certainty;
}

/** An account has no two tunnels of one name. */
export const tunnelNameFree: Constraint<TunnelFields, TunnelView> = {
  id: "tunnel/name-free",
  property: "name",
  must: "be no other tunnel's of the account",
  error: apiErrors.tunnelExists,
  answer:
    "You already have a tunnel with this name. Delete the existing tunnel, or choose a different name for your new tunnel",
  holds: (_fields, { isTaken }) => negated(isTaken),
};

/** Where a tunnel sends the requests for a hostname. */
export interface IngressRule {
  /** The hostname; undefined or "" for every one. */
  readonly hostname: Known<string> | undefined;
  /** A pattern of paths; undefined or "" for every one. */
  readonly path: Known<string> | undefined;
}

/** What the API looks at in the configuration of a tunnel. */
export interface TunnelConfigurationFields {
  /** Its ingress rules, in their order; undefined where there are none. */
  readonly ingresses: Known<readonly Known<IngressRule>[]> | undefined;
}

type ConfigurationConstraint = Constraint<TunnelConfigurationFields>;

function rulesIn({ ingresses }: TunnelConfigurationFields): readonly Known<IngressRule>[] {
  return ingresses === undefined || ingresses === unknownValue ? [] : ingresses;
}

/** What holds where there are rules; of none there is nothing to ask. */
function whereRules(
  { ingresses }: TunnelConfigurationFields,
  ask: (rules: readonly Known<IngressRule>[]) => Certainty,
): Certainty {
  if (ingresses === unknownValue) {
    return "unknown";
  }
  return ingresses === undefined || ingresses.length === 0 ? "yes" : ask(ingresses);
}

function isEvery(value: Known<string> | undefined): Certainty {
  return value === unknownValue
    ? "unknown"
    : certain(value === undefined || value === "" || value === "*");
}

/** A rule without a hostname and without a path, or with `*` for one, meets every request. */
function meetsAll(rule: Known<IngressRule> | undefined): Certainty {
  if (rule === undefined || rule === unknownValue) {
    return "unknown";
  }
  return allOf([isEvery(rule.hostname), isEvery(rule.path)]);
}

function refused(words: string): string {
  return `Bad Configuration: Validation failed: ${words}`;
}

/** The last ingress rule meets every request. */
export const catchAllLast: ConfigurationConstraint = {
  id: "tunnel-configuration/catch-all-last",
  property: "ingresses",
  must: "end with a rule that has neither a hostname nor a path",
  error: apiErrors.tunnelConfigurationInvalid,
  answer: refused(
    "The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)",
  ),
  holds: (fields) => whereRules(fields, (rules) => meetsAll(rules.at(-1))),
};

/** No rule before the last meets every request. Source: cloudflared, ingress (its own check; that the API says the same is from memory). */
export const catchAllOnce: ConfigurationConstraint = {
  id: "tunnel-configuration/catch-all-once",
  property: "ingresses",
  must: "have no rule that meets every request before the last",
  error: apiErrors.tunnelConfigurationInvalid,
  answer: (fields) => {
    const index = earlyCatchAll(fields);
    const rule = rulesIn(fields)[index];
    const hostname = rule === undefined || rule === unknownValue ? "" : (rule.hostname ?? "");
    return refused(
      `Rule #${index + 1} is matching the hostname '${String(hostname)}', but this will match every hostname, meaning the rules which follow it will never be triggered.`,
    );
  },
  holds: (fields) =>
    whereRules(fields, (rules) => allOf(rules.slice(0, -1).map((rule) => negated(meetsAll(rule))))),
};

function earlyCatchAll(fields: TunnelConfigurationFields): number {
  return rulesIn(fields)
    .slice(0, -1)
    .findIndex((rule) => meetsAll(rule) === "yes");
}

/** A hostname has no port, and a wildcard as its first label alone. Source: cloudflared, ingress. */
export const hostnamesReadable: ConfigurationConstraint = {
  id: "tunnel-configuration/hostnames-readable",
  property: "ingresses",
  must: "have hostnames without a port, in which a wildcard is the first label alone",
  error: apiErrors.tunnelConfigurationInvalid,
  answer: (fields) => {
    const found = hostnamesOf(fields).find((one) => hostnameProblem(one) !== undefined) ?? "";
    return refused(hostnameProblem(found) ?? "");
  },
  holds: (fields) => whereRules(fields, (rules) => allOf(rules.map(isReadable))),
};

function isReadable(rule: Known<IngressRule>): Certainty {
  const hostname: Known<string> | undefined = rule === unknownValue ? rule : rule.hostname;
  return hostname === undefined
    ? "yes"
    : whenKnown(hostname, (one) => hostnameProblem(one) === undefined);
}

function hostnamesOf(fields: TunnelConfigurationFields): string[] {
  return rulesIn(fields).flatMap((rule) =>
    rule === unknownValue || typeof rule.hostname !== "string" ? [] : [rule.hostname],
  );
}

function hostnameProblem(hostname: string): string | undefined {
  if (hostname.includes(":")) {
    return "Hostname cannot contain a port";
  }
  return hostname.replace(/^\*(\.|$)/, "").includes("*")
    ? 'Hostname patterns can have at most one wildcard character ("*") and it can only be used for subdomains, e.g. "*.example.com"'
    : undefined;
}

/** What the API refuses of a tunnel's configuration, in the order in which it is looked at. */
export const tunnelConfigurationConstraints: readonly ConfigurationConstraint[] = [
  hostnamesReadable,
  catchAllLast,
  catchAllOnce,
];

/** The password of a tunnel, by its form; the password itself is nobody's to see. */
export interface TunnelSecretFields {
  /** How many bytes it has; 0 where it is no base64. Undefined where it is left out. */
  readonly secretBytes: Known<number> | undefined;
}

/** A password is long enough. */
export const secretLongEnough: Constraint<TunnelSecretFields> = {
  id: "tunnel/secret-long-enough",
  property: "secretBytes",
  must: `be at least ${leastSecretBytes}, in base64`,
  error: apiErrors.invalidRequest,
  answer: `tunnel_secret must be at least ${leastSecretBytes} bytes, encoded as base64`,
  holds: ({ secretBytes }) =>
    secretBytes === undefined
      ? "yes"
      : whenKnown(secretBytes, (bytes) => bytes >= leastSecretBytes),
};
