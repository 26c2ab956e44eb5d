import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { isServiceName } from "../../model/graph/hostnames";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import type { Inventory } from "../../model/graph/inventory";
import { readDnsRecord } from "../../model/traffic/dnsRecords";
import { httpsLead, recordPurpose, serviceServer } from "../../model/traffic/serviceRecords";
import { isInZone } from "../../core/hostnames";
import { hostnamesBeneath } from "./originDelegations";
import { certificateAuthorityRisks } from "./certificateAuthorities";
import { mailRecordRisks } from "./mailRecords";
import { hiddenProofRisks, unproved, withoutKey } from "./proofs";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";

/** What happens without a record, by what it is for. */
const purposes: Readonly<Record<string, string>> = {
  MX: "mail for it is not delivered",
  NS: "the names that are delegated there are not found",
  SRV: "clients that look for the service find no server",
  SPF: "receivers no longer know who may send mail of it, and refuse what is sent or take it for spam",
  DKIM: withoutKey,
  DMARC:
    "receivers no longer know what to do with mail that is forged, and large ones refuse mail to many without it",
};

/** What a change of it in place means, by what it is for. */
const changed: Readonly<Record<string, string>> = {
  MX: "mail for it goes to another server: where that does not take it yet, it comes back",
  NS: "the names that are delegated there are asked of other servers",
  DS: "resolvers that validate answer SERVFAIL for the names that are delegated there, unless the servers there have the key",
  TLSA: "whoever checks it, other mail servers above all, connects no more, unless the server shows that certificate",
  SRV: "clients that look for the service come to another server or port: where nothing answers there, they do without it",
};

/** Purposes of which a first record means what a changed one does. */
const meantByTheFirst: readonly string[] = ["DS", "TLSA"];

/** Finds records that serve no visitors but are missed all the same. */
export function otherRecordRisks(context: RiskContext): Risk[] {
  const [inPlace, second] = [changedRecordRisks(context), secondPolicyRisks(context)];
  return [
    ...lostRecordRisks(context),
    ...inPlace,
    ...second,
    ...httpsRecordRisks(context),
    ...mailRecordRisks(context, new Set([...inPlace, ...second].map(({ title }) => title))),
    ...hiddenProofRisks(context),
    ...certificateAuthorityRisks(context),
  ];
}

/** Names that come to have more than one sender policy. Source: RFC 7208, section 4.5 (two are a permanent error). */
function secondPolicyRisks(context: RiskContext): Risk[] {
  const policiesAt = ({ inventory }: TrafficModel, hostname: string): number =>
    inventory.atName(hostname).filter((each) => recordPurpose(inventory, each) === "SPF").length;
  const found = new Map<string, PlanChange[]>();
  for (const change of changesOf(context, "dnsRecord", ["create", "update", "replace"])) {
    const own = change.after && context.after.inventory.byKey(change.after.key);
    const hostname = own && context.after.inventory.hostnameOf(own);
    const isPolicy = own !== undefined && recordPurpose(context.after.inventory, own) === "SPF";
    if (hostname !== undefined && isPolicy) {
      getOrCreate(found, hostname, (): PlanChange[] => []).push(change);
    }
  }
  return [...found].flatMap(([hostname, changes]): Risk[] =>
    policiesAt(context.after, hostname) < 2 || policiesAt(context.before, hostname) > 1
      ? []
      : [
          {
            ...{ id: "other-record-changed", severity: "medium", subject: changes[0]?.key ?? "" },
            title: hostname,
            consequence: say`After this change ${hostname} has two sender policies: receivers take that for an error and refuse what is sent for it, whoever sends, or take it for spam.`,
            cause: changes.map((change) => causeOf(change)),
            hint: say`Put what both name into one record.`,
          },
        ],
  );
}

function changedRecordRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  const had = new PurposesAtNames(context.before.inventory);
  return changesOf(context, "dnsRecord", ["create", "update"]).flatMap((change): Risk[] => {
    const own = change.after && inventory.byKey(change.after.key);
    const hostname = own && inventory.hostnameOf(own);
    const purpose = own === undefined ? "" : recordPurpose(inventory, own);
    const meaning = ownEntry(changed, purpose);
    // No browser checks them.
    const isUnchecked = purpose === "TLSA" && hostname?.startsWith("_443.") === true;
    if (hostname === undefined || meaning === undefined || isUnchecked) {
      return [];
    }
    const isTold =
      change.operation === "create"
        ? meantByTheFirst.includes(purpose) && !had.at(hostname).has(purpose)
        : touches(change, ["content", "data"]) && !isServerKept(change);
    return !isTold
      ? []
      : [
          {
            id: "other-record-changed",
            severity: "medium",
            subject: change.key,
            title: hostname,
            consequence: [
              ...(change.operation === "create"
                ? say`With the first ${purpose} record of ${hostname} `
                : say`With another ${purpose} record of ${hostname} `),
              meaning,
              ".",
            ],
            cause: [causeOf(change, ["content", "data"])],
            hint: say`Add the new one beside the old one first, and take the old one away when the new one is known to work.`,
          },
        ];
  });
}

/** Whether a record of a service leads to the server that it led to, so that its order or its share alone changes. */
function isServerKept({ before, after }: PlanChange): boolean {
  const [was, is] = [before, after].map((side) => side && serviceServer(side));
  return was !== undefined && was === is;
}

/**
 * Records by which browsers come to go elsewhere than the addresses of their name say.
 * Source: RFC 9460, sections 2.4, 7.2 and 7.3 (`port`, `ipv4hint`, `ipv6hint`).
 */
function httpsRecordRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, "dnsRecord", ["create", "update", "replace"]).flatMap(
    (change): Risk[] => {
      const own = change.after && inventory.byKey(change.after.key);
      const hostname = own && inventory.hostnameOf(own);
      const [was, is] = [change.before, change.after].map((side) => side && httpsLead(side));
      const isOther = is !== undefined && is !== "" && was !== is;
      return !isOther ||
        hostname === undefined ||
        context.before.pathOf(hostname).answeredAt === undefined
        ? []
        : [
            {
              ...{ id: "other-record-changed", severity: "medium", subject: change.key },
              title: hostname,
              consequence: say`From this change on browsers that read the HTTPS record of ${hostname} go to ${is}, whatever its addresses say: where that does not answer for it, with its certificate, they get no page, and others do.`,
              cause: [causeOf(change, ["data", "content"])],
              hint: say`See first that ${is} answers for ${hostname}.`,
            },
          ];
    },
  );
}

function lostRecordRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const left = new PurposesAtNames(after.inventory);
  return changesOf(context, "dnsRecord", ["delete", "update", "replace"]).flatMap(
    (change): Risk[] => {
      const own = change.before && before.inventory.byKey(change.before.key);
      const hostname = own && before.inventory.hostnameOf(own);
      const type = own === undefined ? "" : recordPurpose(before.inventory, own);
      const isProof =
        own !== undefined &&
        type === "CNAME" &&
        change.operation === "delete" &&
        isServiceName(hostname ?? "");
      const purpose = ownEntry(purposes, type);
      const proof = isProof ? unproved(context, readDnsRecord(before.inventory, own)) : undefined;
      const without = isProof ? proof?.consequence : purpose && [purpose];
      if (hostname === undefined || without === undefined || left.at(hostname).has(type)) {
        return [];
      }
      const isSure =
        proof?.severity === "high" || (type === "NS" && !isAnswered(context, hostname));
      return [
        {
          id: "other-record-lost",
          severity: isSure ? "high" : "medium",
          subject: change.key,
          title: hostname,
          consequence: [
            ...say`${hostname} has no ${type} record after this change: `,
            ...(type === "NS" ? takenBack(context, hostname) : without),
            ".",
          ],
          ...(type === "NS" && { about: [hostname, ...askedBeneath(context, hostname)] }),
          cause: [causeOf(change)],
          hint: say`Keep it, or add what takes its place in the same update.`,
        },
      ];
    },
  );
}

/** Whether names that were delegated find an answer in this zone again. */
function isAnswered({ after }: RiskContext, hostname: string): boolean {
  return after.pathOf(hostname).answeredAt !== undefined;
}

/** Hostnames that need an answer from the name servers to which a name was given: those that lead beneath it, and those that Route 53 answers there. */
function askedBeneath({ before, after }: RiskContext, name: string): readonly string[] {
  const answered = before.route53.all().filter((each) => isInZone(each, name));
  return [...new Set([...hostnamesBeneath(after, name), ...answered])];
}

/** What becomes of names that other name servers answered for. */
function takenBack(context: RiskContext, hostname: string): Phrase {
  const { answeredAt } = context.after.pathOf(hostname);
  if (answeredAt !== undefined) {
    return say`the names that are delegated there are asked of this zone again, where ${answeredAt} answers for ${hostname}`;
  }
  const led = hostnamesBeneath(context.after, hostname);
  const own = askedBeneath(context, hostname).filter((each) => !led.includes(each));
  const lost = purposes.NS ?? "";
  const isPlain = led.some((each) => context.after.pathOf(each).proxied === "no");
  const errors = isPlain
    ? "no address, or Error 530 with code 1016 where Cloudflare proxies the name,"
    : "Error 530 with code 1016";
  return [
    ...(own.length === 0 ? [lost] : say`${[lost]}, ${names(own)} among them`),
    ...(led.length === 0
      ? []
      : say`; visitors of ${names(led)}, which ${[led.length === 1 ? "leads" : "lead"]} to names there, get ${[errors]} as soon as resolvers have forgotten the old answer, until the delegation is back`),
  ];
}

/** What the records of names are for, each name read once. */
class PurposesAtNames {
  private readonly read = new Map<string, ReadonlySet<string>>();

  constructor(private readonly inventory: Inventory) {}

  at(hostname: string): ReadonlySet<string> {
    return getOrCreate(
      this.read,
      hostname,
      () =>
        new Set(this.inventory.atName(hostname).map((each) => recordPurpose(this.inventory, each))),
    );
  }
}
