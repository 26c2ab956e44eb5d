import { createServer } from "node:net";

/** The first loopback address that stands for one of Cloudflare's, as a number: 127.64.0.1. */
const firstAddress = 0x7f_40_00_01;

/** How many there are: 127.64.0.1 to 127.127.255.254. */
const addresses = 0x3f_ff_fe;

/** The loopback addresses that stand for Cloudflare's, one for each, in the order in which they come. */
export class EdgeAddresses {
  readonly #loopback = new Map<string, string>();

  private constructor(readonly hasOwn: boolean) {}

  /** Looks whether this machine has more loopback addresses than 127.0.0.1: Linux does; where it has not, that one stands for all. */
  static async probe(): Promise<EdgeAddresses> {
    const server = createServer();
    const hasOwn = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(0, addressOf(0), () => resolve(true));
    });
    server.close();
    return new EdgeAddresses(hasOwn);
  }

  /**
   * The loopback address that stands for one of Cloudflare's.
   * @param address - Cloudflare's, IPv4 or IPv6.
   */
  standIn(address: string): string {
    if (!this.hasOwn) {
      return "127.0.0.1";
    }
    const known = this.#loopback.get(address) ?? addressOf(this.#loopback.size % addresses);
    this.#loopback.set(address, known);
    return known;
  }

  /**
   * Those of Cloudflare's addresses that have called.
   * @param holds - Which ones.
   * @returns The loopback addresses that stand for them.
   */
  standIns(holds: (address: string) => boolean): string[] {
    return [...this.#loopback].flatMap(([address, loopback]) => (holds(address) ? [loopback] : []));
  }
}

function addressOf(index: number): string {
  const value = firstAddress + index;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}
