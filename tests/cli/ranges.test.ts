import { expect } from "chai";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runCommand } from "../../cli/command";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { fakeTerminal } from "./fakeTerminal";

describe("ranges --check", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const serve = async (answer: object | string | undefined, status = 200): Promise<string> => {
    server = createServer((_request, response) => {
      if (answer !== undefined) {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
      }
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ips`;
  };

  const published = (ipv4: readonly string[], ipv6: readonly string[]): object => ({
    success: true,
    errors: [],
    messages: [],
    result: { ipv4_cidrs: ipv4, ipv6_cidrs: ipv6, etag: "x" },
  });

  const check = async (address: string, signal?: AbortSignal) => {
    const terminal = fakeTerminal({}, signal);
    const exitCode = await runCommand(["ranges", "--check", "--from", address], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };

  it("ends with 0 when the lists are the same, in whatever order", async () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    const address = await serve(published([...ipv4].reverse(), [...ipv6].reverse()));
    expect(await check(address)).to.deep.equal({
      exitCode: 0,
      stdout: `The ${ipv4.length + ipv6.length} pinned ranges are the published ones.\n`,
      stderr: "",
    });
  });

  it("ends with 1 when they differ, and says how", async () => {
    const { ipv4, ipv6, asOf } = cloudflareRanges;
    const [gone, ...kept] = ipv4;
    const address = await serve(published([...kept, "198.51.100.0/24"], ipv6));
    expect(await check(address)).to.deep.equal({
      exitCode: 1,
      stdout:
        `The pinned ranges of ${asOf} differ from the published ones:\n` +
        `  + 198.51.100.0/24\n  - ${gone}\n`,
      stderr: "",
    });
  });

  const unusable: readonly (readonly [title: string, answer: object | string, status: number])[] = [
    ["an error", { success: false, errors: [{ code: 1000 }], result: null }, 500],
    ["an empty list", published([], []), 200],
    ["a list that holds no ranges", published(["evil"], ["2400:cb00::/32"]), 200],
    ["a page", "<html>", 200],
    [
      "a list after more than a megabyte",
      " ".repeat(2 ** 20) + JSON.stringify(published(["192.0.2.0/24"], ["2001:db8::/32"])),
      200,
    ],
  ];
  for (const [title, answer, status] of unusable) {
    it(`ends with 2 when the answer is ${title}`, async () => {
      const address = await serve(answer, status);
      expect(await check(address)).to.deep.equal({
        exitCode: 2,
        stdout: "",
        stderr:
          `"${address}" must answer with Cloudflare's ranges; ` +
          `got an answer with status ${status} that holds no ranges within 1 MiB. ` +
          "Try again where this machine can reach it, or compare by hand with cloudflare.com/ips\n",
      });
    });
  }

  it("ends with 2 when nothing answers", async () => {
    const address = await serve({});
    await new Promise((resolve) => server?.close(resolve));
    const { exitCode, stderr } = await check(address);
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/got no connection \(ECONNREFUSED\)/);
  });

  it("ends with 2 when the address is none", async () => {
    const { exitCode, stderr } = await check("nowhere");
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/^"nowhere" must answer with Cloudflare's ranges; got no connection/);
  });

  it("ends when it is stopped while it waits", async () => {
    const address = await serve(undefined);
    const stop = new AbortController();
    server?.once("request", () => stop.abort());
    expect(await check(address, stop.signal)).to.deep.equal({
      exitCode: 130,
      stdout: "",
      stderr: "Stopped before the end\n",
    });
  });
});
