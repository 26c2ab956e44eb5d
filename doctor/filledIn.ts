import { isIP } from "node:net";
import { shellWord } from "../core/shellWord";
import { defaultHttpsPort } from "../facts/cloudflare/ports";

/** What the words of a command stand for that are not the reader's to fill in. */
export interface FilledWords {
  /** What visitors ask for. */
  readonly url: URL;
  /** The origin's address; undefined where none is known, and `ADDRESS` is left to the reader. */
  readonly address: string | undefined;
}

/**
 * Fills a command in: `URL` is what visitors ask for, `SITE` the same without its path, `NAME` its name, `HTTPS_PORT` its port, at which
 * Cloudflare asks the origin too, and `ADDRESS` the origin's.
 * @param text - The command.
 * @param words - What the words stand for.
 * @returns The command, as a shell reads it.
 */
export function filledIn(text: string, { url, address }: FilledWords): string {
  const bare = address?.replace(/^\[(.*)\]$/, "$1");
  // Beside a port an address of IPv6 stands in brackets.
  const beside = bare !== undefined && isIP(bare) === 6 ? `[${bare}]` : bare;
  const words = new Map([
    ["URL", shellWord(url.href)],
    ["SITE", url.origin],
    ["NAME", url.hostname],
    ["HTTPS_PORT", url.port === "" ? String(defaultHttpsPort) : url.port],
  ]);
  // In one pass: what is filled in is not looked at again.
  return text.replace(
    /(?<before>:)?\b(?<word>URL|SITE|NAME|HTTPS_PORT|ADDRESS)\b(?<after>:)?/g,
    (whole, before: string = "", word: string = "", after: string = "") => {
      const isBeside = before !== "" || after !== "";
      const value = word === "ADDRESS" ? (isBeside ? beside : bare) : words.get(word);
      return value === undefined ? whole : `${before}${value}${after}`;
    },
  );
}
