/** What monitors do that no property says. Source: Cloudflare docs, load-balancing/understand-basics/health-details and load-balancing/monitors. */
export const monitorBehaviour = {
  /** Data centers that probe for each region. */
  dataCentersPerRegion: 3,
  /** What an endpoint is where as many regions say one thing as the other; the page says only that most of them make it healthy. */
  tieIs: "as it was",
  /**
   * Bytes of an answer in which the expected text is looked for. Source: Cloudflare docs,
   * load-balancing/troubleshooting/common-error-codes (the first 10 KB).
   */
  searchedBytes: 10_240,
  /** Redirects that a probe follows in a row; a choice, as no page gives a figure. */
  mostRedirects: 5,
} as const;

/**
 * How much the newest round trip of a probe counts in the moving average by which dynamic steering goes; a choice, as no page gives a figure.
 * Source: Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies/dynamic-steering (an exponentially weighted average).
 */
export const latencyWeight = 0.3;
