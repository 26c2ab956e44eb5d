import type { HealthAnswer } from "../server/served";

/** What the application of a real origin is told, in a file that it reads for every request. */
export interface ApplicationBehaviour {
  /** Status of every answer but the health check's, and of that; null for good ones. */
  readonly status: number | null;
  readonly healthStatus: number | null;
  /** Real milliseconds that the work on an answer takes. */
  readonly delayMilliseconds: number;
  readonly headerBytes: number;
  readonly truncates: boolean;
  readonly crashes: boolean;
  /** Good answers to monitors. */
  readonly health: readonly HealthAnswer[];
}

/** The file that the application reads, in its own folder, which nginx never serves. */
export const toldFile = "usr/share/steady-edge/told.json";

/** Where the application is, for visitors and for monitors. */
export const applicationFile = "var/www/html/index.php";

/** A script in PHP that answers as it is told. Its worker ends itself where it is to crash: for nginx that is as if the kernel had. */
export const application = `<?php
$told = json_decode(file_get_contents(__DIR__ . '/../../../${toldFile}'), true);
$path = explode('?', $_SERVER['REQUEST_URI'])[0];
$known = array_column($told['health'], null, 'path')[$path] ?? null;
$isVisit = $known === null || $path === '/';
$crash = fn() => exec('kill -KILL ' . getmypid());
if ($isVisit && $told['crashes']) {
    $crash();
}
usleep((int) ($told['delayMilliseconds'] * 1000));
$set = $told[$isVisit ? 'status' : 'healthStatus'];
$status = $set ?? $known['status'] ?? 200;
$title = $status < 300 ? 'The site is up' : "Error $status";
$page = "<!doctype html>\\n<title>$title</title>\\n<h1>$title</h1>\\n";
$body = $set === null && $known !== null ? $known['body'] : $page;
for ($written = 0; $written < $told['headerBytes']; $written += 4000) {
    header("X-Padding-$written: " . str_repeat('p', min(4000, $told['headerBytes'] - $written)));
}
http_response_code($status);
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
if ($told['truncates']) {
    echo substr($body, 0, intdiv(strlen($body), 2));
    flush();
    $crash();
}
echo $body;
`;
