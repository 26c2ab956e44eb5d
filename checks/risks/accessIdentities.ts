import { guardedPlaces } from "../../model/rules/accessApplications";
import {
  accessAuthority,
  showsCertificates,
  type AccessAuthority,
} from "../../model/rules/accessAuthorities";
import {
  isAccessProvider,
  loginsWithout,
  takesAnyProvider,
} from "../../model/rules/accessProviders";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds what Access knows people and programs by, and that goes while applications need it. */
export function accessIdentityRisks(context: RiskContext): Risk[] {
  return [...lostProviderRisks(context), ...lostAuthorityRisks(context)];
}

/**
 * Providers of identities that go.
 * Source: Cloudflare API reference, access/applications (`allowed_idps`: those that users can select, all of the account by default).
 */
function lostProviderRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, undefined, ["delete", "replace"])
    .filter((change) => isAccessProvider(change) && isDeleted(change))
    .flatMap((change) => {
      const id = change.before?.id;
      const isMadeAnew = change.operation === "replace";
      const applications = inventory
        .ofType("accessApplication")
        .filter((each) => !isMadeAnew || !takesAnyProvider(each));
      return (["none", "others"] as const).flatMap((who): Risk[] => {
        const places = applications
          .filter((each) => id !== undefined && loginsWithout(inventory, each, id) === who)
          .flatMap(guardedPlaces);
        return places.length === 0 ? [] : [lostProvider(change, [...new Set(places)].sort(), who)];
      });
    });
}

function lostProvider(change: PlanChange, places: readonly string[], who: "none" | "others"): Risk {
  const then =
    who === "none"
      ? say`the only one by which people get in at ${names(places)}: nobody can log in there, and whoever has no session reaches no origin`
      : say`by which people log in at ${names(places)}: who has an identity there alone cannot get in any more`;
  return {
    ...{ id: "access-login", severity: who === "none" ? "high" : "medium", subject: change.key },
    ...{ title: titleOf(places), about: places },
    consequence: say`With this change the provider of identities ${change.name} goes, ${then}, until another one takes its place.`,
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Let applications and policies name another provider first, and let it go once everybody logs in there.`,
  };
}

/** What becomes of clients with a certificate at a hostname. */
interface LostAuthority {
  readonly hostname: string;
  /** Whether another authority counts there from now on. */
  readonly isReplaced: boolean;
}

/**
 * Authorities whose client certificates count no more at hostnames.
 * Source: Cloudflare docs, cloudflare-one/access-controls/service-credentials/mutual-tls-authentication (the authority has to be associated
 * with the hostname; without a certificate that it verifies, status 403); terraform-provider-cloudflare, pull request 5941 (what is deleted
 * loses its hostnames first).
 */
function lostAuthorityRisks(context: RiskContext): Risk[] {
  return changesOf(context, undefined, ["update", "delete", "replace"]).flatMap((change) => {
    const was = change.before && accessAuthority(change.before);
    const isRead = change.after === undefined || accessAuthority(change.after) !== undefined;
    const lost = was === undefined || !isRead || !isDeleted(change) ? [] : lostBy(context, was);
    const asked = lost.map((each) => ({ ...each, shows: shownAt(context, each.hostname) }));
    return (["high", "medium"] as const).flatMap((severity): Risk[] => {
      const own = asked.filter(({ isReplaced, shows }) =>
        severity === "high"
          ? shows === "all" && !isReplaced
          : shows === "some" || (shows === "all" && isReplaced),
      );
      const hosts = own.map(({ hostname }) => hostname);
      return own.length === 0 ? [] : [lostAuthority(change, hosts, severity, own)];
    });
  });
}

/** The hostnames at which certificates of an authority count no more. */
function lostBy({ plan }: RiskContext, was: AccessAuthority): LostAuthority[] {
  const now = plan.after.flatMap((each) => accessAuthority(each) ?? []);
  return was.hostnames.flatMap((hostname) => {
    const there = now.filter(({ hostnames }) => hostnames.includes(hostname));
    const isKept = there.some(
      ({ certificates }) =>
        certificates === undefined ||
        was.certificates === undefined ||
        was.certificates.every((each) => certificates.includes(each)),
    );
    return isKept ? [] : [{ hostname, isReplaced: there.length > 0 }];
  });
}

function shownAt({ after: { inventory } }: RiskContext, hostname: string): "all" | "some" | "none" {
  const found = inventory
    .ofType("accessApplication")
    .filter((each) => guardedPlaces(each).some((place) => place.split("/", 1)[0] === hostname))
    .map((each) => showsCertificates(inventory, each));
  return found.includes("all") ? "all" : found.includes("some") ? "some" : "none";
}

function lostAuthority(
  change: PlanChange,
  hosts: readonly string[],
  severity: "high" | "medium",
  lost: readonly LostAuthority[],
): Risk {
  const then: Phrase = lost.some(({ isReplaced }) => isReplaced)
    ? say`those of another authority do: clients get Error 403 until they show one of these`
    : say`policies there ask for one: clients that show it get Error 403, or the login page, until the authority is associated with ${names(hosts)} again`;
  return {
    ...{ id: "access-login", severity, subject: change.key, title: titleOf(hosts), about: hosts },
    consequence: say`From this change on client certificates of ${change.name} count no more at ${names(hosts)}, and ${then}.`,
    cause: [causeOf(change, ["associatedHostnames", "certificate"])],
    hint: say`Keep the old authority associated beside the new one until no client shows a certificate of it any more.`,
  };
}
