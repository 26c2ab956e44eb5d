import type { CustomResourceOptions } from "@pulumi/pulumi";
import { Eip } from "@pulumi/aws/ec2/eip";
import { Instance } from "@pulumi/aws/ec2/instance";
import type { CorpusCase, Program } from "../corpusCase";
import { record } from "../siteByHand";

const names = ["blue", "green", "legacy", "vpn"] as const;

type Name = (typeof names)[number];

/** What two programs of machines say differently. */
interface Machines {
  /** Images of machines that have others than usual. */
  readonly images?: Partial<Record<Name, string>>;
  /** The machines that elastic addresses belong to; null for none. */
  readonly addresses?: Readonly<Record<string, Name | null>>;
}

const usual = { www: "blue", office: "vpn" } as const;

/** Machines without a load balancer, as somebody writes them who had one machine first. */
function machines({ images = {}, addresses = {} }: Machines = {}): Program {
  return () => {
    const made = new Map<Name, Instance>();
    // One after the other, so that each has the same id and address in every run.
    let last: CustomResourceOptions = {};
    for (const name of names) {
      const instance = machine(name, images[name], last);
      made.set(name, instance);
      last = { dependsOn: instance };
    }
    for (const [name, owner] of Object.entries({ ...usual, ...addresses })) {
      const instance = owner === null ? undefined : made.get(owner);
      const address = new Eip(
        name,
        { domain: "vpc", ...(instance === undefined ? {} : { instance: instance.id }) },
        last,
      );
      last = { dependsOn: address };
      if (name === "www") {
        record("www", "www.example.com", address.publicIp as unknown as string);
      }
    }
    const old = made.get("legacy")?.publicIp as unknown as string;
    record("legacy", "legacy.example.com", old);
  };
}

function machine(
  name: Name,
  ami = "ami-0123456789abcdef0",
  options?: CustomResourceOptions,
): Instance {
  return new Instance(
    name,
    {
      ...{ ami, instanceType: "t3.small", subnetId: "subnet-0123456789abcdef0" },
      ...{ associatePublicIpAddress: true, tags: { Name: name } },
    },
    options,
  );
}

const before = machines();
const next = "ami-0fedcba9876543210";

/** Addresses of machines, and machines behind addresses. */
export const machineCases: readonly CorpusCase[] = [
  {
    name: "address-goes-over-to-another-machine",
    because: "nobody knows whether the other machine answers",
    before,
    after: machines({ addresses: { www: "green" } }),
    risks: ["medium address-moved www"],
    changes: ["update www"],
    says: ["www.example.com", "Error 521 or 522"],
  },
  {
    name: "address-of-nobody-goes-over",
    because: "no hostname leads to the address",
    before,
    after: machines({ addresses: { office: "green" } }),
    risks: [],
    changes: ["update office"],
  },
  {
    name: "machine-gets-an-elastic-address",
    because: "AWS takes the address back that the machine had, and the record names it",
    before,
    after: machines({ addresses: { legacy: "legacy" } }),
    risks: ["high address-released legacy"],
    changes: ["create legacy"],
    says: ["legacy.example.com", "Error 522"],
  },
  {
    name: "spare-machine-gets-an-elastic-address",
    because: "no hostname leads to the machine",
    before,
    after: machines({ addresses: { spare: "green" } }),
    risks: [],
    changes: ["create spare"],
  },
  {
    name: "machine-behind-an-address-made-anew",
    because: "the address goes over to a machine that has just begun to start",
    before,
    after: machines({ images: { blue: next } }),
    risks: ["high machine-changed blue"],
    notJudged: ["replace blue: ami"],
    changes: ["replace blue", "update www"],
    says: ["www.example.com"],
  },
  {
    name: "spare-machine-made-anew",
    because: "no hostname leads to the machine",
    before,
    after: machines({ images: { green: next } }),
    risks: [],
    notJudged: ["replace green: ami"],
    changes: ["replace green"],
  },
];
