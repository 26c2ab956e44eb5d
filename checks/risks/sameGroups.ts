import { exposuresAt, type EndpointDiff } from "./endpointDiffs";
import type { RiskContext } from "./risk";

/**
 * Compares groups that nothing carries with themselves: those that a carrier takes or leaves go to another endpoint as they are.
 * @param context - The plan, and the paths of both sides.
 * @returns What gives an endpoint the groups that it has on both sides.
 */
export function withSameGroups({
  before,
  after,
  renamed,
  formerly,
}: RiskContext): (endpoint: EndpointDiff) => EndpointDiff {
  return (each) => {
    if (each.after === undefined || each.after.endpoint.attachedTo !== undefined) {
      return each;
    }
    const [old, now] = [before.inventory, after.inventory];
    const stay = each.after.endpoint.groups.flatMap(
      ({ key }) => old.byKey(formerly.get(key) ?? key) ?? [],
    );
    const gone = (each.before?.endpoint.groups ?? []).filter(
      ({ key }) => now.byKey(renamed.get(key) ?? key) === undefined,
    );
    const groups = [...new Map([...stay, ...gone].map((group) => [group.key, group])).values()];
    const known = new Set(each.before?.endpoint.groups.map(({ key }) => key));
    if (groups.length === known.size && groups.every(({ key }) => known.has(key))) {
      return each;
    }
    const endpoint = { ...each.after.endpoint, groups };
    const numbers = each.after.ports.map(({ port }) => port);
    const ports = groups.length === 0 ? [] : exposuresAt(old, endpoint, numbers);
    return {
      ...each,
      before: groups.length === 0 ? undefined : { ...each.after, endpoint, ports },
    };
  };
}
