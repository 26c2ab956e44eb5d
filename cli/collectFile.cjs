// Puts the collection on an origin's host, with every package that it loads, into one file that needs nothing but Node.
const { buildSync } = require("esbuild");

/**
 * @param entry - `doctor/bundle/collectFile`, compiled or not.
 * @param outfile - Path of the file to write.
 */
function writeCollectFile(entry, outfile) {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    legalComments: "eof",
    logLevel: "warning",
  });
}

module.exports = { writeCollectFile };
