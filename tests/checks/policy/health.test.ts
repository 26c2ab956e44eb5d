import { ModelReference, secretValue } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { from, itTells, type Shop } from "./shop";

const zoneId = "f".repeat(32);

describe("policy: health", () => {
  itTells([
    {
      title: "misses a monitor",
      plan: (shop) => shop.set("primary", { monitor: undefined }),
      told: ["pool-without-monitor: shop-primary.monitor must be the id of a monitor; got nothing"],
    },
    {
      title: "asks for no regions where nothing probes",
      plan: (shop) => shop.set("primary", { monitor: undefined, checkRegions: [] }),
      told: ["pool-without-monitor: shop-primary.monitor must be the id of a monitor; got nothing"],
    },
    {
      title: "takes a monitor of another stack, and one that is not known yet",
      plan: (shop) =>
        shop.set("primary", { monitor: "1".repeat(32) }).set("backup", { monitor: unknownValue }),
      told: [],
    },
    {
      title: "refuses a monitor with Cloudflare's defaults, property by property",
      plan: (shop) =>
        shop.set("monitor", {
          type: undefined,
          expectedCodes: undefined,
          header: undefined,
          path: undefined,
          interval: undefined,
          timeout: undefined,
          retries: undefined,
          consecutiveDown: undefined,
        }),
      told: [
        'monitor-blind: monitor.expectedCodes must be codes of success, such as 2xx; got ""',
        "monitor-blind: monitor.header.Host must be the hostname that visitors ask for; got nothing",
        'monitor-blind: monitor.type must be https, as visitors\' requests are; got "http"',
        "detection-slow: monitor must take a hanging origin out within 60 s; got 80 s (interval 60, timeout 5, retries 2, consecutiveDown 0)",
        'monitor-path-shallow: monitor.path must lead deeper than the root; got "/"',
      ],
    },
    {
      title: "refuses a monitor that only connects",
      plan: (shop) =>
        shop.set("monitor", {
          type: "tcp",
          port: 443,
          expectedCodes: undefined,
          header: undefined,
          path: undefined,
        }),
      told: ['monitor-blind: monitor.type must be https, as visitors\' requests are; got "tcp"'],
    },
    {
      title: "refuses a monitor that takes 502 for an answer",
      plan: (shop) => shop.set("monitor", { expectedCodes: "200, 5xx" }),
      told: [
        'monitor-blind: monitor.expectedCodes must be codes of success, such as 2xx; got "200, 5xx"',
      ],
    },
    {
      title: "refuses a monitor that takes any error of the server for an answer",
      plan: (shop) => shop.set("monitor", { expectedCodes: "200,504" }),
      told: [
        'monitor-blind: monitor.expectedCodes must be codes of success, such as 2xx; got "200,504"',
      ],
    },
    {
      title: "takes codes of success and of redirects, one by one",
      plan: (shop) => shop.set("monitor", { expectedCodes: "200, 204,302" }),
      told: [],
    },
    {
      title: "misses a Host header whose list is empty",
      plan: (shop) => shop.set("monitor", { header: { Host: [] } }),
      told: [
        "monitor-blind: monitor.header.Host must be the hostname that visitors ask for; got nothing",
      ],
    },
    {
      title: "takes any code where the body must hold a text, and the front page too",
      plan: (shop) => shop.set("monitor", { expectedCodes: "", expectedBody: "ready", path: "/" }),
      told: [],
    },
    {
      title: "refuses a monitor that believes any certificate",
      plan: (shop) => shop.set("monitor", { allowInsecure: true }),
      told: [
        "monitor-blind: monitor.allowInsecure must be false, or invalid certificates (526) go unseen; got true",
      ],
    },
    {
      title: "asks nothing about certificates of a monitor that meets none",
      plan: (shop) => shop.set("monitor", { type: "http", allowInsecure: true }),
      told: ['monitor-blind: monitor.type must be https, as visitors\' requests are; got "http"'],
    },
    {
      title: "says nothing of codes, headers and paths that are not known yet",
      plan: (shop) =>
        shop.set("monitor", {
          expectedCodes: unknownValue,
          header: unknownValue,
          path: unknownValue,
        }),
      told: [],
    },
    {
      title: "says nothing of Host headers that are not known yet",
      plan: (shop) => shop.set("monitor", { header: { Host: unknownValue } }),
      told: [],
    },
    {
      title: "takes a code of success that ends with a five",
      plan: (shop) => shop.set("monitor", { expectedCodes: "200,205" }),
      told: [],
    },
    {
      title: "needs a Host header where no pool uses the monitor",
      plan: (shop) =>
        shop.add("monitor", "spare", { type: "https", path: "/healthz", expectedCodes: "2xx" }),
      told: [
        "monitor-blind: spare.header.Host must be the hostname that visitors ask for; got nothing",
      ],
    },
    {
      title: "looks at the monitor's own pools only for Host headers of origins",
      plan: (shop) => {
        const named = {
          name: "a",
          address: "203.0.113.10",
          header: { hosts: ["www.example.com"] },
        };
        const nameless = (name: string, address: string, monitor?: string): void => {
          shop.add("pool", name, {
            name,
            checkRegions: ["WEU"],
            origins: [{ name: "a", address }],
            ...(monitor === undefined ? {} : { monitor }),
          });
        };
        nameless("elsewhere", "192.0.2.11", "1".repeat(32));
        nameless("unwatched", "192.0.2.12");
        return shop
          .add("monitor", "other", {
            type: "https",
            path: "/healthz",
            expectedCodes: "2xx",
            header: { Host: ["www.example.com"] },
          })
          .set("monitor", { header: undefined, interval: 15 })
          .set("primary", { origins: [named] })
          .set("backup", { monitor: from("monitor", "other") });
      },
      told: [
        "pool-without-monitor: unwatched.monitor must be the id of a monitor; got nothing",
        "detection-slow: other must take a hanging origin out within 60 s; got 80 s (interval 60, timeout 5, retries 2, consecutiveDown 0)",
      ],
    },
    {
      title: "needs a Host header where one origin of several names none",
      plan: (shop) =>
        shop.set("monitor", { header: undefined }).set("primary", {
          origins: [
            { name: "a", address: "203.0.113.10", header: { hosts: ["www.example.com"] } },
            { name: "b", address: "203.0.113.11", header: { hosts: [] } },
          ],
        }),
      told: [
        "monitor-blind: monitor.header.Host must be the hostname that visitors ask for; got nothing",
      ],
    },
    {
      title: "says nothing where Host headers of origins are not known yet",
      plan: (shop) =>
        shop
          .set("monitor", { header: undefined })
          .set("primary", {
            origins: [{ name: "a", address: "203.0.113.10", header: unknownValue }],
          })
          .set("backup", {
            origins: [{ name: "a", address: "198.51.100.20", header: { hosts: unknownValue } }],
          }),
      told: [],
    },
    {
      title: "needs no Host header where every origin names its own",
      plan: (shop) =>
        shop
          .set("monitor", { header: undefined })
          .set("primary", {
            origins: [
              { name: "a", address: "203.0.113.10", header: { hosts: ["www.example.com"] } },
            ],
          })
          .set("backup", { origins: unknownValue }),
      told: [],
    },
    {
      title: "needs a Host header where one origin names none",
      plan: (shop) =>
        shop.set("monitor", { header: { "X-Probe": ["1"] } }).set("primary", {
          origins: [{ name: "a", address: "203.0.113.10", header: { hosts: ["www.example.com"] } }],
        }),
      told: [
        "monitor-blind: monitor.header.Host must be the hostname that visitors ask for; got nothing",
      ],
    },
    {
      title: "says nothing of a monitor that is not known yet",
      plan: (shop) =>
        shop.set("monitor", {
          type: unknownValue,
          header: unknownValue,
          expectedCodes: unknownValue,
          path: unknownValue,
          interval: unknownValue,
        }),
      told: [],
    },
    {
      title: "refuses the front page with a question mark behind it",
      plan: (shop) => shop.set("monitor", { path: "/?probe=1" }),
      told: ['monitor-path-shallow: monitor.path must lead deeper than the root; got "/?probe=1"'],
    },
    {
      title: "refuses an empty path",
      plan: (shop) => shop.set("monitor", { path: "" }),
      told: ['monitor-path-shallow: monitor.path must lead deeper than the root; got ""'],
    },
    {
      title: "takes a monitor of the zone where origin pulls are authenticated",
      plan: (shop) =>
        shop.add("zoneSetting", "pulls", { zoneId, settingId: "tls_client_auth", value: "on" }),
      told: [],
    },
    {
      title: "asks no zone of a monitor without TLS, nor of a pool without a monitor",
      plan: (shop) =>
        shop
          .set("monitor", { type: "http", probeZone: undefined })
          .set("backup", { monitor: undefined })
          .add("zoneSetting", "pulls", { zoneId, settingId: "tls_client_auth", value: "on" }),
      told: [
        'monitor-blind: monitor.type must be https, as visitors\' requests are; got "http"',
        "pool-without-monitor: shop-backup.monitor must be the id of a monitor; got nothing",
      ],
    },
    {
      title: "misses the zone of a monitor where one listener of one origin verifies clients",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .set("alb", { dnsName: "Alb-1.eu-west-1.elb.amazonaws.com" })
          .set("listener", { mutualAuthentication: { mode: "verify", trustStoreArn: "arn" } })
          .add("listener", "redirect", {
            loadBalancerArn: from("awsLoadBalancer", "alb"),
            port: 80,
            protocol: "HTTP",
          })
          .set("primary", {
            origins: [
              { name: "a", address: "203.0.113.10" },
              { name: "b", address: "alb-1.eu-west-1.elb.amazonaws.com" },
            ],
          }),
      told: [
        "monitor-without-probe-zone: monitor.probeZone must be the zone's name, for origins behind it ask for Cloudflare's client certificate; got nothing",
      ],
    },
    {
      title: "needs no zone for an origin without an address",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .set("listener", { mutualAuthentication: { mode: "verify", trustStoreArn: "arn" } })
          .set("primary", { origins: [{ name: "a" }] }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1 beside what is off",
      ],
    },
    {
      title: "needs no zone where it is not known who verifies clients, or whether",
      plan: (shop) => {
        const either = new ModelReference([
          ...from("awsLoadBalancer", "alb").reference,
          ...from("instance", "machine").reference,
        ]);
        return shop
          .set("monitor", { probeZone: undefined })
          .add("instance", "machine", {})
          .set("listener", { mutualAuthentication: { mode: "verify", trustStoreArn: "arn" } })
          .add("awsLoadBalancer", "other", { idleTimeout: 930 })
          .add("listener", "later", {
            loadBalancerArn: from("awsLoadBalancer", "other"),
            port: 80,
            protocol: "HTTP",
            mutualAuthentication: unknownValue,
          })
          .set("primary", { origins: [{ name: "a", address: either }] })
          .set("backup", {
            origins: [
              { name: "a", address: from("awsLoadBalancer", "other") },
              { name: "b", address: new ModelReference(["urn:pulumi:production::other::x::y"]) },
            ],
          });
      },
      told: [],
    },
    {
      title: "misses the zone of a monitor where the zone's origin pulls are authenticated",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .add("zoneSetting", "pulls", { zoneId, settingId: "tls_client_auth", value: "on" }),
      told: [
        "monitor-without-probe-zone: monitor.probeZone must be the zone's name, for origins behind it ask for Cloudflare's client certificate; got nothing",
      ],
    },
    {
      title: "misses the zone of a monitor where a listener verifies client certificates",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .set("listener", { mutualAuthentication: { mode: "verify", trustStoreArn: "arn" } })
          .set("primary", { origins: [{ name: "a", address: from("awsLoadBalancer", "alb") }] }),
      told: [
        "monitor-without-probe-zone: monitor.probeZone must be the zone's name, for origins behind it ask for Cloudflare's client certificate; got nothing",
      ],
    },
    {
      title: "misses the zone of a monitor where the hostname's origin pulls are authenticated",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .add("cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls", "pulls", {
            zoneId,
            configs: [{ certId: "c-1", enabled: true, hostname: "WWW.example.com" }],
          }),
      told: [
        "monitor-without-probe-zone: monitor.probeZone must be the zone's name, for origins behind it ask for Cloudflare's client certificate; got nothing",
      ],
    },
    {
      title: "needs no zone for origin pulls of other hostnames, or that may be off",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .add("cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls", "pulls", {
            zoneId,
            configs: [
              { certId: "c-1", enabled: true, hostname: "api.example.com" },
              { certId: "c-1", enabled: unknownValue, hostname: "www.example.com" },
              { certId: "c-1", enabled: false, hostname: "www.example.com" },
              { certId: "c-1", hostname: "www.example.com" },
              { certId: "c-1", enabled: true, hostname: unknownValue },
              unknownValue,
              null,
            ],
          })
          .add("cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls", "later", {
            zoneId,
            configs: unknownValue,
          }),
      told: [],
    },
    {
      title: "needs no zone while nobody asks for a certificate",
      plan: (shop) =>
        shop
          .set("monitor", { probeZone: undefined })
          .add("zoneSetting", "pulls", { zoneId, settingId: "tls_client_auth", value: "off" })
          .set("listener", { mutualAuthentication: { mode: "passthrough" } })
          .set("primary", { origins: [{ name: "a", address: from("awsLoadBalancer", "alb") }] }),
      told: [],
    },
    {
      title: "needs no zone for origin pulls of another zone",
      plan: (shop) =>
        shop.set("monitor", { probeZone: undefined }).add("zoneSetting", "pulls", {
          zoneId: "e".repeat(32),
          settingId: "tls_client_auth",
          value: "on",
        }),
      told: [],
    },
    {
      title: "misses regions to probe from",
      plan: (shop) =>
        shop.set("primary", { checkRegions: [] }).set("backup", { checkRegions: undefined }),
      told: [
        "check-regions-unset: shop-backup.checkRegions must name the regions to probe from; got nothing",
        "check-regions-unset: shop-primary.checkRegions must name the regions to probe from; got nothing",
      ],
    },
    {
      title: "refuses an even number of regions",
      plan: (shop) => shop.set("primary", { checkRegions: ["WEU", "ENAM"] }),
      told: [
        "check-regions-even: shop-primary.checkRegions must be an odd number of regions; got 2: WEU, ENAM",
      ],
    },
    {
      title: "counts regions that are not known yet",
      plan: (shop) => shop.set("primary", { checkRegions: ["WEU", unknownValue] }),
      told: [
        "check-regions-even: shop-primary.checkRegions must be an odd number of regions; got 2: WEU, a value that is not known yet",
      ],
    },
    {
      title: "refuses all regions on a plan that does not have them",
      plan: (shop) => shop.set("primary", { checkRegions: ["ALL_REGIONS"] }),
      told: [
        "check-regions-beyond-plan: shop-primary.checkRegions must name single regions on the plan business; got ALL_REGIONS",
      ],
    },
    {
      title: "takes all regions on Enterprise",
      configuration: { rules: { "check-regions-beyond-plan": { limits: { plan: "enterprise" } } } },
      plan: (shop) => shop.set("primary", { checkRegions: ["ALL_REGIONS"] }),
      told: [],
    },
    {
      title: "says nothing of regions that are not known yet",
      plan: (shop) => shop.set("primary", { checkRegions: unknownValue }),
      told: [],
    },
    {
      title: "finds detection a second over the limit, and not at it",
      configuration: { rules: { "detection-slow": { limits: { maximumSeconds: 44 } } } },
      plan: (shop) => shop,
      told: [
        "detection-slow: monitor must take a hanging origin out within 44 s; got 45 s (interval 15, timeout 5, retries 1, consecutiveDown 2)",
      ],
    },
    {
      title: "takes detection at the limit",
      configuration: { rules: { "detection-slow": { limits: { maximumSeconds: 45 } } } },
      plan: (shop) => shop,
      told: [],
    },
    ...(["interval", "timeout", "retries", "consecutiveDown"] as const).map((property) => ({
      title: `says nothing of detection whose ${property} is not known yet`,
      configuration: { rules: { "detection-slow": { limits: { maximumSeconds: 1 } } } },
      plan: (shop: Shop) => shop.set("monitor", { [property]: unknownValue }),
      told: [],
    })),
    {
      title: "lets a slow monitor be that no load balancer rests on",
      plan: (shop) =>
        shop.add("monitor", "other", {
          type: "https",
          path: "/healthz",
          expectedCodes: "2xx",
          header: { Host: ["www.example.com"] },
          interval: 300,
        }),
      told: [],
    },
    {
      title: "misses an alert",
      plan: (shop) => shop.drop("alert"),
      told: [
        "pool-without-alert: shop-backup must be in a health alert that is on; got none in this stack",
        "pool-without-alert: shop-primary must be in a health alert that is on; got none in this stack",
      ],
    },
    {
      title: "misses an alert on one pool",
      plan: (shop) => shop.set("alert", { filters: { poolIds: [from("pool", "primary")] } }),
      told: [
        "pool-without-alert: shop-backup must be in a health alert that is on; got none in this stack",
      ],
    },
    {
      title: "does not count an alert that is off or about something else",
      plan: (shop) =>
        shop.set("alert", { enabled: false }).add("alert", "other", {
          alertType: "real_origin_monitoring",
          mechanisms: { emails: [{ id: "oncall@example.com" }] },
        }),
      told: [
        "pool-without-alert: shop-backup must be in a health alert that is on; got none in this stack",
        "pool-without-alert: shop-primary must be in a health alert that is on; got none in this stack",
      ],
    },
    {
      title: "does not miss an alert that a partial plan leaves out, nor one that may be on",
      plan: (shop) => ({ ...shop.drop("alert").plan, whole: false }),
      told: [],
    },
    {
      title: "says nothing where an alert may be on",
      plan: (shop) => shop.set("alert", { enabled: unknownValue }),
      told: [],
    },
    {
      title: "says nothing where it is not known what an alert tells of",
      plan: (shop) => shop.set("alert", { alertType: unknownValue }),
      told: [],
    },
    {
      title: "asks for no receiver of an alert that is off",
      plan: (shop) =>
        shop.add("alert", "off", {
          alertType: "load_balancing_health_alert",
          enabled: false,
          mechanisms: {},
        }),
      told: [],
    },
    {
      title: "refuses an alert without a receiver",
      plan: (shop) => shop.set("alert", { mechanisms: { emails: [] } }),
      told: ["alert-without-receiver: alert.mechanisms must name at least one receiver; got none"],
    },
    {
      title: "refuses webhooks that Cloudflare does not post to, and shows none of their URLs",
      plan: (shop) =>
        shop
          .add("alertWebhook", "cluster", {
            url: "http://alertmanager.monitoring.svc.cluster.local/hook?token=hush",
          })
          .add("alertWebhook", "machine", { url: "https://10.0.4.7/hush" })
          .add("alertWebhook", "other", { url: "https://hooks.example.com:8443/hush" })
          .add("alertWebhook", "said", { url: "https://me:hush@hooks.example.com/" })
          .add("alertWebhook", "none", { url: "hooks.example.com" }),
      told: [
        "secret-in-plain-text: said.url must be a secret; got credentials in a URL in clear",
        "webhook-unreachable: cluster.url must be at a public address, to which alone Cloudflare posts; got a name of a local network",
        "webhook-unreachable: machine.url must be at a public address, to which alone Cloudflare posts; got an address for private networks",
        "webhook-unreachable: none.url must be an http or https URL; got no such URL",
        "webhook-unreachable: other.url must be on port 80 or 443, to which alone Cloudflare posts; got port 8443",
        "webhook-unreachable: said.url must name no user and no password; got a URL with a user or a password before its host",
      ],
    },
    {
      title: "wants the secrets of chat services out of the URL",
      plan: (shop) =>
        shop
          .add("alertWebhook", "slack", { url: "https://hooks.slack.com/services/T0/B0/hush" })
          .add("alertWebhook", "chat", {
            url: "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=hush",
          }),
      told: [
        "secret-in-plain-text: chat.url must be a secret; got a Google Chat webhook in clear",
        "secret-in-plain-text: slack.url must be a secret; got a Slack webhook in clear",
        "webhook-secret-in-url: chat.url must leave its secret, the parameter token, to secret: Cloudflare takes it out of the URL and answers with the rest, so that every refresh would find a difference; got a whole URL of Google Chat",
        "webhook-secret-in-url: slack.url must leave its secret, the end of its path, to secret: Cloudflare takes it out of the URL and answers with the rest, so that every refresh would find a difference; got a whole URL of Slack",
      ],
    },
    {
      title: "takes webhooks that Cloudflare posts to and keeps, and those that are not known",
      plan: (shop) =>
        shop
          .add("alertWebhook", "plain", { url: "http://hooks.example.com/a" })
          .add("alertWebhook", "splunk", {
            url: "https://splunk.example.com:8088/services/collector/event",
          })
          .add("alertWebhook", "slack", {
            url: "https://hooks.slack.com/services/T00000000/B00000000",
            secret: secretValue,
          })
          .add("alertWebhook", "trigger", {
            url: "https://hooks.slack.com/triggers/7L2N5I46Z/4385645500103",
            secret: secretValue,
          })
          .add("alertWebhook", "late", { url: unknownValue })
          .add("alertWebhook", "secret", { url: secretValue })
          .add("alertWebhook", "none", {}),
      told: [],
    },
    {
      title: "takes a receiver that is not known yet",
      plan: (shop) => shop.set("alert", { mechanisms: { webhooks: unknownValue } }),
      told: [],
    },
  ]);
});
