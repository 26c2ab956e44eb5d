import { setTimeout as sleep } from "node:timers/promises";
import type { Application } from "../lab/application";
import type { Lab } from "../lab/lab";
import { proofCase, type ProofCase } from "../proofCase";

/** nginx before an application. */
async function nginxBefore(
  lab: Lab,
  does: Application["does"],
  more = "",
  http = "",
): Promise<void> {
  await lab.application({ does, at: 3000, host: "127.0.0.1" });
  await lab.nginx({ location: `proxy_pass http://127.0.0.1:3000; ${more}`, http });
}

async function apacheBefore(lab: Lab, does: Application["does"], main = ""): Promise<void> {
  await lab.application({ does, at: 3000, host: "127.0.0.1" });
  await lab.apache({ site: "ProxyPass / http://127.0.0.1:3000/", main });
}

const waits = "proxy_read_timeout 3s; proxy_connect_timeout 2s;";

export const serverCases: readonly ProofCase[] = [
  proofCase("an application that is down, nginx", "upstream-down", async (lab) => {
    await lab.nginx({ location: "proxy_pass http://127.0.0.1:3000;" });
  }),
  proofCase("an application whose socket is gone, nginx", "upstream-down", async (lab) => {
    await lab.nginx({ location: "proxy_pass http://unix:/run/app.sock;" });
  }),
  proofCase("an application that is down, Apache", "upstream-down", async (lab) => {
    await lab.apache({ site: "ProxyPass / http://127.0.0.1:3000/" });
  }),
  proofCase("all applications of a group down, nginx", "upstream-down", async (lab) => {
    await lab.nginx({
      http: "upstream app { server 127.0.0.1:3000; server 127.0.0.1:3001; }",
      location: "proxy_pass http://app;",
    });
  }),
  proofCase("one of two applications resets, nginx", "upstream-resets", async (lab) => {
    await lab.application({ does: "reset", at: 3000, host: "127.0.0.1", everySecond: true });
    await lab.nginx({ location: "proxy_pass http://127.0.0.1:3000;" });
    return { visits: 8 };
  }),
  proofCase("an application that resets, nginx", "upstream-resets", async (lab) => {
    await nginxBefore(lab, "reset");
  }),
  proofCase("an application that resets, Apache", "upstream-resets", async (lab) => {
    await apacheBefore(lab, "reset");
  }),
  proofCase("an application that closes early, nginx", "upstream-closes-early", async (lab) => {
    await nginxBefore(lab, "early");
  }),
  proofCase("an application that closes early, Apache", "upstream-closes-early", async (lab) => {
    await apacheBefore(lab, "early");
  }),
  proofCase(
    "an application that closes amid its answer, nginx",
    "upstream-closes-early",
    async (lab) => {
      await nginxBefore(lab, "truncated");
    },
  ),
  proofCase("an application that hangs, nginx", "upstream-slow", async (lab) => {
    await nginxBefore(lab, "hang", waits);
  }),
  proofCase("an application that hangs, Apache", "upstream-slow", async (lab) => {
    await apacheBefore(lab, "hang", "ProxyTimeout 3");
  }),
  proofCase(
    "an application whose address goes unanswered, nginx",
    "upstream-unreachable",
    async (lab) => {
      lab.in("origin", "iptables -A OUTPUT -d 10.64.9.9 -j DROP");
      await lab.nginx({ location: `proxy_pass http://10.64.9.9:3000; ${waits}` });
    },
  ),
  proofCase("an application that speaks no HTTP, nginx", "upstream-malformed", async (lab) => {
    await nginxBefore(lab, "bad-header");
  }),
  proofCase("an application that speaks no HTTP, Apache", "upstream-malformed", async (lab) => {
    await apacheBefore(lab, "bad-header");
  }),
  proofCase("an application whose chunks are none, nginx", "upstream-malformed", async (lab) => {
    await nginxBefore(lab, "bad-chunk", "proxy_http_version 1.1;");
  }),
  proofCase(
    "an application's header over nginx's buffer",
    "upstream-headers-too-large",
    async (lab) => {
      await nginxBefore(lab, "big-header");
    },
  ),
  proofCase(
    "an application's header over what Apache takes",
    "upstream-headers-too-large",
    async (lab) => {
      await apacheBefore(lab, "big-header");
    },
  ),
  proofCase(
    "an application's certificate that nginx does not trust",
    "upstream-tls",
    async (lab) => {
      await lab.nginx();
      lab.origin.run("pkill -9 nginx; true");
      await lab.application({
        ...{ does: "ok", at: 3000, host: "127.0.0.1" },
        tls: { cert: "/etc/nginx/tls/site.pem", key: "/etc/nginx/tls/site.key" },
      });
      await lab.nginx({
        location:
          "proxy_pass https://127.0.0.1:3000; proxy_ssl_verify on; proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt; proxy_ssl_name www.example.com;",
      });
    },
  ),
  proofCase(
    "an application's name that nginx cannot resolve",
    "upstream-name-unresolved",
    async (lab) => {
      await lab.nginx({
        location:
          "resolver 127.0.0.1:5399 valid=1s; resolver_timeout 2s; set $app app.internal; proxy_pass http://$app:3000;",
      });
    },
  ),
  proofCase("an application in maintenance", "maintenance", async (lab) => {
    await nginxBefore(lab, "maintenance");
  }),
  proofCase("a web server that is stopped", "origin-down", (lab) => {
    lab.origin.write("/var/log/nginx/error.log", "");
  }),
  proofCase("nginx does not take its configuration", "web-server-configuration", async (lab) => {
    await lab.nginx({ server: "proxy_bufers 8 16k;" }).catch(() => undefined);
  }),
  proofCase("a worker of nginx crashes", "web-server-crash", async (lab) => {
    await nginxBefore(lab, "hang");
    return { meanwhile: () => setInterval(() => lab.killWorkers("nginx", 11), 400) };
  }),
  proofCase("a process of Apache crashes", "web-server-crash", async (lab) => {
    await lab.application({ does: "hang", at: 3000, host: "127.0.0.1" });
    await lab.apache({ mpm: "prefork", site: "ProxyPass / http://127.0.0.1:3000/" });
    return {
      meanwhile: () => setInterval(() => lab.killWorkers("apache2", 11), 400),
      // Apache looks once a second for processes that ended.
      after: () => lab.says("/var/log/apache2/error.log", "exit signal"),
    };
  }),
  proofCase("a worker of nginx is killed for its memory", "memory-exhausted", async (lab) => {
    await nginxBefore(lab, "hang");
    return {
      meanwhile: () => setInterval(() => lab.killWorkers("nginx", 9), 400),
      after: () =>
        lab.origin.write(
          "/var/log/kern.log",
          "Nov 29 10:00:00 web kernel: [ 1234.567890] Out of memory: Killed process 4242 (nginx) total-vm:904312kB, anon-rss:811224kB, file-rss:0kB, shmem-rss:0kB, UID:33 pgtables:1712kB oom_score_adj:0\n",
        ),
    };
  }),
  proofCase("nginx without a free connection", "web-server-slots", async (lab) => {
    await lab.application({ does: "hang", at: 3000, host: "127.0.0.1" });
    await lab.nginx({
      events: "worker_connections 12;",
      location: "proxy_pass http://127.0.0.1:3000;",
    });
    return { meanwhile: () => lab.load(12) };
  }),
  proofCase("Apache prefork at MaxRequestWorkers", "web-server-slots", async (lab) => {
    await lab.application({ does: "hang", at: 3000, host: "127.0.0.1" });
    await lab.apache({
      ...{ mpm: "prefork", site: "ProxyPass / http://127.0.0.1:3000/" },
      main: "StartServers 2\nServerLimit 2\nMaxRequestWorkers 2\nListenBacklog 2",
    });
    return { meanwhile: () => lab.load(8), after: () => sleep(3000) };
  }),
  proofCase("Apache event at MaxRequestWorkers", "web-server-slots", async (lab) => {
    await lab.application({ does: "hang", at: 3000, host: "127.0.0.1" });
    await lab.apache({
      site: "ProxyPass / http://127.0.0.1:3000/",
      main: "StartServers 1\nServerLimit 1\nThreadsPerChild 3\nMaxRequestWorkers 3\nMinSpareThreads 1\nMaxSpareThreads 3",
    });
    return { meanwhile: () => lab.load(8), after: () => sleep(3000) };
  }),
  proofCase("nginx without a free file", "open-files-exhausted", async (lab) => {
    await lab.application({ does: "hang", at: 3000, host: "127.0.0.1" });
    await lab.nginx({
      main: "worker_rlimit_nofile 16;",
      location: "proxy_pass http://127.0.0.1:3000;",
    });
    return { meanwhile: () => lab.load(12) };
  }),
  proofCase("nginx's disk is full", "disk-full", async (lab) => {
    lab.smallDisk("/var/lib/nginx");
    await lab.application({ does: "ok", at: 3000, host: "127.0.0.1" });
    lab.origin.run("head -c 3000000 /dev/zero >/var/lib/nginx/fill || true");
    await lab.nginx({
      location: "proxy_pass http://127.0.0.1:3000; proxy_cache site;",
      http: "proxy_cache_path /var/lib/nginx/cache keys_zone=site:1m; proxy_cache_valid any 1s;",
    });
    return { visits: 6 };
  }),
  proofCase("nginx looks in another folder", "wrong-root", async (lab) => {
    await lab.nginx({
      location: "root /var/www/html; index index.html; try_files $uri $uri/ =404;",
    });
  }),
  proofCase("nginx has a folder without an index", "wrong-root", async (lab) => {
    await lab.nginx({ location: "root /var/www; index index.html;" });
  }),
  proofCase("Apache looks in another folder", "wrong-root", async (lab) => {
    await lab.apache({ site: "DocumentRoot /var/www/html" });
  }),
  proofCase(
    "nginx closes connections as Cloudflare uses them again",
    "keep-alive-too-short",
    async (lab) => {
      await lab.delay(60);
      await lab.nginx({ server: "keepalive_timeout 100ms;", listen: "listen 443 ssl;" });
      return { visits: 1 };
    },
  ),
];
