import { tokensAt } from "../../model/graph/links";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { provesNames } from "../../model/tls/certificates";
import { title } from "../../model/graph/title";
import type { PlanChange } from "../../model/plan/plan";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { Waiting } from "./waiting";

/** What shows certificates of AWS Certificate Manager, and where it names them. */
const shows: Readonly<Partial<Record<ModelTypeName, readonly string[]>>> = {
  listener: ["certificateArn"],
  listenerCertificate: ["certificateArn"],
  apiDomain: ["domainNameConfiguration.certificateArn"],
  restDomain: ["certificateArn", "regionalCertificateArn"],
  distribution: ["viewerCertificate.acmCertificateArn"],
};

const showing = Object.keys(shows) as ModelTypeName[];
const written = ["create", "update", "replace"] as const;

/**
 * Finds certificates that an update asks AWS Certificate Manager for and gives away before they are issued, which no service takes. Of one that
 * takes the place of another nothing is told: the program came through in the same way before, and the records that prove its names may stand.
 * Source: Elastic Load Balancing API reference, CreateListener (UnsupportedCertificate); AWS Certificate Manager user guide, acm-services and
 * dns-validation (pending validation until its records are found).
 */
export function pendingCertificateRisks(context: RiskContext): Risk[] {
  const ordered = changesOf(context, "acmCertificate", ["create"]).filter(
    ({ after }) => after !== undefined && provesNames(after),
  );
  if (ordered.length === 0) {
    return [];
  }
  const waiting = new Waiting(context);
  const users = changesOf(context, showing, written);
  const waits = changesOf(context, "acmValidation", written);
  return ordered.flatMap((certificate) => {
    const own = waits.filter((each) => waiting.follows(each, certificate));
    const hasty = users.filter(
      (user) =>
        tokensShown(context, user).includes(certificate.key) &&
        !own.some((each) => waiting.follows(user, each)),
    );
    return hasty.length === 0 ? [] : [pendingRisk(certificate, hasty)];
  });
}

function tokensShown({ after }: RiskContext, { key }: PlanChange): string[] {
  const user = after.inventory.byKey(key);
  const paths = showing.flatMap((type) => shows[type] ?? []);
  return user === undefined ? [] : paths.flatMap((path) => tokensAt(user, path));
}

function pendingRisk(certificate: PlanChange, users: readonly PlanChange[]): Risk {
  const own = title(certificate.after);
  const hasty = names(users.map(({ after }) => title(after)));
  return {
    ...{ id: "object-refused", severity: "medium", subject: certificate.key, title: own },
    about: users.map(({ key }) => key),
    consequence: say`This update asks AWS Certificate Manager for the certificate ${own} and gives it to ${hasty} without waiting until it is issued, which takes minutes after the records stand that prove its names: AWS refuses one that is not issued yet, and the update stops half-way. What serves now serves on.`,
    cause: [certificate, ...users].map((change) => causeOf(change)),
    hint: say`Make the records that validate it, wait for them with a CertificateValidation, and give that one's certificateArn to ${hasty}.`,
  };
}
