import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { certificateDemands, shownCertificate } from "../../model/origin/clientCertificates";
import type { Demand } from "../../model/origin/demand";
import { readListener } from "../../model/origin/listeners";
import type { OriginPaths } from "../../model/origin/originPaths";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import type { OriginSides } from "./originSides";
import type { Risk } from "./risk";
import { Waiting } from "./waiting";
import { names, say } from "../words/words";

/**
 * Finds listeners that demand a client certificate which Cloudflare does not show, whichever of the two changes; and those of which both
 * change in one update, in an order that nothing says.
 */
export function clientCertificateRisks(sides: OriginSides): Risk[] {
  const demands = demandsOf(sides.after);
  const all = demandsOf(sides.before);
  const earlier = new Map(all.map((demand) => [sides.nameAfter(demand.listener), demand]));
  const coming = demands.flatMap((demand) => unsentRisk(sides, demand, earlier));
  return [...coming, ...orderRisks(sides, demands, all)];
}

function demandsOf(paths: OriginPaths): Demand[] {
  return paths.model.inventory
    .ofType("awsLoadBalancer")
    .flatMap((machine) => certificateDemands(paths, machine));
}

function unsentRisk(
  sides: OriginSides,
  { machine, listener, unmet, saidBy }: Demand,
  earlier: ReadonlyMap<string, Demand>,
): Risk[] {
  const was = earlier.get(listener.key);
  const before = was === undefined ? [] : was.unmet;
  const { model } = sides.before;
  const coming = unmet.filter(
    (hostname) => !before.includes(hostname) && model.pathOf(hostname).answeredAt !== undefined,
  );
  const leading = sides.after.leads.to(machine).map(({ by }) => by);
  const cause = sides.causes([listener, machine, ...saidBy, ...(was?.saidBy ?? []), ...leading]);
  return coming.length === 0 || cause.length === 0
    ? []
    : [
        {
          ...{ id: "client-certificate-unsent", severity: "high", subject: listener.key, cause },
          title: title(machine),
          consequence: say`${title(machine)} demands a client certificate at port ${portOf(listener)}, and as far as this plan says Cloudflare shows none for ${names(coming)}: the handshake fails, visitors get Error 525, and every monitor finds it down.`,
          hint: say`Switch authenticated origin pulls on in an update before the listener demands the certificate, and let the listener stop demanding it before they go off.`,
          ...ofThisChange,
        },
      ];
}

function portOf(listener: ModelResource): string {
  const { port } = readListener(listener);
  return String(typeof port === "number" ? port : defaultHttpsPort);
}

/** Both sides change: the certificate must be shown before it is demanded, and demanded no more before it is shown no more. */
function orderRisks(
  sides: OriginSides,
  after: readonly Demand[],
  before: readonly Demand[],
): Risk[] {
  const waiting = new Waiting(sides.context);
  const [now, was] = [keysOf(sides, after), keysOf(sides, before)];
  const starting = after.filter(({ listener }) => !was.has(listener.key));
  const ending = before.filter(({ listener }) => !now.has(sides.nameAfter(listener)));
  return [
    ...starting.flatMap((demand) => orderRisk(sides, waiting, demand, "on")),
    ...ending.flatMap((demand) => orderRisk(sides, waiting, demand, "off")),
  ];
}

function keysOf(sides: OriginSides, demands: readonly Demand[]): ReadonlySet<string> {
  return new Set(demands.map(({ listener }) => sides.nameAfter(listener)));
}

function orderRisk(sides: OriginSides, waiting: Waiting, demand: Demand, to: "on" | "off"): Risk[] {
  const { machine, listener, met, saidBy } = demand;
  const { context, before, after } = sides;
  const other = to === "on" ? before : after;
  const turning = met.filter(
    (hostname) =>
      before.model.pathOf(hostname).answeredAt !== undefined &&
      shownCertificate(other.model, hostname).shown === "no",
  );
  const change = context.changes.get(listener.key);
  const switches = saidBy.flatMap(({ key }) => context.changes.get(key) ?? []);
  const isOrdered = switches.some((each) =>
    to === "on"
      ? change !== undefined && waiting.follows(change, each)
      : change !== undefined && waiting.follows(each, change),
  );
  return turning.length === 0 || change === undefined || switches.length === 0 || isOrdered
    ? []
    : [
        {
          ...{ id: "client-certificate-order", severity: "high", subject: listener.key },
          title: title(machine),
          consequence:
            to === "on"
              ? say`${title(machine)} comes to demand a client certificate, and Cloudflare comes to show it for ${names(turning)}, in one update and in no order that the plan gives: from the one call to the other the handshake may fail, and visitors get Error 525.`
              : say`${title(machine)} stops demanding a client certificate, and Cloudflare stops showing it for ${names(turning)}, in one update and in no order that the plan gives: from the one call to the other the handshake may fail, and visitors get Error 525.`,
          cause: sides.causes([listener, ...saidBy]),
          hint:
            to === "on"
              ? say`Switch origin pulls on in an update before this one, or let the listener depend on them.`
              : say`Let the listener stop demanding it in an update before this one, or let the setting depend on the listener.`,
          ...ofThisChange,
        },
      ];
}
