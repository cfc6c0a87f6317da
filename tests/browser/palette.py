"""Small pictures: the pixels of a PNG as places in a palette of 256 colours."""

import zlib
from base64 import b64decode, b64encode
from struct import pack
from typing import Final

from playwright.sync_api import Page

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PALETTE: Final = 3  # the colour type

# The browser decodes its own picture. The palette holds the most frequent colours, then those
# farthest from all in it; every other becomes the nearest of it.
_INDEX: Final = """
async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const data = canvas.getImageData(0, 0, image.width, image.height).data;
  const pixels = new Uint32Array(data.length / 4).map((_, i) => data[4*i] << 16 | data[4*i+1] << 8 | data[4*i+2]);
  const counted = new Map();
  for (const pixel of pixels) counted.set(pixel, (counted.get(pixel) ?? 0) + 1);
  const colours = [...counted].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  const palette = colours.splice(0, 192);
  const away = (a, b) => [16, 8, 0].reduce((sum, by) => sum + ((a >> by & 255) - (b >> by & 255)) ** 2, 0);
  const nearest = (colour) => palette.reduce((best, one, i) =>
    away(one, colour) < away(palette[best], colour) ? i : best, 0);
  while (palette.length < 256 && colours.length) {
    const far = colours.map((colour) => away(palette[nearest(colour)], colour));
    palette.push(...colours.splice(far.indexOf(Math.max(...far)), 1));
  }
  const places = new Map([...counted.keys()].map((colour) => [colour, nearest(colour)]));
  let found = "";
  for (const pixel of pixels) found += String.fromCharCode(places.get(pixel));
  return { width: image.width, height: image.height, palette, pixels: btoa(found) };
}
"""


def small(page: Page, png: bytes) -> bytes:
    """The picture with at most 256 colours; `page` is any page that may run a script."""
    found = page.evaluate(_INDEX, b64encode(png).decode())
    width, height, pixels = found["width"], found["height"], b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    colours = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    head = pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
