import { ServerCredentials } from "@grpc/grpc-js";
import { monitorsServer } from "../provider";

monitorsServer().bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  // The engine reads the port from the first line, and ends the process when it is done.
  console.log(port);
});
