from pathlib import Path

from exceltools.definition import load
from exceltools.definition.description import describe

EKEBY = Path(__file__).parent / "definitions" / "ekeby.toml"

PAGE = """\
Så blir Ekeby en kommun att åldras i
Kommunstyrelsen i Ekeby · aldersvanligt-ekeby, version 2025-a

Strategin gäller 1 juli 2024 – 30 juni 2030.
Planen gäller 1 januari 2025 – 31 december 2026.
Den lämnas till kommunens utvecklingsledare, senast den 15 november.

Kolumner (7)
  Inriktning – väljs i en lista över utgångspunkter, ska fyllas i
      Vilken inriktning bidrar insatsen till?
  Delmål – väljs i en lista över områden, ska fyllas i
      Vilket av inriktningens delmål gäller det?
  Insats – fri text, ska fyllas i
      Vad ska ni göra?
      även: Åtgärd
  Effekt – fri text, får vara tom
      Vad blir bättre för de äldre?
  Samordnas av – fri text, ska fyllas i
      Vilken verksamhet håller ihop arbetet?
  När – tid, ska fyllas i
      Vilket kvartal eller år?
  Redovisas i – koder för uppföljning, ska fyllas i
      I delårsrapporten (DR), årsredovisningen (ÅR) eller på annat sätt?

Utgångspunkter (2) och områden (3)
  Ute i Ekeby
    – Gator och parker
      även: Bänkar och belysning
    – Resor
  Hemma i Ekeby
      även: Bostad
    – Bostäder

Uppföljning (2)
  DR – Delårsrapporten, per 31 augusti
  ÅR – Årsredovisningen, per 31 december
      även: Årsbokslutet

Ord för delar av året (2)
  första kvartalet – 1 januari till 31 mars
      även: kvartal 1 · Q1
  vintern – 1 november till 31 mars året därpå

Enheter som lämnar en plan (3), med id inom parentes
  Stadsdelar (2)
    Ekeby norra (norr)
    Ekeby södra (soder)
      även: Sunnanån
  Facknämnder (1)
    Tekniska nämnden (teknik)
      även: Gatukontoret

Regler som är inställda här
  TID003 – noterat
  TID003 – years = 3"""


def test_a_definition_is_described_on_a_page():
    assert describe(load(EKEBY)) == PAGE


def test_long_lists_are_broken_after_a_name_and_never_inside_one(tmp_path):
    names = [f"gamla namnet nummer {number}" for number in range(9)]
    path = tmp_path / "plan.toml"
    text = EKEBY.read_text(encoding="utf-8").replace('["Sunnanån"]', str(names).replace("'", '"'))
    path.write_text(text, encoding="utf-8")
    lines = describe(load(path)).split("\n")
    first = next(number for number, line in enumerate(lines) if "nummer 0" in line)
    assert [line.count("·") for line in lines[first : first + 3]] == [3, 3, 2]
    assert all(line.endswith(" ·") for line in lines[first : first + 2])
    assert max(len(line) for line in lines) <= 100


def test_sections_that_have_nothing_are_left_out(tmp_path):
    text = EKEBY.read_text(encoding="utf-8")
    without = text[: text.index("[[terms]]")] + text[text.index("[[units]]") : text.index("[severities]")]
    path = tmp_path / "plan.toml"
    path.write_text(without, encoding="utf-8")
    page = describe(load(path))
    assert "delar av året" not in page
    assert "Regler" not in page
    assert page.endswith("      även: Gatukontoret")


def test_any_console_can_show_it(tmp_path):
    path = tmp_path / "plan.toml"
    text = EKEBY.read_text(encoding="utf-8").replace('"Resor"', '"Resor \U0001f68c och Łódź"')
    path.write_text(text, encoding="utf-8")
    page = describe(load(path))
    page.encode("cp1252")
    assert "    – Resor ? och ?ód?\n" in page
