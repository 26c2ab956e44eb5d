/**
 * What programs that ask websites call themselves.
 *
 * Source: UptimeRobot's help, "What's the user-agent"; Google Search Central, overview of Google crawlers (Googlebot, desktop); Cloudflare
 * docs, reference of site crawling (the load balancer's monitors, without the pool's id); Let's Encrypt's as access logs show it
 * that are published; the others are of the usual form of their kind, from memory.
 */
export const userAgents = {
  browser:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  apiClient: "okhttp/4.12.0",
  monitor: "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
  loadBalancerMonitor:
    "Mozilla/5.0 (compatible; Cloudflare-Traffic-Manager/1.0; +https://www.cloudflare.com/traffic-manager/)",
  certificateAuthority:
    "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)",
  crawler:
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/140.0.0.0 Safari/537.36",
} as const;

/** What this project's doctor calls itself where it asks, so that who reads an access log knows what it was. */
export const doctorUserAgent =
  "steady-edge-doctor/1 (asks a few times, GET and HEAD only, why a site answers 502)";
