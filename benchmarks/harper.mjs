// Lint text files with Harper, for benchmarks/speed.py: node harper.mjs NODE_MODULES PATH…
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...paths] = process.argv.slice(2);
const { LocalLinter } = await import(pathToFileURL(join(resolve(modules), "harper.js/dist/index.js")));
const { binaryInlined } = await import(pathToFileURL(join(resolve(modules), "harper.js/dist/binaryInlined.js")));
const linter = new LocalLinter({ binary: binaryInlined });
let found = 0;
for (const path of paths) {
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
  for (const file of files) {
    found += (await linter.lint(readFileSync(file, "utf8"), { language: "plaintext" })).length;
  }
}
console.log(found);
