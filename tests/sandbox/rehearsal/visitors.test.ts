import { expect } from "chai";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ModelledClock } from "../../../sandbox/modelledClock";
import { mostWaiting, Visitors } from "../../../sandbox/rehearsal/visitors";

describe("visitors of a rehearsal", () => {
  it("come late where too many wait, and exhaust no connections of the process", async () => {
    const held = new Set<Socket>();
    const silent = createServer((socket) => {
      held.add(socket.on("error", () => undefined));
    }).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const visitors = new Visitors({
      ...{ edge: { port, authority: "" }, clock: new ModelledClock(50) },
      ...{ hostname: "www.example.com", rate: 2 * mostWaiting, mostSeconds: 10 },
    });
    try {
      while (visitors.lateSeconds < 5 || held.size < mostWaiting) {
        await sleep(10);
      }
      await sleep(50);
      expect(held.size).to.equal(mostWaiting);
    } finally {
      visitors.stop();
      held.forEach((socket) => socket.destroy());
      silent.close();
    }
  });
});
