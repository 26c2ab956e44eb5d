import { unknownValue, type Known } from "../../core/known";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { readTargetGroup, type TargetGroupNode } from "../../model/origin/targetGroups";
import { targetPort, type TargetSource } from "../../model/origin/targets";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { ofThisChange } from "../findings/finding";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { errorOf, listed, say, type Phrase } from "../words/words";

const spoken = ["port", "protocol", "protocolVersion"] as const;
const nouns = { port: "port", protocol: "protocol", protocolVersion: "protocol version" } as const;

/** Finds target groups whose targets come to be asked at another port or by another protocol, which makes the group anew. */
export function targetPortRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap(({ group, machine }): Risk[] => {
    const old = sides.earlier(group);
    const changed = old === undefined ? [] : changedParts(sides, old, group);
    const cause = changed.length === 0 ? [] : sides.causes([group]);
    return cause.length === 0
      ? []
      : [
          {
            ...{ id: "target-port-changed", severity: "medium", subject: group.key, cause },
            title: title(group),
            consequence: say`From this change on the load balancer asks the targets of ${title(group)} otherwise: ${listed(changed)}. Where they do not answer that, ${sides.visitors(machine)} get ${errorOf(loadBalancerErrors.unhealthyTargets)} until they do.`,
            hint: say`Let the application answer both ways first, and take the old one away in a later update.`,
            ...ofThisChange,
          },
        ];
  });
}

/** What differs, in words. A port that every target has of its own decides nothing. */
function changedParts(sides: OriginSides, old: ModelResource, group: ModelResource): Phrase[] {
  const [was, is] = [readTargetGroup(old), readTargetGroup(group)];
  const sources = sides.after.sources(group);
  const takesPort = (source: TargetSource): boolean =>
    targetPort(source, was.port) !== targetPort(source, is.port);
  const isAsked = sources.length === 0 || sources.some(takesPort);
  return spoken
    .filter((name) => was[name] !== is[name] && (name !== "port" || isAsked))
    .map((name) => [`${nouns[name]} `, ...say`${shown(was, name)} becomes ${shown(is, name)}`]);
}

function shown(group: TargetGroupNode, name: (typeof spoken)[number]): string {
  const value: Known<string | number> | undefined = group[name];
  return value === unknownValue ? "what is not known yet" : `${value ?? "none"}`;
}
