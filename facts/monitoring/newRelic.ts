/** Where an account of New Relic stands. Source: the package `@pulumi/newrelic` 5, provider, `region`. */
export const NewRelicRegion = {
  /** The United States. */
  Us: "US",
  /** The European Union. */
  Eu: "EU",
} as const;

/** Where an account of New Relic stands. */
export type NewRelicRegion = (typeof NewRelicRegion)[keyof typeof NewRelicRegion];

/** How often a synthetic monitor runs, by seconds. Source: the same, synthetics.Monitor, `period`. */
export const newRelicPeriods: ReadonlyMap<number, string> = new Map([
  [60, "EVERY_MINUTE"],
  [300, "EVERY_5_MINUTES"],
  [600, "EVERY_10_MINUTES"],
  [900, "EVERY_15_MINUTES"],
  [1_800, "EVERY_30_MINUTES"],
  [3_600, "EVERY_HOUR"],
  [21_600, "EVERY_6_HOURS"],
  [43_200, "EVERY_12_HOURS"],
  [86_400, "EVERY_DAY"],
]);

/** A public location, without `AWS_`. Source: the same, synthetics.Monitor, `locationsPublics`. */
export const newRelicLocation = /^(?!AWS_)[A-Z]{2}_[A-Z]+(_[A-Z]+)*(_\d)?$/;

/** Pulumi type tokens of what is declared in New Relic. Source: the same package. */
export const newRelicTypes = {
  monitor: "newrelic:synthetics/monitor:Monitor",
  certCheck: "newrelic:synthetics/certCheckMonitor:CertCheckMonitor",
  policy: "newrelic:index/alertPolicy:AlertPolicy",
  condition: "newrelic:synthetics/multiLocationAlertCondition:MultiLocationAlertCondition",
} as const;
