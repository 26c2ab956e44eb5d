import { expect } from "chai";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { startCloud, type Cloud } from "../../sandbox/startCloud";
import { isOwnIn } from "../../sandbox/connectionOwner";
import { listenToEvents } from "../../sandbox/engine/host/events";
import { serveInline } from "../../sandbox/engine/host/inlineProgram";
import { Admission, EngineToken } from "../../sandbox/engine/host/admission";
import { startLanguageHost } from "../../sandbox/engine/host/languageHost";
import { callFrom, nobody, whyNoOtherUser } from "./strangers";
import { skipBecause } from "../support/skipped";

interface Listening {
  readonly port: number;
  readonly stop: () => unknown;
}

let ran = 0;

const languageHost = (): Promise<Listening> =>
  startLanguageHost({ environment: {}, admission: new Admission("/", "dev", new EngineToken()) });

/** Where an engine finds the stand-in of a provider. */
function portOf({ debugProviders }: { readonly debugProviders: string }, provider: string): number {
  const own = debugProviders.split(",").find((each) => each.startsWith(`${provider}:`));
  return Number(own?.split(":")[1]);
}

/** Everything of a sandbox that listens, and a call that it answers. */
const listeners: Readonly<Record<string, readonly [string, () => Promise<Listening>]>> = {
  "the language host": ["/pulumirpc.LanguageRuntime/GetPluginInfo", () => languageHost()],
  "a program of this process": [
    "/pulumirpc.LanguageRuntime/GetPluginInfo",
    () => serveInline({ name: "demo", program: () => Promise.resolve({ ran: (ran += 1) }) }),
  ],
  "the stand-in providers": [
    "/pulumirpc.ResourceProvider/GetPluginInfo",
    async () => {
      const cloud = await startCloud();
      return { port: portOf(cloud, "cloudflare"), stop: () => cloud.stop() };
    },
  ],
  "the stand-in provider of monitors": [
    "/pulumirpc.ResourceProvider/GetPluginInfo",
    async () => {
      const cloud = await startCloud();
      return { port: portOf(cloud, "steady-edge-monitors"), stop: () => cloud.stop() };
    },
  ],
  "the listener to events": [
    "/pulumirpc.Events/StreamEvents",
    async () => {
      const sink = await listenToEvents();
      return { port: Number(sink.address.split(":").at(-1)), stop: sink.stop };
    },
  ],
};

describe("what a sandbox listens on", () => {
  const open: Listening[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ stop }) => stop()));
  });

  for (const [name, [method, listen]] of Object.entries(listeners)) {
    it(`answers this user: ${name}`, async () => {
      const listening = await listen();
      open.push(listening);
      expect(await callFrom(listening.port, method)).to.equal("answered with status 0");
    });

    it(`cuts another user off: ${name}`, async function () {
      const reason = whyNoOtherUser();
      if (reason !== undefined) {
        skipBecause(this, reason);
      }
      const listening = await listen();
      open.push(listening);
      expect(await callFrom(listening.port, method, nobody)).to.match(/^cut off/);
      expect(ran).to.equal(0);
    });
  }

  it("lets another user create and delete nothing", async function () {
    const reason = whyNoOtherUser();
    if (reason !== undefined) {
      skipBecause(this, reason);
    }
    const cloud = await startCloud();
    open.push({ port: 0, stop: () => cloud.stop() });
    const port = portOf(cloud, "cloudflare");
    for (const method of ["Configure", "Create", "Update", "Delete", "Invoke", "Cancel"]) {
      const said = await callFrom(port, `/pulumirpc.ResourceProvider/${method}`, nobody);
      expect(said, method).to.match(/^cut off/);
    }
    expect(cloud.journal.calls).to.deep.equal([]);
    expect(cloud.account.revision).to.equal(0);
  });

  it("listens on the loopback interface of IPv4 alone", async () => {
    const listening = await languageHost();
    open.push(listening);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(listening.port, "::1");
      socket.once("error", () => resolve()).once("connect", () => reject(new Error("it answers")));
    });
  });
});

/** How a connection to an address ends: `answers`, or the system's code. */
function connectionTo(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket
      .once("connect", () => {
        socket.destroy();
        resolve("answers");
      })
      .once("error", ({ code }: NodeJS.ErrnoException) => resolve(code ?? "no code"));
  });
}

describe("what the account's API listens on, where nothing else is said", () => {
  let cloud: Cloud;
  let port: number;
  beforeEach(async () => {
    cloud = await startCloud();
    port = Number(new URL((await cloud.openApi()).url).port);
  });
  afterEach(() => cloud.stop());

  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const hasIpv6 = addresses.some(({ address }) => address === "::1");
  const ofNetwork = addresses.filter(
    ({ internal, address }) => !internal && !/^fe80:/.test(address),
  );

  it("is 127.0.0.1", async () => {
    expect(await connectionTo("127.0.0.1", port)).to.equal("answers");
  });

  it("is no other address of the loopback interface", async function () {
    if (process.platform !== "linux") {
      skipBecause(this, "only Linux has all of 127.0.0.0/8 on its loopback interface");
    }
    expect(await connectionTo("127.0.0.2", port)).to.equal("ECONNREFUSED");
  });

  it("is not the loopback address of IPv6", async function () {
    if (!hasIpv6) {
      skipBecause(this, "this machine has no IPv6");
    }
    expect(await connectionTo("::1", port)).to.equal("ECONNREFUSED");
  });

  it("is no address by which another machine reaches this one", async function () {
    if (ofNetwork.length === 0) {
      skipBecause(this, "this machine is in no network");
    }
    const found = ofNetwork.map(({ address }) => connectionTo(address, port));
    expect(await Promise.all(found)).to.deep.equal(ofNetwork.map(() => "ECONNREFUSED"));
  });
});

describe("whose a connection is", () => {
  const connection = {
    localAddress: "127.0.0.1",
    localPort: 8080,
    remoteAddress: "127.0.0.1",
    remotePort: 43690,
  };
  const heading =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid";
  const socket = (local: string, remote: string, state: string, user: number): string =>
    `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${user}        0 1 1 0`;
  const ours = "0100007F:1F90";
  const theirs = "0100007F:AAAA";
  const listening = socket(ours, "00000000:0000", "0A", 1000);
  const accepted = socket(ours, theirs, "01", 1000);
  const table = (...lines: string[]): string => [heading, ...lines, ""].join("\n");

  const cases: readonly (readonly [string, boolean, readonly string[]])[] = [
    ["this user's", true, [listening, accepted, socket(theirs, ours, "01", 1000)]],
    ["another user's", false, [listening, accepted, socket(theirs, ours, "01", 1001)]],
    ["root's", false, [listening, accepted, socket(theirs, ours, "01", 0)]],
    ["already closed by its owner", false, [listening, socket(theirs, ours, "05", 1000)]],
    ["reset after something was sent", false, [listening]],
    ["of another port", false, [listening, socket("0100007F:AAAB", ours, "01", 1000)]],
    ["to another port", false, [listening, socket(theirs, "0100007F:1F91", "01", 1000)]],
    ["in a table that lists nothing", true, []],
  ];
  for (const [title, isOwn, lines] of cases) {
    it(`is ${isOwn ? "taken for own" : "not own"}: ${title}`, () => {
      expect(isOwnIn([table(...lines)], connection, 1000)).to.equal(isOwn);
      expect(isOwnIn(table(...lines), connection, 1000), "letter by letter").to.equal(isOwn);
    });
  }

  it("is read no further than to the other end", () => {
    let read = 0;
    const parts = function* (): Iterable<string> {
      for (const line of [listening, accepted, socket(theirs, ours, "01", 1000), accepted]) {
        read += 1;
        yield `${line}\n`;
      }
    };
    expect(isOwnIn(parts(), connection, 1000)).to.equal(true);
    expect(read).to.equal(3);
  });
});
