import { expect } from "chai";
import { getEventListeners, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { withTimeLimit } from "../../core/timeLimit";
import { collectGarbage } from "../support/collectGarbage";

/** Whether a signal has fired, by a listener that holds nothing else. */
function heard(signal: AbortSignal): Promise<unknown> {
  return once(signal, "abort").then(() => signal.reason as unknown);
}

describe("a signal with a time limit", () => {
  it("fires after its time, though garbage is collected before and nobody holds it but a listener", async () => {
    const other = new AbortController();
    const fired = heard(withTimeLimit(other.signal, 200));
    collectGarbage();
    await sleep(20);
    collectGarbage();
    const reason = await Promise.race([fired, sleep(5000, "never")]);
    expect((reason as DOMException).name).to.equal("TimeoutError");
    expect(other.signal.aborted).to.equal(false);
  });

  it("fires with the other, for its reason, and leaves nothing behind", async () => {
    const other = new AbortController();
    const limited = withTimeLimit(other.signal, 60_000);
    const fired = heard(limited);
    expect(limited.aborted).to.equal(false);
    other.abort("enough");
    expect(await fired).to.equal("enough");
    expect(getEventListeners(other.signal, "abort")).to.deep.equal([]);
  });

  it("has fired where the other has", () => {
    const limited = withTimeLimit(AbortSignal.abort("before"), 60_000);
    expect([limited.aborted, limited.reason]).to.deep.equal([true, "before"]);
  });

  it("lets go of the other after its time", async () => {
    const other = new AbortController();
    await heard(withTimeLimit(other.signal, 10));
    expect(getEventListeners(other.signal, "abort")).to.deep.equal([]);
  });
});
