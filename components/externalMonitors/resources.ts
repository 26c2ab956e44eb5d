import * as pulumi from "@pulumi/pulumi";
import { monitorsProvider, monitorTypes } from "../../facts/monitoring/provider";

/** How a service is reached: a resource of the provider `steady-edge-monitors`, which must be among the plugins of Pulumi.yaml. */
export class MonitorsProvider extends pulumi.ProviderResource {
  /**
   * Declares it.
   * @param name - Logical name.
   * @param settings - Addresses and credentials, by `monitorsSettings`.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, settings: pulumi.Inputs, opts?: pulumi.ResourceOptions) {
    super(monitorsProvider, name, settings, opts);
  }
}

/** A host of Zabbix. */
export class ZabbixHost extends pulumi.CustomResource {
  /** Its technical name. */
  declare public readonly host: pulumi.Output<string>;

  /**
   * Declares it.
   * @param name - Logical name.
   * @param inputs - What it is.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(monitorTypes.zabbixHost, name, inputs, opts);
  }
}

/** A web scenario of Zabbix. */
export class ZabbixWebScenario extends pulumi.CustomResource {
  /** Its name on its host. */
  declare public readonly name: pulumi.Output<string>;

  /**
   * Declares it.
   * @param name - Logical name.
   * @param inputs - What it is.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(monitorTypes.zabbixWebScenario, name, inputs, opts);
  }
}

/** A trigger of Zabbix. */
export class ZabbixTrigger extends pulumi.CustomResource {
  /** When there is a problem, in Zabbix's language. */
  declare public readonly expression: pulumi.Output<string>;

  /**
   * Declares it.
   * @param name - Logical name.
   * @param inputs - What it is.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(monitorTypes.zabbixTrigger, name, inputs, opts);
  }
}

/** A monitor of UptimeRobot. */
export class UptimeRobotMonitor extends pulumi.CustomResource {
  /**
   * Declares it.
   * @param name - Logical name.
   * @param inputs - What it is.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(monitorTypes.uptimeRobotMonitor, name, inputs, opts);
  }
}
