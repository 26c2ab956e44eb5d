// Prints the path of the engine that the sandbox uses here.
require("tsx/cjs");
const { findEngine } = require("../sandbox/engine");

findEngine().then(
  ({ command }) => console.log(command),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
