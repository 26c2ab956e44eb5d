import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { alertTypes } from "../../../facts/cloudflare/notifications";
import { planLimits, planOrder } from "../../../facts/cloudflare/plans";
import { wireNames } from "../../../facts/cloudflare/wireNames";
import { notificationConstraints } from "../../../constraints/notifications";
import { webhookUrlProblem, wholeChatUrl } from "../../../constraints/webhookUrls";
import { ownEntry } from "../../../core/ownEntry";
import { describeProblem } from "../../../core/problem";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { snakeCase } from "../../../core/snakeCase";
import { isAbsent, list, object, text, type Properties } from "../values";
import { accountPath, restHandler } from "./rest";
import { accountPlan } from "./zones";

/** Notification policies: `/accounts/<account>/alerting/v3/policies`. */
export const notificationPolicyHandler: ResourceHandler = restHandler(
  types.notificationPolicy,
  { collection: (policy) => `${accountPath(policy)}/alerting/v3/policies` },
  { validate: admitPolicy },
);

/**
 * Webhooks: `/accounts/<account>/alerting/v3/destinations/webhooks`. Whether the API refuses what it does not post to, or
 * takes it and stays silent, is not published; here it is refused. The secret of a chat service is taken out of its URL.
 */
export const webhooksHandler: ResourceHandler = restHandler(
  types.webhooks,
  { collection: (hooks) => `${accountPath(hooks)}/alerting/v3/destinations/webhooks` },
  {
    validate: (hooks) => {
      const problem = webhookUrlProblem(text(hooks.url));
      if (problem !== undefined) {
        refuse(apiErrors.invalidRequest, describeProblem({ path: "url", ...problem }));
      }
    },
    computeOutputs: (hooks): Properties => {
      const whole = wholeChatUrl(text(hooks.url));
      return whole === undefined ? {} : { url: whole.url, type: whole.type };
    },
  },
);

function admitPolicy(policy: Properties, place: Place): void {
  const mechanisms = object(policy.mechanisms);
  const receivers = Object.values(mechanisms).flatMap(list);
  if (receivers.length === 0) {
    refuse(apiErrors.invalidRequest, "at least one delivery mechanism is required");
  }
  for (const hook of list(mechanisms.webhooks)) {
    const id = text(object(hook).id);
    if (place.account.get(types.webhooks, id) === undefined) {
      refuse(apiErrors.invalidRequest, `webhook ${id} does not exist`);
    }
  }
  admitAlertType(text(policy.alertType), place);
  const given = Object.entries(object(policy.filters)).filter(([, values]) => !isAbsent(values));
  const filters = given.map(([name]) => ownEntry(filterNames, name) ?? snakeCase(name));
  refuseBroken(notificationConstraints, { alertType: text(policy.alertType), filters }, undefined);
  const limits = planLimits[accountPlan(place)];
  if (list(mechanisms.pagerduties).length > 0 && !limits.pagerDuty) {
    refuse(apiErrors.invalidRequest, "PagerDuty is not part of this subscription");
  }
}

const filterNames = wireNames.NotificationPolicyFilters ?? {};

/** Kinds of notification of which the tables hold no plan are taken as they are. */
function admitAlertType(name: string, place: Place): void {
  if (!Object.hasOwn(alertTypes, name)) {
    return;
  }
  const known = alertTypes[name as keyof typeof alertTypes];
  const isBelow = planOrder.indexOf(accountPlan(place)) < planOrder.indexOf(known.plan);
  if (isBelow || (known.needsLoadBalancing && !place.seed.loadBalancing)) {
    refuse(apiErrors.invalidRequest, `${name} is not part of this subscription`);
  }
}
