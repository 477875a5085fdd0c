"""A definition that is hard on Excel: 8 utgångspunkter, 60 områden, long names, every awkward sign that is allowed."""

from exceltools.definition import Definition, load

LONG = "Från det första tecknet på oro i förskolan till stödet åt den unga vuxna som vill lämna ett nätverk, " * 2
AWKWARD = [
    "Trygghet, tillit & ”gemenskap”",
    "Å, ä och ö: även i början (på riktigt)",
    "Barns och ungas 'egna' idéer + inflytande / delaktighet",
    "50 % fler vuxna @ 10 platser – för 100 €?",
    'Det som kallas "orosanmälan" & det som följer, steg för steg',
    "Samverkan med vården <regionen> och de ideella",
    LONG.strip(" ,"),
    "T1",
]
SAME_EVERYWHERE = "Föräldrastöd & nätverk"  # an område that every utgångspunkt has


def hard_definition() -> Definition:
    """Give the definition; each utgångspunkt has 7 or 8 områden, the first one of the same name in all of them."""
    points = []
    for number, name in enumerate(AWKWARD, 1):
        count = 8 if number <= 4 else 7
        areas = [{"id": "foraldrastod", "name": SAME_EVERYWHERE, "aliases": ["Föräldrar"]}]
        areas += [
            {
                "id": f"omrade-{n}",
                "name": f"Område {number}.{n}, ”{name[:30].strip()}” & åäö",
                "aliases": [f"{number} {n} ja"],
            }
            for n in range(2, count + 1)
        ]
        points.append({"id": f"punkt-{number}", "name": name, "aliases": [f"Punkt {number}"], "omraden": areas})
    return Definition.model_validate({**load().model_dump(by_alias=True), "utgangspunkter": points})
