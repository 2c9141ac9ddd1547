// Pages of Houselights as a person uses them: what they say, their forms, and pressing a button.

import assert from "node:assert/strict";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " " };

function plain(text) {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
    if (name[0] !== "#") return ENTITIES[name] ?? whole;
    return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10));
  });
}

/** The words between tags, with single spaces. */
function words(html) {
  return plain(html.replace(/<(script|style|svg)\b.*?<\/\1>/gs, " ").replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
}

function attributes(tag) {
  const found = {};
  for (const [, name, double, single, bare] of tag.matchAll(/\s([\w:-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = plain(double ?? single ?? bare ?? "");
  }
  return found;
}

function readForm(tag, inner) {
  const form = { method: "get", action: "", ...attributes(tag), fields: [], files: [], buttons: [] };
  const rest = inner
    .replace(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs, (_, mark, text) => {
      form.fields.push([attributes(` ${mark}`).name, plain(text.replace(/^\r?\n/, ""))]);
      return "";
    })
    .replace(/<select\b([^>]*)>(.*?)<\/select>/gs, (_, mark, options) => {
      const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => attributes(option));
      const chosen = all.find((option) => "selected" in option) ?? all[0];
      if (chosen) form.fields.push([attributes(` ${mark}`).name, chosen.value]);
      return "";
    });
  for (const [input] of rest.matchAll(/<input\b[^>]*>/g)) {
    const { type = "text", name, value, ...more } = attributes(input);
    if (type === "file") form.files.push(name);
    else if (type === "checkbox" || type === "radio") {
      if ("checked" in more) form.fields.push([name, value ?? "on"]);
    } else if (name) form.fields.push([name, value ?? ""]);
  }
  for (const [, mark, label] of rest.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)) {
    form.buttons.push({ ...attributes(` ${mark}`), label: words(label) });
  }
  return form;
}

/** A page that was read. */
export class Page {
  constructor(visitor, url, status, headers, html) {
    Object.assign(this, { visitor, url, status, headers, html });
    this.text = words(html);
  }

  /** Whether a reader sees all of these words. */
  says(...wanted) {
    return wanted.every((some) => this.text.includes(some));
  }

  /** That a reader sees these words; gives the page. */
  mustSay(...wanted) {
    for (const some of wanted) assert.ok(this.says(some), `${this.url} (${this.status}) does not say “${some}” but: ${this.text.slice(0, 1500)}`);
    return this;
  }

  /** The part of the page within `<article class="comment…">` that holds these words, as a page of its own. */
  comment(wanted) {
    const parts = this.html.split(/(?=<article class="comment)/).slice(1).map((part) => part.split("</article>")[0]);
    const found = parts.find((part) => words(part).includes(wanted));
    return found && new Page(this.visitor, this.url, this.status, this.headers, found);
  }

  /** The address of the first link that says these words. */
  link(wanted) {
    for (const [, mark, label] of this.html.matchAll(/<a\b([^>]*)>(.*?)<\/a>/gs)) {
      if (words(label).includes(wanted)) return new URL(attributes(` ${mark}`).href, this.url).href;
    }
    throw new Error(`${this.url} (${this.status}) has no link “${wanted}”; it says: ${this.text.slice(0, 600)}`);
  }

  /** The value of the radio button with this label. */
  choice(name, label) {
    for (const [, mark, said] of this.html.matchAll(/<label[^>]*><input ([^>]*)>(.*?)<\/label>/gs)) {
      const { name: field, value } = attributes(` ${mark}`);
      if (field === name && words(said) === label) return value;
    }
    throw new Error(`${this.url} (${this.status}) has no choice “${label}”`);
  }

  /** Presses the first button with this label, with these fields filled in; gives the page that follows. */
  async press(label, fields = {}) {
    for (const [, tag, inner] of this.html.matchAll(/(<form\b[^>]*>)(.*?)<\/form>/gs)) {
      const form = readForm(tag, inner);
      const button = form.buttons.find((one) => one.label.startsWith(label));
      if (button) return this.visitor.submit(this, form, button, fields);
    }
    throw new Error(`${this.url} (${this.status}) has no button “${label}”; it says: ${this.text.slice(0, 600)}`);
  }
}

/** Somebody with a browser, on one site. */
export class Visitor {
  #cookies = new Map();

  constructor(site) {
    this.site = site;
  }

  /** Opens a page of the site, following redirects. */
  async open(place) {
    return this.#walk(new URL(place, this.site.origin), {});
  }

  /** Sends a form as a browser does. */
  async submit(page, form, button, fields) {
    const all = form.fields.filter(([name]) => !(name in fields));
    const files = [];
    for (const [name, value] of Object.entries(fields)) {
      if (form.files.includes(name)) files.push([name, value]);
      else if (value !== null) all.push([name, String(value)]);
    }
    if (button.name) all.push([button.name, button.value ?? ""]);
    const url = new URL(button.formaction ?? form.action, page.url);
    if (form.method.toLowerCase() === "get") {
      url.search = new URLSearchParams(all).toString();
      return this.#walk(url, {});
    }
    let body = new URLSearchParams(all);
    if (form.enctype === "multipart/form-data") {
      body = new FormData();
      for (const [name, value] of all) body.append(name, value);
      for (const [name, file] of files) body.append(name, new Blob([file.buffer], { type: file.mimeType }), file.name);
    }
    // A Response knows how to write both kinds down.
    const written = new Response(body);
    return this.#walk(url, { type: written.headers.get("content-type"), bytes: Buffer.from(await written.arrayBuffer()) });
  }

  async #walk(url, { type, bytes }) {
    for (let hops = 0; hops < 6; hops += 1) {
      const headers = { accept: "text/html,*/*;q=0.5", cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
      if (bytes) Object.assign(headers, { "content-type": type, "content-length": bytes.length, origin: this.site.origin });
      const answer = await this.site.ask(url.pathname + url.search, { method: bytes ? "POST" : "GET", headers, bytes });
      for (const cookie of answer.headers["set-cookie"] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
        if (value === "" || /max-age=0/i.test(cookie)) this.#cookies.delete(name);
        else this.#cookies.set(name, value);
      }
      const next = answer.headers.location;
      if (!next || answer.status < 300 || answer.status > 399) return new Page(this, url.href, answer.status, answer.headers, answer.text);
      url = new URL(next, url);
      bytes = undefined;
    }
    throw new Error(`${url} redirects without end`);
  }
}
