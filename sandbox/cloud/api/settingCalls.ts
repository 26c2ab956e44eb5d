import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { isObject, list, text } from "../values";
import type { Operation } from "./incoming";
import { listOperation } from "./listCalls";
import { change, ResourceCall } from "./resourceCalls";
import type { Route } from "./routes";
import { servedResources } from "./servedResources";

const [served] = servedResources.filter(({ handler }) => handler.type === types.zoneSetting);

/** Changes several settings: the first that is refused ends it, and none is changed. */
const changeSettings: Operation = async (incoming, parts) => {
  const calls: ResourceCall[] = [];
  for (const item of list(incoming.body.items)) {
    if (served === undefined || !isObject(item)) {
      return refuse(apiErrors.settingInvalid, "Invalid value for items");
    }
    const params = { ...incoming.params, settingId: text(item.id) };
    calls.push(await ResourceCall.of(served, { ...incoming, params, body: item }, parts));
  }
  return {
    request: {
      ...{ service: "cloudflare", method: "PATCH", path: incoming.path, type: types.zoneSetting },
      body: incoming.body,
    },
    effect: () => {
      for (const call of calls) {
        call.served.handler.validate?.(call.admitted(call.sent), parts.place, call.held());
      }
      return { result: calls.map((call) => call.written(change(call, "PATCH"))) };
    },
  };
};

/** All settings of a zone at once: those that somebody has set. */
export const settingRoutes: readonly Route[] =
  served === undefined
    ? []
    : [
        {
          path: "/zones/:zoneId/settings",
          methods: { GET: listOperation(served), PATCH: changeSettings },
        },
      ];
