import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../api/refuse";
import type { Premises, Zone } from "../premises";
import type { Place, ResourceKind } from "../provider/kind";
import { object, text, type Properties } from "../values";
import { admitAccount, restKind } from "./rest";
import { nameServersOf, zonesNamed } from "./zones";

/** Zones: `/zones`. What a program makes is a zone of the account from then on, and takes with it what is in it. */
export const zoneKind: ResourceKind = restKind(
  types.zone,
  { collection: () => "/zones", update: "PATCH" },
  {
    admit: admitZone,
    release: (zone, place) => {
      for (const inside of [...place.account.find(`in-zone:${zone.id}`)]) {
        place.account.remove(inside.type, inside.key);
      }
    },
    standing: (id, { premises }) => {
      const zone = premises.zone(id);
      return zone && zoneAnswer(zone, premises);
    },
    answer: (zone) => ({
      name: text(zone.name).toLowerCase(),
      status: "pending",
      nameServers: nameServersOf(text(zone.name)),
      vanityNameServers: zone.vanityNameServers ?? [],
    }),
  },
);

/**
 * Says what the API answers about a zone that stood there before any program ran.
 * @param zone - The zone.
 * @param premises - What else stood there.
 * @returns Its properties.
 */
export function zoneAnswer({ id, name }: Zone, premises: Premises): Properties {
  return {
    id,
    name,
    account: { id: premises.accountId, name: "sandbox" },
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
  const isAssumed = (id: string) =>
    place.premises.zonesAreAssumed && place.premises.zone(id) !== undefined;
  if (zonesNamed(name, place).some(({ id }) => id !== current?.id && !isAssumed(id))) {
    refuse(apiErrors.zoneExists, `${name} already exists`);
  }
}
