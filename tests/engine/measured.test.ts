import { assert, expect } from "chai";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { types } from "../../sandbox/cloud/account/indexes";
import type { Properties } from "../../sandbox/cloud/values";
import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type Run,
  type TestStack,
} from "../../sandbox/testing";

const origins = [{ name: "a", address: "198.51.100.1" }];

/** What was measured with the real provider and has no other test; `measured.ts` lists all of it. */
describe("what was measured with the real provider", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let declare: () => void;
  beforeEach(async () => {
    cloud = await startCloud();
    stack = await runProgram(cloud, () => Promise.resolve(declare()));
  });
  afterEach(async () => {
    await stack.close();
    await cloud.stop();
  });
  /** Makes an object that no program owns. */
  const makeLive = async (type: string, inputs: Properties): Promise<string> => {
    const subject = { type, connection: cloud.provider.connect(), secrets: new Set<string>() };
    return (await cloud.provider.create(subject, inputs, false)).id;
  };
  const writesDuring = async (run: Promise<Run>) => {
    const from = cloud.journal.writes().length;
    const { changes, steps } = await run;
    const writes = cloud.journal.writes().slice(from);
    return { changes, steps, writes, calls: writes.map(({ method, path }) => `${method} ${path}`) };
  };
  const opsOf = ({ steps }: Pick<Run, "steps">, type: string) =>
    steps.filter((step) => step.type === type).map(({ op }) => op);
  const pool = (logical: string, name: string, more: object = {}, opts?: CustomResourceOptions) =>
    new LoadBalancerPool(
      logical,
      { accountId, name, checkRegions: ["WEU"], origins, ...more },
      opts,
    );
  const balancer = (name: string, pools: readonly LoadBalancerPool[], more: object = {}) => {
    const ids = pools.map(({ id }) => id);
    const [fallbackPool = ""] = ids;
    new LoadBalancer("www", {
      ...{ zoneId, name, defaultPools: ids, fallbackPool, proxied: true, steeringPolicy: "off" },
      ...more,
    });
  };

  it("a pool renamed in the program alone is created under the name that is taken, and refused", async () => {
    declare = () => balancer("www.example.com", [pool("one", "primary")]);
    await stack.up();
    declare = () => balancer("www.example.com", [pool("other", "primary")]);
    expect((await stack.preview()).changes).to.deep.equal({ create: 1, update: 1, delete: 1 });
    await expect(stack.up()).to.be.rejected.and.eventually.satisfy((error: unknown) => {
      assert.instanceOf(error, OperationFailed);
      expect(error.message).to.match(/pool name must be unique in the account/);
      return true;
    });
    const [kept, ...others] = cloud.account.ofType(types.pool);
    expect([kept?.properties.name, others]).to.deep.equal(["primary", []]);
    const [www] = cloud.account.ofType(types.loadBalancer);
    expect(www?.properties.fallbackPool).to.equal(kept?.id);
  });

  it("a load balancer that is no longer steered is sent without its regions, before their pool goes", async () => {
    declare = () => {
      const [one, far] = [pool("one", "primary"), pool("far", "far")];
      const regionPools = { WEU: [far.id] };
      balancer("www.example.com", [one], { steeringPolicy: "geo", regionPools });
    };
    await stack.up();
    declare = () => balancer("www.example.com", [pool("one", "primary")]);
    const { writes } = await writesDuring(stack.up());
    expect(writes.map(({ method, type }) => `${method} ${type}`)).to.deep.equal([
      `PUT ${types.loadBalancer}`,
      `DELETE ${types.pool}`,
    ]);
    expect(writes[0]?.body).to.not.have.property("regionPools");
  });

  it("a load balancer's hostname changes in place: one PUT, and the old one has none from then on", async () => {
    declare = () => balancer("www.example.com", [pool("one", "primary")]);
    await stack.up();
    declare = () => balancer("web.example.com", [pool("one", "primary")]);
    const preview = await stack.preview();
    expect(opsOf(preview, types.loadBalancer)).to.deep.equal(["update"]);
    const [before] = cloud.account.ofType(types.loadBalancer);
    const { calls } = await writesDuring(stack.up());
    expect(calls).to.deep.equal([`PUT /zones/${zoneId}/load_balancers/${before?.id}`]);
    const names = cloud.account.ofType(types.loadBalancer).map(({ properties }) => properties.name);
    expect(names).to.deep.equal(["web.example.com"]);
  });

  it("a rule taken out of a ruleset is one PUT of all that stay, which keep their ids by ref", async () => {
    const rules = (...refs: string[]) => {
      const made = refs.map((ref) => ({ ref, action: "block", expression: "true" }));
      const phase = "http_request_firewall_custom";
      new Ruleset("rules", { zoneId, kind: "zone", name: "rules", phase, rules: made });
    };
    declare = () => rules("a", "b", "c");
    await stack.up();
    const idsByRef = () => {
      const held = cloud.account.ofType(types.ruleset)[0]?.properties.rules as Properties[];
      return held.map(({ ref, id }) => [ref, id]);
    };
    const before = idsByRef();
    declare = () => rules("a", "c");
    const { writes } = await writesDuring(stack.up());
    expect(writes.map(({ method }) => method)).to.deep.equal(["PUT"]);
    const sent = writes[0]?.body?.rules as Properties[];
    expect(sent.map(({ ref }) => ref)).to.deep.equal(["a", "c"]);
    expect(idsByRef()).to.deep.equal([before[0], before[2]]);
  });

  describe("an import that stays in the program", () => {
    const live = { accountId, name: "live", checkRegions: ["WEU"], origins };

    it("deletes the live pool on the second up, where the first had changed it", async () => {
      const id = await makeLive(types.pool, live);
      declare = () =>
        void pool("p", "live", { description: "adopted" }, { import: `${accountId}/${id}` });
      expect((await stack.up()).changes).to.deep.equal({ create: 1, import: 1, update: 1 });
      const { steps, calls } = await writesDuring(stack.up());
      expect(opsOf({ steps }, types.pool)).to.deep.equal([
        "import-replacement",
        "replace",
        "delete-replaced",
      ]);
      expect(calls).to.deep.equal([`DELETE /accounts/${accountId}/load_balancers/pools/${id}`]);
      expect(cloud.account.ofType(types.pool)).to.deep.equal([]);
    });

    it("is harmless once it is taken out before the second up", async () => {
      const id = await makeLive(types.pool, live);
      let opts: CustomResourceOptions = { import: `${accountId}/${id}` };
      declare = () => void pool("p", "live", { description: "adopted" }, opts);
      await stack.up();
      opts = {};
      const { changes, calls } = await writesDuring(stack.up());
      expect([changes, calls]).to.deep.equal([{}, []]);
      expect(cloud.account.get(types.pool, id)?.properties.description).to.equal("adopted");
    });

    it("keeps a pool that was live as the program has it", async () => {
      const id = await makeLive(types.pool, live);
      declare = () => void pool("p", "live", {}, { import: `${accountId}/${id}` });
      await stack.up();
      const { changes, calls } = await writesDuring(stack.up());
      expect([changes, calls]).to.deep.equal([{}, []]);
    });

    it("replaces a zone setting on the second up, where the first had changed it", async () => {
      await makeLive(types.zoneSetting, { zoneId, settingId: "ssl", value: "full" });
      declare = () =>
        void new ZoneSetting(
          "ssl",
          { zoneId, settingId: "ssl", value: "strict" },
          { import: `${zoneId}/ssl` },
        );
      await stack.up();
      expect(opsOf(await stack.preview(), types.zoneSetting)).to.deep.equal([
        "import-replacement",
        "replace",
        "delete-replaced",
      ]);
    });
  });

  it("unsorted origins are an update in each preview with refresh, for ever", async () => {
    declare = () =>
      void pool("p", "live", { origins: [{ name: "b", address: "198.51.100.2" }, ...origins] });
    await stack.up();
    for (let round = 1; round <= 2; round += 1) {
      expect((await stack.preview()).changes, `round ${round}`).to.deep.equal({});
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({ update: 1 });
      expect((await stack.up({ refresh: true })).changes).to.deep.equal({ update: 1 });
    }
  });

  it("relative names are sent as given, and show no diff afterwards, refreshed or not", async () => {
    declare = () => {
      const args = { zoneId, type: "A", content: "192.0.2.1", ttl: 1 };
      new DnsRecord("apex", { ...args, name: "@" });
      new DnsRecord("www", { ...args, name: "www" });
    };
    const { writes } = await writesDuring(stack.up());
    expect(writes.map(({ body }) => body?.name).sort()).to.deep.equal(["@", "www"]);
    expect((await stack.preview()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect((await stack.refresh()).changes).to.deep.equal({});
    expect((await stack.preview()).changes).to.deep.equal({});
  });

  it("records are sent with what their type has: content, data, and a priority at the top", async () => {
    const srv = { priority: 10, weight: 5, port: 443, target: "sip.example.com" };
    const tlsa = { usage: 3, selector: 1, matchingType: 1, certificate: "d2".repeat(32) };
    const https = { priority: 1, target: ".", value: 'alpn="h2"' };
    const given: Readonly<Record<string, object>> = {
      SRV: { name: "_sip._tcp", priority: 10, data: srv },
      MX: { name: "@", content: "mx.example.com", priority: 20 },
      HTTPS: { name: "www", data: https },
      TLSA: { name: "_443._tcp", data: tlsa },
    };
    declare = () => {
      for (const [type, own] of Object.entries(given)) {
        new DnsRecord(type, { zoneId, ttl: 1, name: "", ...own, type });
      }
    };
    const { writes } = await writesDuring(stack.up());
    const sent = writes.map(({ body = {} }) => [
      body.type,
      Object.fromEntries(
        ["name", "content", "priority", "data"].flatMap((name) =>
          Object.hasOwn(body, name) ? [[name, body[name]]] : [],
        ),
      ),
    ]);
    expect(Object.fromEntries(sent)).to.deep.equal(given);
  });

  it("regions of a load balancer are sent as a map of lists", async () => {
    declare = () => {
      const [one, far] = [pool("one", "primary"), pool("far", "far")];
      const regionPools = { WEU: [far.id, one.id], ENAM: [one.id] };
      balancer("www.example.com", [one], { steeringPolicy: "geo", regionPools });
    };
    const { writes } = await writesDuring(stack.up());
    const idOf = (name: string) =>
      cloud.account.ofType(types.pool).find(({ properties }) => properties.name === name)?.id;
    const [sent] = writes.filter(({ type }) => type === types.loadBalancer);
    expect(sent?.body?.regionPools).to.deep.equal({
      WEU: [idOf("far"), idOf("primary")],
      ENAM: [idOf("primary")],
    });
  });

  it("a step of the preview has no detailed diff, and lists computed attributes as changing", async () => {
    let content = "192.0.2.1";
    declare = () =>
      void new DnsRecord("www", { zoneId, type: "A", name: "www.example.com", content, ttl: 1 });
    await stack.up();
    content = "192.0.2.2";
    const { events } = await stack.preview();
    const [metadata] = events.flatMap(({ resourcePreEvent }) =>
      resourcePreEvent?.metadata.type === types.record ? resourcePreEvent.metadata : [],
    );
    expect([metadata?.op, metadata?.detailedDiff ?? null, metadata?.diffs]).to.deep.equal([
      "update",
      null,
      ["content", "modifiedOn"],
    ]);
  });
});
