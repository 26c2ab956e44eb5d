import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { isObject, readFlag } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** What rules switch for a request: the check of browsers, scripts that run later, and images for pages of the same domain alone. */
export type RuledSwitch = "browserCheck" | "rocketLoader" | "hotlinkProtection";

/** What a rule switches on or off; absent where it does not say. */
export type RuledSwitches = Readonly<Partial<Record<RuledSwitch, Certainty>>>;

/** How configuration rules name what they switch. */
const configured = {
  bic: "browserCheck",
  rocketLoader: "rocketLoader",
  hotlinkProtection: "hotlinkProtection",
} as const satisfies Readonly<Record<string, RuledSwitch>>;

/**
 * Reads what a configuration rule switches on or off.
 *
 * Source: Cloudflare docs, rules/configuration-rules/settings.
 * @param parameters - The parameters of its action.
 */
export function switchesOf(parameters: Known<ModelObject>): RuledSwitches {
  return Object.fromEntries(
    Object.entries(configured).flatMap(([name, ruled]) =>
      switched(ruled, parameters === unknownValue ? unknownValue : parameters[name]),
    ),
  );
}

/**
 * Reads what a page rule switches on or off.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings (Browser Integrity Check, Rocket Loader).
 * @param pageRule - A `PageRule`.
 */
export function pageRuleSwitches({ properties: { actions } }: ModelResource): RuledSwitches {
  const own = isObject(actions) ? actions : {};
  return Object.fromEntries(
    (["browserCheck", "rocketLoader"] as const).flatMap((name) => switched(name, own[name])),
  );
}

function switched(name: RuledSwitch, said: ModelValue | undefined): [RuledSwitch, Certainty][] {
  return (said ?? null) === null ? [] : [[name, readFlag(said, "unknown")]];
}
