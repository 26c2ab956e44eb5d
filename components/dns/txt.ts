import { dnsRecordSize } from "../../facts/cloudflare/dnsRecordTypes";

/** One quoted string with its escapes: `\"`, `\\`, `\065`. */
const quotedString = /^"((?:[^"\\]|\\\d{3}|\\\D)*)"/su;

/** Quoted strings as a zone file has them: in parentheses over several lines perhaps, and with a comment behind these. */
const grouped = /^\((?<strings>\s*".*)\)\s*(?:;[^\n]*)?$/su;

/** A record as a zone file has it, up to its strings: a name, a TTL and a class perhaps, and the type. */
const zoneFileRecord = /^(?:[^\s"]\S*\s+)?(?:(?:\d\w*|IN)\s+){0,2}TXT\s+(?:\(\s*)?"/i;

/**
 * Reads the strings out of a TXT record's content. Text that starts with a quote, or with a parenthesis and a quote, is a row of quoted
 * strings as in a zone file (RFC 1035, section 5.1), everything else is one string as it stands.
 * @param content - What the user wrote.
 * @returns The bytes of each string; undefined where quotes or escapes do not close, and for a whole record of a zone file.
 */
export function readTxt(content: string): readonly Buffer[] | undefined {
  const text = content.trim();
  if (zoneFileRecord.test(text)) {
    return undefined;
  }
  if (!/^(\(\s*)?"/.test(text)) {
    return [Buffer.from(content, "utf8")];
  }
  const strings: Buffer[] = [];
  for (let rest = grouped.exec(text)?.groups?.strings?.trim() ?? text; rest !== "";) {
    const match = quotedString.exec(rest);
    const bytes = unescape(match?.[1]);
    if (match === null || bytes === undefined) {
      return undefined;
    }
    strings.push(bytes);
    rest = rest.slice(match[0].length).trimStart();
  }
  return strings;
}

/**
 * Writes strings as the API stores them: each in quotes, at most 255 bytes, everything but printable ASCII escaped.
 * @param strings - The bytes of each string; longer ones are split.
 * @returns The content of the record.
 */
export function writeTxt(strings: readonly Buffer[]): string {
  return splitTxt(strings)
    .map((bytes) => `"${[...bytes].map(escapeByte).join("")}"`)
    .join(" ");
}

/**
 * The size of a TXT record's value on the wire.
 * @param strings - The bytes of each string.
 * @returns Bytes, with the length octet of each string.
 */
export function txtWireBytes(strings: readonly Buffer[]): number {
  return splitTxt(strings).reduce((sum, bytes) => sum + bytes.length + 1, 0);
}

function splitTxt(strings: readonly Buffer[]): readonly Buffer[] {
  const size = dnsRecordSize.txtStringBytes;
  return strings.flatMap((bytes) =>
    Array.from({ length: Math.max(1, Math.ceil(bytes.length / size)) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    ),
  );
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === '"' || character === "\\") {
    return `\\${character}`;
  }
  return byte >= 0x20 && byte <= 0x7e ? character : `\\${byte.toString().padStart(3, "0")}`;
}

function unescape(text: string | undefined): Buffer | undefined {
  const parts = text?.match(/\\\d{3}|\\\D|[^\\]+/gsu) ?? [];
  if (
    text === undefined ||
    parts.some((part) => /^\\\d/.test(part) && Number(part.slice(1)) > 255)
  ) {
    return undefined;
  }
  return Buffer.concat(
    parts.map((part) =>
      /^\\\d/.test(part)
        ? Buffer.from([Number(part.slice(1))])
        : Buffer.from(part.startsWith("\\") ? part.slice(1) : part, "utf8"),
    ),
  );
}
