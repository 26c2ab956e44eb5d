import { isDeepStrictEqual } from "node:util";
import { zoneOf } from "../../model/graph/links";
import {
  lostSenders,
  mailPolicies,
  mailPolicy,
  preferredMailServers,
  senderPolicy,
  signingKey,
} from "../../model/traffic/mailRecords";
import { recordPurpose, type RecordPurpose } from "../../model/traffic/serviceRecords";
import type { PlanChange } from "../../model/plan/plan";
import { getOrCreate } from "../../core/getOrCreate";
import { names, say } from "../words/words";
import { isNewZone } from "./newZones";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

type Words = Pick<Risk, "severity" | "consequence" | "hint">;

/** What a change of the records of a name means for its mail, by what they are for; undefined for nothing. */
const judges = new Map<
  RecordPurpose,
  (context: RiskContext, hostname: string) => Words | undefined
>([
  ["MX", otherServers],
  ["SPF", fewerSenders],
  ["DKIM", otherKey],
  ["DMARC", stricterPolicy],
]);

/**
 * Finds names of which mail comes to go elsewhere, or to be refused: by their servers, who may send for them, and what proves it.
 * @param told - The names of which other risks tell already.
 */
export function mailRecordRisks(context: RiskContext, told: ReadonlySet<string>): Risk[] {
  const found = new Map<string, PlanChange[]>();
  for (const change of changesOf(context, "dnsRecord", ["create", "update", "replace", "delete"])) {
    for (const [model, side] of [
      [context.before, change.before],
      [context.after, change.after],
    ] as const) {
      const own = side && model.inventory.byKey(side.key);
      const hostname = own && model.inventory.hostnameOf(own);
      const purpose: RecordPurpose = own === undefined ? "" : recordPurpose(model.inventory, own);
      const isMail = own !== undefined && hostname !== undefined && judges.has(purpose);
      if (isMail && !isNewZone(context, zoneOf(own))) {
        getOrCreate(found, `${purpose} ${hostname}`, (): PlanChange[] => []).push(change);
      }
    }
  }
  return [...found].flatMap(([id, changes]): Risk[] => {
    const [purpose = "", hostname = ""] = id.split(" ");
    const words = told.has(hostname) ? undefined : judges.get(purpose)?.(context, hostname);
    return words === undefined
      ? []
      : [
          {
            ...{ id: "other-record-changed", ...words },
            ...{ subject: changes[0]?.key ?? hostname, title: hostname },
            cause: [...new Set(changes)].map((change) => causeOf(change)),
          },
        ];
  });
}

function otherServers({ before, after }: RiskContext, hostname: string): Words | undefined {
  const [was, is] = [before, after].map(({ inventory }) =>
    preferredMailServers(inventory, hostname),
  );
  return was === undefined ||
    is === undefined ||
    was.length === 0 ||
    is.length === 0 ||
    was.some((server) => is.includes(server))
    ? undefined
    : {
        severity: "medium",
        consequence: say`From this change on mail for ${hostname} is brought to ${names(is)} first and no longer to ${names(was)}: where that does not take it yet, it comes back.`,
        hint: say`See first that ${names(is)} takes mail for ${hostname}.`,
      };
}

function fewerSenders({ before, after }: RiskContext, hostname: string): Words | undefined {
  const [was, is] = [before, after].map(({ inventory }) => senderPolicy(inventory, hostname));
  if (was === undefined || is === undefined) {
    return undefined;
  }
  const lost = lostSenders(was, is);
  if (lost.length > 0) {
    return {
      severity: "medium",
      consequence: say`From this change on the sender policy of ${hostname} no longer names ${names(lost)}: what is sent for it from there is refused, or taken for spam.`,
      hint: say`See in DMARC reports that nothing is sent from there any more, sign-up and order mails among it.`,
    };
  }
  return !was.isStrict && is.isStrict && was.senders.length > 0
    ? {
        severity: "low",
        consequence: say`From this change on receivers refuse what senders send for ${hostname} that its sender policy does not name, and until now they only marked it.`,
        hint: say`See in DMARC reports first that the policy names everybody who sends.`,
      }
    : undefined;
}

function otherKey({ before, after }: RiskContext, hostname: string): Words | undefined {
  const [was, is] = [before, after].map(({ inventory }) => signingKey(inventory, hostname));
  return was === undefined || is === undefined || was === "" || was === is
    ? undefined
    : {
        severity: "medium",
        consequence: say`From this change on ${hostname} has another key: mail that is signed with the old one, and all that is on its way, is taken for forged until the sender signs with the new one.`,
        hint: say`Give the new key a name of its own, let the sender sign with it, and take the old one away a week later.`,
      };
}

function stricterPolicy({ before, after }: RiskContext, hostname: string): Words | undefined {
  const [was, is] = [before, after].map(({ inventory }) => mailPolicy(inventory, hostname));
  const domain = hostname.replace(/^_dmarc\./, "");
  if (
    was === undefined ||
    is === undefined ||
    mailPolicies.indexOf(is) <= mailPolicies.indexOf(was)
  ) {
    return undefined;
  }
  // Whoever names no sender at all sends nothing.
  return isDeepStrictEqual(senderPolicy(after.inventory, domain)?.senders, [])
    ? undefined
    : {
        severity: was === "none" ? "medium" : "low",
        consequence: say`From this change on receivers ${[is === "reject" ? "refuse" : "take for spam"]} mail of ${domain} that neither its sender policy nor a signature of its own proves: newsletters, tickets and invoices that others send for it among it.`,
        hint: say`See in DMARC reports first that everything that is sent for ${domain} passes.`,
      };
}
