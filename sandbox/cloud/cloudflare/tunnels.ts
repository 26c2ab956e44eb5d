import { randomUUID } from "node:crypto";

import {
  secretLongEnough,
  tunnelConfigurationConstraints,
  tunnelNameFree,
} from "../../../constraints/tunnels";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { notFound } from "../resources/store";
import { isAbsent, list, object, text, type Properties, type PropertyValue } from "../values";
import { accountPath, restHandler } from "./rest";

const path = (tunnel: Properties) => `${accountPath(tunnel)}/cfd_tunnel`;

/** Tunnels: `/accounts/<account>/cfd_tunnel`. No connector ever comes, so all are inactive. */
export const tunnelHandler: ResourceHandler = restHandler(
  types.tunnel,
  { collection: path, update: "PATCH" },
  {
    newId: () => randomUUID(),
    validate: admitTunnel,
    computeOutputs: (tunnel) => ({
      accountTag: text(tunnel.accountId),
      remoteConfig: tunnel.configSrc === "cloudflare",
    }),
    beforeDelete: ({ id }, { account }) => {
      account.remove(types.tunnelConfiguration, id);
    },
  },
);

function admitTunnel(tunnel: Properties, { account }: Place, current?: StoredObject): void {
  const { accountId, name, tunnelSecret } = tunnel;
  const isTaken = account
    .ofType(types.tunnel)
    .some(
      ({ key, properties }) =>
        key !== current?.key && properties.accountId === accountId && properties.name === name,
    );
  refuseBroken([secretLongEnough], { secretBytes: bytesOf(tunnelSecret, current) }, undefined);
  refuseBroken([tunnelNameFree], { name: text(name) }, { isTaken: isTaken ? "yes" : "no" });
}

/** What stands there already is a mark in place of the secret. */
function bytesOf(
  secret: PropertyValue | undefined,
  current: StoredObject | undefined,
): number | undefined {
  if (isAbsent(secret) || secret === current?.properties.tunnelSecret) {
    return undefined;
  }
  const given = text(secret);
  return /^[A-Za-z0-9+/]+={0,2}$/.test(given) ? Buffer.from(given, "base64").length : 0;
}

/** What a tunnel does with requests: `/accounts/<account>/cfd_tunnel/<tunnel>/configurations`. */
export const tunnelConfigurationHandler: ResourceHandler = restHandler(
  types.tunnelConfiguration,
  { collection: (item) => `${path(item)}/${text(item.tunnelId)}/configurations`, single: "PUT" },
  {
    newId: ({ tunnelId }) => text(tunnelId),
    validate: admitConfiguration,
    computeOutputs: (_item, _place, _id, current) => ({
      version: (Number(current?.properties.version) || 0) + 1,
    }),
    standing: (tunnelId, { account }) => {
      const tunnel = account.get(types.tunnel, tunnelId);
      const { accountId = null, configSrc = null } = tunnel?.properties ?? {};
      return tunnel && { id: tunnelId, tunnelId, accountId, source: configSrc, version: 0 };
    },
  },
);

function admitConfiguration(item: Properties, { account }: Place): void {
  const tunnel = account.get(types.tunnel, text(item.tunnelId));
  if (tunnel?.properties.accountId !== item.accountId) {
    throw notFound(tunnelHandler);
  }
  const { ingresses } = object(item.config);
  const rules = list(ingresses).map((rule) => {
    const { hostname, path: paths } = object(rule);
    return { hostname: text(hostname), path: text(paths) };
  });
  refuseBroken(tunnelConfigurationConstraints, { ingresses: rules }, undefined);
}
