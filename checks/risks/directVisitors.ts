import { admissionOf } from "../../model/firewall/admission";
import { title as modelTitle } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { OriginMachines, recordPlace } from "../../model/traffic/originMachines";
import type { GuardedFace, GuardedFaces } from "./guardedFaces";
import type { Risk, RiskCause, RiskContext } from "./risk";
import { names, say } from "../words/words";

/** The ports that browsers ask. */
const visitorPorts = [80, 443];

/**
 * Finds hostnames that Cloudflare only answers DNS for, whose visitors a firewall turns away from this change on.
 * @param context - The plan.
 * @param guarded - Who gets through to the origins before and after.
 * @param causesOf - The changes that a face is changed by.
 * @returns The risks, one for each face.
 */
export function directVisitorRisks(
  { before, after }: RiskContext,
  { faces }: GuardedFaces,
  causesOf: (face: GuardedFace) => readonly RiskCause[],
): Risk[] {
  const closing = faces.filter(closesToStrangers);
  const machines = closing.length === 0 ? undefined : new OriginMachines(after.inventory);
  return closing.flatMap((face): Risk[] => {
    const { attachedTo } = face.after?.face ?? {};
    if (attachedTo === undefined || machines === undefined) {
      return [];
    }
    // Of a hostname that leaves the proxy in this change `proxyRisk` tells.
    const hostnames = after.hostnames
      .filter((path) => path.proxied === "no" && leadsTo(machines, path, attachedTo))
      .filter(({ hostname }) => before.pathOf(hostname).proxied === "no")
      .map(({ hostname }) => hostname);
    const machine = modelTitle(attachedTo);
    return hostnames.length === 0
      ? []
      : [
          {
            kind: "direct-visitors-shut",
            severity: "high",
            subject: face.key,
            title: machine,
            about: hostnames,
            consequence: say`${names(hostnames)} is DNS-only, so its visitors come to ${machine} themselves: from this change on its firewall turns them away, and they get no answer.`,
            causes: causesOf(face),
            wayOut: say`Let Cloudflare's proxy stand before ${names(hostnames)} in an update before this one, or leave the firewall open for it.`,
            covers: [],
          },
        ];
  });
}

/** Whether everybody got through to a port of browsers, and nobody but Cloudflare does. */
function closesToStrangers({ before, after }: GuardedFace): boolean {
  return (before?.ports ?? []).some((was, index) => {
    const is = after?.ports[index];
    return (
      is !== undefined &&
      visitorPorts.includes(was.port) &&
      admissionOf(was).others === "everybody" &&
      admissionOf(is).others === "nobody"
    );
  });
}

function leadsTo(machines: OriginMachines, path: HostnamePath, machine: ModelResource): boolean {
  const { records, loadBalancer, next } = path;
  return (
    loadBalancer === undefined &&
    (next.some((each) => leadsTo(machines, each, machine)) ||
      records.some((record) =>
        machines.at(recordPlace(record)).some(({ key }) => key === machine.key),
      ))
  );
}
