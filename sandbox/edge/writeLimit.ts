import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { ModelledClock } from "../modelledClock";
import { OriginFailure } from "./originFailure";

/** What a request is written to. */
export interface Written {
  /** Bytes that wait to be written. */
  readonly writableLength: number;
}

/**
 * Ends a request of which no part is written for too long. Source: `write` of `rehearsalConstants`.
 * @param written - What it is written to.
 * @param clock - Modelled time.
 * @param end - Ends it.
 * @returns What stops looking.
 */
export function limitWrites(
  written: Written,
  clock: ModelledClock,
  end: (failure: OriginFailure) => void,
): () => void {
  const limit = clock.milliseconds(originConnectionLimits.write.seconds);
  let timer: NodeJS.Timeout;
  const wait = (before: number): void => {
    timer = setTimeout(() => {
      const left = written.writableLength;
      if (left > 0 && left >= before) {
        end(new OriginFailure("writeTimeout"));
      } else if (left > 0) {
        wait(left);
      }
    }, limit);
  };
  wait(written.writableLength);
  return () => clearTimeout(timer);
}
