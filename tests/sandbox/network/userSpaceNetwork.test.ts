import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { expect } from "chai";
import { ModelledClock } from "../../../sandbox/modelledClock";
import { LoopbackStack } from "../../../sandbox/network/loopbackStack";
import { never } from "../../../sandbox/network/networkStack";
import { UserSpaceNetwork } from "../../../sandbox/network/userSpaceNetwork";
import { openWay } from "../../../sandbox/network/way";
import { dial, edgeAddress } from "../origins/client";

const address = "198.51.100.1";
const at = { address, port: 443 };

/** Long enough for an answer on a slow machine, short enough to wait for none. */
const patience = 250;

/** What one side of a connection has heard: bytes, and how it ended. */
interface Heard {
  bytes: number;
  end: "open" | "end" | "ECONNRESET";
  readonly over: Promise<void>;
}

function listen(socket: Socket): Heard {
  const heard: Heard = {
    ...{ bytes: 0, end: "open" },
    over: new Promise((resolve) => {
      const finish = (end: Heard["end"]): void => {
        heard.end = end;
        resolve();
      };
      socket.once("end", () => finish("end"));
      socket.once("error", ({ code }: NodeJS.ErrnoException) => finish(code as Heard["end"]));
    }),
  };
  socket.on("data", (bytes: Buffer) => (heard.bytes += bytes.length));
  return heard;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await pause(5);
  }
}

describe("the network between Cloudflare and origins", () => {
  let network: UserSpaceNetwork;
  let server: Server;
  let accepted: Socket[];
  const opened: Socket[] = [];

  /** Connects, and gives both ends. */
  async function connected(from = edgeAddress): Promise<[Socket, Socket]> {
    const before = accepted.length;
    const near = await dial(network, { from });
    opened.push(near);
    await until(() => accepted.length > before);
    return [near, accepted[before] as Socket];
  }

  before(async () => {
    server = createServer({ allowHalfOpen: true }, (socket) => {
      accepted.push(socket.on("error", () => undefined));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    network = new UserSpaceNetwork(new ModelledClock(10), await LoopbackStack.start());
  });

  beforeEach(async () => {
    accepted = [];
    const target = (server.address() as AddressInfo).port;
    await network.place(at, { admits: () => "yes", target });
  });

  afterEach(async () => {
    await network.change(at, openWay);
    [...accepted, ...opened.splice(0)].forEach((socket) => socket.destroy());
  });

  after(async () => {
    await network.stop();
    server.close();
  });

  it("ends the connections that stand as soon as their server is gone, however long its process takes", async () => {
    const [near, far] = await connected();
    const heard = listen(near);
    far.write("here");
    await until(() => heard.bytes === 4);
    await network.place(at, { admits: () => "yes", target: undefined });
    await heard.over;
    expect(heard.end).to.equal("end");
  });

  it("lets nobody hear of that whose packets go unanswered", async () => {
    const [near] = await connected();
    const heard = listen(near);
    await network.change(at, { connections: "drop" });
    await network.place(at, { admits: () => "yes", target: undefined });
    await pause(patience);
    expect(heard.end).to.equal("open");
  });

  it("brings bytes both ways, and each end", async () => {
    const [near, far] = await connected();
    const [atNear, atFar] = [listen(near), listen(far)];
    near.end("question");
    await atFar.over;
    far.end("answer, longer");
    await atNear.over;
    expect([atFar.bytes, atFar.end, atNear.bytes, atNear.end]).to.deep.equal([8, "end", 14, "end"]);
  });

  it("brings much in both directions at the same time, unharmed", async () => {
    const [near, far] = await connected();
    const [atNear, atFar] = [listen(near), listen(far)];
    near.end(Buffer.alloc(3_000_000));
    far.end(Buffer.alloc(2_000_000));
    await Promise.all([atNear.over, atFar.over]);
    expect([atNear.bytes, atFar.bytes]).to.deep.equal([2_000_000, 3_000_000]);
  });

  it("passes on resets", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    far.resetAndDestroy();
    await atNear.over;
    expect(atNear.end).to.equal("ECONNRESET");
  });

  it("shows servers another address for each of Cloudflare's", async () => {
    const [, one] = await connected("104.16.0.1");
    const [, other] = await connected("172.64.0.9");
    const [, again] = await connected("104.16.0.1");
    const [first, second, third] = [one, other, again].map(({ remoteAddress }) => remoteAddress);
    expect(first).to.equal(third);
    if (process.platform === "linux") {
      expect(first).to.match(/^127\.64\./);
      expect(second)
        .to.match(/^127\.64\./)
        .and.not.equal(first);
    }
    expect(network.callers(at)).to.have.members(["104.16.0.1", "172.64.0.9"]);
  });

  it("refuses where nothing listens, with the code of the system", async () => {
    await network.change(at, { connections: "refuse" });
    await expect(dial(network))
      .to.be.rejectedWith("connect ECONNREFUSED 198.51.100.1:443")
      .and.eventually.have.property("code", "ECONNREFUSED");
    await network.change(at, { connections: "open" });
    await network.place(at, { admits: () => "yes", target: undefined });
    await expect(dial(network)).to.be.rejected.and.eventually.have.property("code", "ECONNREFUSED");
  });

  it("says that no way leads to what is unreachable, and that a name is unknown", async () => {
    await network.change(at, { connections: "unreachable" });
    await expect(dial(network)).to.be.rejected.and.eventually.have.property("code", "EHOSTUNREACH");
    await expect(dial(network, { address: "gone.example.com" }))
      .to.be.rejectedWith("connect ENOTFOUND gone.example.com:443")
      .and.eventually.have.property("code", "ENOTFOUND");
  });

  it("never answers what is dropped, not admitted or nobody's, until the signal ends it", async () => {
    const givesUp = { giveUpMilliseconds: patience };
    const unanswered = async (how: object = {}): Promise<void> => {
      await expect(
        dial(network, { ...givesUp, ...how }),
      ).to.be.rejected.and.eventually.have.property("code", "ABORT_ERR");
    };
    await network.change(at, { connections: "drop" });
    await unanswered();
    await network.change(at, { connections: "open", dropsFrom: ["104.16.0.0/13"] });
    await unanswered();
    await expect(connected("172.64.0.1")).to.be.fulfilled;
    await network.change(at, openWay);
    await network.admit(at, (source) => (source === "104.16.0.1" ? "no" : "unknown"));
    await unanswered();
    await expect(connected("104.16.0.2")).to.be.fulfilled;
    await unanswered({ address: "203.0.113.1" });
    await unanswered({ port: 8443 });
    const signal = AbortSignal.abort();
    await expect(
      network.connect({ address, port: 443, from: edgeAddress, signal }),
    ).to.be.rejected.and.eventually.have.property("code", "ABORT_ERR");
  });

  it("refuses those whom fail2ban bans, and lets their connections hear nothing any more", async () => {
    const [banned, far] = await connected("104.16.0.1");
    const [other, otherFar] = await connected("104.16.0.2");
    const [atBanned, atOther] = [listen(banned), listen(other)];
    await network.change(at, { refusesFrom: ["104.16.0.1"] });
    await expect(dial(network)).to.be.rejected.and.eventually.have.property("code", "ECONNREFUSED");
    far.write("unheard");
    otherFar.write("heard");
    await until(() => atOther.bytes === 5);
    await pause(50);
    expect(atBanned.bytes).to.equal(process.platform === "linux" ? 0 : 7);
    await network.change(at, openWay);
    await until(() => atBanned.bytes === 7);
  });

  it("holds what is under way while packets are dropped, and brings it when they no longer are", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    await network.change(at, { connections: "drop" });
    far.end("late");
    await pause(50);
    expect([atNear.bytes, atNear.end]).to.deep.equal([0, "open"]);
    await network.change(at, { connections: "open" });
    await atNear.over;
    expect([atNear.bytes, atNear.end]).to.deep.equal([4, "end"]);
  });

  it("brings what was held when it is sent again: after one modelled second, and then after three", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    await network.change(at, { connections: "drop" });
    const sentAt = performance.now();
    far.write("late");
    // Beyond the first second, of a tenth of a real one.
    await pause(150);
    await network.change(at, { connections: "open" });
    await until(() => atNear.bytes === 4);
    expect(performance.now() - sentAt).to.be.greaterThan(295);
  });

  it("leaves what stands alone when new connections are refused", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    await network.change(at, { connections: "refuse" });
    far.write("still");
    await until(() => atNear.bytes === 5);
  });

  it("loses every fourth connection of a quarter", async () => {
    await network.change(at, { loss: 0.25 });
    const answered: boolean[] = [];
    for (let tried = 0; tried < 8; tried += 1) {
      const socket = await dial(network, { giveUpMilliseconds: patience }).catch(() => undefined);
      answered.push(socket !== undefined);
      socket?.destroy();
    }
    expect(answered).to.deep.equal([true, true, true, false, true, true, true, false]);
  });

  it("needs its time, of the modelled one, each way", async () => {
    await network.change(at, { delaySeconds: 1 });
    const began = performance.now();
    const [near, far] = await connected();
    expect(performance.now() - began).to.be.at.least(200);
    const [atNear, atFar] = [listen(near), listen(far)];
    const asked = performance.now();
    near.write("question");
    await until(() => atFar.bytes === 8);
    far.write("answer");
    await until(() => atNear.bytes === 6);
    expect(performance.now() - asked).to.be.at.least(195);
  });

  it("brings no more bytes in a modelled second than it may", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    await network.change(at, { bytesPerSecond: 10_000 });
    const began = performance.now();
    far.write("x".repeat(20_000));
    await until(() => atNear.bytes === 20_000);
    far.write("y");
    await until(() => atNear.bytes === 20_001);
    expect(performance.now() - began).to.be.at.least(195);
  });

  it("resets a connection after so many bytes of an answer, and not of a question", async () => {
    const [near, far] = await connected();
    const atNear = listen(near);
    await network.change(at, { resetsAfterBytes: 100 });
    near.write("x".repeat(1000));
    far.write("y".repeat(60));
    await until(() => atNear.bytes === 60);
    far.write("y".repeat(60));
    await atNear.over;
    expect(atNear.bytes).to.equal(100);
    // A reset that is heard together with bytes before it is told as an end by Node.
    expect(atNear.end).to.be.oneOf(["ECONNRESET", "end"]);
  });

  it("lets nobody answer where something was taken away", async () => {
    await network.clear(at);
    await expect(
      dial(network, { giveUpMilliseconds: patience }),
    ).to.be.rejected.and.eventually.have.property("code", "ABORT_ERR");
    await expect(network.change(at, {})).to.be.rejectedWith("Nothing stands at 198.51.100.1:443.");
    await network.place(at, { admits: () => "yes", target: undefined });
  });

  it("tells since when nobody answers on connections that stand, those alone that meet it", async () => {
    const other = "104.16.0.2";
    const [near] = await connected();
    const [far] = await connected(other);
    const silent = (): boolean[] =>
      [near, far].map((socket) => network.silentSince(socket) !== undefined);
    expect(silent()).to.deep.equal([false, false]);
    await network.change(at, { refusesFrom: [`${other}/32`] });
    expect(silent()).to.deep.equal([false, true]);
    const since = network.silentSince(far);
    await network.change(at, { connections: "drop" });
    expect(silent()).to.deep.equal([true, true]);
    // What was silent before has been so since then.
    expect(network.silentSince(far)).to.equal(since);
    await network.change(at, openWay);
    expect(silent()).to.deep.equal([false, false]);
    await network.change(at, { dropsFrom: [`${other}/32`], delaySeconds: 0.01, loss: 1 });
    expect(silent()).to.deep.equal([false, false]);
  });

  it("counts the connections that nothing but a slow machine kept from an origin", async () => {
    const stack = await LoopbackStack.start();
    // Nobody answers in it, as where its process is not given a core.
    stack.open = ({ signal }) => never(signal);
    const slow = new UserSpaceNetwork(new ModelledClock(10), stack);
    const giveUp = async (): Promise<void> => {
      const dialled = dial(slow, { giveUpMilliseconds: 20 });
      await expect(dialled).to.be.rejectedWith("The connection was given up");
    };
    try {
      await slow.place(at, { admits: () => "no", target: 1 });
      await giveUp();
      await slow.place(at, { admits: () => "yes", target: 1 });
      for (const behaviour of [{ connections: "drop" }, { dropsFrom: ["0.0.0.0/0"] }] as const) {
        await slow.change(at, { ...openWay, ...behaviour });
        await giveUp();
      }
      await slow.change(at, { ...openWay, delaySeconds: 0.01 });
      await giveUp();
      expect(slow.lateConnections).to.equal(0);
      await slow.change(at, openWay);
      await giveUp();
      expect(slow.lateConnections).to.equal(1);
    } finally {
      await slow.stop();
    }
  });
});
