import { names, say, type Phrase } from "../words/words";

/** Says what the check of browsers does to programs. */
export function checkedPrograms(hostnames: Phrase): Phrase {
  return say`From this change on the Browser Integrity Check looks at what programs send to ${hostnames}: API clients, webhooks and monitors without a User-Agent, or with an unusual one, get Error 403 (Cloudflare's 1010) or a challenge that they cannot pass.`;
}

/** The way out of it. */
export const checkHint = say`Switch it off for the paths and hostnames that programs ask, by a configuration rule (bic), or see first in the security events whom it meets.`;

/** Says what Rocket Loader does to pages. */
export function deferredScripts(hostnames: Phrase): Phrase {
  return say`From this change on Rocket Loader runs every script of the pages of ${hostnames} later, and by a script of its own: one that must run first, as those of payment, consent and menus may, fails, and a Content-Security-Policy that does not name ajax.cloudflare.com has none of them run.`;
}

/** The way out of it. */
export const deferHint = say`Try it by a configuration rule for one page first, and mark scripts that must run as they stand with data-cfasync="false".`;

/**
 * Says what Hotlink Protection does to images.
 * @param hostnames - The hostnames of the images.
 * @param elsewhere - Hostnames of the plan under other domains whose pages may show them. Defaults to none.
 */
export function protectedImages(hostnames: Phrase, elsewhere: readonly string[] = []): Phrase {
  return say`From this change on images of ${hostnames} are answered with Error 403 on pages of other domains: newsletters in a web mailer, partners and one's own sites under another domain lose them${elsewhere.length > 0 ? say`, ${names(elsewhere)} among these where ${[elsewhere.length === 1 ? "it shows" : "they show"]} them` : []}.`;
}

/** The way out of it. */
export const protectHint = say`Leave out the paths that others may show.`;
