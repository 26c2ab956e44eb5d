import { types } from "../account/indexes";
import { isObject, list, text } from "../values";
import type { Operation } from "./incoming";
import { journaledBody } from "./journaledBody";
import { listOperation } from "./listCalls";
import { change } from "./operations";
import { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { servedResource } from "./servedResources";

const served = servedResource(types.zoneSetting);

/** Changes several settings: where one of them is refused, none is changed. */
const changeSettings: Operation = async (incoming, parts) => {
  const calls: ResourceCall[] = [];
  for (const item of list(incoming.body.items)) {
    if (!isObject(item)) {
      return served.invalid("Invalid value for items");
    }
    const params = { ...incoming.params, settingId: text(item.id) };
    calls.push(await ResourceCall.of(served, { ...incoming, params, body: item }, parts));
  }
  const { path, body } = incoming;
  return {
    request: {
      service: "cloudflare",
      method: "PATCH",
      path,
      type: types.zoneSetting,
      body,
      redact: journaledBody,
    },
    effect: () => {
      for (const call of calls) {
        served.handler.validate?.(call.admitted(call.sent), parts.place, call.held());
      }
      return { result: calls.map((call) => call.written(change(call, "PATCH"))) };
    },
  };
};

/** All settings of a zone at once: those that somebody has set, and those whose default is known. What the others are is not known here. */
export const settingRoutes: readonly Route[] = [
  {
    path: "/zones/:zoneId/settings",
    methods: { GET: listOperation(served), PATCH: changeSettings },
  },
];
