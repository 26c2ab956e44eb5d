import { expect } from "chai";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bundle } from "../../../doctor/bundle/format";
import type { Gathering } from "../../../doctor/bundle/collect/gathering";
import { readApacheWorkers } from "../../../doctor/bundle/collect/apacheWorkers";

/** A server on this host that answers every page with one text. */
async function answering(status: number, page: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(status).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe("how many workers of Apache are busy", () => {
  it("is asked at the port of this host alone, where there is one", async () => {
    const visitors = await answering(403, "Forbidden");
    const status = await answering(200, "BusyWorkers: 3\nIdleWorkers: 7\n");
    const directive = (name: string, ...args: string[]) => ({ name, args, at: "httpd.conf:1" });
    const directives = [
      directive("loadmodule", "status_module", "mod_status.so"),
      directive("listen", `${portOf(visitors)}`),
      directive("listen", `127.0.0.1:${portOf(status)}`),
    ];
    const configurations = [
      { server: "apache", isRunning: true, directives },
    ] as unknown as Bundle["configurations"];
    const unread: Gathering["unread"] = [];
    const gathering = { signal: new AbortController().signal, unread } as unknown as Gathering;
    const workers = await readApacheWorkers(gathering, configurations);
    visitors.close();
    status.close();
    expect(workers).to.deep.equal({ busy: 3, idle: 7 });
    expect(unread).to.deep.equal([]);
  });
});
