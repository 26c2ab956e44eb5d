import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { AccountSeed, Zone } from "../accountSeed";
import type { Place, ResourceHandler } from "../resources/handler";
import { object, text, type Properties } from "../values";
import { accountName } from "./accounts";
import { admitAccount, restHandler } from "./rest";
import { allZones, nameServersOf, zonesNamed } from "./zones";

/** Zones: `/zones`. What a program makes is a zone of the account from then on, and takes with it what is in it. */
export const zoneHandler: ResourceHandler = restHandler(
  types.zone,
  { collection: () => "/zones", update: "PATCH" },
  {
    validate: admitZone,
    beforeDelete: (zone, place) => {
      for (const inside of [...place.account.find(`in-zone:${zone.id}`)]) {
        place.account.remove(inside.type, inside.key);
      }
    },
    standing: (id, { seed }) => {
      const zone = seed.zone(id);
      return zone && zoneAnswer(zone, seed);
    },
    standingKeys: (_scope, place) => allZones(place).map(({ id }) => id),
    computeOutputs: (zone, _place, _id, current) => ({
      name: text(zone.name).toLowerCase(),
      status: current?.properties.status ?? "pending",
      nameServers: nameServersOf(text(zone.name)),
      vanityNameServers: zone.vanityNameServers ?? [],
    }),
  },
);

/**
 * Says what the API answers about a zone that stood there before any program ran.
 * @param zone - The zone.
 * @param seed - What else stood there.
 * @returns Its properties.
 */
export function zoneAnswer({ id, name }: Zone, seed: AccountSeed): Properties {
  return {
    id,
    name,
    account: { id: seed.accountId, name: accountName },
    status: "active",
    paused: false,
    type: "full",
    nameServers: nameServersOf(name),
    vanityNameServers: [],
  };
}

function admitZone(zone: Properties, place: Place, current?: StoredObject): void {
  admitAccount(text(object(zone.account).id), place);
  const name = text(zone.name);
  const isAssumed = (id: string) => place.seed.zonesAreAssumed && place.seed.zone(id) !== undefined;
  if (zonesNamed(name, place).some(({ id }) => id !== current?.id && !isAssumed(id))) {
    refuse(apiErrors.zoneExists, `${name} already exists`);
  }
}
