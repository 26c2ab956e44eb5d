import { httpMonitorTypes } from "../../../facts/cloudflare/monitors";
import { equalMonitors } from "../equalMonitors";
import { defineRule } from "../rule";
import { about, shown } from "../subjects";

/** Monitors that ask for the front page. */
export const monitorPathShallow = defineRule({
  id: "monitor-path-shallow",
  severity: "medium",
  sentence: "Every monitor asks for a path that fails when the application does.",
  reason:
    "The root is often answered by a cache, a proxy or a static page while the application behind it fails.",
  source:
    "Cloudflare docs, load-balancing/monitors, Path; AWS Builders' Library, implementing health checks",
  hint: "Serve a health path that uses what the site needs, and name it; or expect a text of the page in expectedBody",
  standing: equalMonitors,
  evaluate: ({ after }) =>
    after.traffic.monitors
      .filter(({ type }) => httpMonitorTypes.includes(type as string))
      .filter(({ path, expectedBody }) => expectedBody === "" && /^\/*(\?|$)/.test(String(path)))
      .map(({ resource, path }) => ({
        ...about(resource, "path"),
        must: "lead deeper than the root",
        actual: shown(path),
      })),
});
