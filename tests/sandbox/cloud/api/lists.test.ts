import { expect } from "chai";

import {
  listAnswer,
  recordFilters,
  recordOrders,
  zoneFilters,
  zoneOrders,
} from "../../../../sandbox/cloud/api/lists";
import type { Properties } from "../../../../sandbox/cloud/values";

const records: readonly Properties[] = [
  {
    id: "1",
    name: "a.example.com",
    type: "A",
    content: "192.0.2.1",
    proxied: true,
    ttl: 1,
    tags: [],
  },
  {
    id: "2",
    name: "b.example.com",
    type: "TXT",
    content: '"x"',
    proxied: false,
    ttl: 60,
    tags: ["t:1"],
  },
  {
    id: "3",
    name: "c.example.com",
    type: "A",
    content: "192.0.2.3",
    proxied: false,
    ttl: 5,
    tags: [],
  },
];
const rule = {
  ...({ form: "pages", perPage: 2 } as const),
  ...{ filters: recordFilters, orders: recordOrders },
};

/** The ids of a list, and what it says of itself. */
function listed(query: string, how: Parameters<typeof listAnswer>[1] = rule) {
  const { result, info } = listAnswer(records, how, new URLSearchParams(query));
  return [(result as { id: string }[]).map(({ id }) => id).join(""), info];
}

describe("the lists of the API", () => {
  it("come in pages, the last one short and those after it empty", () => {
    const info = { per_page: 2, total_count: 3, total_pages: 2 };
    expect(listed("")).to.deep.equal(["12", { page: 1, count: 2, ...info }]);
    expect(listed("page=2")).to.deep.equal(["3", { page: 2, count: 1, ...info }]);
    expect(listed("page=9")).to.deep.equal(["", { page: 9, count: 0, ...info }]);
  });

  it("come with a cursor until there is no more", () => {
    const cursor = { form: "cursor", perPage: 2 } as const;
    const [first, info] = listed("", cursor);
    expect(first).to.equal("12");
    const { cursor: after } = info as { cursor: string };
    expect(listed(`cursor=${after}`, cursor)).to.deep.equal(["3", { count: 1, per_page: 2 }]);
  });

  const filtered: readonly (readonly [query: string, ids: string])[] = [
    ["type=A", "13"],
    ["name=A.example.com", "1"],
    ["name.startswith=b", "2"],
    ["name.contains=.example.", "123"],
    ["content.endswith=.3", "3"],
    ["proxied=true", "1"],
    ["tag.startswith=t:", "2"],
    ["type=A&proxied=false", "3"],
    ["type=TXT&proxied=true&match=any", "12"],
    ["search=192.0.2.3", "3"],
    ["order=ttl&direction=desc", "231"],
    ["order=content", "213"],
    ["order=type", "132"],
    ["order=name&direction=desc", "321"],
    ["order=proxied", "231"],
    ["order=id&direction=desc", "123"],
    ["direction=desc", "123"],
    ["unheard=of", "123"],
    ["name.toString=a", "123"],
    ["page=-1&per_page=x", "12"],
  ];
  for (const [query, ids] of filtered) {
    it(`hold ${ids} for ${query}`, () => {
      const how = query.startsWith("page") ? rule : { ...rule, perPage: 10 };
      expect(listed(query, how)[0]).to.equal(ids);
    });
  }

  it("of zones are ordered by their own fields, those within others, too", () => {
    const zones: Properties[] = [
      { id: "1", name: "b.example", account: { id: "x", name: "z" }, plan: { id: "free" } },
      { id: "2", name: "a.example", account: { id: "y", name: "a" }, plan: { id: "enterprise" } },
    ];
    const ids = (query: string): string =>
      (
        listAnswer(zones, { form: "whole", orders: zoneOrders }, new URLSearchParams(query))
          .result as { id: string }[]
      )
        .map(({ id }) => id)
        .join("");
    expect(
      ["name", "status", "account.id", "account.name", "plan.id", "ttl"].map((order) =>
        ids(`order=${order}`),
      ),
    ).to.deep.equal(["21", "12", "12", "21", "21", "12"]);
  });

  for (const [query, ids] of [
    ["name=contains:b.", "2"],
    ["name=not_equal:b.example.com", "13"],
    ["name=b.example.com", "2"],
  ] as const) {
    it(`hold ${ids} for ${query}, as zones are filtered`, () => {
      expect(listed(query, { form: "whole", filters: zoneFilters })[0]).to.equal(ids);
    });
  }
});
