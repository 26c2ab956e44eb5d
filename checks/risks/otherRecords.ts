import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { ownEntry } from "../../core/ownEntry";
import { isServiceName } from "../../model/graph/hostnames";
import type { Inventory } from "../../model/graph/inventory";
import { validationDomain } from "../../facts/aws/certificateManager";
import { readDnsRecord, recordType, type DnsRecordNode } from "../../model/traffic/dnsRecords";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import { say, type Phrase } from "../words/words";

/** What other records are for, and what happens without them. */
const purposes: Readonly<Record<string, string>> = {
  MX: "mail for it is not delivered",
  NS: "the names that are delegated there are not found",
  CAA: "any authority may issue certificates for it, or none of those that renew them now",
};

/** What a CNAME record at the name of a service is for: the label of the service stands before the name that is proved. */
function proves({ hostname = "", content }: DnsRecordNode): Phrase {
  const [, ...labels] = hostname.split(".");
  if (typeof content !== "string" || !content.endsWith(`.${validationDomain}`)) {
    return say`what looks for it finds nothing, and what it proves is proved no more`;
  }
  return say`what it proves is proved no more, and a certificate for ${labels.join(".")} that is renewed by it is not renewed: once that has ended, visitors get Error ${edgeFailures.certificate.code} in Full (strict)`;
}

/** What a change of them in place means. */
const changed: Readonly<Record<string, string>> = {
  MX: "mail for it goes to another server: where that does not take it yet, it comes back",
  NS: "the names that are delegated there are asked of other servers",
  CAA: "other authorities may issue certificates for it, and one that renews them now may not",
};

/** Finds records that serve no visitors but are missed all the same. */
export function otherRecordRisks(context: RiskContext): Risk[] {
  return [...lostRecordRisks(context), ...changedRecordRisks(context)];
}

function changedRecordRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, "dnsRecord", ["update"]).flatMap((change): Risk[] => {
    const own = change.after && inventory.byKey(change.after.key);
    const hostname = own && inventory.hostnameOf(own);
    const type = recordType(change.after);
    const meaning = ownEntry(changed, type);
    return hostname === undefined || meaning === undefined || !touches(change, ["content", "data"])
      ? []
      : [
          {
            id: "other-record-changed",
            severity: "medium",
            subject: change.key,
            title: hostname,
            consequence: [...say`With another ${type} record of ${hostname} `, meaning, "."],
            cause: [causeOf(change, ["content", "data"])],
            hint: say`Add the new one beside the old one first, and take the old one away when the new one is known to work.`,
          },
        ];
  });
}

function lostRecordRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const left = new TypesAtNames(after.inventory);
  return changesOf(context, "dnsRecord", ["delete", "update", "replace"]).flatMap(
    (change): Risk[] => {
      const own = change.before && before.inventory.byKey(change.before.key);
      const hostname = own && before.inventory.hostnameOf(own);
      const type = recordType(change.before);
      const isProof =
        own !== undefined &&
        type === "CNAME" &&
        change.operation === "delete" &&
        isServiceName(hostname ?? "");
      const purpose = ownEntry(purposes, type);
      const said = own === undefined ? undefined : readDnsRecord(before.inventory, own);
      const text = said && type === "TXT" ? textPurpose(said) : undefined;
      const without = isProof && said ? proves(said) : (purpose ?? text) && [purpose ?? text ?? ""];
      const isLeft =
        text === undefined
          ? left.at(hostname ?? "").has(type)
          : saysSame(after, hostname ?? "", said);
      return hostname === undefined || without === undefined || isLeft
        ? []
        : [
            {
              id: "other-record-lost",
              severity: type === "NS" && !isAnswered(context, hostname) ? "high" : "medium",
              subject: change.key,
              title: hostname,
              consequence: [
                ...say`${hostname} has no ${type} record after this change: `,
                ...(type === "NS" ? takenBack(context, hostname) : without),
                ".",
              ],
              cause: [causeOf(change)],
              hint: say`Keep it, or add what takes its place in the same update.`,
            },
          ];
    },
  );
}

/** What a TXT record says by which mail is believed, or a certificate is renewed: its beginning, or a label of its name. Source: RFC 7208, 6376, 7489 and 8555, section 8.4. */
const textPurposes: readonly (readonly [mark: RegExp, without: string])[] = [
  [
    /^"?v=spf1/i,
    "mail of it comes from nobody who may send it, and other servers refuse it or take it for spam",
  ],
  [
    /^"?v=DKIM1|\._domainkey\./i,
    "the signatures of its mail are no longer found, and other servers refuse it or take it for spam",
  ],
  [/^_acme-challenge\./i, "a certificate that is renewed by it is not renewed"],
];

function textPurpose({ content, hostname = "" }: DnsRecordNode): string | undefined {
  const texts = [hostname, ...(typeof content === "string" ? [content] : [])];
  return textPurposes.find(([mark]) => texts.some((text) => mark.test(text)))?.[1];
}

/** Whether another record of a name is for the same. */
function saysSame(
  { inventory }: RiskContext["after"],
  hostname: string,
  said: DnsRecordNode | undefined,
): boolean {
  return inventory
    .atName(hostname)
    .map((each) => readDnsRecord(inventory, each))
    .some((each) => said !== undefined && textPurpose(each) === textPurpose(said));
}

/** Whether names that were delegated find an answer in this zone again. */
function isAnswered({ after }: RiskContext, hostname: string): boolean {
  return after.pathOf(hostname).answeredAt !== undefined;
}

/** What becomes of names that other name servers answered for. */
function takenBack({ after }: RiskContext, hostname: string): Phrase {
  const { answeredAt } = after.pathOf(hostname);
  return answeredAt === undefined
    ? [purposes.NS ?? ""]
    : say`the names that are delegated there are asked of this zone again, where ${answeredAt} answers for ${hostname}`;
}

/** The types of the records of names, each name read once. */
class TypesAtNames {
  private readonly read = new Map<string, ReadonlySet<string>>();

  constructor(private readonly inventory: Inventory) {}

  at(hostname: string): ReadonlySet<string> {
    const types =
      this.read.get(hostname) ?? new Set(this.inventory.atName(hostname).map(recordType));
    this.read.set(hostname, types);
    return types;
  }
}
