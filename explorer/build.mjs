// Write the bundle: node build.mjs [folder], by default the folder that ships in the Python package.
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "..", "kg", "views", "assets"));
mkdirSync(out, { recursive: true });

const common = { absWorkingDir: here, bundle: true, minify: true, charset: "utf8", legalComments: "none", write: false };
const [program, style] = await Promise.all([
  build({ ...common, entryPoints: ["src/main.ts"], format: "iife", target: "es2022" }),
  build({ ...common, entryPoints: ["src/style.css"], target: ["chrome111", "firefox114", "safari16.4"] }),
]);
for (const [name, result] of [["explorer.js", program], ["explorer.css", style]]) {
  const text = result.outputFiles[0].text.trim();
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} holds markup that would end it early`);
  writeFileSync(join(out, name), text);
}

// everything that is bundled: its name, version and licence, word for word
const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const notices = Object.keys(dependencies).sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = readFileSync(join(folder, "LICENSE.txt"), "utf8").replace(/\r\n/g, "\n").trim();
  return `${name} ${version} (${license})\n\n${text}`;
});
writeFileSync(join(out, "licences.txt"), `This page contains:\n\n${notices.join("\n\n----\n\n")}\n`);
