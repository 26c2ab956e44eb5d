/* eslint-disable @typescript-eslint/no-require-imports -- loaded by whoever asks for New Relic alone, since the package is optional */

/** Whether the project has the package. */
export function hasNewRelicSdk(): boolean {
  try {
    require.resolve("@pulumi/newrelic/package.json");
    return true;
  } catch {
    return false;
  }
}

/** The classes of the package that are used, each from its own module. */
export function newRelicSdk() {
  const monitor =
    require("@pulumi/newrelic/synthetics/monitor") as typeof import("@pulumi/newrelic/synthetics/monitor");
  const certCheck =
    require("@pulumi/newrelic/synthetics/certCheckMonitor") as typeof import("@pulumi/newrelic/synthetics/certCheckMonitor");
  const condition =
    require("@pulumi/newrelic/synthetics/multiLocationAlertCondition") as typeof import("@pulumi/newrelic/synthetics/multiLocationAlertCondition");
  const policy =
    require("@pulumi/newrelic/alertPolicy") as typeof import("@pulumi/newrelic/alertPolicy");
  const provider =
    require("@pulumi/newrelic/provider") as typeof import("@pulumi/newrelic/provider");
  return {
    Monitor: monitor.Monitor,
    CertCheckMonitor: certCheck.CertCheckMonitor,
    MultiLocationAlertCondition: condition.MultiLocationAlertCondition,
    AlertPolicy: policy.AlertPolicy,
    Provider: provider.Provider,
  };
}
