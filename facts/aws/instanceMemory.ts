/** MiB in a GiB. */
const gib = 1024;

/**
 * Memory of a machine of the size `large`, in MiB, by the first letter of its family.
 * Source: Amazon EC2 instance types guide, gp, co and mo (general purpose M, compute optimized C, memory optimized R: of the fifth generation and later).
 */
const ofLarge: Readonly<Record<string, number>> = { m: 8 * gib, c: 4 * gib, r: 16 * gib };

/** Memory of burstable machines in MiB, by size. Source: Amazon EC2 instance types guide, gp (T2, T3, T3a, T4g). */
const ofBurstable: Readonly<Record<string, number>> = {
  nano: gib / 2,
  micro: gib,
  small: 2 * gib,
  medium: 4 * gib,
  large: 8 * gib,
  xlarge: 16 * gib,
  "2xlarge": 32 * gib,
};

const firstOfThem = 5;

/**
 * Says how much memory a machine has.
 * @param instanceType - E.g. `m7g.large`.
 * @returns MiB; undefined for families that are not listed here.
 */
export function instanceMemoryMib(instanceType: string): number | undefined {
  const [, burstable] = /^t(?:2|3|3a|4g)\.(\w+)$/.exec(instanceType) ?? [];
  if (burstable !== undefined) {
    return Object.hasOwn(ofBurstable, burstable) ? ofBurstable[burstable] : undefined;
  }
  const [, family = "", generation, size = ""] =
    /^([mcr])(\d)[a-z]*(?:-flex)?\.(\w+)$/.exec(instanceType) ?? [];
  const [, times = "1"] = /^(\d*)xlarge$/.exec(size) ?? [];
  const factor =
    size === "medium"
      ? 1 / 2
      : size === "large"
        ? 1
        : size.endsWith("xlarge")
          ? 2 * Number(times || "1")
          : undefined;
  const large = Object.hasOwn(ofLarge, family) ? ofLarge[family] : undefined;
  return Number(generation) < firstOfThem || large === undefined || factor === undefined
    ? undefined
    : large * factor;
}
