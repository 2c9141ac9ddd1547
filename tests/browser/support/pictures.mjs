// Images made here, so that the journeys need no files: a poster, a portrait, and everything that must be refused.

import * as zlib from "node:zlib";
import { randomBytes } from "node:crypto";

// Not every node 20 has crc32.
const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const checksum = zlib.crc32 ?? ((bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
});

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(checksum(body), body.length + 4);
  return out;
}

function container(width, height, depth, colour, raw) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = depth;
  head[9] = colour;
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", zlib.deflateSync(raw, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A PNG whose pixels `paint(x, y)` gives as [red, green, blue]. */
function png(width, height, paint) {
  const raw = Buffer.alloc(height * (width * 3 + 1));
  let at = 0;
  for (let y = 0; y < height; y++) {
    at++;
    for (let x = 0; x < width; x++) for (const level of paint(x, y)) raw[at++] = Math.max(0, Math.min(255, level));
  }
  return container(width, height, 8, 2, raw);
}

const mix = (a, b, t) => a.map((from, i) => from + (b[i] - from) * Math.max(0, Math.min(1, t)));
const file = (name, buffer, mimeType = "image/png") => ({ name, mimeType, buffer });

/** A lighthouse at dusk above a flat sea. */
export function poster() {
  const [w, h, horizon] = [600, 900, 610];
  return file("poster.png", png(w, h, (x, y) => {
    const [dx, dy] = [x - 395, y - 330];
    const lamp = Math.hypot(dx, dy);
    const tower = Math.abs(x - 395) < 17 + (y - 345) * 0.045 && y > 345 && y < 640;
    const house = Math.abs(x - 395) < 20 && y > 316 && y <= 345;
    const roof = y > 290 && y <= 316 && Math.abs(x - 395) < (y - 290) * 0.85;
    const rock = y < 668 && y > 671 - 74 * Math.exp(-(((x - 402) / 105) ** 2)) - 3 * Math.sin(x / 13);
    if (lamp < 11) return [255, 244, 214];
    if (house) return [78, 52, 44];
    if (roof) return [46, 22, 28];
    if (tower) return mix([214, 196, 176], [96, 62, 66], (x - 372) / 44 + (Math.floor((y - 345) / 62) % 2) * 0.75);
    if (rock) return [24, 18, 30];
    const beam = dx < 0 && Math.abs(dy + dx * 0.13) < -dx * 0.11 ? Math.max(0, 1 - lamp / 560) * 0.75 : 0;
    const glow = Math.max(0, 1 - lamp / 250) ** 2 * 0.7;
    const sun = y < horizon ? Math.max(0, 1 - Math.hypot(x - 140, (y - horizon) * 1.4) / 330) : 0;
    const ripple = y >= horizon ? Math.sin((y - horizon) ** 1.25 / 9 + Math.sin(x / 47 + y / 31) * 2.4) * 7 : 0;
    const sky = mix([24, 30, 66], [222, 112, 84], (y / horizon) ** 2.2);
    const sea = mix([150, 84, 88], [16, 24, 48], (y - horizon) / 210);
    const base = (y < horizon ? sky : sea).map((level) => level + ripple);
    return mix(mix(base, [255, 196, 120], sun ** 1.6), [255, 236, 190], Math.min(1, beam + glow));
  }));
}

/** Somebody's face, as far as circles go. */
export function portrait(colour = [196, 120, 84]) {
  return file("portrait.png", png(240, 240, (x, y) => {
    if (Math.hypot(x - 120, y - 95) < 46) return [246, 220, 190];
    if (Math.hypot(x - 120, (y - 235) * 0.9) < 84) return mix(colour, [0, 0, 0], 0.45);
    return mix(colour, [255, 255, 255], y / 900);
  }));
}

/** More bytes than the default limit of 8 MiB; noise does not shrink. */
export const tooManyBytes = () => file("noise.png", container(1800, 1700, 8, 2, withFilters(1700, 1800 * 3)));

function withFilters(rows, width) {
  const raw = randomBytes(rows * (width + 1));
  for (let y = 0; y < rows; y++) raw[y * (width + 1)] = 0;
  return raw;
}

/** Few bytes, but 64 million pixels. */
export const tooManyPixels = () => file("wide.png", container(8000, 8000, 1, 0, Buffer.alloc(8000 * 1001)));

/** A picture that breaks off in the middle. */
export const tornOff = () => file("torn.png", poster().buffer.subarray(0, 20_000));

/** Words with the name of a picture. */
export const notAPicture = () => file("words.png", Buffer.from("This is a letter, and no picture at all. ".repeat(40)));

/** A drawing that could carry a script. */
export const drawing = () =>
  file("drawing.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'), "image/svg+xml");

/** Nothing at all. */
export const empty = () => file("empty.png", Buffer.alloc(0));
