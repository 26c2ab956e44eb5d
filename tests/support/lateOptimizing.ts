import { setFlagsFromString } from "node:v8";

// Compiling took a ninth of the processors' time. V8 11 is that of Node 20; later ones do not know the flag.
if (process.versions.v8.startsWith("11.")) {
  setFlagsFromString("--interrupt-budget=1000000");
}
