/**
 * Errors that a widget shows in place of a token: of pages of a hostname that is neither among its domains nor beneath one of them, and of
 * a sitekey that nobody has.
 * Source: Cloudflare docs, turnstile/troubleshooting/client-side-errors/error-codes (domain not authorized, sitekey not found) and
 * turnstile/additional-configuration/hostname-management (names beneath are included).
 */
export const widgetErrors = { domainNotAuthorized: 110_200, sitekeyNotFound: 110_110 } as const;
