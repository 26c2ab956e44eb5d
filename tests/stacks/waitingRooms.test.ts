import { expect } from "chai";
import { configOf, environmentOf, refusalLines, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const numbers = { newUsersPerMinute: 300, totalActiveUsers: 1500 };
const room = { hostname: "Dev.example.com", ...numbers };
const zoneOf = (change: Fields): Fields => ({
  ...(environmentOf("dev").zone as object),
  ...change,
});
const business = zoneOf({ plan: "business" });
const advanced = zoneOf({ plan: "enterprise", hasWaitingRoomAdvanced: true });

async function declared(change: Fields): Promise<ProgramRun> {
  const run = await runStack(false, "dev", configOf({ ...environmentOf("dev"), ...change }));
  expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
  return run;
}

/** What `dev` is refused for, with nothing registered. */
async function refusal(change: Fields): Promise<readonly string[]> {
  const run = await runStack(true, "dev", configOf({ ...environmentOf("dev"), ...change }));
  expect(run.declared).to.deep.equal([]);
  return refusalLines(run.refusal);
}

/** The rooms and their rules, by name. */
const roomsOf = ({ declared: all }: ProgramRun): [string, Fields][] =>
  all
    .filter(({ type }) => /^cloudflare:.*:WaitingRoom/.test(type))
    .map(({ name, inputs }): [string, Fields] => [name, inputs])
    .sort(([one], [other]) => one.localeCompare(other));

describe("waiting rooms of an environment", () => {
  it("stand before the hostnames that they name", async () => {
    const run = await declared({ zone: business, waitingRooms: { sale: room } });
    const made = roomsOf(run);
    expect(made.map(([name]) => name)).to.deep.equal(["dev-waiting-room-sale-room"]);
    expect(made[0]?.[1]).to.include({
      ...numbers,
      zoneId: (business as { id: string }).id,
      host: "dev.example.com",
      path: "/",
      queueingMethod: "fifo",
    });
  });

  it("are more with Waiting Room Advanced, and let some pass", async () => {
    const waitingRooms = {
      sale: { ...room, bypassPaths: ["/healthz"] },
      tickets: { ...room, path: "/tickets" },
    };
    const run = await declared({ zone: advanced, waitingRooms });
    expect(roomsOf(run).map(([name]) => name)).to.deep.equal([
      "dev-waiting-room-sale-room",
      "dev-waiting-room-sale-rules",
      "dev-waiting-room-tickets-room",
    ]);
  });

  it("are refused together for all that is wrong", async () => {
    const waitingRooms = {
      sale: { ...room, newUsersPerMinute: 1501 },
      again: { ...room, hostname: "dev.example.com", queueingMethod: "random" },
    };
    expect(await refusal({ zone: business, waitingRooms })).to.deep.equal([
      "waitingRooms must have one entry without Waiting Room Advanced; got 2 entries. An Enterprise zone that has bought it says zone.hasWaitingRoomAdvanced: true",
      'waitingRooms.again.path must be, with its hostname, where no other waiting room stands, as waitingRooms.sale does; got "/"',
      "waitingRooms.sale.newUsersPerMinute must be at most the total of active users, 1500; got 1501",
      'waitingRooms.again.queueingMethod must be left out without Waiting Room Advanced, or be fifo; got "random". An Enterprise zone that has bought it says hasWaitingRoomAdvanced: true',
    ]);
  });

  it("are refused by a plan without them, and where the plan has no Advanced", async () => {
    expect(await refusal({ waitingRooms: { sale: room } })).to.deep.equal([
      'waitingRooms.sale.hostname must be without a waiting room: the plan free gives 0; got "dev.example.com". Waiting rooms need the Business plan',
    ]);
    const both = zoneOf({ plan: "business", hasWaitingRoomAdvanced: true });
    expect(await refusal({ zone: both, waitingRooms: { sale: room } })).to.deep.equal([
      "zone.hasWaitingRoomAdvanced must be false on the plan business: Waiting Room Advanced is an add-on of enterprise; got true",
    ]);
  });

  it("are refused before a name of which the environment says that it is not proxied", async () => {
    const shop = { hostname: "shop.example.com", ...numbers };
    const record = { type: "A", name: "shop", content: "203.0.113.7" };
    const of = (records: Fields): Fields => ({
      ...{ zone: business, records, waitingRooms: { shop } },
    });
    expect(await refusal(of({ shop: record }))).to.deep.equal([
      'waitingRooms.shop.hostname must be proxied, which records.shop is not; got "shop.example.com". Visitors of a name that is not proxied never meet Cloudflare\'s edge: say proxied: true there',
    ]);
    for (const records of [
      { shop: { ...record, proxied: true } },
      // Another stack has the record.
      {},
      { text: { type: "TXT", name: "shop", content: "x" } },
    ]) {
      expect(roomsOf(await declared(of(records)))).to.have.length(1);
    }
  });

  it("say of an argument that the environment has elsewhere that it is none", async () => {
    const [line] = await refusal({
      zone: business,
      waitingRooms: { sale: { ...room, zoneName: "example.com" } },
    });
    expect(line).to.match(/^waitingRooms\.sale\.zoneName must be a key that there is;/);
  });
});
