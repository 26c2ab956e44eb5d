import { levelsOf } from "../../configuration/nginxServers";
import { named } from "../../configuration/directive";
import type { Judge } from "./subject";

/** The size of a page of memory, which these are where nobody sets them. Source: nginx docs, ngx_http_proxy_module and ngx_http_fastcgi_module. */
const usualBytes = 4096;

const units: ReadonlyMap<string, number> = new Map([
  ["k", 1024],
  ["m", 1024 * 1024],
]);

/** Whether nginx takes headers of the usual size from the application. */
export const judgeHeaderBuffers: Judge = ({ servers, told }) =>
  servers.flatMap((server) => {
    const set = [server.http, ...levelsOf(server).map(([own = []]) => own)].flatMap((level) =>
      named(level, "proxy_buffer_size", "fastcgi_buffer_size"),
    );
    return set.flatMap(({ name, args: [size = ""], at }) => {
      const [, number, unit = ""] = /^(\d{1,9})([km]?)$/i.exec(size) ?? [];
      const bytes = Number(number ?? Number.NaN) * (units.get(unit.toLowerCase()) ?? 1);
      return bytes < usualBytes
        ? [
            told("header-buffers", at, "setting").fail(
              `${name} ${size} takes less than the ${usualBytes} bytes that it takes where nobody sets it`,
              ["upstream-headers-too-large"],
            ),
          ]
        : [];
    });
  });
