/**
 * When TCP sends again what nobody acknowledges: first after a while, then after twice as long, and so on.
 * Source: `retransmission` of `rehearsalConstants`.
 * @param waited - How long it has waited.
 * @param first - After how long it is sent again first, in the same unit.
 * @returns After how long, since it was sent, it is sent again next.
 */
export function nextRetransmission(waited: number, first: number): number {
  let step = first;
  let next = first;
  while (next < waited) {
    step *= 2;
    next += step;
  }
  return next;
}
