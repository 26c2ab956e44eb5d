import { secretValue, type ModelResource } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import type { JudgedChange, JudgedPlan } from "../../../checks/policy/context";
import { itTells, Shop } from "./shop";

function change(
  operation: JudgedChange["operation"],
  before: ModelResource | undefined,
  after: ModelResource | undefined,
  more: Partial<JudgedChange> = {},
): JudgedChange {
  return {
    key: (after ?? before)?.key ?? "",
    operation,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    importReplacement: false,
    leftover: false,
    ...more,
  };
}

function changed(after: Shop, changes: readonly JudgedChange[]): JudgedPlan {
  return { after: after.resources, before: new Shop().resources, changes, whole: false };
}

function gone(shop: Shop, name: string, more: Partial<JudgedChange> = {}): JudgedPlan {
  const before = shop.one(name);
  return changed(shop.drop(name), [change("delete", before, undefined, more)]);
}

function replaced(shop: Shop, name: string): JudgedPlan {
  return changed(shop, [change("replace", shop.one(name), shop.one(name))]);
}

const aws = `AKIA${"ABCDEFGH23456777"}`;

describe("policy: changes and secrets", () => {
  itTells([
    {
      title: "finds a serving pool that is deleted",
      plan: (shop) => gone(shop, "primary"),
      told: ["serving-path-removed: shop-primary must keep serving; got its deletion"],
    },
    {
      title: "finds a load balancer that is replaced",
      plan: (shop) => replaced(shop, "www"),
      told: ["serving-path-removed: www.example.com must keep serving; got its replacement"],
    },
    {
      title: "finds a record that is replaced",
      plan: (shop) => replaced(shop, "mail"),
      told: ["serving-path-removed: mail.example.com must keep serving; got its replacement"],
    },
    {
      title: "lets a record go that a load balancer keeps from being asked",
      plan: (shop) => gone(shop, "safety"),
      told: [],
    },
    {
      title: "lets leftovers, monitors and what never served go",
      plan: (shop) => {
        const spare = new Shop().add("pool", "spare", { name: "spare", origins: [] }).one("spare");
        const leftover = gone(shop, "backup", { leftover: true });
        return {
          ...leftover,
          before: [...(leftover.before ?? []), spare],
          changes: [
            ...(leftover.changes ?? []),
            change("delete", spare, undefined),
            change("replace", shop.one("monitor"), shop.one("monitor")),
          ],
        };
      },
      told: [],
    },
    {
      title: "lets go what is acknowledged by name",
      configuration: { acknowledged: ["shop-primary"] },
      plan: (shop) => gone(shop, "primary"),
      told: [],
    },
    {
      title: "lets go what is acknowledged by its logical name",
      configuration: { acknowledged: ["primary"] },
      plan: (shop) => gone(shop, "primary"),
      told: [],
    },
    {
      title: "acknowledges nothing but removals",
      configuration: { acknowledged: ["www.example.com"] },
      plan: (shop) => ({ ...shop.set("www", { proxied: false }).plan }),
      told: ["balancer-not-proxied: www.example.com.proxied must be true; got false"],
    },
    {
      title: "finds a load balancer that moves to another hostname",
      plan: (shop) => {
        const before = shop.one("www");
        const after = shop.set("www", { name: "shop.example.com" });
        return changed(after, [change("update", before, after.one("www"))]);
      },
      told: [
        "hostname-moved: www.example.com must keep its load balancer until nobody asks for it; got a change in place to shop.example.com",
      ],
    },
    {
      title: "takes the same hostname in another spelling for the same",
      plan: (shop) => {
        const before = shop.one("www");
        const after = shop.set("www", { name: "WWW.example.com" });
        return changed(after, [change("update", before, after.one("www"))]);
      },
      told: [],
    },
    {
      title: "calls a replacement to another hostname a replacement only",
      plan: (shop) => {
        const before = shop.one("www");
        const after = shop.set("www", { name: "shop.example.com" });
        return changed(after, [change("replace", before, after.one("www"))]);
      },
      told: ["serving-path-removed: www.example.com must keep serving; got its replacement"],
    },
    {
      title: "lets a record change its name in place",
      plan: (shop) => {
        const before = shop.one("mail");
        const after = shop.set("mail", { name: "post.example.com" });
        return changed(after, [change("update", before, after.one("mail"))]);
      },
      told: [],
    },
    {
      title: "says nothing of changes of which one side is not told",
      plan: (shop) => {
        const www = shop.one("www");
        const plan = changed(shop, [
          change("update", undefined, www),
          change("update", www, undefined),
          { ...change("delete", undefined, undefined), key: www.key },
        ]);
        return { ...plan, before: [] };
      },
      told: [],
    },
    {
      title: "says nothing of a new hostname where the old one is not in sight",
      plan: (shop) => {
        const www = shop.one("www");
        return { ...changed(shop, [change("update", www, www)]), before: [] };
      },
      told: [],
    },
    {
      title: "says nothing of a hostname that is not known yet",
      plan: (shop) => {
        const before = shop.one("www");
        const after = shop.set("www", { name: unknownValue });
        return changed(after, [change("update", before, after.one("www"))]);
      },
      told: [],
    },
    {
      title: "finds an import that deletes the live object",
      plan: (shop) => {
        const live = { ...shop.one("monitor"), id: "1".repeat(32) };
        return changed(shop, [change("replace", live, live, { importReplacement: true })]);
      },
      told: [
        `import-replacement: monitor must not be imported over a live object, which deletes it; got import-replacement of ${"1".repeat(32)}`,
      ],
    },
    {
      title: "finds an import over an object whose id is not told, or that is not there any more",
      plan: (shop) => {
        const monitor = shop.one("monitor");
        const pool = shop.one("primary");
        return changed(shop, [
          change("replace", undefined, monitor, { importReplacement: true }),
          change("update", { ...pool, id: "2".repeat(32) }, undefined, { importReplacement: true }),
        ]);
      },
      told: [
        "import-replacement: monitor must not be imported over a live object, which deletes it; got import-replacement",
        `import-replacement: shop-primary must not be imported over a live object, which deletes it; got import-replacement of ${"2".repeat(32)}`,
      ],
    },
    {
      title: "lets an import be",
      plan: (shop) => changed(shop, [change("import", undefined, shop.one("monitor"))]),
      told: [],
    },
    {
      title: "finds secrets in clear and does not repeat them",
      plan: (shop) =>
        shop
          .set("monitor", {
            header: {
              Host: ["www.example.com"],
              Authorization: ["Bearer hush"],
              "X-Origin-Secret": ["hush"],
            },
          })
          .add("dnsRecord", "note", { name: "note", type: "TXT", content: `key=${aws}` })
          .add("alertWebhook", "hook", { url: "https://user:hush@example.net/", secret: "hush" })
          .add("ruleset", "headers", {
            kind: "zone",
            zoneId: "f".repeat(32),
            phase: "http_request_late_transform",
            rules: [
              {
                actionParameters: {
                  headers: { "X-Origin-Token": { operation: "set", value: "hush" } },
                },
              },
            ],
          }),
      told: [
        "secret-in-plain-text: headers.rules[0].actionParameters.headers.X-Origin-Token must be a secret; got a credential in clear",
        "secret-in-plain-text: hook.secret must be a secret; got its content in clear",
        "secret-in-plain-text: hook.url must be a secret; got credentials in a URL in clear",
        "secret-in-plain-text: monitor.header.Authorization must be a secret; got a credential in clear",
        "secret-in-plain-text: monitor.header.X-Origin-Secret must be a secret; got a credential in clear",
        "secret-in-plain-text: note.content must be a secret; got an AWS access key in clear",
        "webhook-unreachable: hook.url must name no user and no password; got a URL with a user or a password before its host",
      ],
    },
    {
      title: "lets marked secrets and public certificates be",
      plan: (shop) =>
        shop
          .set("monitor", { header: { Host: ["www.example.com"], Authorization: [secretValue] } })
          .add("acmCertificate", "imported", {
            certificateBody: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----",
            privateKey: secretValue,
          })
          .set("certificate", { csr: "-----BEGIN CERTIFICATE REQUEST-----" }),
      told: [],
    },
    {
      title: "finds one credential among marked ones, and lets empty ones and removals be",
      plan: (shop) =>
        shop
          .set("monitor", {
            header: {
              Host: ["www.example.com"],
              Authorization: [secretValue, "Bearer hush"],
              Cookie: [""],
            },
          })
          .add("alertWebhook", "hook", { url: "https://example.net/", secret: "" })
          .add("ruleset", "headers", {
            kind: "zone",
            zoneId: "f".repeat(32),
            phase: "http_request_late_transform",
            rules: [
              { actionParameters: { headers: { "X-Origin-Token": { operation: "remove" } } } },
            ],
          }),
      told: [
        "secret-in-plain-text: monitor.header.Authorization must be a secret; got a credential in clear",
      ],
    },
    {
      title:
        "takes the name of a credential for one only among headers, and finds secrets however deep they lie",
      plan: (shop) =>
        shop.add("ruleset", "deep", {
          kind: "zone",
          zoneId: "f".repeat(32),
          phase: "http_request_late_transform",
          cookie: "flavour",
          rules: [
            { ref: "one", tags: [["plain"], ["plain", `key=${aws}`]] },
            { ref: "two", actionParameters: { cookie: "flavour" } },
          ],
        }),
      told: [
        "secret-in-plain-text: deep.rules[0].tags[1][1] must be a secret; got an AWS access key in clear",
      ],
    },
    {
      title: "tells once of a secret property that looks like a secret too",
      plan: (shop) =>
        shop.add("alertWebhook", "hook", { url: "https://example.net/", secret: aws }),
      told: ["secret-in-plain-text: hook.secret must be a secret; got its content in clear"],
    },
    {
      title: "says nothing of secrets where they are not marked",
      plan: (shop) => ({
        ...shop.add("dnsRecord", "note", { name: "note", type: "TXT", content: aws }).plan,
        secretsAreMarked: false,
      }),
      told: [],
    },
  ]);
});
