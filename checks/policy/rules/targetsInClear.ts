import { protocolsByTls } from "../../../facts/aws/loadBalancing";
import { zoneOfPath } from "../../../model/traffic/answering";
import { title } from "../../../model/graph/title";
import type { GroupUse } from "../../../model/origin/forwards";
import { endsTls, readListener } from "../../../model/origin/listeners";
import { OriginPaths } from "../../../model/origin/originPaths";
import { readTargetGroup } from "../../../model/origin/targetGroups";
import { defineRule } from "../rule";
import { about, inWords } from "../subjects";

/** What a target group speaks that speaks no TLS. */
const inClear: readonly unknown[] = protocolsByTls.clear;

/** Target groups that are asked in clear, behind a listener to which zones in Full (strict) lead. */
export const targetsInClear = defineRule({
  id: "targets-in-clear",
  severity: "low",
  sentence:
    "What a zone in Full (strict) encrypts stays encrypted behind the load balancer of AWS.",
  reason:
    "Full (strict) is about the way to the load balancer. It ends TLS there, and behind it requests, cookies and answers go through the VPC in clear.",
  source:
    "Elastic Load Balancing user guide, load-balancer-target-groups (routing configuration); Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict",
  hint: "Set the target group's protocol to HTTPS and let the targets speak TLS; the load balancer does not check their certificate. Or say in an exception that the network inside is trusted",
  evaluate: ({ after }) => {
    const paths = OriginPaths.of(after.traffic);
    return paths.distinctUses.flatMap((use) => {
      const { protocol, targetType } = readTargetGroup(use.group);
      const ends = use.listener && endsTls(readListener(use.listener).protocol);
      const hostnames =
        ends === true && inClear.includes(protocol) && targetType !== "alb"
          ? strictHostnames(paths, use)
          : [];
      return hostnames.length === 0
        ? []
        : [
            {
              ...about(use.group, "protocol"),
              must: `be HTTPS for ${inWords(hostnames)} to be encrypted up to the application`,
              actual: `${String(protocol)}, encrypted to ${title(use.machine)} and in clear behind it`,
              parts: [title(use.group)],
            },
          ];
    });
  },
});

function strictHostnames(paths: OriginPaths, { machine }: GroupUse): string[] {
  return paths.hostnames(machine).filter((hostname) => {
    const zone = zoneOfPath(paths.model.pathOf(hostname));
    return paths.model.tls.find((each) => each.zone === zone)?.strict === "yes";
  });
}
