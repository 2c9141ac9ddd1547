// HTTPS on loopback, with a note of every request that came and how it was answered.

import dns from "node:dns";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

/** Where run.mjs put the certificates. */
export const CERTIFICATES = process.env.PEERS_CERTIFICATES;
if (!CERTIFICATES) throw new Error("start the cases with `node run.mjs`, which makes the certificates");

// Not every system's resolver knows names below localhost, which are loopback by RFC 6761. Connections go there; who only asks where a
// name leads, as Fedify does before it connects, is told of an address that looks public: parts of Fedify (NodeInfo, handles) have no
// setting for private networks.
const lookUp = { connect: dns.lookup, ask: dns.promises.lookup };
const ours = (name) => name.endsWith(".localhost");
dns.lookup = (name, options, done) => {
  const [settings, answer] = typeof options === "function" ? [{}, options] : [options, done];
  if (!ours(name)) return lookUp.connect(name, settings, answer);
  return settings.all ? answer(null, [{ address: "127.0.0.1", family: 4 }]) : answer(null, "127.0.0.1", 4);
};
dns.promises.lookup = async (name, settings = {}) => {
  if (!ours(name)) return lookUp.ask(name, settings);
  const found = { address: "128.66.0.77", family: 4 };
  return settings.all ? [found] : found;
};
syncBuiltinESMExports();

/** How a request was signed: `rfc9421`, `cavage` or `nothing`. */
export function signedWith(headers) {
  if (headers["signature-input"]) return "rfc9421";
  return headers.signature ? "cavage" : "nothing";
}

/** The whole body of a request or response. */
export async function bodyOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * Listens on a free port for `https://HOST:PORT`. `answer(request, body)` gives `{ status, headers, body }`. Every exchange is
 * noted in `exchanges`.
 */
export async function listen(host, answer) {
  const exchanges = [];
  const server = https.createServer({
    key: readFileSync(path.join(CERTIFICATES, "key.pem")),
    cert: readFileSync(path.join(CERTIFICATES, "cert.pem")),
  });
  server.on("request", async (request, response) => {
    const body = await bodyOf(request);
    const exchange = {
      method: request.method, path: request.url, headers: request.headers, signed: signedWith(request.headers), body: body.toString(), status: 0,
    };
    exchanges.push(exchange);
    let given;
    try {
      given = await answer(request, body);
    } catch (error) {
      given = { status: 502, headers: { "content-type": "text/plain" }, body: Buffer.from(String(error?.stack ?? error)) };
    }
    exchange.status = given.status;
    exchange.said = given.body.toString();
    response.writeHead(given.status, given.headers);
    response.end(request.method === "HEAD" ? undefined : given.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  return {
    exchanges,
    host: `${host}:${port}`,
    origin: `https://${host}:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What ends TLS before a server on `port` of loopback, as a reverse proxy does. `tamper(headers)` gives the headers to pass on. */
export function proxyTo(port, tamper) {
  return async (request, body) => {
    const asked = http.request({
      host: "127.0.0.1", port, method: request.method, path: request.url, headers: tamper({ ...request.headers, "x-forwarded-proto": "https" }),
    });
    asked.end(body);
    const [response] = await once(asked, "response");
    const { "transfer-encoding": _, ...headers } = response.headers;
    return { status: response.statusCode, headers, body: await bodyOf(response) };
  };
}

/** Looks until `look` gives something true, and gives that; after half a minute fails with `what`. */
export async function until(what, look, patience = 30_000) {
  const deadline = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${what}: not seen within ${patience / 1000} s${last ? `; last: ${last.message}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
