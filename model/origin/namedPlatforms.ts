import { certain, type Certainty } from "../../core/certainty";
import { namedPlatforms, type NamedPlatform } from "../../facts/namedPlatforms";

/** A platform that is asked for a site. */
export interface AskedPlatform {
  /** The platform. */
  readonly platform: NamedPlatform;
  /** Whether it knows the name; unknown where that is set up at the platform itself. */
  readonly knows: Certainty;
}

/**
 * Finds the platform at an address that answers by the Host header.
 * @param address - The hostname that is resolved, in its canonical form.
 * @param host - The Host header.
 * @returns The platform; undefined where there is none that is known.
 */
export function platformAt(address: string, host: string): AskedPlatform | undefined {
  for (const platform of namedPlatforms) {
    const match = platform.hostnames.exec(address);
    if (match !== null) {
      const other = match.slice(1).find((group) => group !== undefined);
      const isOwn = host === address || host === other;
      const knows = isOwn ? "yes" : other === undefined ? "unknown" : certain(false);
      return { platform, knows };
    }
  }
  return undefined;
}
