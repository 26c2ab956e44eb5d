import { pathTypes } from "../../../facts/resourceTypes";
import { cloudflareHandler } from "../cloudflare/handlers";
import { zoneOf, zonePath } from "../cloudflare/rest";
import { notFound } from "../resources/store";
import { text, texts, type Properties } from "../values";
import { objectsOf } from "./listCalls";
import { listAnswer } from "./lists";
import { createOperation, deleteOperation, operationOn } from "./operations";
import type { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { served } from "./servedResource";

/** What Cloudflare refuses of an order beside its kinds is no rule of the stand-in's: nothing is published of it. */
const packs = served(pathTypes.certificatePack, {
  scopes: ["zoneId"],
  updates: [],
  deleted: "id",
  finish: withCertificate,
});

/** A pack is answered as issued, with one certificate, whose id is the pack's: nobody in the sandbox issues any. */
function withCertificate(pack: Properties): Properties {
  const { id = null } = pack;
  const hosts = texts(pack.hosts);
  const certificate: Properties = { id, hosts, status: "active" };
  return { ...pack, hosts, status: "active", primary_certificate: id, certificates: [certificate] };
}

/**
 * The pack that a zone has from the start: Universal SSL, for the domain and the names right below it.
 * Source: Cloudflare docs, ssl/edge-certificates/universal-ssl (what is covered, and for how long); the npm package `cloudflare` 7.3,
 * resources/ssl/certificate-packs. Who issues it is Cloudflare's choice, and not said here.
 */
function universalPack({ scope, parts }: ResourceCall): Properties {
  const { id, name } = zoneOf(scope, parts.place);
  const hosts = [name, `*.${name}`];
  return withCertificate({ id, type: "universal", hosts, validity_days: 90 });
}

/** The pack from the start, then those that were ordered, in the order in which they were. */
function packsOf(call: ResourceCall): Properties[] {
  const universal = universalPack(call);
  const ordered = objectsOf(packs, call.scope, call.parts).map((object) => call.written(object));
  return [universal, ...ordered];
}

function pack(call: ResourceCall): Properties {
  const found = packsOf(call).find(({ id }) => text(id) === call.incoming.params.id);
  if (found === undefined) {
    throw notFound(cloudflareHandler(pathTypes.certificatePack));
  }
  return found;
}

const path = `${zonePath({ zoneId: ":zoneId" })}/ssl/certificate_packs`;

/** Certificates of the edge: what a zone has from the start, and what programs ordered. */
export const certificatePackRoutes: readonly Route[] = [
  {
    path,
    methods: {
      GET: operationOn(packs, "GET", (call) =>
        listAnswer(packsOf(call), { form: "pages", perPage: 20 }, call.incoming.query),
      ),
    },
  },
  // Source: the npm package `cloudflare` 7.3, resources/ssl/certificate-packs (create, delete).
  { path: `${path}/order`, methods: { POST: createOperation(packs) } },
  {
    path: `${path}/:id`,
    methods: {
      GET: operationOn(packs, "GET", (call) => ({ result: pack(call) })),
      DELETE: deleteOperation(packs),
    },
  },
];
