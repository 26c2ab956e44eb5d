import { expect } from "chai";
import Cloudflare from "cloudflare";
import { startCloud, type Cloud, type CloudApi } from "../../../../sandbox/testing";

const zone_id = "fedcba9876543210fedcba9876543210";
const type = "cloudflare:index/waitingRoomRules:WaitingRoomRules";
const times = { event_start_time: "2030-01-01T10:00:00Z", event_end_time: "2030-01-01T12:00:00Z" };
const pass = {
  action: "bypass_waiting_room",
  expression: 'http.request.uri.path eq "/healthz"',
} as const;

/** What a call is refused with. */
async function refused(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
    return "nothing";
  } catch (error) {
    const { status, message } = error as { readonly status?: number; readonly message: string };
    return `${status}: ${/"message":"([^"]*)"/.exec(message)?.[1] ?? message}`;
  }
}

describe("events and rules of waiting rooms by the official client", () => {
  let cloud: Cloud;
  let api: CloudApi;
  let client: Cloudflare;
  let room = "";
  let other = "";

  before(async () => {
    cloud = await startCloud({
      zones: [{ id: zone_id, name: "example.com", plan: "enterprise" }],
    });
    api = await cloud.openApi();
    client = new Cloudflare({ apiToken: api.token, baseURL: api.url, maxRetries: 0 });
    const made = async (name: string): Promise<string> => {
      const numbers = { total_active_users: 300, new_users_per_minute: 200 };
      const shop = { zone_id, name, host: "shop.example.com", path: `/${name}`, ...numbers };
      return (await client.waitingRooms.create(shop))?.id ?? "";
    };
    [room, other] = [await made("shop"), await made("sale")];
  });

  after(async () => {
    await cloud?.stop();
  });

  const events = () => client.waitingRooms.events;
  const made = (name: string, more: object = {}, at = room) =>
    events().create(at, { zone_id, name, ...times, ...more });
  const namesOf = async (at: string): Promise<unknown[]> => {
    const names: unknown[] = [];
    for await (const { name } of events().list(at, { zone_id })) {
      names.push(name);
    }
    return names;
  };

  it("makes an event, lists it with its room, changes and deletes it", async () => {
    const { id = "", ...event } = (await made("webinar")) ?? {};
    expect(event).to.include({ name: "webinar", ...times });
    expect(event).not.to.have.property("waiting_room_id");
    expect([await namesOf(room), await namesOf(other)]).to.deep.equal([["webinar"], []]);
    const where = { zone_id, waiting_room_id: room };
    const changed = await events().edit(id, { ...where, name: "talk", ...times, suspended: true });
    expect(changed).to.include({ id, name: "talk", suspended: true });
    expect(await events().get(id, where)).to.deep.equal(changed);
    expect(await refused(events().get(id, { ...where, waiting_room_id: other }))).to.match(
      /^404: /,
    );
    expect(await events().delete(id, where)).to.deep.equal({ id });
    expect(await namesOf(room)).to.deep.equal([]);
  });

  it("refuses events that the reference does not have", async () => {
    await made("first");
    const wrong: readonly (readonly [PromiseLike<unknown>, string])[] = [
      [made("first"), "400: name \\"],
      [made("a talk"), "400: name \\"],
      [
        made("short", { event_end_time: "2030-01-01T10:00:59Z" }),
        "400: event_start_time must be at least one minute before event_end_time",
      ],
      [
        made("early", { prequeue_start_time: "2030-01-01T09:56:00Z" }),
        "400: prequeue_start_time must be at least five minutes before event_start_time",
      ],
      [
        made("many", { new_users_per_minute: 400 }),
        "400: new_users_per_minute can only be set with total_active_users",
      ],
    ];
    for (const [call, words] of wrong) {
      expect(await refused(call)).to.equal(words);
    }
    expect(await refused(made("lost", {}, "0".repeat(32)))).to.match(/^404: /);
    expect(await namesOf(room)).to.deep.equal(["first"]);
    await made("first", { prequeue_start_time: "2030-01-01T09:55:00Z" }, other);
  });

  it("sets the rules of a room as one list, which a program's door sees", async () => {
    const { rules } = client.waitingRooms;
    const read = async (): Promise<unknown[]> =>
      (await rules.get(room, { zone_id })).result.map(({ action, expression }) => [
        action,
        expression,
      ]);
    expect(await read()).to.deep.equal([]);
    await rules.update(room, { zone_id, rules: [pass] });
    expect(await read()).to.deep.equal([[pass.action, pass.expression]]);
    const [held, ...more] = cloud.account.ofType(type);
    expect([held?.id, held?.properties.waitingRoomId, more]).to.deep.equal([room, room, []]);
    await rules.update(room, { zone_id, rules: [] });
    expect(await read()).to.deep.equal([]);
    expect(await refused(rules.get("0".repeat(32), { zone_id }))).to.match(/^404: /);
  });

  it("adds, changes, moves and takes away single rules, which keep their ids", async () => {
    const { rules } = client.waitingRooms;
    const where = { zone_id, waiting_room_id: room };
    const hooks = { action: pass.action, expression: 'http.request.uri.path eq "/hooks"' };
    const told = ({ result }: { result: readonly object[] }) => result;
    const [first] = (await rules.create(room, { zone_id, rules: pass })).result;
    const [, second] = (await rules.create(room, { zone_id, rules: hooks })).result;
    expect([first?.id, second?.id].map((id) => /^[0-9a-f]{32}$/.test(id ?? ""))).to.deep.equal([
      true,
      true,
    ]);
    expect(second).to.include({ ...hooks, version: "1" });

    const changed = { ...hooks, description: "Shops that call us", enabled: false };
    const edited = await rules.edit(second?.id ?? "", { ...where, ...changed });
    expect(told(edited)).to.deep.equal([first, { ...second, ...changed, version: "2" }]);
    const [, now] = edited.result;
    const position = { before: first?.id ?? "" };
    const moved = await rules.edit(second?.id ?? "", { ...where, ...changed, position });
    expect(told(moved)).to.deep.equal([{ ...now, version: "3" }, first]);
    const lost = rules.edit(second?.id ?? "", { ...where, ...changed, position: { index: 4 } });
    expect(await refused(lost)).to.match(/^400: invalid position/);

    const kept = [changed, pass];
    await rules.update(room, { zone_id, rules: kept });
    expect((await rules.get(room, { zone_id })).result.map(({ id }) => id)).to.deep.equal([
      second?.id,
      first?.id,
    ]);
    expect(told(await rules.delete(second?.id ?? "", where))).to.deep.equal([first]);
    expect(await refused(rules.delete(second?.id ?? "", where))).to.match(/^404: /);
    expect(told(await rules.delete(first?.id ?? "", where))).to.deep.equal([]);
  });

  it("refuses a single rule that is none, and has none in a room that has no rules", async () => {
    const { rules } = client.waitingRooms;
    const action = "block" as typeof pass.action;
    expect(await refused(rules.create(other, { zone_id, rules: { ...pass, action } }))).to.match(
      /^400: /,
    );
    const where = { zone_id, waiting_room_id: other };
    expect(await refused(rules.delete("0".repeat(32), where))).to.match(/^404: /);
    expect((await rules.get(other, { zone_id })).result).to.deep.equal([]);
  });
});
