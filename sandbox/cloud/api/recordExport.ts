import { types } from "../account/indexes";
import { zoneOf, zonePath } from "../cloudflare/rest";
import { nameServersOf } from "../cloudflare/zones";
import { objectsOf } from "./listCalls";
import { operationOn } from "./operations";
import type { Route } from "./route";
import { servedResource } from "./servedResources";
import { zoneFile } from "./zoneFile";

const served = servedResource(types.record);

/** The zone's records as a zone file, which is no JSON and in no envelope. */
const exportRecords = operationOn(served, "GET", (call) => {
  const { place } = call.parts;
  const { name } = zoneOf(call.scope, place);
  const records = objectsOf(served, call.scope, call.parts).map((object) => call.written(object));
  const head = { name, nameServers: nameServersOf(name), exported: new Date() };
  return { result: null, file: zoneFile({ ...head, serial: place.account.revision }, records) };
});

/** The records of a zone as one file. */
export const recordExportRoute: Route = {
  path: `${zonePath({ zoneId: ":zoneId" })}/dns_records/export`,
  methods: { GET: exportRecords },
};
