import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { resolvedArgs } from "../internal/validation";
import type { ExternalMonitorsArgs } from "./args";
import { declareNewRelic, type NewRelicMonitors } from "./newRelic";
import { validateExternalMonitors } from "./validate";
import { declareUptimeRobot, type UptimeRobotMonitors } from "./uptimeRobot";
import { declareZabbix, type ZabbixMonitors } from "./zabbix";

const type = "steady-edge:index:ExternalMonitors";

/** The resources that an `ExternalMonitors` makes. */
export interface ExternalMonitorsChildren {
  /** What is declared in the Zabbix; undefined where none watches. */
  readonly zabbix: ZabbixMonitors | undefined;
  /** What is declared in UptimeRobot; undefined where it does not watch. */
  readonly uptimeRobot: UptimeRobotMonitors | undefined;
  /** What is declared in New Relic; undefined where it does not watch. */
  readonly newRelic: NewRelicMonitors | undefined;
}

/**
 * Has URLs watched from outside, by a service that stands neither at Cloudflare nor in AWS and so sees what visitors see.
 *
 * Creates in Zabbix a host, and for each URL a web scenario and a trigger; in UptimeRobot a monitor for each URL; in New Relic a synthetic monitor and a check of its certificate, and an alert policy with a condition. The provider `steady-edge-monitors` keeps them: it comes
 * with this package and is named under `plugins` in Pulumi.yaml (see the project's docs, external-monitors).
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { ExternalMonitors } from "steady-edge";
 *
 * new ExternalMonitors("shop", {
 *   urls: { shop: { url: "https://shop.example.com/healthz", expectedBody: "ok" } },
 *   zabbix: {
 *     url: "https://zabbix.example.com",
 *     apiToken: new pulumi.Config().requireSecret("zabbixApiToken"),
 *     host: "shop.example.com",
 *     hostGroups: ["Websites"],
 *   },
 * });
 * ```
 */
export class ExternalMonitors extends pulumi.ComponentResource {
  /** Ids of Zabbix's triggers, by the keys of the URLs; empty where no Zabbix watches. */
  public readonly zabbixTriggerIds: pulumi.Output<Record<string, string>>;

  /** Ids of UptimeRobot's monitors, by the keys of the URLs; empty where it does not watch. */
  public readonly uptimeRobotMonitorIds: pulumi.Output<Record<string, string>>;

  /**
   * Checks the arguments, then declares the monitors.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - What to watch, and by whom.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: ExternalMonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `ExternalMonitors "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateExternalMonitors);
    super(type, name, {}, opts);

    const { urls, zabbix, uptimeRobot, newRelic } = resolved;
    const children: ExternalMonitorsChildren = {
      zabbix: zabbix && declareZabbix(name, urls, zabbix, this),
      uptimeRobot: uptimeRobot && declareUptimeRobot(name, urls, uptimeRobot, this),
      newRelic: newRelic && declareNewRelic(name, urls, newRelic, this),
    };
    Object.assign(this, children);

    this.zabbixTriggerIds = idsOf(children.zabbix?.triggers);
    this.uptimeRobotMonitorIds = idsOf(children.uptimeRobot?.monitors);
    this.registerOutputs({
      zabbixTriggerIds: this.zabbixTriggerIds,
      uptimeRobotMonitorIds: this.uptimeRobotMonitorIds,
    });
  }
}

/** The fields that hold the children. */
export interface ExternalMonitors extends ExternalMonitorsChildren {}

function idsOf(
  resources: Readonly<Record<string, pulumi.CustomResource>> = {},
): pulumi.Output<Record<string, string>> {
  return pulumi.output(mapEntries(resources, ({ id }) => id));
}
