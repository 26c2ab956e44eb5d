import { expect } from "chai";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bundle } from "../../../doctor/bundle/format";
import type { Gathering } from "../../../doctor/bundle/collect/gathering";
import { keptOf } from "../../../doctor/bundle/collect/kept";
import {
  nginxConnectionsOf,
  readNginxConnections,
} from "../../../doctor/bundle/collect/nginxConnections";
import { readNginx } from "../../../doctor/configuration/nginx";

const page = `Active connections: 291
server accepts handled requests
 16630948 16630941 31070465
Reading: 6 Writing: 179 Waiting: 106
`;

/** What is read of a running nginx, why not, and what it was asked for. */
async function read(
  configuration: (port: number) => string,
  answer = page,
): Promise<{ connections: unknown; unread: Gathering["unread"]; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const text = configuration((server.address() as AddressInfo).port);
  const directives = keptOf("nginx", readNginx([{ path: "/etc/nginx/nginx.conf", text }]));
  const configurations = [
    { server: "nginx", isRunning: true, directives },
  ] as unknown as Bundle["configurations"];
  const unread: Gathering["unread"] = [];
  const gathering = { signal: new AbortController().signal, unread } as unknown as Gathering;
  const connections = await readNginxConnections(gathering, configurations);
  server.close();
  return { connections, unread, asked };
}

describe("the connections of nginx", () => {
  it("are asked for at the stub_status of a port of this host alone", async () => {
    const seen = await read(
      (port) => `http {
        server { listen 80; location = /open { stub_status; } }
        server { listen 127.0.0.1:${port}; location = /nginx-status { stub_status; } }
      }`,
    );
    expect(seen).to.deep.equal({
      ...{ connections: { active: 291, dropped: 7 }, unread: [], asked: ["/nginx-status"] },
    });
  });

  it("are not asked for where there is none, and said not to be read where it does not tell", async () => {
    const nothing = { connections: undefined, unread: [], asked: [] };
    expect(await read(() => "http { server { listen 80; } }")).to.deep.equal(nothing);
    const overTls = (port: number): string =>
      `http { server { listen 127.0.0.1:${port} ssl; location /s { stub_status; } } }`;
    expect(await read(overTls)).to.deep.equal(nothing);
    const silent = await read(
      (port) => `http { server { listen 127.0.0.1:${port}; location /s { stub_status; } } }`,
      "<h1>403 Forbidden</h1>",
    );
    expect(silent).to.deep.equal({
      connections: undefined,
      unread: [{ what: "the connections that nginx has", why: "/s did not answer with them" }],
      asked: ["/s"],
    });
  });

  it("are none where the page is cut or another one", () => {
    expect(nginxConnectionsOf(page.slice(0, 40))).to.equal(undefined);
    expect(nginxConnectionsOf("")).to.equal(undefined);
    // No bundle takes fewer than none.
    const reversed = page.replace("16630948 16630941", "16630941 16630948");
    expect(nginxConnectionsOf(reversed)).to.equal(undefined);
  });
});
