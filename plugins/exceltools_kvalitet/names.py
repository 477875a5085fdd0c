"""Common first names and endings of surnames, to notice that a person is named where a function is asked for.

Only first name and surname together count, since "Maria" and "Katarina" are also parishes; and only surnames that look
like one, since "Maria Ungdom" is a clinic.
"""

from __future__ import annotations

FIRST = frozenset(
    """
    adam agneta ahmed albin alexander alexandra ali alice alva amanda amina amir ana anders andreas angelica
    anette anita ann anna annika anneli antonia arvid astrid axel barbro bengt berit birgitta björn bo britt
    carina carl carolina caroline cecilia charlotte christer christian christina christoffer claes dan daniel
    david dennis ebba edvin elias elin elina elisabeth ella ellen elsa elvira emelie emil emilia emma erik erika
    ester eva evelina fatima felicia felix filip fredrik frida gabriel gabriella georg gerd greta gudrun gun
    gunilla gunnar gustav göran hampus hanna hans hassan hedvig helena helene henrik hugo håkan ibrahim ida inga
    inger ingrid irene isabella isak ivar jakob jan jannike jasmin jenny jens jesper jessica joakim joel johan
    johanna johannes john jon jonas jonathan josef josefin josefine julia jörgen karin karl karolina katarina
    kenneth kent kerstin kevin khadija kim kjell klara kristina kristoffer lars leif lena lennart leo liam lina
    linda linn linnea lisa lisbeth lotta louise lovisa lucas ludvig magdalena magnus maja malin marcus margareta
    maria marianne marie mariam martin mathias matilda mats mattias maud max melker mikael moa mohamed mohammed
    mona monica monika muhammed mustafa märta niklas nils nina noah nora ola olle olof omar oscar oskar ove patrik
    per pernilla peter petra philip pia pontus rasmus rebecka richard rickard robert robin roger roland rolf ronja
    rune saga samuel sandra sara sebastian signe simon siv sofia sofie stefan stig stina sune susanne sven svante
    therese thomas tim tina tobias tomas torbjörn tove tuva ulf ulla ulrika urban veronica vera victor victoria
    viktor viktoria ville vincent wilhelm william wilma yasmin yusuf yvonne zahra åke åsa örjan
    """.split()  # noqa: SIM905
)
SURNAMES = frozenset(
    """
    ali abdi ahmed hassan hussein ibrahim mohamed mohammed mohamud omar yusuf khan nguyen kaya yilmaz ek falk
    frisk sandin norling nordin wallin hedin lundin norén lindén nyman åkerman öberg borg hallén morén rosén svärd
    """.split()  # noqa: SIM905
)
ENDINGS = (
    *("sson", "sen", "ström", "berg", "lund", "qvist", "kvist", "gren", "dahl", "dal", "stedt", "mark", "lind", "holm"),
    *("blom", "strand", "vall", "wall", "ovic", "ović", "vić", "ski", "zadeh", "oglu"),
)
