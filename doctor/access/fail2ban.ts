import { isCloudflares } from "../addresses";
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/**
 * Says which of Cloudflare's addresses fail2ban has banned.
 * @param text - What `fail2ban-client status` wrote of its jails, one after the other, or `fail2ban-client banned`.
 * @param at - How the text is named in what is said of it.
 * @returns A failure for each jail that has banned some; a pass where none has; unknown where the text is none of its.
 */
export function fail2banEvidence(text: string, at: string): Evidence[] {
  const { pass, fail, unknown } = witness("access", "fail2ban", at, "log");
  const jails = [...ofStatus(text), ...ofBanned(text)];
  const isNone = /^`- Jail list:\s*$|^\[\]\s*$/m.test(text);
  if (jails.length === 0 && !isNone) {
    return [unknown("the text is not what fail2ban-client writes of its jails")];
  }
  const found = jails.flatMap(({ jail, addresses }) => {
    const own = addresses.filter(isCloudflares);
    return own.length === 0
      ? []
      : [fail(`the jail ${jail} has banned ${listed(own)} of Cloudflare's`, ["cloudflare-banned"])];
  });
  return found.length === 0 ? [pass("no address of Cloudflare's is banned")] : found;
}

/** How many addresses are named one by one. */
const mostNamed = 5;

function listed(addresses: readonly string[]): string {
  const named = addresses.slice(0, mostNamed).join(", ");
  const more = addresses.length - mostNamed;
  return more > 0 ? `${named} and ${more} more addresses` : named;
}

interface Jail {
  readonly jail: string;
  readonly addresses: readonly string[];
}

function ofStatus(text: string): Jail[] {
  return text.split(/^Status for the jail: /m).flatMap((part, index) => {
    const [, list] = /Banned IP list:[ \t]*(.*)$/m.exec(part) ?? [];
    const [jail = ""] = part.split(/\s/, 1);
    return index === 0 || list === undefined
      ? []
      : [{ jail, addresses: list.split(/\s+/).filter(Boolean) }];
  });
}

/** A list of Python's. */
function ofBanned(text: string): Jail[] {
  return [...text.matchAll(/\{'([^']{1,100})': \[([^\]]*)\]\}/g)].map(
    ([, jail = "", list = ""]) => ({
      jail,
      addresses: [...list.matchAll(/'([\d.a-f:/]{2,60})'/gi)].map(([, address = ""]) => address),
    }),
  );
}
