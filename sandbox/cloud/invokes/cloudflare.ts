import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { accountsNow } from "../cloudflare/accounts";
import { zoneAnswer } from "../cloudflare/zoneHandler";
import { allZones, findZone, zonesNamed } from "../cloudflare/zones";
import type { Zone } from "../accountSeed";
import type { Place } from "../resources/handler";
import { object, text, type Properties } from "../values";
import { type Invoke } from "../provider/invokeCall";
import { cloudflareGet } from "./call";

/** Functions of the Cloudflare provider that are more than a look for one object, by token. */
export const cloudflareInvokes: Readonly<Record<string, Invoke>> = {
  "cloudflare:index/getIpRanges:getIpRanges": (args, place) => ({
    request: cloudflareGet("/ips"),
    answer: () => {
      const { ipv4, ipv6 } = place.seed.ranges;
      const etag = `${ipv4.length}-${ipv6.length}`;
      const lists = { ipv4Cidrs: [...ipv4], ipv6Cidrs: [...ipv6], jdcloudCidrs: [] };
      return { properties: { ...args, id: etag, etag, ...lists } };
    },
  }),
  "cloudflare:index/getZone:getZone": (args, place) => ({
    request: cloudflareGet(`/zones/${text(args.zoneId)}`),
    answer: () => {
      const name = text(object(args.filter).name);
      const zone = name === "" ? findZone(text(args.zoneId), place) : zonesNamed(name, place)[0];
      return zone === undefined
        ? refuse(apiErrors.notFound, `zone ${name || text(args.zoneId)} not found`)
        : { properties: { ...args, ...zoneNow(zone, place), zoneId: zone.id } };
    },
  }),
  "cloudflare:index/getZones:getZones": (args, place) => ({
    request: cloudflareGet("/zones"),
    answer: () => {
      const name = text(args.name);
      const zones = name === "" ? allZones(place) : zonesNamed(name, place);
      const results = zones.map((zone) => zoneNow(zone, place));
      return { properties: { ...args, id: "zones", results } };
    },
  }),
  "cloudflare:index/getZoneSetting:getZoneSetting": (args, place) => ({
    request: cloudflareGet(`/zones/${text(args.zoneId)}/settings/${text(args.settingId)}`),
    answer: () => {
      const key = `${text(args.zoneId)}/${text(args.settingId)}`;
      const setting = place.account.get(types.zoneSetting, key);
      return setting === undefined
        ? refuse(apiErrors.notFound, `nothing has set ${key} in this account yet`)
        : { properties: { ...setting.properties } };
    },
  }),
  "cloudflare:index/getZeroTrustTunnelCloudflaredToken:getZeroTrustTunnelCloudflaredToken": (
    args,
    place,
  ) => ({
    request: cloudflareGet(
      `/accounts/${text(args.accountId)}/cfd_tunnel/${text(args.tunnelId)}/token`,
    ),
    answer: () => {
      const id = text(args.tunnelId);
      if (place.account.get(types.tunnel, id) === undefined) {
        return refuse(apiErrors.notFound, `tunnel ${id} not found`);
      }
      const content = JSON.stringify({ a: args.accountId, t: id, s: "sandbox" });
      return { properties: { ...args, id, token: Buffer.from(content).toString("base64") } };
    },
  }),
  "cloudflare:index/getAccount:getAccount": (args, place) => ({
    request: cloudflareGet(`/accounts/${text(args.accountId)}`),
    answer: () => {
      const id = text(args.accountId) || place.seed.accountId;
      const account = accountsNow(place).find((one) => one.id === id);
      return account === undefined
        ? refuse(apiErrors.notFound, `account ${id} not found`)
        : { properties: { ...args, ...account, accountId: id } };
    },
  }),
  "cloudflare:index/getAccounts:getAccounts": (args, place) => ({
    request: cloudflareGet("/accounts"),
    answer: () => ({ properties: { ...args, id: "accounts", results: accountsNow(place) } }),
  }),
};

function zoneNow(zone: Zone, place: Place): Properties {
  const made = place.account.get(types.zone, zone.id);
  const plan = { id: zone.plan, legacyId: zone.plan, name: zone.plan };
  return { ...zoneAnswer(zone, place.seed), ...made?.properties, plan };
}
