/** Where the files of TLS are on a server whose configuration is written for a stack that makes them, unless arguments say otherwise. */
export const tlsFiles = {
  /** The origin certificate, with its chain behind it. */
  certificateFile: "/etc/ssl/steady-edge/origin.pem",
  /** Its key. */
  keyFile: "/etc/ssl/steady-edge/origin.key",
  /** The authority of the client certificates that Cloudflare shows. */
  clientCaFile: "/etc/ssl/steady-edge/origin-pulls-ca.pem",
} as const;
