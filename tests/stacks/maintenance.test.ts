import { assert, expect } from "chai";
import { instantIn } from "../support/instants";
import { configOf, environmentOf, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

async function declared(stack: string, more: Fields): Promise<ProgramRun> {
  const run = await runStack(false, stack, configOf({ ...environmentOf(stack), ...more }));
  expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
  return run;
}

async function refusal(stack: string, more: Fields): Promise<string[]> {
  const run = await runStack(true, stack, configOf({ ...environmentOf(stack), ...more }));
  assert.instanceOf(run.refusal, Error);
  expect(run.declared).to.deep.equal([]);
  return run.refusal.message.split("\n").slice(1);
}

const inputsOf = ({ declared: all }: ProgramRun, type: string): Fields[] =>
  all.filter((one) => one.type.endsWith(type)).map(({ inputs }) => inputs);

const until = instantIn(1);

describe("an environment under maintenance", () => {
  it("turns the visitors of all sites away, and mutes every alert", async () => {
    const run = await declared("production", { maintenance: { until } });
    expect(inputsOf(run, "WorkersRoute").map(({ pattern }) => pattern)).to.deep.equal([
      "api.example.com/*",
      "www.example.com/*",
    ]);
    expect(inputsOf(run, "NotificationPolicy").map(({ enabled }) => enabled)).to.deep.equal([
      ...[false, false, false],
    ]);
  });

  it("takes its end as the engine hands it over, which reads it as a time and prints it", async () => {
    const printed = `${until.slice(0, 10)} ${until.slice(11, 19)} +0000 UTC`;
    const run = await declared("dev", { maintenance: { until: printed } });
    const [script] = inputsOf(run, "WorkersScript");
    expect(script?.content).to.contain(new Date(until).toUTCString());
  });

  it("tells of the other sites where it is about one", async () => {
    const all = await declared("production", {});
    const run = await declared("production", { maintenance: { until, sites: ["www"] } });
    expect(inputsOf(run, "WorkersRoute").map(({ pattern }) => pattern)).to.deep.equal([
      "www.example.com/*",
    ]);
    const told = (of: ProgramRun): unknown[] =>
      inputsOf(of, "NotificationPolicy").map(({ enabled, filters }) => [
        enabled,
        (filters as { poolIds?: unknown[] } | undefined)?.poolIds?.length,
      ]);
    expect(told(all)).to.deep.equal([
      [true, undefined],
      [true, 4],
      [true, 4],
    ]);
    expect(told(run)).to.deep.equal([
      [true, undefined],
      [true, 2],
      [true, 2],
    ]);
    expect(inputsOf(all, "WorkersRoute")).to.deep.equal([]);
  });

  it("is refused without an end, after it, and for sites that there are not", async () => {
    expect(await refusal("dev", { maintenance: {} })).to.deep.equal([
      "  - maintenance.until must be an instant in UTC such as 2026-12-01T04:00:00Z; got nothing",
    ]);
    const past = { until: "2020-01-01T00:00:00Z", sites: ["wep", "web", "web"] };
    const [first, ...others] = await refusal("dev", { maintenance: past });
    expect(first).to.match(/^ {2}- maintenance\.until must be in the future/);
    expect(others).to.deep.equal([
      '  - maintenance.sites[0] must be one of web; got "wep". Did you mean web?',
      '  - maintenance.sites[2] must not repeat a site; got "web"',
    ]);
    expect(await refusal("dev", { maintenance: { until, sites: [] } })).to.deep.equal([
      "  - maintenance.sites must name at least one site; got nothing",
    ]);
  });
});

describe("an environment that drains", () => {
  /** How many pools each hostname is served by. */
  const served = (run: ProgramRun): unknown =>
    Object.fromEntries(
      inputsOf(run, "index/loadBalancer:LoadBalancer").map(({ name, defaultPools }) => [
        name,
        (defaultPools as unknown[]).length,
      ]),
    );

  it("a pool drains it in every site that has one of that name", async () => {
    const usual = await declared("production", {});
    expect(served(usual)).to.deep.equal({ "www.example.com": 2, "api.example.com": 2 });
    const run = await declared("production", { drain: ["eu"] });
    expect(served(run)).to.deep.equal({ "www.example.com": 1, "api.example.com": 1 });
  });

  it("a region drains the pools whose load balancers are all there", async () => {
    const run = await declared("production", { drain: ["eu-central-1"] });
    expect(served(run)).to.deep.equal({ "www.example.com": 1, "api.example.com": 2 });
  });

  it("a region drains the origins there of a pool that has others", async () => {
    const environment = environmentOf("production") as {
      sites: { www: { pools: { origins: Record<string, object> }[] } };
    };
    const [us, eu] = environment.sites.www.pools;
    assert(us !== undefined && eu !== undefined);
    Object.assign(us.origins, { spare: { address: "203.0.113.77" } });
    const run = await declared("production", { sites: environment.sites, drain: ["us-east-1"] });
    const pools = inputsOf(run, "LoadBalancerPool").map(({ name, origins }) => [
      name,
      (origins as { name: string; enabled: boolean }[]).map((one) => `${one.name} ${one.enabled}`),
    ]);
    expect(pools).to.deep.include(["www_example_com_us", ["spare true", "use1 false"]]);
  });

  it("refuses names of nothing beside a pool that has no name, and tells of both", async () => {
    const environment = environmentOf("production") as { sites: { api: { pools: object[] } } };
    environment.sites.api.pools.push({ origins: { spare: { address: "203.0.113.77" } } });
    const told = await refusal("production", { sites: environment.sites, drain: ["us-east-2"] });
    expect(told.map((line) => line.slice(4, line.indexOf(" must ")))).to.deep.equal([
      "drain[0]",
      "sites.api.pools[2].name",
    ]);
  });

  it("refuses names of nothing, the last pool, and a name twice", async () => {
    expect(await refusal("production", { drain: ["us-east-2", "us", "us"] })).to.deep.equal([
      '  - drain[0] must be one of eu, eu-central-1, us, us-east-1; got "us-east-2". Did you mean us-east-1?',
      '  - drain[2] must not repeat a name; got "us"',
    ]);
    expect(await refusal("production", { drain: ["us", "eu"] })).to.deep.equal([
      "  - sites.www.pools must have at least one pool that is not drained; got drain: true on all of them. Bring one back before the last is drained",
      "  - sites.api.pools must have at least one pool that is not drained; got drain: true on all of them. Bring one back before the last is drained",
    ]);
  });
});
