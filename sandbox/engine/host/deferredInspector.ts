/**
 * A script to be loaded before a program, a policy pack or a package: the SDK has V8's inspector tell it of each script that is
 * compiled, so that it can name the file of a function that it takes apart, which few programs have it do. Here it asks when it
 * takes the first one apart, and hears of all that were compiled before: a fifth of a program's whole time is saved.
 */
export const deferredInspector = `
const Module = require("node:module");
const load = Module._load;
const runners = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]cmd[\\\\/]run(?:-plugin|-policy-pack)?[\\\\/]index[.]js$/;
const closures = /[\\\\/]@pulumi[\\\\/]pulumi[\\\\/]runtime[\\\\/]closure[\\\\/]/;
const urls = new Map();
let connected;

async function connect() {
  const { Session } = require("node:inspector");
  const session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  await new Promise((resolve, reject) =>
    session.post("Debugger.enable", (error) => (error ? reject(error) : resolve())),
  );
  return session;
}

Module._load = function (request, parent, ...others) {
  const loaded = load.call(this, request, parent, ...others);
  if (!/[/]v8Hooks$/.test(request)) {
    return loaded;
  }
  const inspected = { ...loaded, __esModule: true, isInitializedAsync: async () => undefined };
  if (runners.test(parent?.filename)) {
    return inspected;
  }
  return closures.test(parent?.filename)
    ? { ...inspected, getSessionAsync: () => (connected ??= connect()), getScriptUrl: (id) => urls.get(id) }
    : loaded;
};
`;
