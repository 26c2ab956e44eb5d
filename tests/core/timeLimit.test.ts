import { expect } from "chai";
import { getEventListeners, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { withinTime } from "../../core/timeLimit";
import { collectGarbage } from "../support/collectGarbage";

/** Whether a signal has fired, by a listener that holds nothing else. */
function heard(signal: AbortSignal): Promise<unknown> {
  return once(signal, "abort").then(() => signal.reason as unknown);
}

describe("work within a time", () => {
  it("is told when the time is over, though garbage is collected before and nobody holds the signal but a listener", async () => {
    const other = new AbortController();
    const fired = withinTime(other.signal, 200, heard);
    collectGarbage();
    await sleep(20);
    collectGarbage();
    const reason = await Promise.race([fired, sleep(5000, "never")]);
    expect((reason as DOMException).name).to.equal("TimeoutError");
    expect(other.signal.aborted).to.equal(false);
  });

  it("is told when the other signal fires, for its reason, and leaves nothing behind", async () => {
    const other = new AbortController();
    const fired = withinTime(other.signal, 60_000, heard);
    other.abort("enough");
    expect(await fired).to.equal("enough");
    expect(getEventListeners(other.signal, "abort")).to.deep.equal([]);
  });

  it("is told at once where the other has fired", async () => {
    const limited = await withinTime(AbortSignal.abort("before"), 60_000, (signal) =>
      Promise.resolve([signal.aborted, signal.reason]),
    );
    expect(limited).to.deep.equal([true, "before"]);
  });

  it("lets go of the other when it is done, well or not", async () => {
    const other = new AbortController();
    expect(await withinTime(other.signal, 60_000, () => Promise.resolve("done"))).to.equal("done");
    expect(getEventListeners(other.signal, "abort")).to.deep.equal([]);
    const failing = withinTime(other.signal, 60_000, () => Promise.reject(new Error("broken")));
    await expect(failing).to.be.rejectedWith("broken");
    expect(getEventListeners(other.signal, "abort")).to.deep.equal([]);
  });
});
