"""Translations compile without gettext's tools and read back as gettext reads them."""

import gettext
import os
from pathlib import Path

import pytest

from quenty.platform.locales import compile_stale
from quenty.platform.locales.catalogue import Malformed, messages
from quenty.platform.locales.compile import sources
from tests.architecture.tree import ROOT

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: apps/orders/admin.py:1
msgid "Order"
msgstr "Pedido"

msgctxt "verb"
msgid "Order"
msgstr "Ordenar"

msgid "%d guide"
msgid_plural "%d guides"
msgstr[0] "%d guía"
msgstr[1] "%d guías"

msgid ""
"A \"long\" "
"text\n"
msgstr "Un texto \"largo\"\n"

#, fuzzy
msgid "Guess"
msgstr "Adivinanza"

msgid "Untranslated"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Ido"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE)
    return path


def test_gettext_reads_what_was_compiled(catalogue: Path, tmp_path: Path) -> None:
    assert compile_stale(tmp_path) == [catalogue.with_suffix(".mo")]

    spanish = gettext.translation("django", tmp_path / "locale", languages=["es"])

    assert spanish.gettext("Order") == "Pedido"
    assert spanish.pgettext("verb", "Order") == "Ordenar"
    assert spanish.ngettext("%d guide", "%d guides", 1) == "%d guía"
    assert spanish.ngettext("%d guide", "%d guides", 2) == "%d guías"
    assert spanish.gettext('A "long" text\n') == 'Un texto "largo"\n'
    for kept in ("Guess", "Untranslated", "Gone"):
        assert spanish.gettext(kept) == kept


def test_only_what_changed_is_compiled(catalogue: Path, tmp_path: Path) -> None:
    assert compile_stale(tmp_path)
    assert compile_stale(tmp_path) == []

    later = catalogue.stat().st_mtime + 10
    os.utime(catalogue, (later, later))

    assert compile_stale(tmp_path)


@pytest.mark.parametrize("text", ["msgid Order", 'msgid "a"\nnonsense', 'msgid "a" "b\n'])
def test_a_malformed_catalogue_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        messages(text)


def test_every_catalogue_of_ours_can_be_read() -> None:
    found = sources([ROOT / "quenty", ROOT / "apps"])

    assert found
    for path in found:
        assert messages(path.read_text(encoding="utf-8")), path
