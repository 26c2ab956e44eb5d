import { forPeople, labels, type ReadType } from "./readType";

const watched = "what is watched, and when it is too much; what follows from it are the actions";

/**
 * Alarms, of which nobody reads what their actions do: one can stop a machine, or add some. One without actions only looks on, so
 * that each change is judged by whether the alarm has any.
 */
export const metricAlarmReadType: ReadType = {
  read: ["region"],
  byProperty: ["create", "update", "replace", "delete"],
  noPart: {
    ...labels,
    name: forPeople,
    alarmDescription: forPeople,
    ...Object.fromEntries(
      [
        ...["actionsEnabled", "comparisonOperator", "datapointsToAlarm", "dimensions", "arn"],
        ...["evaluateLowSampleCountPercentiles", "evaluationPeriods", "extendedStatistic"],
        ...["metricName", "metricQueries", "namespace", "period", "statistic", "threshold"],
        ...["thresholdMetricId", "treatMissingData", "unit"],
      ].map((name) => [name, watched]),
    ),
  },
};
