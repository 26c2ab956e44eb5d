import { failsOver, remedy, webServerLogs } from "./remedy";

/** The machine and its web server. */
export const machineRemedies = {
  "origin-down": remedy("Start the web server, and see why it ended", {
    commands: [
      "ss -ltnp '( sport = :HTTPS_PORT or sport = :80 )'",
      "systemctl status nginx apache2 httpd caddy",
      "journalctl -u nginx -u apache2 -u httpd -n 50 --no-pager",
      "sudo systemctl restart SERVICE",
    ],
    by: failsOver,
  }),
  "origin-unreachable": remedy(
    "See whether the machine runs and its address is right, and then who drops packets on the way",
    {
      commands: [
        "mtr -n -T -P HTTPS_PORT -c 50 ADDRESS",
        "aws ec2 describe-instance-status --instance-ids INSTANCE",
        "ip route get 172.64.0.1",
      ],
      settings: ["Cloudflare, DNS, Records: the record's content is the origin's present address"],
      by: failsOver,
    },
  ),
  "origin-slow": remedy("Find what the slow requests wait for; take long work out of requests", {
    commands: [
      "curl -sS -o /dev/null -w '%{time_starttransfer}\\n' --resolve NAME:HTTPS_PORT:ADDRESS URL",
      "uptime",
      webServerLogs,
    ],
    settings: [
      "Cloudflare, Enterprise: zone setting proxy_read_timeout up to 6000 seconds",
      "elsewhere: a name that is DNS only for jobs of more than 120 seconds",
    ],
    by: ["nginxConfig", "it puts the timeouts in order, so that the slow side is named in its log"],
  }),
  "origin-resets": remedy("See in the web server's log who closed the connections, and why", {
    commands: [webServerLogs, "journalctl -k -n 50 --no-pager", "sudo nginx -T"],
    by: failsOver,
  }),
  "origin-truncates": remedy(
    "Send answers whole, with the Content-Length that they have or with none",
    {
      commands: [
        "curl -sS -o /dev/null -D - --resolve NAME:HTTPS_PORT:ADDRESS URL",
        webServerLogs,
        "df -h /var/lib/nginx /var/cache/nginx /tmp",
      ],
      by: failsOver,
    },
  ),
  "origin-malformed": remedy("Mend what writes the answer's head: it is no HTTP", {
    commands: [
      "openssl s_client -quiet -connect ADDRESS:HTTPS_PORT -servername NAME",
      "curl -sS -o /dev/null -D - --http1.1 --resolve NAME:HTTPS_PORT:ADDRESS URL",
    ],
    by: failsOver,
  }),
  "origin-headers-too-large": remedy("Set fewer and shorter cookies and headers", {
    commands: [
      "curl -sS -o /dev/null -D - --resolve NAME:HTTPS_PORT:ADDRESS URL | wc -c",
      "curl -sS -o /dev/null -D - --resolve NAME:HTTPS_PORT:ADDRESS URL | grep -ic '^set-cookie'",
    ],
    settings: ["Cloudflare takes 32 KB of an answer's headers, 16 KB of each"],
    by: failsOver,
  }),
  "origin-compression-broken": remedy("Compress in one place alone, or leave it to Cloudflare", {
    commands: [
      "curl -sS -H 'Accept-Encoding: gzip' --resolve NAME:HTTPS_PORT:ADDRESS URL | gzip -t",
    ],
    settings: [
      "nginx: gzip off where the application compresses",
      "PHP: zlib.output_compression = Off",
      "WordPress: one plugin that compresses, not two",
    ],
    by: failsOver,
  }),
  "origin-http2-broken": remedy(
    "Offer HTTP/2 only where it works; without it Cloudflare asks in HTTP/1.1",
    {
      commands: ["curl -sSI --http2 --resolve NAME:HTTPS_PORT:ADDRESS URL"],
      settings: [
        "Cloudflare, Speed, Settings, Protocol: HTTP/2 to Origin off (zone setting origin_max_http_version 1)",
        "nginx: http2 off in the server",
      ],
      by: ["StrictTls", "with originMaximumHttpVersion Cloudflare asks in HTTP/1.1 alone"],
    },
  ),
  "keep-alive-too-short": remedy("Keep idle connections longer than Cloudflare's 900 seconds", {
    settings: [
      "nginx: keepalive_timeout 910s",
      "Apache: KeepAlive On, KeepAliveTimeout 910",
      "Node: server.keepAliveTimeout = 910000, server.headersTimeout above it",
      "Application Load Balancer: idle timeout of 910 seconds or more",
    ],
    commands: ["steady-edge server-config nginx", "sudo nginx -t"],
    by: [
      "nginxConfig",
      "it writes the keep-alive that fits Cloudflare's; so do apacheConfig and nodeConfig",
    ],
  }),
  "keep-alive-limit": remedy("Let more requests be made on a connection", {
    settings: ["nginx: keepalive_requests 10000", "Apache: MaxKeepAliveRequests 0"],
    commands: ["steady-edge server-config nginx", "sudo nginx -t"],
    by: ["nginxConfig", "it writes the number of requests as well; so does apacheConfig"],
  }),
  "stranger-among-addresses": remedy(
    "Take the address that is another server out of the records or of the pool",
    {
      commands: [
        "dig +short NAME",
        "openssl s_client -connect ADDRESS:HTTPS_PORT -servername NAME </dev/null",
      ],
      settings: [
        "Cloudflare, DNS, Records: one record for each of the site's own servers, and no more",
      ],
      by: [
        "DnsRecords",
        "records stand in the program, and addresses that were given up are refused",
      ],
    },
  ),
  "web-server-crash": remedy("Find what the web server's processes die of: a module, or memory", {
    commands: [
      "journalctl -k --grep 'segfault|Out of memory' --no-pager",
      webServerLogs,
      "coredumpctl list",
      "sudo nginx -V",
    ],
    settings: ["take modules out one by one, those of third parties first"],
    by: failsOver,
  }),
  "web-server-slots": remedy("Give the web server more workers, and end what holds them", {
    commands: [
      "ss -ltn '( sport = :HTTPS_PORT or sport = :80 )'",
      "ss -tn state established '( sport = :HTTPS_PORT or sport = :80 )' | wc -l",
      webServerLogs,
    ],
    settings: [
      "nginx: worker_connections and worker_rlimit_nofile",
      "Apache: MaxRequestWorkers with ServerLimit, as the memory allows",
      "the listen socket's backlog, and net.core.somaxconn",
    ],
    by: failsOver,
  }),
  "web-server-configuration": remedy("Mend the line that the test of the configuration names", {
    commands: ["sudo nginx -t", "sudo apachectl configtest", "systemctl status nginx apache2"],
    by: ["nginxConfig", "its commands test the configuration before the server reads it"],
  }),
  "wrong-root": remedy("Lead the server to the folder in which the site is, and let it read it", {
    commands: ["sudo nginx -T | grep -nE 'server_name|root'", "sudo apachectl -S", "namei -l PATH"],
    settings: ["nginx: root", "Apache: DocumentRoot with its <Directory>"],
    by: failsOver,
  }),
  "open-files-exhausted": remedy("Raise the limit of open files, and see what leaves them open", {
    commands: ["cat /proc/PID/limits", "ls /proc/PID/fd | wc -l", "sysctl fs.file-nr"],
    settings: ["systemd: LimitNOFILE= of the service", "nginx: worker_rlimit_nofile"],
    by: failsOver,
  }),
  "disk-full": remedy("Make room: what is full is a disk, its inodes or a small tmpfs", {
    commands: [
      "df -h",
      "df -i",
      "sudo du -xh --max-depth=2 /var | sort -h | tail -n 20",
      "journalctl --disk-usage",
    ],
    settings: [
      "logrotate for each log",
      "PHP: session.gc_probability, and a folder for sessions that is emptied",
    ],
    by: failsOver,
  }),
  "memory-exhausted": remedy("Give the machine more memory, or its services fewer workers", {
    commands: [
      "journalctl -k --grep 'Out of memory|oom' --no-pager",
      "free -m",
      "ps -eo pid,rss,comm --sort=-rss | head",
    ],
    settings: [
      "PHP-FPM: pm.max_children times the memory of a worker below the memory that is there",
      "systemd: MemoryMax= and OOMScoreAdjust= of the service",
    ],
    by: ["phpFpmConfig", "it counts workers by the machine's memory, and refuses what cannot fit"],
  }),
  "cpu-exhausted": remedy(
    "Find what takes the processor, and add machines where it is the visitors",
    {
      commands: ["uptime", "ps -eo pid,pcpu,comm --sort=-pcpu | head", "vmstat 1 5"],
      settings: ["EC2, T family: CPU credits, or unlimited mode"],
      by: [
        "AlbOrigin",
        "its Auto Scaling group has more than one machine, and takes another for one that fails",
      ],
    },
  ),
  "clock-wrong": remedy("Let the origin's clock be set by NTP", {
    commands: ["timedatectl", "chronyc tracking", "sudo timedatectl set-ntp true"],
    by: failsOver,
  }),
  maintenance: remedy("End the maintenance, or show a page of Cloudflare's meanwhile", {
    commands: [
      "wp maintenance-mode deactivate",
      "php artisan up",
      "curl -sSI --resolve NAME:HTTPS_PORT:ADDRESS URL",
    ],
    settings: ["WordPress: the file .maintenance in its folder, left by an update that broke off"],
    by: [
      "MaintenancePage",
      "visitors see a page of the edge's own, and the origin need not answer",
    ],
  }),
  "origin-answers-5xx": remedy(
    "Look into the logs of the web server and of the application for the same second",
    {
      commands: [
        "curl -sS -o /dev/null -D - --resolve NAME:HTTPS_PORT:ADDRESS URL",
        webServerLogs,
        "steady-edge doctor collect > origin.json",
      ],
      by: failsOver,
    },
  ),
} as const;
