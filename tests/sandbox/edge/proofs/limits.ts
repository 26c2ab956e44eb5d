import { expect } from "chai";
import { declaredSites } from "../../../../model/serving/declaredSites";
import { readTrafficPaths } from "../../../../model/traffic/path";
import { record } from "../../../model/resource";
import { soonMilliseconds } from "../ringingClock";
import { address, expectFailed, lone, ringing, someLooks, until, type Proof } from "./proof";

/** The limits between Cloudflare and an origin: each ends a wait of exactly these modelled seconds, and no other. */
export const limitProofs = {
  connect: async (here) => {
    Object.assign(await here.network.https(address), { way: "silent" });
    const { edge } = await ringing(here, lone(), 19);
    const cause = "the origin did not answer the connection in time";
    expectFailed(edge, await edge.get(), 522, cause);
  },
  handshake: async (here) => {
    await here.network.tcp(address, (socket) => void socket.resume());
    const { edge } = await ringing(here, lone(), 19);
    const cause = "the TLS handshake with the origin did not end in time";
    expectFailed(edge, await edge.get(), 525, cause);
  },
  read: async (here) => {
    const model = readTrafficPaths([record("www.example.com")], { complete: true });
    expect(declaredSites(model).sites[0]?.readTimeoutSeconds).to.equal(120);
    Object.assign(await here.network.https(address), { answer: () => undefined });
    const { edge } = await ringing(here, lone(), 120);
    expectFailed(edge, await edge.get(), 524, "the origin did not begin its answer in time");
  },
  acknowledge: async (here) => {
    const origin = await here.network.https(address);
    const { edge, clock } = await ringing(here, lone());
    await edge.get();
    origin.answer = () => undefined;
    origin.silentSince = 0;
    const asked = edge.get();
    await until(() => origin.requests.length === 2);
    clock.now = 89.9;
    await someLooks();
    expect(edge.answered).to.have.length(1);
    clock.now = 90;
    const cause = "the origin did not acknowledge the request in time";
    expectFailed(edge, await asked, 522, cause);
  },
  keepAliveProbes: async (here) => {
    const origin = await here.network.https(address);
    origin.answer = () => undefined;
    const { edge, clock } = await ringing(here, lone());
    const asked = edge.get();
    await until(() => origin.requests.length === 1);
    origin.silentSince = 0;
    clock.now = 59.9;
    await someLooks();
    expect(edge.answered).to.have.length(0);
    clock.now = 60;
    expectFailed(edge, await asked, 520, "the origin no longer answered on the connection");
  },
  write: async (here) => {
    const taken: unknown[] = [];
    await here.network.tcp(address, (socket) => void taken.push(socket.pause()));
    const { edge } = await ringing(here, lone({ isEncrypted: false, port: 80 }), 30);
    const got = await edge.get("/", {}, "POST", Buffer.alloc(32_000_000));
    expectFailed(edge, got, 524, "the origin did not take the request in time");
    expect(taken).to.have.length(1);
  },
  idle: async (here) => {
    const origin = await here.network.https(address);
    const { edge } = await ringing(here, lone(), 900);
    await edge.get();
    await new Promise((resolve) => setTimeout(resolve, 2 * soonMilliseconds));
    await edge.get();
    expect(origin.callers).to.have.length(2);
  },
  reusedConnection: async (here) => {
    const origin = await here.network.https(address);
    const { edge } = await ringing(here, lone());
    await edge.get();
    origin.answer = ({ socket }) => void socket.destroy();
    const cause = "the origin closed an idle connection just as it was used again";
    expectFailed(edge, await edge.get(), 520, cause);
  },
  tunnelDown: async (here) => {
    Object.assign(await here.network.tcp(address, () => undefined), { way: "silent" });
    const tunnel = { status: undefined };
    const { edge } = await ringing(here, lone({ isEncrypted: false, port: 80, tunnel }), 19);
    const got = await edge.get();
    expectFailed(edge, got, 530, "no connector of the tunnel was there");
    expect([got.headers["cf-error-type"], got.headers["retry-after"]]).to.deep.equal([
      ...["1033", "120"],
    ]);
  },
} satisfies Record<string, Proof>;
