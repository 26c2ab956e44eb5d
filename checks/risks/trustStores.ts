import type { Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { certificateDemands } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import type { OriginPaths } from "../../model/origin/originPaths";
import {
  authoritiesOf,
  revocationsOf,
  trustIn,
  trustStoreOf,
  uploadedFor,
} from "../../model/origin/trust";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { names, say } from "../words/words";

/** Finds listeners that come to trust no authority which issued what Cloudflare shows. */
export function trustStoreRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const machines = inventory.has("trustStore") ? inventory.ofType("awsLoadBalancer") : [];
  return machines.flatMap((machine) =>
    certificateDemands(sides.after, machine).flatMap((demand): Risk[] => {
      const { listener } = demand;
      const [old, oldMachine] = [sides.earlier(listener), sides.earlier(machine)];
      const stood =
        old === undefined || oldMachine === undefined
          ? undefined
          : certificateDemands(sides.before, oldMachine).find((each) => each.listener === old);
      const known = stood === undefined ? [] : trustOf(sides.before, stood, "no");
      const hostnames = trustOf(sides.after, demand, "no").filter(
        (hostname) => !known.includes(hostname) && sides.wasAnswered(hostname),
      );
      const store = trustStoreOf(inventory, listener);
      const lists = store === undefined ? [] : inventory.linkedTo(store, "trustStoreRevocation");
      const cause = sides.causes([listener, machine, store, ...lists, ...shownBy(sides)]);
      // A certificate that was uploaded by other means is not in the plan.
      const isSure =
        hostnames.some((hostname) => uploadedFor(sides.after.model, hostname).length > 0) ||
        (stood !== undefined && trustOf(sides.before, stood, "yes").length > 0);
      return hostnames.length === 0
        ? []
        : causedRisk(listener, cause, () => ({
            id: "client-certificate-untrusted",
            severity: isSure ? "high" : "medium",
            title: title(machine),
            consequence: say`From this change on ${title(machine)} trusts no authority that issued the client certificate which Cloudflare shows for ${names(hostnames)}, or one that revoked it${isSure ? [] : [", unless the zone has one that this plan does not hold"]}: the handshake fails, and visitors get ${demand.error === unknownValue ? ["an error"] : say`Error ${demand.error}`} until it trusts one, and every monitor finds it down.`,
            hint: say`Let the trust store hold the old authority and the new one, then let Cloudflare show the new certificate, and take the old authority away in a later update.`,
          }));
    }),
  );
}

function shownBy({ before, after }: OriginSides): ModelResource[] {
  return [before, after].flatMap(({ model }) => [...model.inventory.ofType("pullsCertificate")]);
}

/** The hostnames for which a listener trusts what Cloudflare shows, or does not. */
function trustOf(
  { model }: OriginPaths,
  { listener, met }: Demand,
  trusted: Certainty,
): readonly string[] {
  const store = trustStoreOf(model.inventory, listener);
  if (store === undefined) {
    return [];
  }
  const authorities = authoritiesOf(model.inventory, store);
  const revocations = revocationsOf(model.inventory, store);
  return met.filter((hostname) => trustIn(model, hostname, authorities, revocations) === trusted);
}
