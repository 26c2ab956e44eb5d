"use strict";

/**
 * A resource plugin that notes down what it is asked, for the tests of what stands between it and an engine:
 *
 *   node recordingPlugin.cjs VERSION LOG ENGINE-ADDRESS
 *
 * The version "mute" is that of one which never answers a greeting, "mortal" of one which dies of it.
 */

const { Buffer } = require("node:buffer");
const { appendFileSync } = require("node:fs");
const grpc = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

const [version, log, engine] = process.argv.slice(2);
const note = (what) => appendFileSync(log, `${JSON.stringify(what)}\n`);

const methods = {
  handshake: ({ request }, answer) => {
    const { engineAddress, rootDirectory } = request.toObject();
    note({ handshake: { engineAddress, rootDirectory } });
    if (version === "mute") {
      return;
    }
    if (version === "mortal") {
      process.stderr.write("half-way\n");
      process.exit(5);
    }
    const response = new messages.ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    answer(null, response);
  },
  getPluginInfo: (_call, answer) => {
    const info = new PluginInfo();
    info.setVersion(version);
    answer(null, info);
  },
  checkConfig: ({ request }, answer) => {
    note({ checkConfig: request.getNews().toJavaScript() });
    const response = new messages.CheckResponse();
    const inputs = request.getNews().clone();
    response.setInputs(inputs);
    answer(null, response);
  },
  configure: ({ request }, answer) => {
    const variables = Object.fromEntries(request.getVariablesMap().toArray());
    note({ configure: request.getArgs().toJavaScript(), variables });
    answer(null, new messages.ConfigureResponse());
  },
  // What it asks for is its type; one never answers, one ends the process, one is refused.
  read: (call, answer) => {
    const id = call.request.getId();
    if (id === "never") {
      call.once("cancelled", () => note({ cancelled: id }));
      return;
    }
    if (id === "die") {
      process.stderr.write("out of luck\n");
      process.exit(3);
    }
    if (id === "refuse") {
      const metadata = new grpc.Metadata();
      metadata.add("grpc-status-details-bin", Buffer.from("details"));
      answer({ code: grpc.status.UNKNOWN, details: "no such thing", metadata });
      return;
    }
    const response = new messages.ReadResponse();
    response.setId(`${id} of ${process.pid}`);
    answer(null, response);
  },
  cancel: (_call, answer) => {
    note({ cancel: process.pid });
    answer(null, new Empty());
  },
};

const server = new grpc.Server();
server.addService(ResourceProviderService, methods);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => {
  note({ started: process.pid, engine, environment: Object.keys(process.env).sort() });
  process.stdout.write(`${port}\n`);
});
