import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { EdgeCertificate } from "../../../components";
import { untilActive } from "../../../components/edgeCertificate/active";
import { inBothModes, underMocks } from "../../support/mocks";
import { rejects } from "../../support/problems";

const zoneId = "fedcba9876543210fedcba9876543210";
const deep = { zoneId, zoneName: "Example.com", hostnames: ["*.Shop.example.com"] };

const build =
  (args: Record<string, unknown> = {}) =>
  (parent: pulumi.Resource): EdgeCertificate =>
    new EdgeCertificate("deep", { ...deep, ...args }, { parent });

/** What a wait comes to, where a certificate has one status after the other, and for how many seconds it waited. */
async function waiting(waitSeconds: number, ...statuses: (string | undefined)[]): Promise<string> {
  const left = [...statuses];
  let seconds = 0;
  const outcome = await untilActive({
    ...{ subject: 'EdgeCertificate "deep"', waitSeconds },
    read: () => Promise.resolve(left.length > 1 ? left.shift() : left[0]),
    pause: (more) => {
      seconds += more;
      return Promise.resolve();
    },
  }).then(
    () => "active",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return `${outcome}; waited ${seconds} s`;
}

describe("EdgeCertificate", () => {
  it("orders a certificate for its names and the zone's own", async () => {
    const answers = { call: () => ({ status: "active" }) };
    await inBothModes(
      build(),
      ({ of, registered }) => {
        expect(registered).to.have.length(2);
        const [pack] = of("cloudflare:index/certificatePack:CertificatePack");
        expect(pack?.name).to.equal("deep-pack");
        expect(pack?.inputs).to.deep.equal({
          ...{ zoneId, type: "advanced", hosts: ["*.shop.example.com", "example.com"] },
          ...{ certificateAuthority: "google", validationMethod: "txt", validityDays: 90 },
        });
      },
      answers,
    );
  });

  it("looks at its certificate in an update, and never in a preview, in which the zone is known", async () => {
    const asked: unknown[] = [];
    const answers = {
      call: ({ token, inputs }: pulumi.runtime.MockCallArgs) => {
        asked.push([token, inputs]);
        return { status: "active" };
      },
    };
    let zone: pulumi.Output<string> | undefined;
    const made = (parent: pulumi.Resource): void => {
      zone = build()(parent).activeZoneId;
    };
    await underMocks(true, made, answers);
    expect(asked).to.deep.equal([]);
    await underMocks(false, made, answers);
    expect(asked).to.deep.equal([
      [
        "cloudflare:index/getCertificatePack:getCertificatePack",
        { zoneId, certificatePackId: "deep-pack-id" },
      ],
    ]);
    expect(zone).to.not.equal(undefined);
  });

  it("refuses names of other zones, twice, too many or none, and authorities and times that there are not", async () => {
    await rejects(build({ hostnames: ["a.example.org"] }), ["hostnames[0]"]);
    await rejects(build({ hostnames: ["a.example.com", "A.example.com"] }), ["hostnames[1]"]);
    await rejects(build({ hostnames: [] }), ["hostnames"]);
    const many = Array.from({ length: 50 }, (_none, index) => `a${index}.b.example.com`);
    const [refused] = await rejects(build({ hostnames: many }), ["hostnames"]);
    expect(refused?.reason).to.equal(
      "hostnames must have at most 50 names, the zone's own counted; got 51 names",
    );
    await rejects(build({ certificateAuthority: "digicert" }), ["certificateAuthority"]);
    await rejects(build({ certificateAuthority: "constructor" }), ["certificateAuthority"]);
    await rejects(build({ waitSeconds: 3601 }), ["waitSeconds"]);
    await rejects(build({ zoneId: "example.com" }), ["zoneId"]);
    await rejects(build({ zoneName: "example" }), ["zoneName"]);
  });
});

describe("waiting for a certificate of the edge", () => {
  const until = (rule: string, status: string, hint: string): string =>
    `Invalid certificate of EdgeCertificate "deep":\n  - pack.status must ${rule}; got "${status}". ${hint}`;

  it("ends as soon as it is active, or where nobody answers", async () => {
    expect(await waiting(900, "active")).to.equal("active; waited 0 s");
    expect(await waiting(900, "initializing", "pending_validation", "active")).to.equal(
      "active; waited 20 s",
    );
    expect(await waiting(900, undefined)).to.equal("active; waited 0 s");
  });

  it("ends with an error when the time is over, or when it can no longer become active", async () => {
    const again =
      "Nothing that takes activeZoneId was changed: run the update again, and it waits on";
    expect(await waiting(25, "pending_validation")).to.equal(
      `${until("be active within 25 seconds", "pending_validation", again)}; waited 25 s`,
    );
    expect(await waiting(0, "initializing")).to.equal(
      `${until("be active within 0 seconds", "initializing", again)}; waited 0 s`,
    );
    expect(await waiting(900, "initializing", "validation_timed_out")).to.equal(
      `${until("lead to active", "validation_timed_out", "Cloudflare's dashboard says why under SSL/TLS, Edge Certificates")}; waited 10 s`,
    );
  });
});
