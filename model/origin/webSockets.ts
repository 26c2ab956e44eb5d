import {
  webSocketLabels,
  webSocketPath,
  webSocketProtocol,
  webSocketSchemes,
} from "../../facts/webSockets";
import { mentionsOf } from "../graph/mentions";
import type { TrafficModel } from "../traffic/path";
import { outcomeFor, type Taker } from "./listenerRules";
import { OriginPaths } from "./originPaths";
import { toldUrls } from "./toldUrls";

/**
 * Whether the plan shows that clients keep WebSockets open to a hostname: by its first label, by a URL that something which runs is told, or
 * by a rule of its load balancer for requests that ask for one.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 */
export function speaksWebSockets(model: TrafficModel, hostname: string): boolean {
  const [label = ""] = hostname.split(".", 1);
  const isTold = toldUrls(model.inventory).some(
    ({ url }) => url.hostname === hostname && webSocketSchemes.includes(url.protocol),
  );
  return (
    isTold ||
    label.split(/[-_]/).some((part) => webSocketLabels.has(part)) ||
    isRuled(model, hostname)
  );
}

function isRuled(model: TrafficModel, hostname: string): boolean {
  const paths = OriginPaths.of(model);
  return paths
    .balancersOf(hostname)
    .flatMap((machine) => paths.asked(machine))
    .flatMap((listener) => outcomeFor(model.inventory, listener, hostname).some)
    .some(takesUpgrades);
}

function takesUpgrades({ action, paths, resource }: Taker): boolean {
  const texts = [...mentionsOf(resource)].map((text) => text.toLowerCase());
  return (
    action.kind === "forward" &&
    (paths.some((path) => webSocketPath.test(path)) || texts.includes(webSocketProtocol))
  );
}
