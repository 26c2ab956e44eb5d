/**
 * A script to be loaded before a program, a policy pack or a package: the SDK loads TypeScript and npm's reader of package trees
 * when it first needs them, which is where a program has it take functions apart. They are more than half of what it loads.
 * Where there is no `tsconfig.json`, TypeScript is loaded with the first file in it, and not at all by what is in JavaScript.
 */
export const deferredPackages = `
const fs = require("node:fs");
const Module = require("node:module");
const load = Module._load;
const deferred = ["../../typescript-shim", "@npmcli/arborist"];
const runners = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/](?:tsutils|cmd[\\\\/]run(?:-plugin|-policy-pack)?[\\\\/]run)[.]js$/;

function later(first, loadNow) {
  let loaded;
  // What calls itself an ES module is handed on as it is, without a look at all that it exports.
  return new Proxy({}, {
    get: (_, name) => first[name] ?? (loaded ??= loadNow())[name],
  });
}

// The translator of TypeScript, which installs itself when a file is to be translated.
function translating(tsNode) {
  const register = (options) => {
    const names = [".ts", ".tsx"];
    const before = names.map((name) => Module._extensions[name]);
    names.forEach((extension) => {
      Module._extensions[extension] = (module, file) => {
        names.forEach((name, index) => {
          Module._extensions[name] = before[index];
          before[index] ?? delete Module._extensions[name];
        });
        tsNode.register(options);
        Module._extensions[extension](module, file);
      };
    });
  };
  return { ...tsNode, register };
}

Module._load = function (request, parent, ...others) {
  const loadNow = (name = request) => load.call(this, name, parent, ...others);
  const isOfSdk = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]runtime[\\\\/]closure[\\\\/]/.test(parent?.filename);
  if (isOfSdk && deferred.includes(request)) {
    return later({ __esModule: true }, loadNow);
  }
  const config = process.env.PULUMI_NODEJS_TSCONFIG_PATH ?? "tsconfig.json";
  const isRunner = runners.test(parent?.filename) && !fs.existsSync(config);
  if (isRunner && request === "typescript") {
    return later({ version: loadNow("typescript/package.json").version }, loadNow);
  }
  const isTranslator = /(?:^|[\\\\/])ts-node(?:@[0-9.]+)?$/.test(request);
  return isRunner && isTranslator ? translating(loadNow()) : loadNow();
};
`;
