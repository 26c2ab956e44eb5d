import { describeValue } from "../../core/problem";
import { certificatePacks, failedPackStatuses } from "../../facts/cloudflare/certificatePacks";
import { problemsError } from "../internal/checked";

/** Seconds between two looks at a certificate that is not active yet. */
const pauseSeconds = 10;

/** How a certificate is looked at. */
export interface Waiting {
  /** Whose certificate it is, for the error. */
  readonly subject: string;
  /** How long it is waited for, in seconds. */
  readonly waitSeconds: number;
  /** Reads its status; undefined where nobody answers, as under mocks. */
  readonly read: () => Promise<string | undefined>;
  /** Waits. */
  readonly pause: (seconds: number) => Promise<void>;
}

/**
 * Waits until a certificate is active.
 * @param waiting - How it is looked at.
 * @throws An error that says what it is instead, once it can no longer become active or the time is over.
 */
export async function untilActive({ subject, waitSeconds, read, pause }: Waiting): Promise<void> {
  let waited = 0;
  for (;;) {
    const status = await read();
    if (status === undefined || status === certificatePacks.active) {
      return;
    }
    const hasFailed = failedPackStatuses.includes(status);
    if (hasFailed || waited >= waitSeconds) {
      throw problemsError(`certificate of ${subject}`, [
        {
          path: "pack.status",
          rule: hasFailed ? "lead to active" : `be active within ${waitSeconds} seconds`,
          actual: describeValue(status),
          hint: hasFailed
            ? "Cloudflare's dashboard says why under SSL/TLS, Edge Certificates"
            : "Nothing that takes activeZoneId was changed: run the update again, and it waits on",
        },
      ]);
    }
    const seconds = Math.min(pauseSeconds, waitSeconds - waited);
    await pause(seconds);
    waited += seconds;
  }
}
