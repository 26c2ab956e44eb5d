import { brokenRules, written } from "../../../constraints/constraint";
import {
  pageRuleConstraints,
  type PageRuleFields,
  type PageRuleView,
} from "../../../constraints/pageRules";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { ApiError } from "../calls/apiError";
import { refuse } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, object, text, type Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";

/** Page rules: `/zones/<zone>/pagerules`. Whether the API changes priorities that meet is not published; here they stay. */
export const pageRuleHandler: ResourceHandler = restHandler(
  types.pageRule,
  { collection: (rule) => `${zonePath(rule)}/pagerules` },
  { validate: admitPageRule },
);

/** Refuses in the way of the API, whose messages say what is wrong with a page rule. */
export function invalidPageRule(message: string): never {
  const { status, code } = apiErrors.pageRuleInvalid;
  const words = "Page Rule validation failed: See messages for details.";
  throw new ApiError(status, code, words, { means: message });
}

function admitPageRule(rule: Properties, place: Place, current?: StoredObject): void {
  const { id, name, plan } = zoneOf(rule, place);
  const others = [...place.account.find(`${types.pageRule} in-zone:${id}`)].filter(
    ({ key }) => key !== current?.key,
  );
  const isTaken = others.some(({ properties }) => properties.target === rule.target);
  const view: PageRuleView = {
    ...{ zoneName: name, plan, isTaken: isTaken ? "yes" : "no" },
    // What stands there is no more than the plan gave when it was made.
    others: current === undefined ? others.length : 0,
  };
  const actions = Object.entries(object(rule.actions)).filter(([, value]) => !isAbsent(value));
  const fields: PageRuleFields = {
    target: text(rule.target),
    actions: actions.map(([action]) => action),
  };
  const [first] = brokenRules<PageRuleFields, PageRuleView, (typeof pageRuleConstraints)[number]>(
    ...([pageRuleConstraints, fields, view] as const),
  );
  if (first !== undefined) {
    const { error, answer } = first.rule;
    const words = written(answer, fields, view);
    return error.code === apiErrors.pageRuleInvalid.code
      ? invalidPageRule(words)
      : refuse(error, words);
  }
}
