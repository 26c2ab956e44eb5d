/** How bad a problem is, by Zabbix's names. Source: Zabbix manual, API reference, trigger object, `priority`. */
export const ZabbixSeverity = {
  /** Nobody has judged it. */
  NotClassified: "notClassified",
  /** For information. */
  Information: "information",
  /** A warning. */
  Warning: "warning",
  /** Average. */
  Average: "average",
  /** Something important has happened. */
  High: "high",
  /** Financial losses and the like. */
  Disaster: "disaster",
} as const;

/** How bad a problem is, by Zabbix's names. */
export type ZabbixSeverity = (typeof ZabbixSeverity)[keyof typeof ZabbixSeverity];

/** The severities in the order in which the API numbers them, from 0. */
export const zabbixSeverities: readonly string[] = Object.values(ZabbixSeverity);

/** The versions whose API works as the provider needs it, as `[major, minor]`. */
export const zabbixVersions = {
  /** The oldest one that this project has tried: 6.0.14. API tokens and these expressions came with 5.4. */
  oldest: [6, 0],
  /**
   * The first that takes the token in the header `Authorization`; 7.2 refuses it in the body, in words that were seen:
   * `Invalid parameter "/": unexpected parameter "auth".` Source: Zabbix manual 6.4 and 7.2, API, authorization.
   */
  bearerHeader: [6, 4],
} as const;

/** Path of the API beneath the frontend. Source: Zabbix manual, API. */
export const zabbixApiPath = "/api_jsonrpc.php";

/**
 * What the API says of an object that is not there, or that the token may not see: it makes no difference between them.
 * Source: seen of Zabbix 6.0.14 at `host.delete`, `httptest.update` and `trigger.delete`.
 */
export const zabbixNotFound = "No permissions to referred object or it does not exist!";

/**
 * What the API says of a token that is none, was disabled or has expired. Source: seen of Zabbix 6.0.14 ("Session terminated, re-login,
 * please."); Zabbix 7.0's frontend, CUser ("Not authorized.", "API token expired."), from memory.
 */
export const zabbixUnauthorized = /re-login|not authori[sz]ed|API token expired/i;

/** How the API ends what it says of a name that is taken. Source: seen of Zabbix 6.0.14 at `host.create`. */
export const zabbixTaken = /already exists/;

/**
 * Limits of names. Source: Zabbix manual, hosts (signs of a host's technical name); Zabbix 6.0 database schema, `hosts.host` and
 * `httptest.name`.
 */
export const zabbixNames = {
  host: /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,126}[A-Za-z0-9._-]$|^[A-Za-z0-9]$/,
  longestScenario: 64,
} as const;

/** Seconds that a web scenario may take: between checks, and for a step. Source: Zabbix manual, API reference, web scenario. */
export const zabbixSeconds = {
  interval: { minimum: 1, maximum: 86_400 },
  timeout: { minimum: 1, maximum: 3_600 },
} as const;
