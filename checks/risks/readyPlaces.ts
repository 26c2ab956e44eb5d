import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { recordPlace } from "../../model/traffic/originMachines";
import { modelType } from "../../model/graph/resourceTypes";
import { waitsUntilHealthy } from "../../model/origin/deployments";
import { Onward } from "../../model/origin/onward";
import { OriginPaths } from "../../model/origin/originPaths";
import type { RiskContext } from "./risk";
import { Waiting } from "./waiting";

/**
 * Whether a hostname comes to lead to load balancers of AWS alone which this update makes with what serves behind them, and its records wait
 * until all of that listens and is healthy.
 * @param path - Where it leads after the change.
 */
export function areReady(context: RiskContext, { hostname, records }: HostnamePath): boolean {
  const { after, changes } = context;
  const [waiting, onward, paths] = [new Waiting(context), new Onward(after), OriginPaths.of(after)];
  return records.every((record) => {
    const own = changes.get(record.resource.key);
    const reached = onward.from(recordPlace(record), hostname).map(({ machine }) => machine);
    const follows = (key: string): boolean => {
      const made = changes.get(key);
      return made === undefined || (own !== undefined && waiting.follows(own, made));
    };
    return (
      reached.length > 0 &&
      reached.every((machine) => {
        const uses = paths.uses.filter((use) => use.machine === machine);
        const sources = uses.flatMap(({ group }) => paths.sources(group));
        return (
          modelType(machine.type) === "awsLoadBalancer" &&
          changes.get(machine.key)?.operation === "create" &&
          sources.length > 0 &&
          uses.every(({ forwarder }) => follows(forwarder.key)) &&
          sources.every(({ serves }) => {
            const isMade = serves && changes.get(serves.key)?.operation === "create";
            return isMade === true && follows(serves.key) && waitsUntilHealthy(serves) === "yes";
          })
        );
      })
    );
  });
}
