/** The lowest status code of HTTP that is an error. Source: RFC 9110, section 15. */
export const lowestErrorStatus = 400;

/** The lowest one that is the fault of the server. Source: the same section. */
export const lowestServerErrorStatus = 500;

/** What a page that is not there, and a path that is not allowed, answer. Source: RFC 9110, section 15.5.5. */
export const notFoundStatus = 404;

/** What a range of statuses has that names no end. Source: RFC 9110, section 15 (a status has three digits). */
export const everyStatus = { from: 100, to: 999 } as const;

/** Redirects after which clients send again what they sent. After the others many ask by GET. Source: RFC 9110, sections 15.4.2 to 15.4.9. */
export const methodKeepingStatuses: readonly number[] = [307, 308];
