/**
 * A script to be loaded before a program, a policy pack or a package on Node.js 20, which has no cache of compiled modules of its
 * own: it keeps what V8 has compiled of the packages in the folder that `NODE_COMPILE_CACHE` names for later releases, in one file.
 * A module is known by its file's number, size and time of change, which nobody can set back. Where somebody debugs the program, or
 * has stacks read through source maps by Node.js, all is compiled anew.
 */
export const compileCache = `
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const folder = process.env.NODE_COMPILE_CACHE;
const nodeOptions = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
const isWanted = folder && Module.enableCompileCache === undefined && !/--(?:inspect|enable-source-maps)/.test(nodeOptions);
const file = path.join(folder ?? "", "modules-" + process.version + "-" + process.arch);

// Each module's key, with the place of what was compiled; behind their list, which its length precedes, all that was compiled.
function read() {
  try {
    const bytes = fs.readFileSync(file);
    const start = 4 + bytes.readUInt32LE(0);
    const known = JSON.parse(bytes.toString("utf8", 4, start));
    return new Map(known.map(([name, key, at, to]) => [name, { key, data: bytes.subarray(start + at, start + to) }]));
  } catch {
    return new Map();
  }
}

function write(modules) {
  let end = 0;
  const list = [...modules].map(([name, { key, data }]) => [name, key, end, (end += data.length)]);
  const head = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const unfinished = file + "." + process.pid;
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const parts = [length, head, ...[...modules.values()].map(({ data }) => data)];
    fs.writeFileSync(unfinished, Buffer.concat(parts), { mode: 0o600 });
    fs.renameSync(unfinished, file);
  } catch {
    fs.rmSync(unfinished, { force: true });
  }
}

// In what V8 11 takes from a cache, import() rejects: such a module is left alone. A quotation mark before it is the end of no expression, so this is text.
const importing = /(?<!["'\`])\\bimport\\s*(?:[(]|[/][*/])/;

function keyOf(filename) {
  const { ino, size, ctimeMs } = fs.statSync(filename);
  return [ino, size, ctimeMs].join();
}

// What Node.js gives a module as its require.
function requireOf(module) {
  const require = (id) => module.require(id);
  const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, { resolve, main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

if (isWanted) {
  // The SDK does so, too, after some modules: V8 takes nothing that was compiled under other flags.
  v8.setFlagsFromString("--allow-natives-syntax");
  const known = read();
  const compiled = new Map();
  const compile = Module.prototype._compile;
  const [opening] = Module.wrapper;
  Module.prototype._compile = function (content, filename, ...others) {
    if (!/[\\\\/]node_modules[\\\\/].*[.]c?js$/.test(filename) || content.startsWith("#!")) {
      return compile.call(this, content, filename, ...others);
    }
    const key = keyOf(filename);
    const before = known.get(filename);
    const cachedData = before?.key === key ? before.data : undefined;
    if (cachedData === undefined && importing.test(content)) {
      return compile.call(this, content, filename, ...others);
    }
    const script = new vm.Script(Module.wrap(content), { filename, columnOffset: -opening.length, cachedData });
    if (script.cachedDataRejected !== false) {
      compiled.set(filename, { key, script });
    }
    const run = script.runInThisContext();
    return Reflect.apply(run, this.exports, [this.exports, requireOf(this), this, filename, path.dirname(filename)]);
  };
  // Not for a few modules: to write all of them takes a tenth of a second.
  const keep = () => {
    if (compiled.size * 20 > known.size) {
      compiled.forEach(({ key, script }, name) => known.set(name, { key, data: script.createCachedData() }));
      compiled.clear();
      write(known);
    }
  };
  process.once("exit", keep);
  // A policy pack or a package serves until a signal ends it.
  if (/[\\\\/]run-(?:policy-pack|plugin)(?:[\\\\/]index[.]js)?$/.test(process.argv[1])) {
    setTimeout(keep, 300).unref();
  }
}
`;
