import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exceltools.definition import Term, load
from exceltools.model import Period
from exceltools.period import LONGEST, parse, written

TERMS = load().terms
READABLE = ("span", "single", "open", "from", "until")


def read(text, terms=TERMS):
    period = parse(text, terms)
    assert period is not None
    return period


def day(text):
    return dt.date.fromisoformat(text) if text else None


# text | class | first day | last day; the days worked out from the calendar and from the bundled definition's terms:
# läsåret 1 Aug – 30 Jun, våren 1 Jan – 30 Jun, hösten 1 Aug – 31 Dec, sommaren 1 Jun – 31 Aug, T1 1 Jan – 30 Apr, ...
YEARS = """
2021 – 2022                       | span   | 2021-01-01 | 2022-12-31
2021 - 2022                       | span   | 2021-01-01 | 2022-12-31
2021–2022                         | span   | 2021-01-01 | 2022-12-31
2021-2022                         | span   | 2021-01-01 | 2022-12-31
2021 — 2022                       | span   | 2021-01-01 | 2022-12-31
2021−2022                         | span   | 2021-01-01 | 2022-12-31
2021‑2022                         | span   | 2021-01-01 | 2022-12-31
2021 --2022                       | span   | 2021-01-01 | 2022-12-31
2021 - 2025                       | span   | 2021-01-01 | 2025-12-31
2021 till 2022                    | span   | 2021-01-01 | 2022-12-31
2021 t.o.m. 2022                  | span   | 2021-01-01 | 2022-12-31
2021 tom 2022                     | span   | 2021-01-01 | 2022-12-31
2021 och 2022                     | span   | 2021-01-01 | 2022-12-31
2021 & 2022                       | span   | 2021-01-01 | 2022-12-31
2021; 2022                        | span   | 2021-01-01 | 2022-12-31
2021, 2022 och 2023               | span   | 2021-01-01 | 2023-12-31
mellan 2021 och 2022              | span   | 2021-01-01 | 2022-12-31
från 2021 till 2022               | span   | 2021-01-01 | 2022-12-31
under perioden 2021–2022          | span   | 2021-01-01 | 2022-12-31
under hela 2021 och 2022          | span   | 2021-01-01 | 2022-12-31
åren 2021–2022                    | span   | 2021-01-01 | 2022-12-31
hösten 2021 och hela 2022         | span   | 2021-08-01 | 2022-12-31
2021 – 22                         | span   | 2021-01-01 | 2022-12-31
- 2021 – 2022                     | span   | 2021-01-01 | 2022-12-31
”2021 – 2022.”                    | span   | 2021-01-01 | 2022-12-31
２０２１ – ２０２２               | span   | 2021-01-01 | 2022-12-31
2022                              | single | 2022-01-01 | 2022-12-31
2021.0                            | single | 2021-01-01 | 2021-12-31
under 2021                        | single | 2021-01-01 | 2021-12-31
år 2021                           | single | 2021-01-01 | 2021-12-31
hela året 2021                    | single | 2021-01-01 | 2021-12-31
• 2021                            | single | 2021-01-01 | 2021-12-31
1990                              | single | 1990-01-01 | 1990-12-31
2099                              | single | 2099-01-01 | 2099-12-31
"""
TERMS_AND_MONTHS = """
hösten 2020                       | single | 2020-08-01 | 2020-12-31
Höst 2021                         | single | 2021-08-01 | 2021-12-31
höstterminen 2021                 | single | 2021-08-01 | 2021-12-31
hösttermin 2021                   | single | 2021-08-01 | 2021-12-31
HT 2021                           | single | 2021-08-01 | 2021-12-31
ht2021                            | single | 2021-08-01 | 2021-12-31
2021 HT                           | single | 2021-08-01 | 2021-12-31
2021: hösten                      | single | 2021-08-01 | 2021-12-31
hösten (2021)                     | single | 2021-08-01 | 2021-12-31
vårterminen 2022                  | single | 2022-01-01 | 2022-06-30
sommaren 2021                     | single | 2021-06-01 | 2021-08-31
läsåret 2021/2022                 | single | 2021-08-01 | 2022-06-30
läsåret 2021/22                   | single | 2021-08-01 | 2022-06-30
läsåret 2021–2022                 | single | 2021-08-01 | 2022-06-30
under läsåret 2021 / 2022         | single | 2021-08-01 | 2022-06-30
2021/2022 läsår                   | single | 2021-08-01 | 2022-06-30
skolåret 2021/2022                | single | 2021-08-01 | 2022-06-30
läsåren 2021/2022 och 2022/2023   | span   | 2021-08-01 | 2023-06-30
läsåret 2021/2022 – läsåret 2022/2023 | span | 2021-08-01 | 2023-06-30
hösten 2021 – våren 2022          | span   | 2021-08-01 | 2022-06-30
hösten 2021/våren 2022            | span   | 2021-08-01 | 2022-06-30
våren och hösten 2021             | span   | 2021-01-01 | 2021-12-31
VT/HT 2021                        | span   | 2021-01-01 | 2021-12-31
fr.o.m. HT 2021 t.o.m. VT 2022    | span   | 2021-08-01 | 2022-06-30
2021 – hösten 2022                | span   | 2021-01-01 | 2022-12-31
hösten 2021 till sommaren 2022    | span   | 2021-08-01 | 2022-08-31
T1 2021                           | single | 2021-01-01 | 2021-04-30
tertial 2, 2021                   | single | 2021-05-01 | 2021-08-31
tertial ett 2021                  | single | 2021-01-01 | 2021-04-30
tredje tertialet 2021             | single | 2021-09-01 | 2021-12-31
T1 och T2 2021                    | span   | 2021-01-01 | 2021-08-31
tertial 1 och 2 2021              | span   | 2021-01-01 | 2021-08-31
T2 2021 – T1 2022                 | span   | 2021-05-01 | 2022-04-30
september 2021                    | single | 2021-09-01 | 2021-09-30
sept. 2021                        | single | 2021-09-01 | 2021-09-30
februari 2020                     | single | 2020-02-01 | 2020-02-29
2021-03                           | single | 2021-03-01 | 2021-03-31
202103                            | single | 2021-03-01 | 2021-03-31
03/2021                           | single | 2021-03-01 | 2021-03-31
mars – juni 2021                  | span   | 2021-03-01 | 2021-06-30
mars till juni 2021               | span   | 2021-03-01 | 2021-06-30
mellan mars och juni 2021         | span   | 2021-03-01 | 2021-06-30
mars, april och maj 2021          | span   | 2021-03-01 | 2021-05-31
2021: mars – juni                 | span   | 2021-03-01 | 2021-06-30
januari 2021 – mars 2022          | span   | 2021-01-01 | 2022-03-31
2021-01 – 2022-06                 | span   | 2021-01-01 | 2022-06-30
jan-dec 2021                      | span   | 2021-01-01 | 2021-12-31
Q2 2021                           | single | 2021-04-01 | 2021-06-30
2021Q2                            | single | 2021-04-01 | 2021-06-30
kvartal 2 2021                    | single | 2021-04-01 | 2021-06-30
andra kvartalet 2021              | single | 2021-04-01 | 2021-06-30
2:a kvartalet 2021                | single | 2021-04-01 | 2021-06-30
kv. 3–4 2021                      | span   | 2021-07-01 | 2021-12-31
Q4 2021 - Q1 2022                 | span   | 2021-10-01 | 2022-03-31
första halvåret 2021              | single | 2021-01-01 | 2021-06-30
halvår 2 2021                     | single | 2021-07-01 | 2021-12-31
första och andra halvåret 2021    | span   | 2021-01-01 | 2021-12-31
vecka 1 2021                      | single | 2021-01-04 | 2021-01-10
v. 34–35 2021                     | span   | 2021-08-23 | 2021-09-05
"""
PEOPLE = """
påbörjas ht 2021, klart vt 2022   | span   | 2021-08-01 | 2022-06-30
Vår 2021, höst 2021, vår 2022     | span   | 2021-01-01 | 2022-06-30
fr.o.m. våren 2021 t.o.m. hösten 2022 | span | 2021-01-01 | 2022-12-31
vårterminen 2021 till och med höstterminen 2022 | span | 2021-01-01 | 2022-12-31
2021 och 2022 (löpande)           | span   | 2021-01-01 | 2022-12-31
våren 2021, hösten 2021, löpande  | span   | 2021-01-01 | 2021-12-31
löpande under perioden 2021 – 2022 | span  | 2021-01-01 | 2022-12-31
två gånger/år 2021-2022           | span   | 2021-01-01 | 2022-12-31
1/9-31/12 2021                    | span   | 2021-09-01 | 2021-12-31
1 sept. 2021 t.o.m. 30 juni 2022  | span   | 2021-09-01 | 2022-06-30
2021-09-01--2022-06-30            | span   | 2021-09-01 | 2022-06-30
kv 1 - kv 2 2022                  | span   | 2022-01-01 | 2022-06-30
kvartal 1 2021 - kvartal 4 2022   | span   | 2021-01-01 | 2022-12-31
T1–T3 2021                        | span   | 2021-01-01 | 2021-12-31
v. 34-v. 40 2021                  | span   | 2021-08-23 | 2021-10-10
läsåret 2021-22 och 2022-23       | span   | 2021-08-01 | 2023-06-30
läsåren 2021/22 och 2022/23       | span   | 2021-08-01 | 2023-06-30
sommaren 2021-sommaren 2022       | span   | 2021-06-01 | 2022-08-31
jan 2021-dec 2022                 | span   | 2021-01-01 | 2022-12-31
mars/april 2021                   | span   | 2021-03-01 | 2021-04-30
LÅ 2021/2022                      | single | 2021-08-01 | 2022-06-30
2021 (våren)                      | single | 2021-01-01 | 2021-06-30
H1 2021                           | single | 2021-01-01 | 2021-06-30
v.44 2021                         | single | 2021-11-01 | 2021-11-07
budgetåret 2022                   | single | 2022-01-01 | 2022-12-31
31.12.2022                        | single | 2022-12-31 | 2022-12-31
2021→                             | from   | 2021-01-01 |
från v 34 2021                    | from   | 2021-08-23 |
Start: aug 2021                   | from   | 2021-08-01 |
2021-2022, därefter löpande       | from   | 2021-01-01 |
senast Q2 2022                    | until  |            | 2022-06-30
senast under våren 2022           | until  |            | 2022-06-30
pågår, avslutas 2022              | until  |            | 2022-12-31
klart hösten 2021                 | until  |            | 2021-12-31
maj varje år                      | open   |            |
november årligen                  | open   |            |
planperioden                      | open   |            |
"""
DAYS = """
2021-03-15                        | single | 2021-03-15 | 2021-03-15
2021-09-01 00:00:00               | single | 2021-09-01 | 2021-09-01
20210901                          | single | 2021-09-01 | 2021-09-01
15 mars 2021                      | single | 2021-03-15 | 2021-03-15
den 15:e mars 2021                | single | 2021-03-15 | 2021-03-15
den 1:a september 2021            | single | 2021-09-01 | 2021-09-01
29 februari 2020                  | single | 2020-02-29 | 2020-02-29
3/4 2021                          | single | 2021-04-03 | 2021-04-03
15/3-2021                         | single | 2021-03-15 | 2021-03-15
1.9.2021                          | single | 2021-09-01 | 2021-09-01
01-09-2021                        | single | 2021-09-01 | 2021-09-01
1/9 2021 - 30/6 2022              | span   | 2021-09-01 | 2022-06-30
2021-01-01 – 2022-12-31           | span   | 2021-01-01 | 2022-12-31
2021-01-01-2022-12-31             | span   | 2021-01-01 | 2022-12-31
20210101-20221231                 | span   | 2021-01-01 | 2022-12-31
1 januari - 31 december 2021      | span   | 2021-01-01 | 2021-12-31
1–15 mars 2021                    | span   | 2021-03-01 | 2021-03-15
15/3–30/4 2021                    | span   | 2021-03-15 | 2021-04-30
15 mars 2021 – 2022               | span   | 2021-03-15 | 2022-12-31
"""
ONE_END = """
fr.o.m. hösten 2021               | from   | 2021-08-01 |
från och med 2021                 | from   | 2021-01-01 |
från 2021                         | from   | 2021-01-01 |
From 2021-03-15                   | from   | 2021-03-15 |
start hösten 2021                 | from   | 2021-08-01 |
hösten 2021 (start)               | from   | 2021-08-01 |
pågår sedan 2020                  | from   | 2020-01-01 |
efter sommaren 2021               | from   | 2021-09-01 |
2021 –                            | from   | 2021-01-01 |
2021 och framåt                   | from   | 2021-01-01 |
2021 ff                           | from   | 2021-01-01 |
2021 – tills vidare               | from   | 2021-01-01 |
september 2021 och därefter löpande | from | 2021-09-01 |
löpande fr.o.m. 2021              | from   | 2021-01-01 |
t.o.m. 2022                       | until  |            | 2022-12-31
till och med 2022                 | until  |            | 2022-12-31
senast 31 mars 2022               | until  |            | 2022-03-31
till 31 mars 2022                 | until  |            | 2022-03-31
klart senast juni 2021            | until  |            | 2021-06-30
före sommaren 2022                | until  |            | 2022-05-31
innan 2022                        | until  |            | 2021-12-31
pågår t.o.m. 2022                 | until  |            | 2022-12-31
start 2021, klart 2022            | span   | 2021-01-01 | 2022-12-31
löpande                           | open   |            |
Löpande under året                | open   |            |
tills vidare                      | open   |            |
kontinuerligt                     | open   |            |
årligen                           | open   |            |
varje höst                        | open   |            |
2 gånger per termin               | open   |            |
årligen i september               | open   |            |
hela perioden                     | open   |            |
pågår                             | open   |            |
löpande 2021–2022                 | span   | 2021-01-01 | 2022-12-31
2021-2022, löpande                | span   | 2021-01-01 | 2022-12-31
varje termin 2021–2022            | span   | 2021-01-01 | 2022-12-31
löpande under 2021                | single | 2021-01-01 | 2021-12-31
"""


def table(rows):
    for row in rows.strip().splitlines():
        text, kind, start, end = (field.strip() for field in row.split("|"))
        yield pytest.param(text, kind, day(start), day(end), id=text)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [*table(YEARS), *table(TERMS_AND_MONTHS), *table(PEOPLE), *table(DAYS), *table(ONE_END)],
)
def test_what_is_clear_is_read(text, kind, start, end):
    assert read(text) == Period(kind, start, end)


# text | class | suggestion: what cannot be counted on has no days
AMBIGUOUS = """
2021/2022              | läsåret 2021/2022 eller 2021 – 2022
2021/22                | läsåret 2021/2022 eller 2021 – 2022
21/22                  | läsåret 2021/2022 eller 2021 – 2022
2021/2023              | 2021 – 2023
läsåret 2021           | läsåret 2021/2022 eller läsåret 2020/2021
läsåret 2021/2023      | läsåret 2021/2022 – läsåret 2022/2023
hösten 2021/2022       |
hösten 2021 – 2022     | hösten 2021 – december 2022 eller hösten 2021 och hösten 2022
hösten 2021 och 2022   | hösten 2021 och hösten 2022
mars – juni 2021 och 2022 |
hösten – våren 2022    | hösten 2021 – våren 2022 eller hösten 2022 – våren 2023
hösten 2021 – våren    | hösten 2021 – våren 2022
mars 2021 – juni       | mars – juni 2021
hösten och våren 2022  | våren 2022 och hösten 2022 eller hösten 2021 och våren 2022
2021 – hösten          | hösten 2021
mars – 2022            | mars 2022
2021 2022              | 2021 – 2022
2021 – 2022 – 2023     | 2021 – 2023
2021 eller 2022        | 2021 eller 2022
2021, löpande          | 2021 eller fr.o.m. 2021
– 2022                 | 2022 eller t.o.m. 2022
till 2022              | före 2022 eller t.o.m. 2022
fram till sommaren 2022 | före sommaren 2022 eller t.o.m. sommaren 2022
från mars till sommaren 2022 | mars – sommaren 2022
2021 – mars 2021       |
ca 2021                | 2021
2021?                  | 2021
prel. hösten 2021      | hösten 2021
i början av 2021       |
innan årets slut 2021  |
vintern 2021           |
årsskiftet 2021/2022   |
2021-3                 | mars 2021
21/03/22               | 22 mars 2021 eller 21 mars 2022
201012                 | december 2010 eller 12 oktober 2020
2010-12                | december 2010 eller 2010 – 2012
22                     | 2022
mars 31                |
vecka 21 22            |
2021-03 mars           | 3 mars 2021
tills vidare 2021      | fr.o.m. 2021
"""
REVERSED = """
2022 – 2021                    | 2021 – 2022
2021-2020                      | 2020 – 2021
våren 2022 – hösten 2021       | hösten 2021 – våren 2022
hösten 2021 – våren 2021       | hösten 2021 – våren 2022
december 2021 – januari 2021   | december 2021 – januari 2022
2022-12-31 – 2021-01-01        | 1 januari 2021 – 31 december 2022
fr.o.m. 2022 t.o.m. 2021       | 2021 – 2022
"""
IMPOSSIBLE = """
31 februari 2021       | 28 februari 2021
29 februari 2021       | 28 februari 2021
30 februari            |
31/4 2021              | 30 april 2021
2021-13-01             | 13 januari 2021
20211301               | 13 januari 2021
3/15/2021              | 15 mars 2021
15/13 2021             |
2021-13                |
2021-00                |
kvartal 5 2021         |
vecka 53 2021          |
32 mars 2021           |
"""
NO_YEAR = """
hösten                 |
september              |
hösten–våren           |
T1                     |
T1 och T2              |
läsåret                |
15 mars                |
15/3–30/4              |
kvartal 2              |
vecka 53               |
i höst                 |
under året             |
nästa år               |
i slutet av terminen   |
löpande under hösten   |
nästa läsår            |
kommande höst          |
Q1-Q2                  |
1/9-31/12              |
från hösten            |
omgående               |
så snart som möjligt   |
"""
NOT_A_PERIOD = """
vid behov              |
enligt plan            |
se ovan                |
-                      |
–                      |
?                      |
ej aktuellt            |
n/a                    |
2 år                   |
0 – 20 år              |
T1, T2 och VB          |
1985                   |
12                     |
0                      |
½ 2021                 |
2O21                   | 2021
202l                   | 2021
2021–2O22              | 2021 – 2022
20221                  | 2021 eller 2022
20211–2022             | 2021 – 2022
2201 - 2022            | 2021 – 2022
221                    | 2021
20 21 – 2022           | 2021 – 2022
20212022               | 2021 – 2022
2021_2022              | 2021 – 2022
44440                  | 1 september 2021
septembr 2021          | september 2021
hötsen 2021            | hösten 2021
lasaret 2021/2022      | läsåret 2021/2022
löpade                 | löpande
2021–2022 enligt plan  | 2021 – 2022
2021–2022 (2 år)       | 2021 – 2022
Lägesbildsrapport september 2021 | september 2021
Våren 2021: kartläggning. Hösten 2021: utbildning | våren 2021 och hösten 2021
"""


def classes():
    groups = {
        "ambiguous": AMBIGUOUS,
        "reversed": REVERSED,
        "impossible": IMPOSSIBLE,
        "no-year": NO_YEAR,
        "not-a-period": NOT_A_PERIOD,
    }
    for kind, rows in groups.items():
        for row in rows.strip().splitlines():
            text, suggestion = (field.strip() for field in row.split("|"))
            yield pytest.param(text, kind, suggestion, id=text)


@pytest.mark.parametrize(("text", "kind", "suggestion"), [*classes()])
def test_what_is_not_clear_is_not_guessed(text, kind, suggestion):
    assert read(text) == Period(kind, None, None, suggestion)


@pytest.mark.parametrize(("text", "kind", "suggestion"), [*classes()])
def test_a_suggestion_can_itself_be_read(text, kind, suggestion):
    del text, kind
    for proposed in suggestion.split(" eller ") if suggestion else ():
        assert read(proposed).kind in READABLE


# text | class | first day | last day | suggestion
TWO_DIGITS = """
21–22            | span   | 2021-01-01 | 2022-12-31 | 2021 – 2022
HT21             | single | 2021-08-01 | 2021-12-31 | HT 2021
vt-22            | single | 2022-01-01 | 2022-06-30 | VT 2022
vt - 22          | single | 2022-01-01 | 2022-06-30 | VT 2022
hösten ’21       | single | 2021-08-01 | 2021-12-31 | hösten 2021
HT21-VT22        | span   | 2021-08-01 | 2022-06-30 | HT 2021 – VT 2022
T1-21            | single | 2021-01-01 | 2021-04-30 | T1 2021
sept 21          | single | 2021-09-01 | 2021-09-30 | september 2021
jan–mars 21      | span   | 2021-01-01 | 2021-03-31 | januari – mars 2021
läsåret 21/22    | single | 2021-08-01 | 2022-06-30 | läsåret 2021/2022
1 aug -21 – 30 juni -22 | span | 2021-08-01 | 2022-06-30 | 1 augusti 2021 – 30 juni 2022
HT 21 – 30 juni 2022 | span | 2021-08-01 | 2022-06-30 | HT 2021 – 30 juni 2022
15/3-21          | single | 2021-03-15 | 2021-03-15 | 15 mars 2021
210901           | single | 2021-09-01 | 2021-09-01 | 1 september 2021
21-09-01         | single | 2021-09-01 | 2021-09-01 | 1 september 2021
"""
SEVERAL = """
hösten 2021 och hösten 2022   | span | 2021-08-01 | 2022-12-31 | augusti 2021 – december 2022
2021; 2023                    | span | 2021-01-01 | 2023-12-31 | 2021 – 2023
mars och september 2021       | span | 2021-03-01 | 2021-09-30 | mars – september 2021
HT21 och HT22                 | span | 2021-08-01 | 2022-12-31 | augusti 2021 – december 2022
2021 – 2022; 2022             | span | 2021-01-01 | 2022-12-31 | 2021 – 2022
"""


def remarked():
    for remark, rows in (("two-digit-years", TWO_DIGITS), ("several", SEVERAL)):
        for row in rows.strip().splitlines():
            text, kind, start, end, suggestion = (field.strip() for field in row.split("|"))
            yield pytest.param(text, Period(kind, day(start), day(end), suggestion, remark), id=text)


@pytest.mark.parametrize(("text", "period"), [*remarked()])
def test_what_is_read_with_a_remark(text, period):
    assert read(text) == period


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "\u00ad\u00a0"])
def test_only_an_empty_text_is_none(text):
    assert parse(text, TERMS) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param("2021 –\n2022", "2021 – 2022", id="a range broken over two lines"),
        pytest.param("2021 – 2022\n2021 – 2022", "2021 – 2022", id="one line for each of two methods"),
        pytest.param("- 2021\n- 2022", "2021 – 2022", id="a list with bullets"),
        pytest.param("Hösten\n2021", "hösten 2021", id="a narrow column"),
    ],
)
def test_lines_of_a_cell(text, same):
    found, expected = read(text), read(same)
    assert (found.start, found.end, found.remark) == (expected.start, expected.end, "")


def test_terms_are_the_definitions():
    terms = (
        Term(id="termin-a", names=("Termin A",), start="09-01", end="01-15"),
        Term(id="vintern", names=("vintern",), start="12-01", end="02-28"),
        Term(id="etapp", names=("etapp 1",), start="01-01", end="05-31"),
    )
    assert read("termin a 2021/2022", terms) == Period("single", dt.date(2021, 9, 1), dt.date(2022, 1, 15))
    assert read("vintern 2021/2022", terms) == Period("single", dt.date(2021, 12, 1), dt.date(2022, 2, 28))
    assert read("Etapp 1, 2021", terms) == Period("single", dt.date(2021, 1, 1), dt.date(2021, 5, 31))
    assert read("hösten 2021", terms).kind == "not-a-period"
    assert read("2021/2022", terms).suggestion == "Termin A 2021/2022 eller 2021 – 2022"


def test_without_terms_years_and_months_are_read():
    assert read("mars – juni 2021", ()).start == dt.date(2021, 3, 1)
    assert read("2021/2022", ()) == Period("ambiguous", None, None, "2021 – 2022")
    assert read("T1 2021", ()).kind == "not-a-period"


def test_a_term_that_not_every_year_has():
    # No definition that is loaded has such a term; one that a program makes may.
    terms = (Term.model_construct(id="skottdag", names=("skottdagen",), start="02-29", end="02-29"),)
    assert read("skottdagen 2020", terms).start == dt.date(2020, 2, 29)
    assert read("skottdagen 2021", terms).kind == "impossible"


def test_a_story_is_no_time_plan():
    assert read("2021 och " * 100).kind == "not-a-period"
    assert len("2021 och " * 100) > LONGEST


# --- properties ------------------------------------------------------------------------------------------------

SPOKEN = """
2021 2022 21 22 3 15 2021/2022 210901 2021-03 hösten VT läsåret mars sept T 1 Q 2 kvartal vecka halvåret första andra
– - / , ; och eller till t.o.m. fr.o.m. från senast före efter mellan löpande tills vidare framåt varje år under året
ca ? ( ) . : start klart 2O21 20221 enligt plan 31 februari 00 99 99999999
"""
WORDS = st.sampled_from([*SPOKEN.split(), "\n"])
DATES = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2099, 12, 31))
DASHES = st.sampled_from(["-", "–", "—", "−", "\u2011", " - ", " – ", "  —", "− ", "\u00a0–\u00a0"])
POINTS = st.sampled_from(["2021", "hösten 2021", "VT 2021", "mars 2021", "15 mars 2021", "Q2 2021", "2021-03-15"])


def promises_kept(period):
    assert (period.start is None) or period.kind in ("span", "single", "from")
    assert (period.end is None) or period.kind in ("span", "single", "until")
    if period.kind in ("span", "single"):
        assert period.start <= period.end
    if period.remark:
        assert period.suggestion


@given(st.text())
def test_any_text_gets_a_class(text):
    period = parse(text, TERMS)
    if period:
        promises_kept(period)


@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["", " "]))
def test_any_words_of_time_get_a_class(words, space):
    period = parse(space.join(words), TERMS)
    if period:
        promises_kept(period)
        for proposed in period.suggestion.split(" eller ") if period.suggestion else ():
            assert read(proposed).kind in READABLE


@given(DATES, DATES)
def test_what_is_written_is_read_again(one, other):
    period = Period("span", min(one, other), max(one, other))
    again = read(written(period))
    assert (again.start, again.end) == (period.start, period.end)
    for half in (Period("from", one, None), Period("until", None, one)):
        assert read(written(half)) == half


@given(DATES, DATES)
def test_whole_months_and_years_are_written_without_days(one, other):
    first, last = min(one, other).replace(day=1), max(one, other).replace(day=28) + dt.timedelta(days=4)
    months = Period("span", first, last.replace(day=1) - dt.timedelta(days=1))
    assert not any(word.isdecimal() and len(word) < 4 for word in written(months).split())
    years = Period("span", first.replace(month=1), last.replace(year=max(one, other).year, month=12, day=31))
    assert set(written(years)) <= set("0123456789 –")
    assert (read(written(years)).start, read(written(years)).end) == (years.start, years.end)


@given(POINTS, DASHES)
def test_dashes_and_stray_spaces_do_not_matter(point, dash):
    assert read(f" {point}{dash}december 2023 ") == read(f"{point} – december 2023")


@given(st.integers(1990, 2099), st.integers(1990, 2099), DASHES)
def test_years_in_the_wrong_order_are_reversed(one, other, dash):
    first, last = sorted((one, other))
    if first < last:
        assert read(f"{first}{dash}{last}").kind == "span"
        assert read(f"{last}{dash}{first}") == Period("reversed", None, None, f"{first} – {last}")


@given(st.integers(0, 9999))
def test_four_digits_are_a_year_from_1990_to_2099(number):
    assert (read(f"{number:04}").kind == "single") == (1990 <= number <= 2099)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period("span", dt.date(2021, 1, 1), dt.date(2022, 12, 31)), "2021 – 2022"),
        (Period("single", dt.date(2021, 1, 1), dt.date(2021, 12, 31)), "2021"),
        (Period("single", dt.date(2021, 8, 1), dt.date(2021, 12, 31)), "augusti – december 2021"),
        (Period("single", dt.date(2021, 9, 1), dt.date(2021, 9, 30)), "september 2021"),
        (Period("single", dt.date(2021, 8, 1), dt.date(2022, 6, 30)), "augusti 2021 – juni 2022"),
        (Period("single", dt.date(2021, 3, 15), dt.date(2021, 3, 15)), "15 mars 2021"),
        (Period("span", dt.date(2021, 3, 15), dt.date(2021, 3, 20)), "15–20 mars 2021"),
        (Period("span", dt.date(2021, 3, 15), dt.date(2021, 4, 30)), "15 mars – 30 april 2021"),
        (Period("span", dt.date(2021, 3, 15), dt.date(2022, 4, 30)), "15 mars 2021 – 30 april 2022"),
        (Period("from", dt.date(2021, 1, 1), None), "fr.o.m. 2021"),
        (Period("from", dt.date(2021, 8, 1), None), "fr.o.m. augusti 2021"),
        (Period("from", dt.date(2021, 3, 15), None), "fr.o.m. 15 mars 2021"),
        (Period("until", None, dt.date(2022, 12, 31)), "t.o.m. 2022"),
        (Period("until", None, dt.date(2022, 3, 31)), "t.o.m. mars 2022"),
        (Period("until", None, dt.date(2022, 3, 15)), "t.o.m. 15 mars 2022"),
        (Period("open", None, None), "löpande"),
        (Period("ambiguous", None, None, "2021 – 2022"), ""),
        (Period("reversed", None, None, "2021 – 2022"), ""),
    ],
)
def test_written(period, text):
    assert written(period) == text
