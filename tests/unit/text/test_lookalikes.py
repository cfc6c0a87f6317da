# ruff: noqa: RUF001
import string

import pytest

from streams.text.fold import word_view
from streams.text.lookalikes import lookalike


@pytest.mark.parametrize(
    "alphabet",
    [
        "αвϲԁєfgнιјкlмησρqяѕтυνωχуz",
        "αႦƈԃҽϝɠԋιʝκʅɱɳσρϙɾʂтυʋɯxყȥ",
        "ǟɮƈɖɛʄɢɦɨʝӄʟʍռօքզʀֆȶʊʋաӼʏʐ",
        "ᎪᏴᏟᎠᎬFᏀᎻᏆᎫᏦᏞᎷNᎾᏢQᏒᏕᎢᏌᏙᏔXᎽᏃ",
        "ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭Yᘔ",
        "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑQꓣꓢꓔꓴꓦꓪꓫꓬꓜ",
        "ⲀⲂⲤDⲈFGⲎⲒJⲔⳐⲘⲚⲞⲢQRSⲦUVⲰⲬⲨⲌ",
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ",
        "ⱥƀȼđɇƒǥħɨɉꝁłɱꞥøᵽʠɍꞩŧʉꝟⱳxɏƶ",
    ],
)
def test_an_alphabet_of_look_alikes_reads_as_the_latin_one(alphabet: str) -> None:
    assert word_view(alphabet).strip() == string.ascii_lowercase


@pytest.mark.parametrize(
    ("char", "latin"), [("ᴦ", "r"), ("ƅ", "b"), ("ɐ", "a"), ("ʁ", "r"), ("ꝺ", "d"), ("ӈ", "h"), ("ԧ", "h"), ("ƞ", "n")]
)
def test_a_variant_of_a_letter_is_that_letter(char: str, latin: str) -> None:
    assert lookalike(char) == latin


@pytest.mark.parametrize("char", ["日", "ش", "ก", "ક"])
def test_letters_that_nobody_takes_for_latin_ones_stay(char: str) -> None:
    assert lookalike(char) is None
