import type { CorpusCase, Program } from "../corpusCase";
import { record, www } from "../siteByHand";

/** One record of `www`, as told, and records that nobody touches. */
function one(
  content: string,
  said: Parameters<typeof record>[3] = {},
  options: Parameters<typeof record>[4] = {},
  logical = "www",
): Program {
  return () => {
    record(logical, www, content, said, options);
    record("status", "status.example.com", "198.51.100.77");
  };
}

const origin = "203.0.113.10";
const cname = { type: "CNAME" };
const first = { deleteBeforeReplace: true };
const untouched = ["status.example.com", "198.51.100.77"];

/** Records that hands write, one at a time. */
export const recordCases: readonly CorpusCase[] = [
  {
    name: "record-becomes-cname",
    because: "the A record is deleted before the CNAME is created, and nothing answers in between",
    before: one(origin, {}, first),
    after: one("origin.example.net", cname, first),
    risks: ["high hostname-gap www.example.com"],
    changes: ["replace www"],
    says: ["NXDOMAIN", "`type`"],
    hides: untouched,
  },
  {
    name: "record-becomes-cname-create-first",
    because:
      "the CNAME is created beside the A record, which Cloudflare refuses; the old one stays",
    before: one(origin),
    after: one("origin.example.net", cname),
    risks: ["medium record-refused www.example.com"],
    changes: ["replace www"],
    says: ["81053", "deleteBeforeReplace"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "record-becomes-cname-above-wildcard",
    because: "the wildcard answers while the record is away: another place, but an answer",
    before: () => {
      one(origin, {}, first)();
      record("any", "*.example.com", "203.0.113.99");
    },
    after: () => {
      one("origin.example.net", cname, first)();
      record("any", "*.example.com", "203.0.113.99");
    },
    risks: ["medium hostname-thinned www.example.com"],
    changes: ["replace www"],
    says: ["*.example.com"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "record-leaves-proxy",
    because:
      "visitors reach the origin past Cloudflare, and the address of the other hostname's origin is out",
    before: () => {
      one(origin)();
      record("api", "api.example.com", origin);
    },
    after: () => {
      one(origin)();
      record("api", "api.example.com", origin, { proxied: false });
    },
    risks: ["high origin-leaked api.example.com", "medium proxy-left api.example.com"],
    changes: ["update api"],
    hides: untouched,
  },
  {
    name: "record-to-retired-address",
    because: "the address was given up, somebody else may have it",
    before: one(origin),
    after: one("198.51.100.7"),
    policy: { rules: { "address-retired": { limits: { retiredAddresses: ["198.51.100.0/28"] } } } },
    risks: ["high address-retired www.example.com", "medium destination-changed www.example.com"],
    changes: ["update www"],
    hides: untouched,
  },
  {
    name: "record-moves-with-long-ttl",
    because: "some visitors go to the old address for a day more",
    before: one(origin, { proxied: false, ttl: 86400 }),
    after: one("203.0.113.11", { proxied: false, ttl: 86400 }),
    risks: ["medium destination-changed www.example.com"],
    changes: ["update www"],
    says: ["86400 seconds"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "record-deleted",
    because: "nothing answers for the name any more; the other one is not touched",
    before: one(origin),
    after: () => void record("status", "status.example.com", "198.51.100.77"),
    risks: ["high hostname-stops www.example.com"],
    changes: ["delete www"],
    says: ["nothing answers for `www.example.com`", "NXDOMAIN"],
    hides: untouched,
  },
  {
    name: "record-deleted-above-wildcard",
    because: "the wildcard answers from then on, from another place",
    before: () => {
      one(origin)();
      record("any", "*.example.com", "203.0.113.99");
    },
    after: () => {
      record("status", "status.example.com", "198.51.100.77");
      record("any", "*.example.com", "203.0.113.99");
    },
    risks: ["medium destination-changed www.example.com"],
    changes: ["delete www"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "record-with-aliases-deleted",
    because: "a CNAME of the same zone leads to the name that goes, and dies with it",
    before: () => {
      record("app", "app.example.com", origin);
      record("blog", "blog.example.com", "app.example.com", cname);
      record("shop", "shop.example.com", "shops.example.net", cname);
    },
    after: () => {
      record("blog", "blog.example.com", "app.example.com", cname);
      record("shop", "shop.example.com", "shops.example.net", cname);
    },
    risks: ["high hostname-stops app.example.com", "high hostname-stops blog.example.com"],
    changes: ["delete app"],
    hides: ["shop.example.com"],
  },
  {
    name: "one-of-two-addresses-deleted",
    because: "the other address takes all visitors; nothing stops",
    before: () => {
      one(origin)();
      record("www2", www, "203.0.113.11");
    },
    after: one(origin),
    risks: ["medium destination-changed www.example.com"],
    changes: ["delete www2"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "record-comment-only",
    because: "words for people change nothing",
    before: one(origin, { comment: "old" }),
    after: one(origin, { comment: "new" }),
    risks: [],
    changes: ["update www"],
    says: ["only words for people"],
    hides: untouched,
  },
  {
    name: "record-renamed-under-alias",
    because: "only Pulumi's name of it changes",
    before: one(origin),
    after: one(origin, {}, { aliases: [{ name: "www" }] }, "WWW_Record"),
    risks: [],
    changes: ["rename www to WWW_Record"],
    says: ["is now called"],
    hides: untouched,
  },
  {
    name: "record-renamed-without-alias",
    because: "the same record is created before the old one goes, which Cloudflare refuses",
    before: one(origin),
    after: one(origin, {}, {}, "WWW_Record"),
    risks: ["medium record-refused www.example.com"],
    changes: ["create WWW_Record", "delete www"],
    says: ["81058", "alias"],
    hides: ["NXDOMAIN", ...untouched],
  },
  {
    name: "mail-record-deleted",
    because: "mail is no longer delivered; the text beside it may go",
    before: () => {
      record("mail", "example.com", "mail.example.net", {
        type: "MX",
        priority: 10,
        proxied: false,
      });
      record("note", "example.com", '"hello"', { type: "TXT", proxied: false });
    },
    after: () => undefined,
    risks: ["medium other-record-lost example.com"],
    changes: ["delete mail", "delete note"],
    hides: ["NXDOMAIN"],
  },
];
