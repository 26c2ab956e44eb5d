import { dnskeyProtocol, dsDigests } from "../../facts/dnssec";
import type { DnskeyData, DsData } from "dns-packet";
import { createHash, timingSafeEqual } from "node:crypto";

function recordData({ flags, algorithm, key }: DnskeyData): Buffer {
  const head = Buffer.from([flags >> 8, flags & 0xff, dnskeyProtocol, algorithm]);
  return Buffer.concat([head, key]);
}

/**
 * The short name of a key. Source: RFC 4034, appendix B.
 * @param key - The key.
 * @returns 0 to 65535.
 */
export function keyTagOf(key: DnskeyData): number {
  const sum = recordData(key).reduce(
    (total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte),
    0,
  );
  return (sum + (sum >> 16)) & 0xffff;
}

/**
 * Whether what a parent says of a zone's key is of this key.
 * @param ds - What the parent says.
 * @param key - A key of the zone.
 * @param zone - The zone.
 * @returns Undefined where the digest is of a kind not known here.
 */
export function isOfKey(ds: DsData, key: DnskeyData, zone: string): boolean | undefined {
  if (ds.keyTag !== keyTagOf(key) || ds.algorithm !== key.algorithm) {
    return false;
  }
  const name = dsDigests.get(ds.digestType);
  if (name === undefined) {
    return undefined;
  }
  const own = createHash(name).update(wireName(zone)).update(recordData(key)).digest();
  return own.length === ds.digest.length && timingSafeEqual(own, ds.digest);
}

function wireName(zone: string): Buffer {
  const labels = zone
    .toLowerCase()
    .split(".")
    .filter((label) => label !== "");
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
}
