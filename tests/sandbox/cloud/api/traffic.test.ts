import { expect } from "chai";

import { types } from "../../../../sandbox/cloud/account/indexes";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { CloudflarePlan } from "../../../../facts/cloudflare/plans";
import type { Properties } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../direct";
import { HttpClient } from "./httpClient";

const zone = `/zones/${zoneId}`;
const tunnels = `/accounts/${accountId}/cfd_tunnel`;
const none = "0".repeat(32);
const noTunnel = "00000000-0000-4000-8000-000000000000";

/** Both doors of one account. */
class BothDoors {
  private constructor(
    readonly direct: DirectCloud,
    readonly http: HttpClient,
  ) {}

  static async open(plan: CloudflarePlan): Promise<BothDoors> {
    const direct = await DirectCloud.start({
      zones: [{ id: zoneId, name: "example.com", plan }],
    });
    return new BothDoors(direct, new HttpClient(await direct.cloud.openApi()));
  }

  /** What is said of the same thing, sent through both: it must be refused. */
  async say(type: string, inputs: Properties, path: string, body: unknown): Promise<string[]> {
    const { status, code, words } = await refusal(this.direct.create(type, inputs));
    const answer = await this.http.call("POST", path, body);
    const [error] = answer.body.errors;
    return [
      `${status} ${code ?? 0} ${words}`,
      `${answer.status} ${error?.code} ${error?.message}`,
      ...answer.body.messages.map(({ message }) => message),
    ];
  }

  async route(pattern: string): Promise<string[]> {
    const body = { pattern };
    return this.say(types.workersRoute, { zoneId, ...body }, `${zone}/workers/routes`, body);
  }

  async pageRule(target: string, actions: Properties): Promise<string[]> {
    const onWire = Object.entries(actions).map(([name, value]) => ({
      id: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    }));
    return this.say(types.pageRule, { zoneId, target, actions }, `${zone}/pagerules`, {
      targets: [{ target: "url", constraint: { operator: "matches", value: target } }],
      actions: onWire,
    });
  }
}

const both = (words: string) => [words, words];

describe("page rules, routes of Workers, tunnels and waiting rooms, through both doors", () => {
  let doors: BothDoors;
  beforeEach(async () => {
    doors = await BothDoors.open("business");
  });
  afterEach(() => doors.direct.stop());

  it("refuses patterns of routes that are none, and the same one twice, with the API's codes", async () => {
    expect(await doors.route("other.example/*")).to.deep.equal(
      both("400 10022 Route pattern must include zone name: other.example/*"),
    );
    expect(await doors.route("notexample.com/*")).to.deep.equal(
      both("400 10022 Route pattern must include zone name: notexample.com/*"),
    );
    const wildcards =
      "400 10022 Route pattern may only contain wildcards at the beginning of the hostname and the end of the path: ";
    expect(await doors.route("example.com/*.jpg")).to.deep.equal(
      both(`${wildcards}example.com/*.jpg`),
    );
    expect(await doors.route("www.*.example.com/")).to.deep.equal(
      both(`${wildcards}www.*.example.com/`),
    );
    expect(await doors.route("example.com/?a=*")).to.deep.equal(
      both("400 10022 Route pattern should not have query parameters example.com/?a=*"),
    );
    await doors.direct.create(types.workersRoute, { zoneId, pattern: "Example.com" });
    expect(await doors.route("example.com/")).to.deep.equal(
      both("409 10020 A route with the same pattern already exists"),
    );
    for (const pattern of ["*/*", "*example.com/*", "https://example.com/", "example.com/A"]) {
      await doors.http.ok("POST", `${zone}/workers/routes`, { pattern });
    }
    await doors.http.ok("POST", `${zone}/workers/routes`, { pattern: "example.com/a" });
  });

  it("lets a route keep its own pattern, and not take another's", async () => {
    const routes = `${zone}/workers/routes`;
    const first = await doors.http.ok("POST", routes, { pattern: "a.example.com/*", script: "a" });
    await doors.http.ok("POST", routes, { pattern: "b.example.com/*", script: "a" });
    const kept = { pattern: "a.example.com/*", script: "b" };
    expect(await doors.http.ok("PUT", `${routes}/${first.id}`, kept)).to.deep.equal({
      id: first.id,
      ...kept,
    });
    const taken = { pattern: "b.example.com/*" };
    expect(await doors.http.refused("PUT", `${routes}/${first.id}`, taken)).to.deep.equal([
      409, 10020,
    ]);
    expect(await doors.http.refused("GET", `${routes}/${none}`)).to.deep.equal([404, 0]);
    expect(await doors.http.refused("DELETE", `${routes}/first`)).to.deep.equal([404, 7003]);
  });

  it("refuses page rules that are none, and says in the messages why", async () => {
    const invalid = "400 1004 Page Rule validation failed: See messages for details.";
    const told = (message: string) => [invalid, invalid, message];
    const ssl = { ssl: "strict" };
    expect(await doors.pageRule("other.example/*", ssl)).to.deep.equal(
      told(".targets: the hostname is none of the zone example.com"),
    );
    expect(await doors.pageRule("example.com/*/*/*/*/*", ssl)).to.deep.equal(
      told(".targets: the pattern may contain up to 4 asterisks"),
    );
    expect(await doors.pageRule("example.com/*", {})).to.deep.equal(
      told(".actions: at least one action is needed"),
    );
    const forwardingUrl = { url: "https://example.com/", statusCode: 301 };
    const refused = await refusal(
      doors.direct.create(types.pageRule, {
        zoneId,
        target: "example.com/*",
        actions: { ...ssl, forwardingUrl },
      }),
    );
    expect([refused.status, refused.code]).to.deep.equal([400, "1004"]);
    await doors.direct.create(types.pageRule, { zoneId, target: "example.com/*", actions: ssl });
    expect((await doors.pageRule("example.com/*", ssl)).slice(0, 2)).to.deep.equal(both(invalid));
  });

  it("gives as many page rules as the plan has", async () => {
    await doors.direct.stop();
    doors = await BothDoors.open("free");
    const ssl = { ssl: "strict" };
    for (const path of ["a", "b", "c"]) {
      const target = `www.example.com/${path}`;
      await doors.direct.create(types.pageRule, { zoneId, target, actions: ssl });
    }
    expect(await doors.pageRule("example.com/d", ssl)).to.deep.equal(
      both("400 1008 Page Rule limit has been met"),
    );
    const [first] = await doors.http.ok<{ id: string }[]>("GET", `${zone}/pagerules`);
    const path = `${zone}/pagerules/${first?.id}`;
    expect(await doors.http.ok("PATCH", path, { priority: 2 })).to.include({ priority: 2 });
  });

  it("reads what a client writes of a page rule, and refuses what it cannot read", async () => {
    const constraint = { operator: "matches", value: "*.example.com/old/*" };
    const targets = [{ target: "url", constraint }];
    const value = { url: "https://www.example.com/$2", status_code: 301 };
    const actions = [{ id: "forwarding_url", value }];
    const made = await doors.http.ok("POST", `${zone}/pagerules`, { targets, actions });
    expect(made).to.deep.include({ targets, actions, priority: 1, status: "disabled" });
    expect(doors.direct.cloud.account.get(types.pageRule, made.id)?.properties).to.deep.include({
      target: "*.example.com/old/*",
      actions: { forwardingUrl: { url: value.url, statusCode: 301 } },
    });
    for (const body of [
      { targets, actions: [{ id: "minify_everything", value: "on" }] },
      { targets, actions: ["ssl"] },
      { targets, actions: { ssl: "strict" } },
      { targets: [...targets, ...targets], actions },
      { targets: "example.com", actions },
      { targets: [{ constraint: { value: { $ne: 1 } } }], actions },
      { targets, actions: [{ id: "ssl", value: "tight" }] },
      { targets, actions: [{ id: "ssl", value: { a: 1 } }] },
      { targets, actions: [{ id: "__proto__", value: 1 }] },
      {},
    ]) {
      const refused = await doors.http.refused("POST", `${zone}/pagerules`, body);
      expect(refused, JSON.stringify(body)).to.deep.equal([400, 1004]);
    }
    expect(doors.direct.cloud.account.ofType(types.pageRule)).to.have.length(1);
  });

  it("makes tunnels whose names differ, keeps their secret to itself, and takes their configuration with them", async () => {
    const secret = Buffer.alloc(32, 7).toString("base64");
    const name = { name: "origin" };
    const made = await doors.direct.create(types.tunnel, {
      ...{ accountId, ...name, configSrc: "cloudflare", tunnelSecret: secret },
    });
    expect(await doors.say(types.tunnel, { accountId, ...name }, tunnels, name)).to.deep.equal(
      both(
        "409 1013 You already have a tunnel with this name. Delete the existing tunnel, or choose a different name for your new tunnel",
      ),
    );
    const short = { name: "short", tunnel_secret: "c2hvcnQ=" };
    const { tunnel_secret: tunnelSecret } = short;
    const words = "400 0 tunnel_secret must be at least 32 bytes, encoded as base64";
    expect(
      await doors.say(types.tunnel, { accountId, name: "short", tunnelSecret }, tunnels, short),
    ).to.deep.equal(both(words));
    const path = `${tunnels}/${made.id}`;
    const renamed = await doors.http.ok("PATCH", path, { name: "renamed" });
    expect(renamed).to.include({ name: "renamed", remote_config: true, status: "inactive" });
    expect(renamed).to.not.have.property("tunnel_secret");
    const config = { ingress: [{ service: "http_status:404" }] };
    await doors.http.ok("PUT", `${path}/configurations`, { config });
    await doors.http.ok("DELETE", path);
    expect(doors.direct.cloud.account.size).to.equal(0);
    expect(JSON.stringify(doors.direct.cloud.journal.calls)).to.not.include(secret);
  });

  it("refuses configurations of tunnels that cloudflared could not run", async () => {
    const { id } = await doors.http.ok("POST", tunnels, { name: "origin" });
    const path = `${tunnels}/${id}/configurations`;
    const hosts = async (...names: (string | undefined)[]) => {
      const ingresses = names.map((hostname) => ({
        ...(hostname === undefined ? {} : { hostname }),
        service: "http://localhost:80",
      }));
      const inputs = { accountId, tunnelId: id, config: { ingresses } };
      const answer = await doors.http.call("PUT", path, { config: { ingress: ingresses } });
      const { code, words } = await refusal(doors.direct.create(types.tunnelConfiguration, inputs));
      expect([code, words]).to.deep.equal([
        `${answer.body.errors[0]?.code}`,
        answer.body.errors[0]?.message,
      ]);
      return words.replace("Bad Configuration: Validation failed: ", `${code} `);
    };
    expect(await hosts("www.example.com")).to.equal(
      "1056 The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)",
    );
    expect(await hosts("a.example.com", "*", undefined)).to.equal(
      "1056 Rule #2 is matching the hostname '*', but this will match every hostname, meaning the rules which follow it will never be triggered.",
    );
    expect(await hosts("www.example.com:443", undefined)).to.equal(
      "1056 Hostname cannot contain a port",
    );
    expect(await hosts("www.*.com", undefined)).to.match(
      /^1056 Hostname patterns can have at most/,
    );
    for (const config of [{ ingress: "none" }, { ingress: [1] }, [], "none"]) {
      const { status } = await doors.http.call("PUT", path, { config });
      expect([JSON.stringify(config), status]).to.deep.equal([JSON.stringify(config), 400]);
    }
    expect(await doors.http.ok("GET", path)).to.include({ version: 0, source: "local" });
    const nowhere = `${tunnels}/${noTunnel}/configurations`;
    expect(await doors.http.refused("PUT", nowhere, { config: {} })).to.deep.equal([404, 0]);
    expect(await doors.http.refused("GET", nowhere)).to.deep.equal([404, 0]);
    expect(await doors.http.refused("GET", `${tunnels}/${none}`)).to.deep.equal([404, 7003]);
  });

  it("gives waiting rooms by plan, each before hostnames and paths of its own", async () => {
    const room = { name: "shop", host: "shop.example.com" };
    const users = { totalActiveUsers: 300, newUsersPerMinute: 200 };
    const onWire = { total_active_users: 300, new_users_per_minute: 200 };
    const say = (more: Properties) =>
      doors.say(
        types.waitingRoom,
        { zoneId, ...room, ...users, path: "/", ...more },
        `${zone}/waiting_rooms`,
        { ...room, ...onWire, ...more },
      );
    expect(await say({ host: "shop.example.net" })).to.deep.equal(
      both("400 0 host shop.example.net is not a hostname of the zone"),
    );
    expect(await say({ host: "*.example.com" })).to.deep.equal(
      both("400 0 host *.example.com is not a hostname of the zone"),
    );
    expect(await say({ name: "a shop" })).to.deep.equal(
      both('400 0 name "a shop" is taken or not valid'),
    );
    await doors.http.ok("POST", `${zone}/waiting_rooms`, { ...room, ...onWire });
    expect(await say({ name: "more", path: "/more" })).to.deep.equal(
      both("400 1034 zone is not entitled to this many waiting rooms"),
    );
    await doors.direct.stop();
    doors = await BothDoors.open("pro");
    expect((await say({}))[0]).to.match(/^400 1034 /);
    await doors.direct.stop();
    doors = await BothDoors.open("enterprise");
    await doors.http.ok("POST", `${zone}/waiting_rooms`, { ...room, ...onWire });
    expect(await say({ name: "more", host: "Shop.example.com" })).to.deep.equal(
      both("400 0 host and path must be unique"),
    );
    expect(await say({ path: "/more" })).to.deep.equal(
      both('400 0 name "shop" is taken or not valid'),
    );
  });
});
