import { expect } from "chai";
import { defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { all, clientAtDoor, refusal } from "./officialClient";

const zone_id = defaultZoneId;

describe("records of the official client at the sandbox's API", () => {
  const here = clientAtDoor();

  it("creates, reads, changes, replaces and deletes a record", async () => {
    const { records } = here.client.dns;
    const made = await records.create({
      ...{ zone_id, type: "A", name: "app", content: "203.0.113.10", ttl: 1, proxied: true },
      comment: "by the client",
    });
    expect(made).to.deep.include({
      ...{ type: "A", name: "app.example.com", content: "203.0.113.10", ttl: 1, proxied: true },
      ...{ proxiable: true, comment: "by the client", tags: [] },
    });
    const at = { zone_id };
    expect(await records.get(made.id, at)).to.deep.equal(made);
    const edited = await records.edit(made.id, {
      ...{ ...at, type: "A", name: "app.example.com", ttl: 1, content: "203.0.113.11" },
    });
    expect(edited).to.deep.include({
      content: "203.0.113.11",
      proxied: true,
      comment: "by the client",
    });
    const replaced = await records.update(made.id, {
      ...{ ...at, type: "A", name: "app.example.com", ttl: 300, content: "203.0.113.12" },
    });
    expect(replaced).to.deep.include({ content: "203.0.113.12", ttl: 300, proxied: false });
    expect(replaced.comment ?? null).to.equal(null);
    expect(await records.delete(made.id, at)).to.deep.equal({ id: made.id });
    expect(await refusal(records.get(made.id, at))).to.deep.equal([
      404,
      [81044, "Record does not exist."],
    ]);
  });

  it("changes many records in one batch, in the API's order, or none", async () => {
    const { records } = here.client.dns;
    const [gone, kept, put] = await Promise.all(
      ["gone", "kept", "put"].map((name) =>
        records.create({ zone_id, type: "A", name, content: "203.0.113.20", ttl: 300 }),
      ),
    );
    const answer = await records.batch({
      zone_id,
      deletes: [{ id: gone?.id ?? "" }],
      patches: [{ id: kept?.id ?? "", ttl: 600 }] as never,
      puts: [
        { id: put?.id ?? "", type: "TXT", name: "put.example.com", content: '"text"', ttl: 300 },
      ],
      posts: [{ type: "A", name: "gone.example.com", content: "203.0.113.21", ttl: 300 }],
    });
    expect(answer.deletes?.map(({ id }) => id)).to.deep.equal([gone?.id]);
    expect(answer.patches?.map(({ ttl, content }) => [ttl, content])).to.deep.equal([
      [600, "203.0.113.20"],
    ]);
    expect(answer.puts?.map(({ type, content }) => [type, content])).to.deep.equal([
      ["TXT", '"text"'],
    ]);
    expect(answer.posts?.map(({ name, content }) => [name, content])).to.deep.equal([
      ["gone.example.com", "203.0.113.21"],
    ]);
    const before = await all(records.list({ zone_id }));
    const broken = records.batch({
      zone_id,
      deletes: [{ id: kept?.id ?? "" }],
      posts: [{ type: "A", name: "bad.example.com", content: "no address", ttl: 300 }],
    });
    expect((await refusal(broken))[0]).to.equal(400);
    expect(await all(records.list({ zone_id }))).to.deep.equal(before);
    const last = here.cloud.journal.calls.filter(({ path: at }) => at.endsWith("/batch"));
    expect(last.map(({ outcome, changed }) => [outcome.status, changed])).to.deep.equal([
      [200, true],
      [400, false],
    ]);
  });

  it("finds records by name, type and content, and reads page after page", async () => {
    const { records } = here.client.dns;
    for (let index = 0; index < 25; index += 1) {
      const name = `page-${String(index).padStart(2, "0")}`;
      await records.create({ zone_id, type: "TXT", name, content: `"${index}"`, ttl: 300 });
    }
    const first = await records.list({
      zone_id,
      type: "TXT",
      name: { startswith: "page-" },
      per_page: 10,
    });
    expect(first.result).to.have.lengthOf(10);
    expect(first.result_info).to.deep.include({
      page: 1,
      per_page: 10,
      count: 10,
      total_count: 25,
    });
    const names = (await all(first)).map(({ name }) => name);
    expect(names).to.have.lengthOf(25);
    expect(new Set(names).size).to.equal(25);
    const [found, ...others] = await all(records.list({ zone_id, content: { exact: '"7"' } }));
    expect([found?.name, others]).to.deep.equal(["page-07.example.com", []]);
    const sorted = await all(
      records.list({
        zone_id,
        name: { startswith: "page-" },
        order: "name",
        direction: "desc",
        per_page: 7,
      }),
    );
    expect(sorted.map(({ name }) => name)).to.deep.equal([...names].sort().reverse());
  });
});
