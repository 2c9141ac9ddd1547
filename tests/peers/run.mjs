// Runs the cases: makes certificates for the servers on loopback, then starts the pinned Node with them. Any Node from 18 on can
// run this file, because it uses nothing but what Node brings; the libraries need 22.
//
//   node run.mjs [WORDS]     all cases, or the files of cases/ whose names hold WORDS

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** Names below localhost are this machine's own (RFC 6761); certificates name each, as wildcards directly below a top name are refused. */
const HOSTS = ["lantern.localhost", "ferry.localhost", "second.localhost", "strict.localhost"];

function modernNode() {
  const bundled = path.join(HERE, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  throw new Error("Node 22 is missing: run npm ci in tests/peers, without --omit=optional, or start this with a newer Node");
}

/** A private authority and one certificate for all the hosts of the cases; valid for two days. */
function certificates(folder) {
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...curve, "-keyout", "ca-key.pem", "-out", "ca.pem", "-subj", "/CN=Peers of a test run",
    "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign");
  openssl("req", "-x509", ...curve, "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=peers", "-CA", "ca.pem", "-CAkey", "ca-key.pem",
    "-addext", "basicConstraints=critical,CA:FALSE", "-addext", `subjectAltName=${HOSTS.map((host) => `DNS:${host}`).join(",")}`);
}

const wanted = process.argv[2] ?? "";
const cases = readdirSync(path.join(HERE, "cases")).filter((file) => file.endsWith(".test.mjs") && file.includes(wanted));
if (cases.length === 0) throw new Error(`no file of cases/ is named like “${wanted}”`);
const folder = mkdtempSync(path.join(tmpdir(), "houselights-peers-"));
let ended;
try {
  certificates(folder);
  ended = spawnSync(
    modernNode(),
    ["--test", "--test-reporter=spec", "--test-concurrency=4", "--test-timeout=300000",
      ...cases.map((file) => path.join("cases", file))],
    {
      cwd: HERE,
      stdio: "inherit",
      // Node reads the first while it starts, so it cannot be set from inside.
      env: { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder, "ca.pem"), PEERS_CERTIFICATES: folder, NODE_NO_WARNINGS: "1" },
    },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = ended?.status ?? 1;
