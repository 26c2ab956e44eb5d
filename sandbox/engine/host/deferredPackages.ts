/**
 * A script to be loaded before a program, a policy pack or a package: the SDK loads TypeScript and npm's reader of package trees
 * when it first needs them, which is where a program has it take functions apart. They are more than half of what it loads.
 */
export const deferredPackages = `
const Module = require("node:module");
const load = Module._load;
const deferred = ["../../typescript-shim", "@npmcli/arborist"];
Module._load = function (request, parent, ...others) {
  const isOfSdk = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]runtime[\\\\/]closure[\\\\/]/.test(parent?.filename);
  if (!isOfSdk || !deferred.includes(request)) {
    return load.call(this, request, parent, ...others);
  }
  let loaded;
  // What calls itself an ES module is handed on as it is, without a look at all that it exports.
  return new Proxy({}, {
    get: (_, name) =>
      name === "__esModule" || (loaded ??= load.call(this, request, parent, ...others))[name],
  });
};
`;
