import type * as pulumi from "@pulumi/pulumi";
import type { NewRelicRegion } from "../../facts/monitoring/newRelic";
import type { ZabbixSeverity } from "../../facts/monitoring/zabbix";

/** A URL that is watched from outside. */
export interface MonitoredUrlArgs {
  /** The URL: http or https, without user and fragment. Certificates of https are checked too. */
  url: string;
  /** Seconds between two checks. Defaults to 60. */
  intervalSeconds?: number;
  /** Seconds until an answer counts as none, 1 to 60. Defaults to 15. */
  timeoutSeconds?: number;
  /** Text that must be in the answer, letter by letter. Defaults to none: then a status of 200 to 299 is enough. */
  expectedBody?: string;
  /** Whether a redirect is followed. Defaults to false: then a redirect is a failure, as any status but 200 to 299 is. */
  followRedirects?: boolean;
  /** Headers of the request, such as one that a rule of the edge lets through; their values are kept secret. Defaults to none. */
  headers?: Record<string, pulumi.Input<string>>;
  /** Whether nobody asks it for now, as under maintenance; its certificate is checked on. Defaults to false. */
  paused?: boolean;
}

/** A Zabbix that watches: a host with a web scenario and a trigger for each URL. */
export interface ZabbixArgs {
  /** Address of the frontend, under which its API is: `https://zabbix.example.com`. */
  url: pulumi.Input<string>;
  /** An API token of a user of the role Admin, who may write to the host groups. Kept secret. */
  apiToken: pulumi.Input<string>;
  /** Technical name of the host to make. */
  host: string;
  /** Names of the host groups to put it in; they exist already. */
  hostGroups: string[];
  /** How bad a failure is; actions of Zabbix go by it. Defaults to `high`. */
  severity?: ZabbixSeverity;
  /** After how many failed checks in a row there is a problem, 1 to 10. Defaults to 2. */
  consecutiveFailures?: number;
  /** Tags of the host, which its problems inherit; actions of Zabbix go by them. Defaults to none. */
  tags?: Record<string, string>;
}

/** UptimeRobot, with a monitor for each URL. */
export interface UptimeRobotArgs {
  /** The main API key, which may write. Kept secret. */
  apiKey: pulumi.Input<string>;
  /** Ids of the alert contacts that are told, by a key you choose. */
  alertContactIds: Record<string, pulumi.Input<string>>;
  /** Address of the API. Defaults to UptimeRobot's own, `https://api.uptimerobot.com/v3`. */
  url?: pulumi.Input<string>;
}

/** New Relic, with a synthetic monitor for each URL; needs the package `@pulumi/newrelic`. */
export interface NewRelicArgs {
  /** The account, a number as text. */
  accountId: pulumi.Input<string>;
  /** A user key. Kept secret. */
  apiKey: pulumi.Input<string>;
  /** Where the account stands. Defaults to `US`. */
  region?: NewRelicRegion;
  /** Public locations to ask from, without `AWS_`, such as `US_EAST_1`. Failures from two of them are a problem. */
  locations: string[];
  /** How many days before its end a certificate counts as failed, 1 to 365. Defaults to 14. */
  certificateDays?: number;
}

/** What is watched from outside, and by whom. */
export interface ExternalMonitorsArgs {
  /** The URLs, by a key you choose, which names them in the services too. */
  urls: Record<string, MonitoredUrlArgs>;
  /** A Zabbix that watches them. Defaults to none. */
  zabbix?: ZabbixArgs;
  /** UptimeRobot. It asks a URL every 30 seconds at most, and every 300 on its Free plan. Defaults to none. */
  uptimeRobot?: UptimeRobotArgs;
  /**
   * New Relic. It asks a URL every 60, 300, 600, 900, 1800 or 3600 seconds, or every 6, 12 or 24 hours, and has no time limit of its
   * own. Defaults to none.
   */
  newRelic?: NewRelicArgs;
}
