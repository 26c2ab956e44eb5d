import type { Subject, Judge } from "./subject";
import { listenersAt } from "./subject";

const webServers =
  /^(?:nginx|apache2|httpd|caddy|haproxy|varnish|traefik|lighttpd|node|docker-proxy)/;

/** Whether something listens at the port that Cloudflare asks. */
export const judgeListening: Judge = (subject) => {
  const { bundle, target, told } = subject;
  const { port } = target;
  const { pass, fail, unknown } = told("listening", `port ${port}`);
  const found = listenersAt(bundle, { port });
  if (found === undefined) {
    return [unknown("the sockets of the host were not read")];
  }
  const isReachable = found.some(({ address = "" }) => !/^(?:127\.|::1$)/.test(address));
  if (isReachable) {
    return [pass(`something listens at port ${port}`, ["origin-down"])];
  }
  if (isForwarded(subject)) {
    return [unknown(`nothing listens at port ${port}, and a firewall's rule leads it elsewhere`)];
  }
  const names = (bundle.processes ?? []).map(({ name }) => name);
  if (names.includes("cloudflared")) {
    return [pass(`nothing listens at port ${port} for others, and cloudflared runs`)];
  }
  if (found.length > 0) {
    const allowed = told("listening", `port ${port}`, "setting");
    const only = `only addresses of this host itself listen at port ${port}`;
    return [allowed.fail(only, ["origin-down"])];
  }
  const running = [...new Set(names.filter((name) => webServers.test(name)))];
  // What runs may be asked at another port by what stands before it.
  return running.length > 0
    ? [
        told("listening", `port ${port}`, "setting").fail(
          `nothing listens at port ${port}; ${running.join(", ")} runs`,
          ["origin-down"],
        ),
      ]
    : [fail(`nothing listens at port ${port}, and no web server runs`, ["origin-down"])];
};

/** Containers may be reached by a rule alone, without a socket of the host's. */
function isForwarded({ bundle: { texts }, target: { port } }: Subject): boolean {
  const rule = new RegExp(`--dports? (?:\\S*,)?${port}\\b.{0,200}-j (?:DNAT|REDIRECT)`);
  return texts.some(
    ({ from, text }) =>
      (from === "iptables-save" && rule.test(text)) ||
      (from === "nft" && /"(?:dnat|redirect)"/.test(text)),
  );
}
