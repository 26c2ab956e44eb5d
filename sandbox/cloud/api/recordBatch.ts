import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry } from "../../../core/ownEntry";
import { Account } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { zonePath } from "../cloudflare/rest";
import { removeObject, storeNew } from "../resources/store";
import { isAbsent, isObject, list, text, type Properties } from "../values";
import type { ApiParts, Incoming, Operation } from "./incoming";
import { journaledBody } from "./journaledBody";
import { change } from "./operations";
import { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { servedResource } from "./servedResources";

/** One change of a batch: which record, and what of it is answered. */
type Step = (call: ResourceCall) => Properties;

/**
 * What a batch does, in the API's order, whatever the order in its body.
 * Source: Cloudflare API reference, dns/subresources/records/methods/batch.
 */
const steps: readonly (readonly [name: string, step: Step])[] = [
  [
    "deletes",
    (call) => {
      const object = call.found();
      removeObject(call.served.handler, object.key, call.parts.place);
      return call.written(object);
    },
  ],
  ["patches", (call) => call.written(change(call, "PATCH"))],
  ["puts", (call) => call.written(change(call, "PUT"))],
  [
    "posts",
    (call) => call.written(storeNew(call.served.handler, call.admitted(call.sent), call.setting)),
  ],
];

/** Changes records of a zone together, or none of them: what is refused is found out on a copy of the account. */
const changeRecords: Operation = async (incoming, parts) => {
  const batch = await Promise.all(
    steps.map(async ([name, step]) => ({
      name,
      step,
      calls: await callsOf(name, incoming, parts),
    })),
  );
  const run = ({ place, ...rest }: ApiParts, account: Account): Properties =>
    Object.fromEntries(
      batch.map(({ name, step, calls }) => [
        name,
        calls.map((call) => step(call.within({ ...rest, place: { ...place, account } }))),
      ]),
    );
  return {
    request: {
      ...{ service: "cloudflare", method: "POST", path: incoming.path, type: types.record },
      ...{ body: incoming.body, redact: journaledBody },
    },
    effect: () => {
      run(parts, copyOf(parts.place.account));
      return { result: run(parts, parts.place.account) };
    },
  };
};

function copyOf(account: Account): Account {
  const copy = new Account();
  for (const type of account.types()) {
    account.ofType(type).forEach((object) => copy.put(object));
  }
  return copy;
}

async function callsOf(name: string, incoming: Incoming, parts: ApiParts): Promise<ResourceCall[]> {
  const served = servedResource(types.record);
  const wanted = ownEntry(incoming.body, name);
  if (!(isAbsent(wanted) || Array.isArray(wanted))) {
    return refuse(apiErrors.invalidRequest, `${name} must be a list`);
  }
  return Promise.all(
    list(wanted).map((item) => {
      if (!isObject(item)) {
        return refuse(apiErrors.invalidRequest, `${name} must hold objects`);
      }
      const { id, ...body } = item;
      const params = { ...incoming.params, ...(name === "posts" ? {} : { id: text(id) }) };
      return ResourceCall.of(served, { ...incoming, params, body }, parts);
    }),
  );
}

/** Many changes of a zone's records in one call. */
export const recordBatchRoute: Route = {
  path: `${zonePath({ zoneId: ":zoneId" })}/dns_records/batch`,
  methods: { POST: changeRecords },
};
