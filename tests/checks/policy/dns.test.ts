import { type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { from, itTells, type Shop } from "./shop";

const zoneId = "f".repeat(32);

function record(shop: Shop, name: string, properties: ModelObject): Shop {
  return shop.add("dnsRecord", name, {
    zoneId,
    name: `${name}.example.com`,
    proxied: true,
    ttl: 1,
    ...properties,
  });
}

describe("policy: DNS", () => {
  itTells([
    {
      title: "finds a DNS-only record that tells the address of a proxied one",
      plan: (shop) => {
        record(shop, "shop", { type: "A", content: "192.0.2.80" });
        return record(shop, "ftp", { type: "A", content: "192.0.2.80", proxied: false });
      },
      told: [
        "origin-leaked: ftp.example.com.content must not tell the address of an origin, which Cloudflare hides for shop.example.com; got 192.0.2.80, DNS-only",
      ],
    },
    {
      title: "finds a DNS-only record that tells the address of a pool's origin, written otherwise",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: "2001:db8::1" }] });
        return record(shop, "old", { type: "AAAA", content: "2001:0db8:0::01", proxied: false });
      },
      told: [
        "origin-leaked: old.example.com.content must not tell the address of an origin, which Cloudflare hides for shop-backup; got 2001:0db8:0::01, DNS-only",
      ],
    },
    {
      title: "lets the record be by which a pool reaches its origin",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: "origin.example.com" }] });
        return record(shop, "origin", { type: "A", content: "203.0.113.10", proxied: false });
      },
      told: [],
    },
    {
      title: "lets the record be by whose name, not known yet, a pool reaches its origin",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: from("dnsRecord", "origin") }] });
        return record(shop, "origin", { type: "A", content: "203.0.113.10", proxied: false });
      },
      told: [],
    },
    {
      title: "says nothing of records of which it is not known whether they are proxied",
      plan: (shop) => {
        record(shop, "ftp", { type: "A", content: "203.0.113.10", proxied: unknownValue });
        record(shop, "one", { type: "A", content: "192.0.2.81", proxied: unknownValue });
        return record(shop, "two", { type: "A", content: "192.0.2.81", proxied: false });
      },
      told: [],
    },
    {
      title: "finds a DNS-only CNAME record that tells the hostname of an origin",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: "origin.example.net" }] });
        return record(shop, "direct", {
          ...{ type: "CNAME", content: "Origin.Example.net.", proxied: false },
        });
      },
      told: [
        "origin-leaked: direct.example.com.content must not tell the address of an origin, which Cloudflare hides for shop-backup; got origin.example.net, DNS-only",
      ],
    },
    {
      title: "finds one beside the DNS-only record that the pool itself needs",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: "origin.example.com" }] });
        record(shop, "origin", { type: "A", content: "198.51.100.20", proxied: false });
        return record(shop, "direct", {
          ...{ type: "CNAME", content: "origin.example.com", proxied: false },
        });
      },
      told: [
        "origin-leaked: direct.example.com.content must not tell the address of an origin, which Cloudflare hides for shop-backup; got origin.example.com, DNS-only",
      ],
    },
    {
      title:
        "takes DNS-only CNAME records to Cloudflare's own names, and to names that are proxied",
      plan: (shop) => {
        for (const [name, content] of [
          ["site", "shop.pages.dev"],
          ["alias", "www.example.com"],
        ] as const) {
          record(shop, name, { type: "CNAME", content });
          record(shop, `${name}2`, { type: "CNAME", content, proxied: false });
        }
        return shop;
      },
      told: [],
    },
    {
      title:
        "finds what stands at and beneath a delegated name, but not what belongs to the delegation",
      plan: (shop) => {
        const dns = { proxied: false, ttl: 300 };
        record(shop, "eu", { ...dns, type: "NS", content: "ns.eu.example.com." });
        record(shop, "ns.eu", { ...dns, type: "A", content: "192.0.2.53" });
        record(shop, "ds", { ...dns, type: "DS", name: "eu.example.com", data: { keyTag: 1 } });
        record(shop, "text", { ...dns, type: "TXT", name: "eu", content: '"x"' });
        record(shop, "apex", { ...dns, type: "NS", name: "@", content: "ns.example.net" });
        return record(shop, "a.b.eu", { type: "A", content: "192.0.2.80" });
      },
      told: [
        'name-delegated: a.b.eu.example.com must be outside eu.example.com, which eu gives to other name servers; got "a.b.eu.example.com"',
        'name-delegated: eu.example.com must be outside eu.example.com, which eu gives to other name servers; got "eu.example.com"',
      ],
    },
    {
      title: "finds a load balancer of which the name is delegated, with the record beneath it",
      plan: (shop) =>
        record(shop, "ns", { type: "NS", name: "www", content: "ns.example.net", proxied: false }),
      told: [
        'name-delegated: www.example.com must be outside www.example.com, which ns gives to other name servers; got "www.example.com"',
        'name-delegated: www.example.com must be outside www.example.com, which ns gives to other name servers; got "www.example.com"',
      ],
    },
    {
      title: "takes a proxied record that leads nowhere on purpose",
      plan: (shop) => record(shop, "worker", { type: "AAAA", content: "100::" }),
      told: [],
    },
    {
      title: "says nothing of DNS-only addresses, to which Cloudflare never connects",
      plan: (shop) => {
        record(shop, "sink", { type: "AAAA", content: "100::", proxied: false });
        record(shop, "vpn", { type: "A", content: "10.0.0.5", proxied: false });
        record(shop, "local", { type: "A", content: "127.0.0.1", proxied: false });
        return record(shop, "maybe", { type: "A", content: "10.0.0.6", proxied: unknownValue });
      },
      told: [],
    },
    {
      title: "finds DNS-only private addresses to which origins and proxied names lead Cloudflare",
      plan: (shop) => {
        shop.set("backup", { origins: [{ name: "a", address: "origin.example.com" }] });
        record(shop, "origin", { type: "CNAME", content: "deep.in.example.com", proxied: false });
        record(shop, "inner", {
          ...{ name: "*.in.example.com", type: "A", content: "10.0.0.7", proxied: false },
        });
        record(shop, "app", { type: "CNAME", content: "vpn.example.com" });
        record(shop, "vpn", { type: "A", content: "192.168.0.1", proxied: false });
        record(shop, "both", { type: "AAAA", content: "2001:db8::7" });
        return record(shop, "both4", {
          ...{ name: "both.example.com", type: "A", content: "172.16.0.1", proxied: false },
        });
      },
      told: [
        'address-unroutable: *.in.example.com.content must be an address at which an origin can answer; got "10.0.0.7", an address for private networks (RFC 1918), to which shop-backup leads Cloudflare',
        'address-unroutable: both.example.com.content must be an address at which an origin can answer; got "172.16.0.1", an address for private networks (RFC 1918)',
        'address-unroutable: vpn.example.com.content must be an address at which an origin can answer; got "192.168.0.1", an address for private networks (RFC 1918), to which app.example.com leads Cloudflare',
      ],
    },
    {
      title: "takes private addresses that Cloudflare reaches through a private network",
      plan: (shop) => {
        record(shop, "inner", { type: "A", content: "10.0.0.8", privateRouting: true });
        record(shop, "maybe", { type: "A", content: "10.0.0.9", privateRouting: unknownValue });
        record(shop, "app", { type: "A", content: "10.0.0.10", proxied: false });
        return shop.set("backup", {
          origins: [{ name: "a", address: "app.example.com", virtualNetworkId: "net" }],
        });
      },
      told: [],
    },
    {
      title: "refuses a loopback address of a privately routed name",
      plan: (shop) => record(shop, "a", { type: "A", content: "127.0.0.1", privateRouting: true }),
      told: [
        'address-unroutable: a.example.com.content must be an address at which an origin can answer; got "127.0.0.1", an address for the host itself (loopback) (RFC 1122)',
      ],
    },
    {
      title: "takes a placeholder for no origin: nothing leaks with it, and no pool stands on it",
      plan: (shop) => {
        record(shop, "worker", { type: "A", content: "192.0.2.0" });
        record(shop, "worker6", { type: "AAAA", content: "100::" });
        record(shop, "sink", { type: "AAAA", content: "100::", proxied: false });
        return shop.set("backup", { origins: [{ name: "a", address: "192.0.2.0" }] });
      },
      told: [
        'address-unroutable: shop-backup.origins[0].address must be an address at which an origin can answer; got "192.0.2.0", a placeholder at which nothing answers',
      ],
    },
    {
      title: "takes a private address in two places for no leak, since strangers cannot reach it",
      plan: (shop) => {
        record(shop, "inner", { type: "A", content: "10.0.0.8", privateRouting: true });
        return record(shop, "office", { type: "A", content: "10.0.0.8", proxied: false });
      },
      told: [],
    },
    {
      title: "refuses a hostname that is proxied as an origin",
      plan: (shop) => shop.set("backup", { origins: [{ name: "a", address: "www.example.com" }] }),
      told: [
        'address-unroutable: shop-backup.origins[0].address must be an address at which an origin can answer; got "www.example.com", a hostname that is proxied, so that monitors meet Cloudflare itself and check nothing',
      ],
    },
    {
      title: "names the first of those that hide an address",
      plan: (shop) => {
        record(shop, "one", { type: "A", content: "192.0.2.80" });
        record(shop, "two", { type: "A", content: "192.0.2.80" });
        return record(shop, "ftp", { type: "A", content: "192.0.2.80", proxied: false });
      },
      told: [
        "origin-leaked: ftp.example.com.content must not tell the address of an origin, which Cloudflare hides for one.example.com; got 192.0.2.80, DNS-only",
      ],
    },
    {
      title: "lets two DNS-only records share an address that nothing hides",
      plan: (shop) => record(shop, "imap", { type: "A", content: "192.0.2.25", proxied: false }),
      told: [],
    },
    {
      title: "refuses private, reserved and Cloudflare's addresses",
      plan: (shop) => {
        record(shop, "a", { type: "A", content: "10.1.2.3" });
        record(shop, "b", { type: "A", content: "104.16.1.1" });
        record(shop, "c", { type: "AAAA", content: "::1" });
        return record(shop, "d", { type: "A", content: "127.0.0.1" });
      },
      told: [
        'address-unroutable: a.example.com.content must be an address at which an origin can answer; got "10.1.2.3", an address for private networks (RFC 1918)',
        'address-unroutable: b.example.com.content must be an address at which an origin can answer; got "104.16.1.1", an address of Cloudflare (104.16.0.0/13)',
        'address-unroutable: c.example.com.content must be an address at which an origin can answer; got "::1", an address for the host itself (loopback) (RFC 4291)',
        'address-unroutable: d.example.com.content must be an address at which an origin can answer; got "127.0.0.1", an address for the host itself (loopback) (RFC 1122)',
      ],
    },
    {
      title: "refuses a private address of an origin, but not behind a virtual network",
      plan: (shop) =>
        shop.set("primary", { origins: [{ name: "a", address: "10.0.0.1" }] }).set("backup", {
          origins: [{ name: "a", address: "10.0.0.2", virtualNetworkId: "net" }],
        }),
      told: [
        'address-unroutable: shop-primary.origins[0].address must be an address at which an origin can answer; got "10.0.0.1", an address for private networks (RFC 1918)',
      ],
    },
    {
      title: "refuses a loopback address even behind a virtual network",
      plan: (shop) =>
        shop.set("primary", {
          origins: [{ name: "a", address: "127.0.0.2", virtualNetworkId: "net" }],
        }),
      told: [
        'address-unroutable: shop-primary.origins[0].address must be an address at which an origin can answer; got "127.0.0.2", an address for the host itself (loopback) (RFC 1122)',
      ],
    },
    {
      title: "says nothing of an address that is not known yet, nor of text that looks like one",
      plan: (shop) => {
        record(shop, "a", { type: "A", content: unknownValue });
        return record(shop, "b", { type: "TXT", content: "10.0.0.1", proxied: false });
      },
      told: [],
    },
    {
      title: "refuses retired addresses of records and origins",
      configuration: {
        rules: { "address-retired": { limits: { retiredAddresses: ["203.0.113.0/24"] } } },
      },
      plan: (shop) => shop,
      told: [
        'address-retired: shop-primary.origins[0].address must not be an address that was retired; got "203.0.113.10"',
        'address-retired: www.example.com.content must not be an address that was retired; got "203.0.113.10"',
      ],
    },
    {
      title: "finds a CNAME beside another record of its name",
      plan: (shop) => {
        shop.add("dnsRecord", "one", {
          zoneId,
          name: "shop",
          type: "CNAME",
          content: "www.example.com",
          proxied: true,
        });
        return shop.add("dnsRecord", "two", {
          zoneId,
          name: "Shop.example.com",
          type: "AAAA",
          content: "2001:db8::5",
          proxied: true,
        });
      },
      told: [
        "cname-conflict: shop.example.com must have one CNAME record and nothing else, or none; got CNAME (one) and AAAA (two)",
      ],
    },
    {
      title: "finds two CNAME records of one name",
      plan: (shop) => {
        shop.add("dnsRecord", "one", {
          zoneId,
          name: "shop",
          type: "CNAME",
          content: "www.example.com",
        });
        return shop.add("dnsRecord", "two", {
          zoneId,
          name: "shop",
          type: "CNAME",
          content: "example.net",
        });
      },
      told: [
        "cname-conflict: shop.example.com must have one CNAME record and nothing else, or none; got CNAME (one) and CNAME (two)",
      ],
    },
    {
      title: "lets a text stand beside a CNAME, and names be that are not known yet",
      plan: (shop) => {
        record(shop, "shop", { type: "CNAME", content: "www.example.com" });
        record(shop, "note", { name: "shop", type: "TXT", content: "hello", proxied: false });
        record(shop, "one", { name: unknownValue, type: "CNAME", content: "www.example.com" });
        return record(shop, "two", { name: unknownValue, type: "A", content: "192.0.2.80" });
      },
      told: [],
    },
    {
      title: "lets A and AAAA records, TXT records and load balancers share a name",
      plan: (shop) => {
        record(shop, "www6", { name: "www.example.com", type: "AAAA", content: "2001:db8::5" });
        return record(shop, "spf", {
          name: "www.example.com",
          type: "TXT",
          content: '"v=spf1 -all"',
          proxied: false,
        });
      },
      told: [],
    },
  ]);
});
