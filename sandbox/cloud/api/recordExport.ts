import { types } from "../account/indexes";
import { zoneOf, zonePath } from "../cloudflare/rest";
import { nameServersOf } from "../cloudflare/zones";
import type { Operation } from "./incoming";
import { objectsOf } from "./listCalls";
import { ResourceCall } from "./resourceCall";
import type { Route } from "./routes";
import { servedResource } from "./servedResources";
import { zoneFile } from "./zoneFile";

const served = servedResource(types.record);

/** The zone's records as a zone file, which is no JSON and in no envelope. */
const exportRecords: Operation = async (incoming, parts) => {
  const call = await ResourceCall.of(served, incoming, parts);
  const effect = () => {
    const { name } = zoneOf(call.scope, parts.place);
    const records = objectsOf(served, call.scope, parts).map((object) => call.written(object));
    const head = { name, nameServers: nameServersOf(name), exported: new Date() };
    return {
      result: null,
      file: zoneFile({ ...head, serial: parts.place.account.revision }, records),
    };
  };
  return { request: call.request("GET"), effect };
};

/** The records of a zone as one file. */
export const recordExportRoute: Route = {
  path: `${zonePath({ zoneId: ":zoneId" })}/dns_records/export`,
  methods: { GET: exportRecords },
};
