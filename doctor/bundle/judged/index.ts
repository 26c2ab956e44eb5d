import { withoutSecrets } from "../../../core/secrets";
import { visibleLine } from "../../../core/visibleText";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import { judgeAccess } from "./access";
import { judgeApplications } from "./applications";
import { compareShown, judgeCertificates } from "./certificates";
import { judgeClock } from "./clock";
import { judgeHeaderBuffers } from "./headers";
import { judgeKeepAlive } from "./keepAlive";
import { judgeListening } from "./listening";
import { judgeMachine } from "./machine";
import { judgePhpFpm } from "./phpFpm";
import { judgeQueues } from "./queues";
import { judgeRoots } from "./roots";
import { judgeSlots } from "./slots";
import { judgeSocketRights } from "./socketRights";
import { subjectOf, type BundleTarget, type Judge, type Subject } from "./subject";

export type { BundleTarget } from "./subject";

const judges: readonly Judge[] = [
  judgeListening,
  judgeQueues,
  judgeApplications,
  judgeSocketRights,
  judgePhpFpm,
  judgeSlots,
  judgeKeepAlive,
  judgeHeaderBuffers,
  judgeRoots,
  judgeCertificates,
  judgeMachine,
  judgeClock,
  judgeRefused,
  judgeAccess,
  judgeLogs,
  judgeUnread,
];

/** What could not be read is said of this many things one by one. */
const mostUnread = 40;

/**
 * Says what a bundle is evidence of.
 * @param bundle - The bundle.
 * @param target - What it is asked about.
 * @returns The evidence of every check. A part that was not collected is unknown, and what could not be read is said.
 */
export function bundleEvidence(bundle: Bundle, target: BundleTarget): Evidence[] {
  const subject = subjectOf(bundle, target);
  return judges.flatMap((judge) => judge(subject));
}

/**
 * Compares the certificate that an origin showed to the doctor with those that its host was told to show.
 * @param bundle - The bundle.
 * @param target - What it is asked about.
 * @param fingerprint256 - Of the certificate that was shown: SHA-256, as Node writes it.
 * @param at - Where it was shown: an address with a port.
 * @returns One evidence; nothing where the bundle holds no certificate for the name.
 */
export function certificateEvidence(
  bundle: Bundle,
  target: BundleTarget,
  fingerprint256: string,
  at: string,
): Evidence[] {
  return compareShown(subjectOf(bundle, target), fingerprint256, at);
}

/** A server that runs keeps what it has read; started anew it does not come up. */
function judgeRefused({ bundle, told }: Subject): Evidence[] {
  return bundle.configurations.flatMap(({ refused, root }) =>
    refused === undefined
      ? []
      : [
          told("configuration", root, "setting").fail(
            `the web server would not take its configuration: ${refused}`,
            ["web-server-configuration"],
          ),
        ],
  );
}

/** What another wrote is made fit to be shown again. */
function judgeLogs({ bundle }: Subject): Evidence[] {
  const { logs, host } = bundle;
  return logs.map((found) => ({
    ...found,
    check: visibleLine(found.check),
    seen: visibleLine(withoutSecrets(found.seen)).slice(0, 2000),
    at: visibleLine(`${host.name}: ${found.at}`),
  }));
}

function judgeUnread({ bundle, told }: Subject): Evidence[] {
  return bundle.unread
    .slice(0, mostUnread)
    .map(({ what, why }) =>
      told("collected", what.slice(0, 200)).unknown(`it was not read: ${why.slice(0, 300)}`),
    );
}
