// Signs the demo's member in again and again from her usual device, over the real pages, and prints what that costs
// the server: CPU of the Java process and of PostgreSQL for each sign-in, and the memory of the Java process.
//
//   ./sekisho demo            in one terminal (SEKISHO_PASSWORD_ARGON2_… changes the hash)
//   node bench/sign-ins.mjs [sign-ins = 1000] [warm-up = 500] [address = http://localhost:8080]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [count = 1000, warmUp = 500, base = "http://localhost:8080"] = process.argv.slice(2);
const jar = new Map();

async function send(path, fields) {
  const response = await fetch(base + path, {
    method: fields ? "POST" : "GET",
    redirect: "manual",
    headers: {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(fields && { "content-type": "application/x-www-form-urlencoded" }),
    },
    body: fields && new URLSearchParams(fields).toString(),
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    if (value === "" || line.includes("Max-Age=0")) jar.delete(name);
    else jar.set(name, value);
  }
  return { status: response.status, to: response.headers.get("location"), body: await response.text() };
}

const tokenIn = page => /name="csrf"\s+value="([^"]+)"/.exec(page.body)?.[1];

function pids() {
  const port = new URL(base).port;
  const java = execFileSync("sh", ["-c", `ss -ltnpH 'sport = :${port}' | grep -o 'pid=[0-9]*' | head -1 | cut -d= -f2`])
    .toString()
    .trim();
  const postgres = execFileSync("sh", ["-c", "pgrep -f '^postgres' || true; pgrep -f 'bin/postgres -D' || true"])
    .toString()
    .split("\n")
    .filter(Boolean);
  return { java, postgres: [...new Set(postgres)] };
}

const ticks = Number(execFileSync("getconf", ["CLK_TCK"]).toString());

function cpuMillis(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks;
  } catch {
    return 0;
  }
}

const rssMegabytes = pid => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024);

async function signIn() {
  jar.delete("sekisho-session");
  const form = await send("/signin?another=true");
  const answer = await send("/signin", { csrf: tokenIn(form), email: "hanako@example.jp", password, stay: "true" });
  if (answer.to !== "/account") {
    throw new Error(`the sign-in was not let in: ${answer.status} ${answer.to}`);
  }
}

const lobby = await send("/demo");
const scene = /action="(\/demo\/scenes\/usual[^"]*)"/.exec(lobby.body)[1];
await send(scene, { csrf: tokenIn(lobby) });
const password = "umibe-no-asa-4817"; // the demo's own
const { java, postgres } = pids();
const idle = rssMegabytes(java);
for (let i = 0; i < Number(warmUp); i++) await signIn();
const before = { java: cpuMillis(java), postgres: postgres.reduce((sum, pid) => sum + cpuMillis(pid), 0), at: Date.now() };
for (let i = 0; i < Number(count); i++) await signIn();
const seconds = (Date.now() - before.at) / 1000;
const javaMillis = (cpuMillis(java) - before.java) / Number(count);
const postgresMillis = (postgres.reduce((sum, pid) => sum + cpuMillis(pid), 0) - before.postgres) / Number(count);
console.log(`${count} sign-ins after ${warmUp} to warm up, one at a time, ${seconds.toFixed(1)} s`);
console.log(`CPU of the Java process for each: ${javaMillis.toFixed(2)} ms (form and answer)`);
console.log(`CPU of PostgreSQL for each: ${postgresMillis.toFixed(2)} ms`);
console.log(`memory (RSS) of the Java process: ${idle} MB before, ${rssMegabytes(java)} MB after`);
