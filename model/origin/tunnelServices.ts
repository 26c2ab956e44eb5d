import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { admission } from "./admission";

/**
 * Finds the machine at which a tunnel's service stands, and that lets nobody in at the port.
 * @param inventory - The resources.
 * @param service - The service as a configuration names it: `http://10.0.2.30:8080`.
 * @returns The machine; undefined where somebody may get in, or the plan does not say.
 */
export function shutMachine(inventory: Inventory, service: string): ModelResource | undefined {
  const url = URL.canParse(service) ? new URL(service) : undefined;
  const usual = url?.protocol === "https:" ? defaultHttpsPort : defaultHttpPort;
  const port = url === undefined || url.port === "" ? usual : Number(url.port);
  return inventory
    .ofType("instance")
    .filter(({ properties }) => readText(properties.privateIp) === url?.hostname)
    .find((machine) => {
      const groups = groupsOn(inventory, machine);
      const admitted = admission(
        inventory,
        groups,
        (rule) =>
          rule.applies === "no" ? "no" : admitsProtocol(rule, protocolSpellings.tcp, port),
        "ingress",
      );
      return groups.length > 0 && admitted === "no";
    });
}
