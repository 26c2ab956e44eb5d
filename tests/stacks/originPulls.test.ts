import { expect } from "chai";
import { configOf, environmentOf, refusalLines, runStack, type ProgramRun } from "./program";

type Fields = Readonly<Record<string, unknown>>;

const trustStoreRegions = ["us-east-1", "eu-central-1"];

async function run(change: Fields, preview = false): Promise<ProgramRun> {
  const environment = { ...environmentOf("production"), ...change };
  return runStack(preview, "production", configOf(environment));
}

async function declared(change: Fields): Promise<ProgramRun> {
  const made = await run(change);
  expect([made.refusal, made.errors]).to.deep.equal([undefined, []]);
  return made;
}

/** What `production` is refused for, in a preview as in an update. */
async function refusal(change: Fields): Promise<readonly string[]> {
  const [preview, update] = [await run(change, true), await run(change)];
  expect([preview.declared, update.declared]).to.deep.equal([[], []]);
  expect(refusalLines(preview.refusal)).to.deep.equal(refusalLines(update.refusal));
  return refusalLines(update.refusal);
}

const inputsOf = ({ declared: all }: ProgramRun, type: string): Fields[] =>
  all.filter((one) => one.type.endsWith(`:${type}`)).map(({ inputs }) => inputs);

/** What is shown, and what the load balancers do with it. */
const step = (made: ProgramRun): unknown => [
  inputsOf(made, "AuthenticatedOriginPullsSettings").map(({ enabled }) => enabled),
  inputsOf(made, "Listener").map(({ mutualAuthentication }) => mutualAuthentication),
];

/** The load balancers of `production`, the first one changed. */
function withFirst(change: Fields): Fields {
  const { sites } = environmentOf("production") as {
    sites: { www: { pools: { origins: Record<string, { alb: object }> }[] } };
  };
  Object.assign(sites.www.pools[0]?.origins.use1?.alb ?? {}, change);
  return { sites };
}

describe("origin pulls of an environment", () => {
  it("take each step with the load balancers of its sites", async () => {
    const off = await declared({ originPulls: { mode: "off", trustStoreRegions } });
    expect(step(off)).to.deep.equal([[false], [{ mode: "off" }, { mode: "off" }]]);
    expect(inputsOf(off, "TrustStore").map(({ region }) => region)).to.deep.equal(
      trustStoreRegions,
    );
    const observe = await declared({ originPulls: { mode: "observe", trustStoreRegions } });
    expect(step(observe)).to.deep.equal([
      [true],
      [{ mode: "passthrough" }, { mode: "passthrough" }],
    ]);
    const enforce = await declared({ originPulls: { mode: "enforce", trustStoreRegions } });
    expect(step(enforce)).to.deep.equal([
      [true],
      ["us-east-1", "eu-central-1"].map((region) => ({
        mode: "verify",
        trustStoreArn: arnOf(region),
      })),
    ]);
  });

  it("tell the authority, which web servers need, and nothing where there are none", async () => {
    const { outputs } = await declared({ originPulls: { mode: "observe" } });
    expect(Object.keys(outputs?.originPulls ?? {})).to.deep.equal(["authorityPem", "expiresOn"]);
    const without = await declared({ originPulls: undefined });
    expect(without.outputs?.originPulls).to.deep.equal({});
    expect(step(without)).to.deep.equal([[], [{ mode: "off" }, { mode: "off" }]]);
  });

  it("are enforced in no region without a trust store", async () => {
    const path = "sites.www.pools[1].origins.euc1.alb.clientVerification.trustStoreArn";
    expect(
      await refusal({ originPulls: { mode: "enforce", trustStoreRegions: ["us-east-1"] } }),
    ).to.deep.equal([
      `${path} must be given where client certificates are enforced; got nothing. Or name the region of its firewall in originPulls.trustStoreRegions`,
    ]);
  });

  it("are demanded by no load balancer ahead of the environment", async () => {
    const trustStoreArn =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/own/0123456789abcdef";
    const own = withFirst({ clientVerification: { mode: "enforce", trustStoreArn } });
    expect(await refusal({ ...own, originPulls: { mode: "observe" } })).to.deep.equal([
      'sites.www.pools[0].origins.use1.alb.clientVerification.mode must not be enforce before originPulls.mode is, which is observe; got "enforce". Leave clientVerification out: the load balancer takes each step with originPulls',
    ]);
    const enforced = await declared({
      ...own,
      originPulls: { mode: "enforce", trustStoreRegions },
    });
    expect(step(enforced)).to.deep.equal([
      [true],
      [
        { mode: "verify", trustStoreArn },
        { mode: "verify", trustStoreArn: arnOf("eu-central-1") },
      ],
    ]);
  });

  it("are refused with what is wrong at its own place, once", async () => {
    const originPulls = { mode: "on", trustStoreRegions, validityDays: 7 };
    expect(await refusal({ originPulls })).to.deep.equal([
      'originPulls.mode must be one of off, observe, enforce; got "on". Did you mean off?',
      "originPulls.validityDays must be a whole number of 30 to 3650; got 7",
    ]);
    const twice = { mode: "off", trustStoreRegions: ["us-east-1", "us-east-1"] };
    expect(await refusal({ originPulls: twice })).to.deep.equal([
      'originPulls.trustStoreRegions[1] must not repeat a region; got "us-east-1"',
    ]);
    expect(await refusal({ originPulls: { ...twice, monitorProbeZones: {} } })).to.deep.equal([
      "originPulls.monitorProbeZones must be a key that there is; got an unknown name. There are mode, trustStoreRegions, validityDays, generation, tags",
    ]);
  });

  it("belong to the stack that owns the zone's settings", async () => {
    const zone = { ...(environmentOf("production").zone as object), ownsSettings: false };
    expect(await refusal({ zone, tls: undefined, originPulls: { mode: "off" } })).to.deep.equal([
      "originPulls must be left out where zone.ownsSettings is false: a zone shows one client certificate; got mode off",
    ]);
  });
});

function arnOf(region: string): string {
  return `arn:aws:elasticloadbalancing:${region}:123456789012:truststore/pulls/0123456789abcdef`;
}
