import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { Encrypted } from "../../facts/aws/encryptionKeys";
import { title } from "../../model/graph/title";
import { encryptedWith, isEnabled, type EncryptedThing } from "../../model/origin/encryptionKeys";
import { OriginPaths } from "../../model/origin/originPaths";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, listed, names, say, titleOf, type Phrase } from "../words/words";
import type { RiskId } from "./coveredRules";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds keys of KMS that go or are disabled while they encrypt what applications behind hostnames need. */
export function encryptionKeyRisks(context: RiskContext): Risk[] {
  return changesOf(context, "encryptionKey", ["delete", "update"]).flatMap((change): Risk[] => {
    const { before, after } = change;
    const isLost =
      before !== undefined &&
      isEnabled(before) &&
      (after === undefined ? isDeleted(change) : !isEnabled(after));
    const things = isLost ? stillEncrypted(context, before) : [];
    return things.length === 0 ? [] : [keyRisk(change, things)];
  });
}

/** What the key encrypts before and after, in the eyes of what names it: what gets another one, or goes, is left out. */
function stillEncrypted(
  { before, after, renamed }: RiskContext,
  key: NonNullable<PlanChange["before"]>,
): EncryptedThing[] {
  const later = encryptedWith(OriginPaths.of(after), key).map(({ thing }) => thing.key);
  return encryptedWith(OriginPaths.of(before), key).filter(({ thing }) =>
    later.includes(renamed.get(thing.key) ?? thing.key),
  );
}

interface Told {
  readonly id: RiskId;
  readonly severity: "high" | "medium";
  /** What follows for the things, and when visitors meet it. */
  readonly follows: Phrase;
}

const told: Readonly<Record<Encrypted["effect"], Told>> = {
  stops: {
    ...{ id: "dependency-lost", severity: "high" },
    follows: say`AWS stops it, or it answers nobody any more, at the latest when it needs the key again`,
  },
  may: {
    ...{ id: "dependency-lost", severity: "medium" },
    follows: say`it may answer nobody any more when it needs the key again`,
  },
  start: {
    ...{ id: "tasks-unstartable", severity: "medium" },
    follows: say`nobody reads it any more, so that nothing begins that names it, by a release, a fault or more load`,
  },
};

const worstFirst = ["stops", "may", "start"] as const;

function keyRisk(change: PlanChange, things: readonly EncryptedThing[]): Risk {
  const effects = things.map(({ encrypted }) => encrypted.effect);
  const worst = worstFirst.find((effect) => effects.includes(effect)) ?? "may";
  const met = things.filter(({ encrypted }) => encrypted.effect === worst);
  const applications = met.flatMap((each) => each.applications);
  const hostnames = [...new Set(applications.flatMap((each) => each.hostnames))].sort();
  const serving = [...new Set(applications.map(({ serves }) => title(serves)))];
  const { id, severity, follows } = told[worst];
  const encrypts = met.map(
    ({ thing, encrypted }) => say`the ${[encrypted.called]} ${title(thing)}`,
  );
  const isGone = change.after === undefined;
  return {
    ...{ id, severity: hostnames.length > 0 ? severity : "medium", subject: change.key },
    title: hostnames.length > 0 ? titleOf(hostnames) : change.name,
    about: [...hostnames, change.name],
    consequence: say`The key ${change.name} ${isGone ? say`is scheduled for deletion by this update` : say`is disabled by this update`} and can be used for nothing from then on, while it encrypts ${listed(encrypts)}, which ${names(serving)} ${[serving.length === 1 ? "needs" : "need"]}: ${follows}, and ${hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`} get ${errorOf(loadBalancerErrors.lostDependency)} until the key can be used again.`,
    cause: [causeOf(change, isGone ? [] : ["isEnabled"])],
    hint: isGone
      ? say`Keep the key as long as anything is encrypted with it. One that is scheduled for deletion is cancelled and enabled again by the API, within its deletionWindowInDays: afterwards the data is lost.`
      : say`Leave it enabled as long as anything is encrypted with it; what needs it begins anew after it is enabled again.`,
  };
}
