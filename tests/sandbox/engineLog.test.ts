import { Server } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { expect } from "chai";
import { EngineLog } from "../../sandbox/engineLog";
import { listenOnLoopback, type LoopbackServer } from "../../sandbox/loopback";

describe("the log of an engine", () => {
  let engine: LoopbackServer | undefined;
  afterEach(() => {
    engine?.stop();
    engine = undefined;
  });

  /** The log of an engine that answers nothing, as one does that is being killed. */
  async function silentLog(): Promise<{ readonly log: EngineLog; readonly heard: Promise<void> }> {
    const server = new Server();
    const heard = new Promise<void>((resolve) => {
      server.addService(EngineService, { log: () => resolve() });
    });
    engine = await listenOnLoopback(server);
    return { log: new EngineLog(`127.0.0.1:${engine.port}`), heard };
  }

  it("is closed without an error while lines wait in it, and takes lines of a program that ends after it", async () => {
    const { log, heard } = await silentLog();
    log.write("under way");
    log.write("waits");
    await heard;
    log.close();
    log.write("comes after");
    engine?.stop();
    await expect(log.flush()).to.eventually.equal(undefined);
  });
});
