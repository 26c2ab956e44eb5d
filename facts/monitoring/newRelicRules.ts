import type { ResourceRules } from "../resourceRules";
import { newRelicPeriods, newRelicTypes } from "./newRelic";

const source = "the package `@pulumi/newrelic` 5.77.0, the documentation of its arguments";
const statuses = ["ENABLED", "DISABLED"];
const period = [...newRelicPeriods.values()];

/** What New Relic's provider holds about the types that `ExternalMonitors` declares, by type token. What replaces a resource is not documented there. */
export const newRelicResourceRules: Readonly<Record<string, ResourceRules>> = {
  [newRelicTypes.monitor]: {
    source,
    replaces: [],
    oneOf: { status: statuses, period, type: ["SIMPLE", "BROWSER"] },
    sets: ["locationsPublics", "locationsPrivates", "customHeaders"],
    keptOnUpdate: "all",
  },
  [newRelicTypes.certCheck]: {
    source,
    replaces: [],
    oneOf: { status: statuses, period },
    sets: ["locationsPublics", "locationsPrivates"],
    keptOnUpdate: "all",
  },
  [newRelicTypes.policy]: {
    source,
    replaces: [],
    defaults: { incidentPreference: "PER_POLICY" },
    oneOf: { incidentPreference: ["PER_POLICY", "PER_CONDITION", "PER_CONDITION_AND_TARGET"] },
    keptOnUpdate: "all",
  },
  [newRelicTypes.condition]: {
    source,
    replaces: [],
    defaults: { enabled: true },
    between: { violationTimeLimitSeconds: [300, 2_592_000] },
    keptOnUpdate: "all",
  },
};
