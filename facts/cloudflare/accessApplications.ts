/** The application of a hostname or a path. Source: Cloudflare API reference, access/applications (type). */
export const selfHosted = "self_hosted";
