import { apiErrors } from "../../facts/aws/apiErrors";
import type { ModelResource } from "../../model/graph/resources";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { exposuresAt, type ExposurePair } from "./endpointDiffs";
import { ofFamilies } from "./ownFamilies";
import type { Cause } from "../findings/finding";
import type { Risk, RiskContext } from "./risk";
import { ofHostnames } from "./visitors";
import { say, type Phrase } from "../words/words";
import { beforeRules, changesGroups, withoutReplaced } from "./permissions";

/** How an origin comes to shut Cloudflare out for a while. */
type Gap =
  /** It carries a group whose rules are not there yet. */
  | "rules late"
  /** The rules of its group are deleted before they are made anew. */
  | "rules first"
  /** So are they, and their group is to be deleted then, which AWS refuses. */
  | "stuck";

/**
 * Finds origins that shut Cloudflare out between two calls.
 * @param endpoint - The origin.
 * @param pairs - Who gets through its ports before and after, by the families of addresses that it has.
 * @param causes - What changes of its firewall.
 * @returns At most one risk.
 */
export function meanwhileRisks(
  context: RiskContext,
  endpoint: ProtectedEndpoint,
  pairs: readonly ExposurePair[],
  causes: readonly Cause[],
): Risk[] {
  const { attachedTo, groups, key, title } = endpoint;
  const away = withoutReplaced(context, groups);
  const inventory =
    away ??
    (attachedTo && changesGroups(context.changes.get(key))
      ? beforeRules(context, attachedTo, groups)
      : undefined);
  const own = ofFamilies(context, endpoint);
  const shut = pairs.find(([was, { port }]) => {
    const [then] = inventory === undefined ? [] : exposuresAt(inventory, endpoint, [port]).map(own);
    return was.admitsCloudflare && then !== undefined && then.missing.length > was.missing.length;
  });
  const isStuck = groups.some((group) => goesFirst(context, group, attachedTo));
  const gap: Gap = away === undefined ? "rules late" : isStuck ? "stuck" : "rules first";
  const whose = ofHostnames(context.before, attachedTo);
  return shut === undefined
    ? []
    : [
        {
          ...{ id: "origin-shut-meanwhile", severity: gap === "stuck" ? "high" : "medium" },
          ...{ subject: key, title, cause: causes },
          ...told[gap](endpoint, String(shut[1].port), whose),
        },
      ];
}

/** Whether a group is deleted before it is made anew, while what carries it stays. */
function goesFirst(
  { changes }: RiskContext,
  { key }: ModelResource,
  carrier: ModelResource | undefined,
): boolean {
  const change = changes.get(key);
  return (
    change?.deleteFirst === true &&
    carrier !== undefined &&
    changes.get(carrier.key)?.operation === "update"
  );
}

const told: Readonly<
  Record<
    Gap,
    (endpoint: ProtectedEndpoint, port: string, whose: Phrase) => Pick<Risk, "consequence" | "hint">
  >
> = {
  "rules late": ({ title }, port, whose) => ({
    consequence: say`${title} does not wait for the rules of its new security group: until they are there, Cloudflare is shut out at port ${port} and visitors${whose} get Error 522.`,
    hint: say`Let ${title} depend on the rules, or write them inside the group; or add the new group beside the old one, and take the old one away in a later update.`,
  }),
  "rules first": ({ title }, port, whose) => ({
    consequence: say`The rules that let Cloudflare into ${title} at port ${port} are deleted before the new ones are there: in between visitors${whose} get Error 522.`,
    hint: say`Add rules that let in the same in another way first, such as a prefix list, and take the old ones away in a later update.`,
  }),
  stuck: ({ title }, port, whose) => ({
    consequence: say`The rules that let Cloudflare into ${title} at port ${port} are deleted before their group, which AWS refuses to delete while ${title} carries it (${apiErrors.inUse.code}): from this update on, which stops there, visitors${whose} get Error 522 until somebody puts the rules back.`,
    hint: say`Leave the group as it is, or let the new one be made first, without deleteBeforeReplace and with namePrefix in place of a name.`,
  }),
};
