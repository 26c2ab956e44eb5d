import { noProxyProtocol, spectrumTls } from "../../facts/cloudflare/zoneProducts";
import { spectrumApplication, spectrumFamilies } from "../../model/rules/zoneProducts";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import { say, type Phrase } from "../words/words";
import { causeOf, changesOf, isDeleted, touches, type Risk, type RiskContext } from "./risk";

/** Where an application of Spectrum sends connections, and how. */
const leading = ["originDirects", "originDns", "originPort", "protocol", "tls"];

const kept = say`Keep it until nobody connects there, or let another application have the port first.`;
const answers = say`See first that the new origin answers at its port, and that no replacement deletes first.`;
const takesBoth = say`See first that the server takes the one and the other, and expect broken connections where it cannot.`;

/**
 * Finds applications of Spectrum that go, or come to lead elsewhere, or to be reached by fewer: what stands before ports of other protocols
 * than HTTP. Source: Cloudflare docs, spectrum/reference/configuration-options (the DNS record of an application is its own).
 */
export function spectrumApplicationRisks(context: RiskContext): Risk[] {
  return [...leadingRisks(context), ...familyRisks(context)];
}

/** Applications whose record comes to have addresses of one family alone. */
function familyRisks(context: RiskContext): Risk[] {
  return changesOf(context, "spectrumApplication", ["update"]).flatMap((change): Risk[] => {
    const [was, is] = [change.before, change.after].map((side) => side && spectrumFamilies(side));
    const [lost] = is === undefined ? [] : (was ?? []).filter((family) => !is.includes(family));
    const hostname = change.after === undefined ? "" : spectrumApplication(change.after).hostname;
    const [without = "", only = ""] = lost === "ipv4" ? ["IPv4", "IPv6"] : ["IPv6", "IPv4"];
    return lost === undefined
      ? []
      : [
          {
            ...{ id: lost === "ipv4" ? "edge-service-lost" : "visitors-ipv6-off" },
            ...{ severity: lost === "ipv4" ? "medium" : "low", subject: change.key },
            ...{ title: hostname, about: [hostname] },
            consequence: say`From this change on Spectrum answers for ${hostname} by ${[only]} alone: clients that have only ${[without]} find no address, and cannot connect.`,
            cause: [causeOf(change, ["edgeIps"])],
            hint: say`Leave connectivity at all.`,
          },
        ];
  });
}

function read(side: ModelResource | undefined): Spectrum | undefined {
  return side && spectrumApplication(side);
}

/** Applications that go, or come to lead elsewhere. */
function leadingRisks(context: RiskContext): Risk[] {
  const applications = context.after.inventory.ofType("spectrumApplication");
  const served = new Set(applications.map((each) => spectrumApplication(each).served));
  return changesOf(context, "spectrumApplication", ["update", "replace", "delete"]).flatMap(
    (change): Risk[] => {
      const [was, is] = [change.before, change.after].map(read);
      const isUpdate = change.operation === "update";
      const isAway = !isUpdate && isDeleted(change);
      const isRenamed = isUpdate && is !== undefined && is.hostname !== was?.hostname;
      const isElsewhere = isUpdate && !isRenamed && touches(change, ["protocol"]);
      const isLost =
        (isAway || isRenamed || isElsewhere) && was !== undefined && !served.has(was.served);
      const isGap = isAway && change.deleteFirst === true;
      const isMoved = is !== undefined && touches(change, leading);
      const clash = isMoved ? otherTls(context, change, was, is) : undefined;
      const speaksOtherwise = is !== undefined && is.proxyProtocol !== was?.proxyProtocol;
      if (was === undefined || !(isLost || isGap || isMoved || speaksOtherwise)) {
        return [];
      }
      const what: Phrase = isLost
        ? lostWords(was, isElsewhere ? is : undefined)
        : isGap
          ? say`Between the deletion and the creation nobody answers for ${was.served}: connections break, and new ones are refused.`
          : !isMoved
            ? say`From this change on Spectrum opens connections of ${was.served} to ${was.origin} ${preamble(is)}, and until now ${preamble(was)}: a server there that expects the other one refuses every connection, or takes the first line for what a client sent.`
            : (clash ??
              say`From this change on connections to ${was.served} go to ${is?.origin ?? ""} as ${is?.served ?? ""}, and no longer to ${was.origin}: where nothing answers there in that way, no connection is made.`);
      return [
        {
          id: isLost ? "edge-service-lost" : isGap ? "edge-service-gap" : "destination-changed",
          severity: isLost || clash !== undefined ? "high" : "medium",
          ...{ subject: change.key, title: was.hostname, about: [was.hostname] },
          consequence: what,
          cause: [causeOf(change, change.replacedFor)],
          hint: isLost ? kept : isMoved ? answers : takesBoth,
        },
      ];
    },
  );
}

/** What becomes of an address of Spectrum, and which takes its place. */
function lostWords({ served }: Spectrum, now: Spectrum | undefined): Phrase {
  return now === undefined
    ? say`From this change on Spectrum answers no more for ${served}, whose record goes with it: whoever connects there gets no connection, and clients that ask by name get NXDOMAIN.`
    : say`From this change on Spectrum answers for ${now.served} and no more for ${served}: whoever connects there, as every client does that nobody has told, is refused.`;
}

/**
 * What becomes of connections to the same port of the same origin that come with TLS no more, or come to.
 * Source: Cloudflare docs, spectrum/reference/configuration-options, "Edge TLS termination" (flexible sends in clear, full and strict by TLS).
 */
function otherTls(
  { changesOfType }: RiskContext,
  change: PlanChange,
  was: Spectrum | undefined,
  is: Spectrum | undefined,
): Phrase | undefined {
  const [old, now] = [was, is].map((side) =>
    spectrumTls.encrypted.some((mode) => mode === side?.tls),
  );
  const isSame = !touches(
    change,
    leading.filter((name) => name !== "tls"),
  );
  const isKnown = [was, is].every((side) => endsTls.includes(side?.tls ?? ""));
  return !isSame || !isKnown || old === now || changesOfType.has("listener")
    ? undefined
    : say`From this change on Spectrum opens connections of ${was?.served ?? ""} to ${was?.origin ?? ""} ${[now === true ? "by TLS, and until now in clear" : "in clear, and until now by TLS"]}, at the same port, where one of both alone is understood: clients are let in at the edge and lose each connection, until both ends agree.`;
}

type Spectrum = ReturnType<typeof spectrumApplication>;

/** Modes in which Spectrum ends the TLS of clients. */
const endsTls: readonly string[] = [...spectrumTls.inClear, ...spectrumTls.encrypted];

function preamble(application: { readonly proxyProtocol: string } | undefined): Phrase {
  const { proxyProtocol = noProxyProtocol } = application ?? {};
  return proxyProtocol === noProxyProtocol
    ? say`without PROXY protocol`
    : say`with PROXY protocol ${proxyProtocol}`;
}
