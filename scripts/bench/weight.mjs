// weight.mjs PKG: what browsers load, in bytes as it is, by gzip and by brotli; prints `key=value` lines.
// The bundle is loaded on every page. A route that is split off brings its own parts, as the build's manifest says.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const files = readdirSync(folder);
const size = (name) => statSync(join(folder, name)).size;
const fail = (text) => {
  console.error(`${folder}: ${text}`);
  process.exit(1);
};

const weigh = (key, names) => {
  for (const [kind, ending] of [["raw", ""], ["gzip", ".gz"], ["brotli", ".br"]]) {
    console.log(`${key}.${kind}=${names.reduce((sum, name) => sum + size(name + ending), 0)}`);
  }
  console.log(`${key}.files=${names.length}`);
};
const only = (pattern, what) => {
  const found = files.filter((name) => pattern.test(name));
  if (found.length !== 1) fail(`${found.length} files of ${what}: remove target/site, then make build`);
  return found[0];
};

const bundle = only(/^kabinet\.[^.]+\.wasm$/, "the bundle");
weigh("login", [bundle]);
weigh("all_wasm", files.filter((name) => name.endsWith(".wasm")));
weigh("js", files.filter((name) => name.endsWith(".js")));
weigh("css", [only(/\.css$/, "the style sheet")]);

let routes = {};
if (files.some((name) => name.startsWith("__wasm_split_manifest"))) {
  routes = JSON.parse(readFileSync(join(folder, only(/^__wasm_split_manifest\.[^.]+\.json$/, "the manifest"))));
}
const parts = (word) => {
  const route = Object.keys(routes).find((name) => name.startsWith(`__lazy_${word}_view`));
  return route ? routes[route].map((part) => `${part}.wasm`) : [];
};
for (const word of ["account", "register", "add", "history"]) weigh(word, [bundle, ...parts(word)]);
