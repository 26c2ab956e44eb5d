import { originConnectionLimits } from "../facts/cloudflare/timeouts";
import type { Patience } from "./origin";

const { connect, read, idle } = originConnectionLimits;

/**
 * Waits as long as Cloudflare's own, but for an idle connection, which is waited for a second longer than Apache and Node keep theirs.
 * An origin that answers never is seen to do so; one that answers keeps nobody waiting.
 */
export const usualPatience: Patience = {
  connectSeconds: connect.seconds,
  answerSeconds: read.seconds,
  idleSeconds: 6,
};

/** Seconds beside the longest wait for what is done before and after it. */
const marginSeconds = 11;

/**
 * Seconds after which an examination ends, whatever it still waits for: the waits of Cloudflare's for a connection and for an answer, in
 * a row, and a margin. That is 150; where an idle connection is waited for as long as Cloudflare keeps it, 1050.
 * @param patience - How long origins are waited for.
 */
export function deadlineSeconds({ idleSeconds }: Patience): number {
  const isFull = idleSeconds >= idle.seconds;
  return connect.seconds + read.seconds + marginSeconds + (isFull ? idleSeconds : 0);
}
