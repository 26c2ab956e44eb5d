/** What hostnames something may touch. */
export type HostnameReach =
  /** The hostnames, sorted. */
  | { readonly hostnames: readonly string[] }
  /** The zone of which every hostname may be touched: its name, or `the zone of` a hostname in it. */
  | { readonly zone: string };
