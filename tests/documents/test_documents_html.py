"""Web pages: the layouts of ALLRIS and SessionNet, and the main text of any other page."""

import pytest
from documents_helpers import emphasised, source_of

from pipeline.documents import read
from pipeline.documents.html import cut_open

ALLRIS = """<!DOCTYPE html><html><head><title>Auszug - Neue Laternen am Ufer</title></head><body>
<div id="navi"><ul><li><a href="a">Startseite</a></li><li><a href="b">Gremien</a></li></ul></div>
<div id="rismain"><div id="risname"><h1>Auszug - Neue Laternen am Ufer&nbsp;</h1></div><div id="rismain_raw">
<table class="risdeco"><tr><td><table>
<tr><td colspan="4">7. Sitzung des Ausschusses für Verkehr</td></tr>
<tr><td class="kb1">TOP:</td><td class="text1">Ö 9</td></tr>
<tr><td class="kb1">Gremium:</td><td class="text1"><a href="q">Ausschuss für Verkehr</a></td>
<td class="kb1">Beschlussart:</td><td class="text4">ungeändert beschlossen</td></tr>
<tr><td class="kb1">Datum:</td><td class="text2"><a href="d">Mo, 31.03.2025</a></td>
<td class="kb1">Status:</td><td class="text2">öffentlich/nichtöffentlich</td></tr>
<tr><td colspan="4"><form action="vo020.asp"><input type="hidden" name="x" value="y">
<a href="v">25/085</a> Neue Laternen</form></td></tr>
<tr><td class="kb1">Federführend:</td><td>Bauamt</td><td class="kb1">Bearbeiter/-in:</td><td>Otte, Ina</td></tr>
</table></td></tr></table>
<a name="allrisWP"></a><h3>Wortprotokoll</h3>
<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x"><head>
<title>Word</title><style>p { color: red }</style></head><body lang="de">
<p><span style="font-family:Arial"><b>Herr K</b></span>
<span style="font-weight:bold">öster</span> fragt
nach.</p><p>&nbsp;</p><p>Frau Ahl<span>ers</span> ant&shy;wortet.<br/>Sie dankt.</p></body></html>
<a name="allrisBS"></a><h3>Beschluss</h3>
<?xml version="1.0"?><html><head></head><body><p>Die Laternen kommen.</p></body></html>
<a name="allrisAE"></a><h3>Abstimmungsergebnis</h3>
<html><body><table><tr><td>Ja-Stimmen</td><td><p><b>11</b></p></td></tr>
<tr><td>Nein-Stimmen</td><td><p>2</p></td></tr></table></body></html>
</div></div><div id="fuss">Impressum</div></body></html>""".replace("</span>\n<span", "</span><span")


def test_allris_item_page_reads_like_its_text_form() -> None:
    with read(ALLRIS.encode(), name="a.html") as document:
        assert document.layout == "allris"
        assert document.text == (
            "Auszug - Neue Laternen am Ufer\n\n7. Sitzung des Ausschusses für Verkehr\nTOP:\tÖ 9\n"
            "Gremium:\tAusschuss für Verkehr\nBeschlussart:\tungeändert beschlossen\nDatum:\tMo, 31.03.2025\n"
            "Status:\töffentlich/nichtöffentlich\n25/085 Neue Laternen\nFederführend:\tBauamt\n\nWortprotokoll\n\n"
            "Herr Köster fragt nach.\n\nFrau Ahlers antwortet.\nSie dankt.\n\nBeschluss\n\nDie Laternen kommen.\n\n"
            "Abstimmungsergebnis\n\nJa-Stimmen\t11\nNein-Stimmen\t2\n"
        )
        assert emphasised(document, "bold") == ["Herr Köster", "11"]
        assert "Wortprotokoll" in emphasised(document, "heading")
        assert source_of(document, "antwortet") == "ant\u00adwortet"


def test_staff_names_reach_neither_text() -> None:
    for label in ("Bearbeiter/-in:", "Bearbeiter:", "Bearbeiter/in:", "Bearbeiterin:"):
        for page in (
            ALLRIS.replace("Bearbeiter/-in:", label),
            f"<main><p>Federführend: Bauamt {label} Otte, Ina</p><p>Der Ausschuss tagt wieder.</p></main>",
            f"<main><dl><dt>Status:</dt><dd>öffentlich</dd><dt>{label}</dt><dd>Otte, Ina</dd></dl><p>Lang.</p></main>",
            f"<main><ul><li>TOP:</li><li>Ö 3</li><li>{label}</li><li>Otte, Ina</li></ul><p>Lang genug.</p></main>",
            f"<main><div>{label}</div><div>Otte, Ina</div><p>Der Ausschuss tagt wieder.</p></main>",
        ):
            with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
                assert "Otte" not in document.original
                assert "Otte" not in document.text


def test_nested_documents_are_cut_open() -> None:
    inner = "<?xml version='1.0'?><!DOCTYPE html><html><head><title>t</title></head><body><p>b</p></body></html>"
    page = f"<html><body><p>a</p>{inner}<p>c</p></body></html>"
    assert cut_open(page) == "<html><body><p>a</p><p>b</p><p>c</p>"


ALLRIS4 = """<html><head><title>SD.NET</title></head><body><nav>Menü</nav><header>Stadt</header><main id="maincontent">
<h1>25.01.2023 - 7.10 Obstbäume an der Alten Allee</h1>
<div class="card"><h2>Grunddaten</h2><button>Reduzieren</button><ul>
<li>TOP:</li><li>Ö 7.10</li><li>Datum:</li><li>Mi., 25.01.2023</li>
<li>Vorlage:</li><li><a href="vo020?V=1">22/SVV/0001</a> Obstbäume</li>
<li>Beschluss:</li><li>zur Kenntnis genommen</li></ul></div>
<div class="card"><h2>Beschluss:</h2><p>ungeändert beschlossen</p><button type="button">Reduzieren</button></div>
<div><p>Herr Jahnke lobt den Antrag.</p><p> </p><p>Er dankt.</p></div><button>Drucken</button>
</main><footer>Impressum</footer></body></html>"""


def test_allris_4_item_page() -> None:
    with read(ALLRIS4.encode(), name="a.html") as document:
        assert document.layout == "allris4"
        assert document.text == (
            "25.01.2023 - 7.10 Obstbäume an der Alten Allee\n\nGrunddaten\n\nReduzieren\n\nTOP:\tÖ 7.10\n"
            "Datum:\tMi., 25.01.2023\nVorlage:\t22/SVV/0001 Obstbäume\nBeschluss:\tzur Kenntnis genommen\n\n"
            "Beschluss:\n\nungeändert beschlossen\n\nReduzieren\n\nHerr Jahnke lobt den Antrag.\n\nEr dankt.\n"
        )


def test_sessionnet_item_page() -> None:
    page = """<html><body><div id="smcmenu"><a href="x">Menü</a></div><div id="smccontent" class="smc-page">
    <p>Beschluss: Mehrheitlich beschlossen</p><p>Abstimmung: Ja: 5, Nein: 4, Enthaltungen: 0</p></div></body></html>"""
    with read(page.encode(), name="a.html") as document:
        assert document.layout == "sessionnet"
        assert document.text == "Beschluss: Mehrheitlich beschlossen\n\nAbstimmung: Ja: 5, Nein: 4, Enthaltungen: 0\n"


LONG = "Der Gemeinderat hat in seiner Sitzung vom 3. Mai 2015 über den Haushalt beraten und ihn beschlossen."


@pytest.mark.parametrize(
    "page",
    [
        f"<nav>Menü</nav><main><p>{LONG}</p></main><footer>Impressum</footer>",
        f"<div class='cookie-banner'>Kekse!</div><div role='main'><p>{LONG}</p></div><aside>Wetter</aside>",
        f"<ul><li><a href='a'>Rathaus</a></li><li><a href='b'>Bürger</a></li></ul><div><div><p>{LONG}</p></div></div>",
        f"<form><table><tr><td><a href='a'>Links</a></td><td><p>{LONG}</p></td></tr></table><input></form>",
        f"<header>Stadt</header><script>var a = 1;</script><article><p>{LONG}</p><div hidden>weg</div></article>",
        f"<div style='display: none'>weg</div><div id='content'><p>{LONG}</p><button>Drucken</button></div>",
    ],
)
def test_main_text_of_any_page(page: str) -> None:
    with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
        assert document.text == LONG + "\n"
        assert document.layout is None


def test_tables_lists_and_blocks_become_lines() -> None:
    page = """<main><h2>Ergebnis</h2><table><tr><th>Ja</th><th>Nein</th><th>Enth.</th></tr>
    <tr><td>7</td><td></td><td>1</td></tr></table>
    <ul><li>erstens</li><li>zweitens</li></ul><ol><li>eins</li><li>zwei</li></ol><div>Block<div>innen</div>danach</div></main>"""
    with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
        assert document.text == (
            "Ergebnis\n\nJa\tNein\tEnth.\n7\t\t1\n\n- erstens\n- zweitens\n\n1. eins\n2. zwei\n\nBlock\ninnen\ndanach\n"
        )
        assert emphasised(document, "heading") == ["Ergebnis"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-15'>", "iso8859-15"),
        ("<meta charset='utf-8'>", "cp1252"),  # the page is wrong about itself
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("", "cp1252"),
        ("", "utf-16"),
        ("<meta charset='gibt-es-nicht'>", "cp1252"),
    ],
)
def test_charsets(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><main><p>Müller begrüßt die Gäste für 5 €.</p></main></body></html>"
    with read(page.encode(encoding), name="a.html") as document:
        assert document.text == "Müller begrüßt die Gäste für 5 €.\n"


def test_endlessly_nested_pages_are_read() -> None:
    page = "<html><body>" + "<div>" * 3000 + "Der Ausschuss tagt." + "</div>" * 3000 + "</body></html>"
    with read(page.encode(), name="a.html") as document:
        assert "Der Ausschuss tagt." in document.text


def test_a_vote_table_with_all_labels_in_one_cell() -> None:
    page = """<main><p>Der Ausschuss stimmt ab.</p><table><tr><td><p>Zustimmung:</p><p>Ablehnung:</p></td>
    <td><p><b>7</b></p><p>0</p></td></tr></table></main>"""
    with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
        assert document.text == "Der Ausschuss stimmt ab.\n\nZustimmung:\t7\nAblehnung:\t0\n"
        assert emphasised(document, "bold") == ["7"]


def test_a_table_that_arranges_the_page_is_read_block_by_block() -> None:
    page = f"<main><table><tr><td><p>{LONG}</p><p>{LONG}</p></td><td>Rathaus</td></tr></table></main>"
    with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
        assert document.text == f"{LONG}\n\n{LONG}\n\nRathaus\n"


def test_a_meeting_named_beside_the_main_block_is_not_lost() -> None:
    page = f"<div><a href='a'>Start</a></div><div>9. Sitzung am 3. Mai 2015</div><div><p>{LONG}</p><p>{LONG}</p></div>"
    with read(f"<html><body>{page}</body></html>".encode(), name="a.html") as document:
        assert "9. Sitzung am 3. Mai 2015" in document.text
