import { nameLimits } from "../facts/addresses";
import { isPrintableAscii } from "./printableAscii";

/** UTS 46 with its table: a large one, which is read when the first name comes that is not plain ASCII. */
function uts46(): typeof import("tr46") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import at the top would read the table for every command
  return require("tr46") as typeof import("tr46");
}

/**
 * Characters, and whole blocks of scripts, that Unicode has only since 15.1 and that normalisation (NFC) composes or reorders, as
 * ranges of code points. Releases of Node 20 know Unicode 15.0, the newest ones 17.0, and normalise a name with one of these
 * differently.
 *
 * Source: Unicode Character Database 15.0 and 17.0, UnicodeData.txt (Canonical_Combining_Class, Decomposition_Mapping) and
 * Blocks.txt; found by comparing Node 20.9 (Unicode 15.0) with Node 24.21 (Unicode 17.0).
 */
export const newlyNormalised: readonly (readonly [number, number])[] = [
  [0x897, 0x897],
  [0x1acf, 0x1add],
  [0x1ae0, 0x1aeb],
  [0x105c0, 0x105ff],
  [0x10d69, 0x10d6d],
  [0x10efa, 0x10efb],
  [0x11380, 0x113ff],
  [0x16100, 0x1613f],
  [0x16d40, 0x16d7f],
  [0x1e5ee, 0x1e5ef],
  [0x1e6e3, 0x1e6e3],
  [0x1e6e6, 0x1e6e6],
  [0x1e6ee, 0x1e6ef],
  [0x1e6f5, 0x1e6f5],
];

/** Everything that separates labels. Source: UTS 46, section 2.3. */
const dots = /[.\u3002\uFF0E\uFF61]/u;

/** UTS 46 as URLs have it (WHATWG URL, "domain to ASCII" that is not strict), by a table of its own and not by Node's. */
const processing = { checkBidi: true, checkJoiners: true };

/**
 * Writes a host name as DNS and the API have it: Punycode, lower-case, no dot at its end; the root stays `.`. The same text gives
 * the same name on every Node. Each label is read for itself, so that an ASCII label such as `_dmarc` or `1` stands beside any other.
 * @param text - A name, Unicode or not.
 * @returns The canonical name; undefined where a label cannot be written in Punycode, or Unicode is longer than a name can be.
 */
export function canonicalHostname(text: string): string | undefined {
  if (isPrintableAscii(text)) {
    const name = text.toLowerCase();
    return /[^.]\.$/.test(name) ? name.slice(0, -1) : name;
  }
  if (text.length > nameLimits.name) {
    return undefined;
  }
  const labels = text.split(dots);
  if (labels.at(-1) === "" && labels.at(-2) !== "") {
    labels.pop();
  }
  const written = labels.map(canonicalLabel);
  return written.includes(undefined) ? undefined : written.join(".");
}

/**
 * Whether a name is a zone's own or beneath it.
 * @param name - A canonical hostname.
 * @param zone - Canonical name of the zone, or of any other name.
 */
export function isInZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/**
 * The name above a name: of `a.b.c` it is `b.c`.
 * @param hostname - A canonical hostname.
 * @returns The name; undefined for one without a dot, and for a text that is longer than a name can be.
 */
export function parentHostname(hostname: string): string | undefined {
  const dot = hostname.indexOf(".");
  return dot < 0 || hostname.length > nameLimits.name ? undefined : hostname.slice(dot + 1);
}

/**
 * The names above a name, nearest first: `a.b.c` has `b.c` and `c`.
 * @param hostname - A canonical hostname.
 * @returns The names, nearest first; none for a text that is longer than a name can be.
 */
export function parentHostnames(hostname: string): string[] {
  const names: string[] = [];
  if (hostname.length <= nameLimits.name) {
    for (let dot = hostname.indexOf("."); dot >= 0; dot = hostname.indexOf(".", dot + 1)) {
      names.push(hostname.slice(dot + 1));
    }
  }
  return names;
}

/**
 * Whether names cover a hostname; a wildcard among them stands for one level, as on certificates.
 * @param names - Canonical hostnames, or `*.` and one.
 * @param hostname - A canonical hostname.
 * @returns True where one of them does.
 */
export function certificateCovers(names: ReadonlySet<string>, hostname: string): boolean {
  return names.has(hostname) || names.has(`*.${parentHostname(hostname)}`);
}

/**
 * Whether a name is one of services and proofs, such as `_tcp.example.com`: nobody visits it.
 * @param hostname - A canonical hostname.
 * @returns True where a label begins with `_`.
 */
export function isServiceName(hostname: string): boolean {
  return hostname.split(".").some((label) => label.startsWith("_"));
}

/**
 * Whether a label in Punycode stands for a label in Unicode, so that browsers and other programs ask for it.
 * @param label - A canonical label.
 * @returns False for `xn--` labels that Punycode cannot read or UTS 46 does not allow; true for all others.
 */
export function isReadableLabel(label: string): boolean {
  if (!label.startsWith("xn--")) {
    return true;
  }
  const { toASCII, toUnicode } = uts46();
  const { domain, error } = toUnicode(label, processing);
  return !error && toASCII(domain, processing) === label;
}

/** One label in Punycode, or undefined if there is no such thing. */
function canonicalLabel(label: string): string | undefined {
  if (isPrintableAscii(label)) {
    return label.toLowerCase();
  }
  if (hasNewlyNormalised(label)) {
    return undefined;
  }
  const written = uts46().toASCII(label, processing);
  // Beside the Unicode stand letters, digits, `-` and `_` only: other characters have a meaning in URLs.
  return written !== null && /^[a-z0-9_-]+$/.test(written) ? written : undefined;
}

function hasNewlyNormalised(label: string): boolean {
  return [...label].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return newlyNormalised.some(([first, last]) => first <= code && code <= last);
  });
}
