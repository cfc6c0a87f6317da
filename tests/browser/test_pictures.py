"""Pictures for the guides are small, and nothing is lost of them that one would see."""

import struct

import pytest
from playwright.sync_api import Browser

from tests.browser.palette import small

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_picture_of_few_colours_is_the_same_in_a_palette(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<body style='margin:0;background:#b3122e'><div style='width:90px;height:90px;background:#fff'>")
    before = page.screenshot()
    packed = small(page, before)
    again = page.evaluate(SAME, [list(before), list(packed)])
    page.close()
    assert again
    assert struct.unpack(">IIBB", packed[16:26])[2:] == (8, 3)


SAME = """
async (pictures) => {
  const pixels = await Promise.all(pictures.map(async (bytes) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data.join();
  }));
  return pixels[0] === pixels[1];
}
"""
