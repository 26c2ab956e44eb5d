import {
  outsideMonitors,
  outsideMonitorTypes,
  type OutsideMonitor,
} from "../../model/alarms/outsideMonitors";
import { say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds hostnames that somebody outside asked and nobody does any more, though visitors are served under them. */
export function outsideMonitorRisks(context: RiskContext): Risk[] {
  const { plan, after } = context;
  const changed = changesOf(context, undefined, ["update", "replace", "delete"]).filter(
    ({ type }) => outsideMonitorTypes.has(type),
  );
  if (changed.length === 0) {
    return [];
  }
  const asking = outsideMonitors(plan.after).filter(({ on }) => on !== "no");
  const asked = new Map(
    outsideMonitors(plan.before)
      .filter(({ on, hostname }) => on === "yes" && hostname !== undefined)
      .map((monitor) => [monitor.hostname ?? "", monitor]),
  );
  return [...asked].flatMap(([hostname, { resource }]): Risk[] => {
    const change = context.changes.get(resource.key);
    const isAsked = asking.some((other) => mayAsk(other, hostname));
    return isAsked || change === undefined || after.servingState(hostname) !== "yes"
      ? []
      : [unaskedRisk(hostname, change)];
  });
}

function mayAsk(monitor: OutsideMonitor, hostname: string): boolean {
  return monitor.hostname === undefined || monitor.hostname === hostname;
}

function unaskedRisk(hostname: string, change: Risk["cause"][number]["change"]): Risk {
  return {
    ...{ id: "outside-monitor-lost", severity: "low", subject: hostname, title: hostname },
    consequence: say`From this change on nobody outside asks ${hostname} any more: what visitors meet at the edge, in DNS and in its certificate is seen by no monitor of a load balancer.`,
    cause: [causeOf(change)],
    hint: say`Keep a monitor that asks it, or pause it for the time of a maintenance alone.`,
  };
}
