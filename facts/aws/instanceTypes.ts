import { instanceMemoryMib } from "./instanceMemory";

/** A processor architecture, as EC2 and images name it. */
export type Architecture = "arm64" | "x86_64";

/** What a machine of a type has. */
export interface InstanceSize {
  /** What its processor runs. */
  readonly architecture: Architecture;
  /** Virtual processors. */
  readonly cpus: number;
  /** Memory in MiB. */
  readonly memoryMib: number;
}

const typePattern = /^[a-z]+\d([a-z]*)(?:-flex)?\.(\w+)$/;

/** Processors of the sizes below `xlarge`, which has 4. Burstable ones are as many, of which each has its share. */
const fewCpus: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, large: 2 };

const cpusOfXlarge = 4;

/**
 * Says which architecture a type of machine has.
 * Source: Amazon EC2 instance types guide, instance-type-names (`g` after the generation: AWS Graviton processors, which are arm64) and gp (A1).
 * @param instanceType - E.g. `m7g.large`.
 * @returns The architecture; undefined for names of another form, as those of machines of Apple.
 */
export function instanceArchitecture(instanceType: string): Architecture | undefined {
  const [, options] = typePattern.exec(instanceType) ?? [];
  return options === undefined || instanceType.startsWith("mac")
    ? undefined
    : options.includes("g") || instanceType.startsWith("a1.")
      ? "arm64"
      : "x86_64";
}

/**
 * Says what a machine of a type has.
 * Source: Amazon EC2 instance types guide, gp, co and mo (general purpose M, compute optimized C, memory optimized R: of the fifth generation and later, and T3, T3a and T4g).
 * @param instanceType - E.g. `m7g.large`.
 * @returns What it has; undefined for types of which that is not listed here.
 */
export function instanceSize(instanceType: string): InstanceSize | undefined {
  const architecture = instanceArchitecture(instanceType);
  const memoryMib = instanceMemoryMib(instanceType);
  const [, , size = ""] = typePattern.exec(instanceType) ?? [];
  const [isXlarge, times = ""] = /^(\d*)xlarge$/.exec(size) ?? [];
  const isBurstable = instanceType.startsWith("t");
  const ofMedium = size === "medium" ? (isBurstable ? 2 : 1) : undefined;
  const cpus =
    isXlarge === undefined
      ? (ofMedium ?? (Object.hasOwn(fewCpus, size) ? fewCpus[size] : undefined))
      : cpusOfXlarge * Number(times || "1");
  return architecture === undefined ||
    memoryMib === undefined ||
    cpus === undefined ||
    instanceType.startsWith("t2.")
    ? undefined
    : { architecture, cpus, memoryMib };
}
