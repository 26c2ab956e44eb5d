import { httpMonitorTypes, MonitorType } from "../../../facts/cloudflare/monitors";
import type { MonitorNode } from "../../../model/traffic/monitors";
import { knownList } from "../../../model/graph/reading";
import { unknownValue } from "../../../core/known";
import type { PlanSide } from "../context";
import { title } from "../../../model/graph/title";
import { equalMonitors } from "../equalMonitors";
import { defineRule, type Violation } from "../rule";
import { about, shown } from "../subjects";

/** Monitors that hold an origin for healthy whose visitors see errors. */
export const monitorBlind = defineRule({
  id: "monitor-blind",
  severity: "high",
  sentence:
    "Every monitor asks over HTTPS, with a Host header, and takes nothing but a good answer.",
  reason:
    "A monitor sees a 502 only if it speaks HTTP to the origin as visitors' requests do and looks at the code. Without a Host header " +
    "it sends no SNI and meets another site's certificate or answer.",
  source:
    "Cloudflare docs, load-balancing/monitors and load-balancing/troubleshooting/common-error-codes",
  hint: 'Set type: "https", expectedCodes: "2xx", header: { Host: [hostname] } and allowInsecure: false',
  standing: equalMonitors,
  evaluate: ({ after }) =>
    after.traffic.monitors.flatMap((monitor) => {
      const wrong = (property: string, must: string, actual: string): Violation => ({
        ...about(monitor.resource, property),
        ...{ must, actual, parts: [`${title(monitor.resource)} ${property}`] },
      });
      const { type } = monitor;
      const speaksHttp = httpMonitorTypes.includes(type as string);
      return [
        ...(type !== MonitorType.Https && type !== unknownValue
          ? [wrong("type", "be https, as visitors' requests are", shown(type))]
          : []),
        ...(speaksHttp && takesAnyAnswer(monitor)
          ? [
              wrong(
                "expectedCodes",
                "be codes of success, such as 2xx",
                shown(monitor.expectedCodes),
              ),
            ]
          : []),
        ...(speaksHttp && sendsNoHost(monitor) && !originsNameHosts(after, monitor)
          ? [wrong("header.Host", "be the hostname that visitors ask for", "nothing")]
          : []),
        ...(type === MonitorType.Https && monitor.allowInsecure === "yes"
          ? [wrong("allowInsecure", "be false, or invalid certificates (526) go unseen", "true")]
          : []),
      ];
    }),
});

function takesAnyAnswer({ expectedCodes, expectedBody }: MonitorNode): boolean {
  if (expectedCodes === unknownValue) {
    return false;
  }
  return expectedCodes === ""
    ? expectedBody === ""
    : expectedCodes.split(",").some((code) => code.trim().startsWith("5"));
}

function sendsNoHost({ hosts }: MonitorNode): boolean {
  return hosts === undefined || knownList(hosts)?.length === 0;
}

/** An origin's own Host header goes before the monitor's. */
function originsNameHosts({ traffic }: PlanSide, { resource }: MonitorNode): boolean {
  const origins = traffic.inventory
    .linkedTo(resource, "pool")
    .map((pool) => traffic.pool(pool))
    .filter(({ monitor }) => monitor?.resources.some(({ key }) => key === resource.key))
    .map((pool) => pool.origins);
  return (
    origins.length > 0 &&
    origins.every((each) =>
      (knownList(each) ?? []).every(({ hosts }) => knownList(hosts)?.length !== 0),
    )
  );
}
