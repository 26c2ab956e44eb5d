import { expect } from "chai";
import { Server } from "node:net";
import { SandboxError } from "../../../sandbox/errors";
import { requireFreePort } from "../../../sandbox/rehearsal/freePort";

/** A server that gets no port. */
class Portless extends Server {
  override listen(): this {
    const error = Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" });
    setImmediate(() => this.emit("error", error));
    return this;
  }
}

describe("the port of a rehearsal", () => {
  it("is there on this machine, and is given back", async () => {
    const server = new Server();
    await requireFreePort(server);
    expect(server.listening).to.equal(false);
  });

  it("is missed with one error where there is none", async () => {
    const error: unknown = await requireFreePort(new Portless()).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(SandboxError);
    expect((error as SandboxError).message).to.equal(
      "127.0.0.1 must have a free port; got EADDRINUSE. End what holds them, or look at the limit of open files and the firewall of this machine",
    );
  });
});
