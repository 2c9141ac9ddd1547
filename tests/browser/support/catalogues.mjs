// A server that answers as Wikidata and TMDB do, with what tests/fixtures/catalogues holds.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";

const read = (name) => readFileSync(new URL(`../../fixtures/catalogues/${name}.json`, import.meta.url), "utf8");

function answer(url) {
  const asked = (name) => url.searchParams.get(name) ?? "";
  if (url.pathname === "/w/api.php") {
    if (asked("action") === "wbsearchentities") {
      return /salt road/i.test(asked("search")) ? read("wikidata/search") : '{"search":[],"success":1}';
    }
    if (asked("props") === "labels") return read("wikidata/names");
    return read(asked("ids").includes("|") ? "wikidata/found" : "wikidata/film");
  }
  if (url.pathname === "/3/search/movie") {
    return /salt road/i.test(asked("query")) ? read("tmdb/search") : '{"page":1,"results":[]}';
  }
  return url.pathname === "/3/movie/900812" ? read("tmdb/movie") : undefined;
}

/** Opens both; `origin` is where they are, `close` leaves nobody there. */
export async function openCatalogues() {
  const server = http.createServer((request, response) => {
    const body = answer(new URL(request.url, "http://catalogue.example"));
    response.writeHead(body ? 200 : 404, { "Content-Type": "application/json; charset=utf-8", Connection: "close" });
    response.end(body ?? "{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A journey that fails before it closes this must still end.
  server.unref();
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((done) => { server.close(done); });
    },
  };
}
