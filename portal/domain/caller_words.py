"""Plain words by which a victim can check that our caller is ours."""

CALLER_WORDS = tuple(
    """
    anker appel balkon bamboe berg bessen bloesem boekenkast boomgaard boter
    citroen deken druif duinen eekhoorn egel eiland emmer fluit fontein gieter
    gitaar hagel haven hazelnoot herfst hooiberg ijsbeer kachel kaneel kapstok
    kastanje klaver klok komkommer krant kussen ladder lantaarn lavendel lepel
    libel linde mand maretak meeuw molen mosterd nevel notenboom oever olijf
    paraplu peper perzik pinda plank polder pompoen radijs regenton rietkraag
    roggebrood saffraan schaats schelp schommel sloep spinazie stoof strandbal
    theepot tulp veer vijver vlieger vuurtoren walnoot waterlelie wilg wolk zadel
    zandbak zeewier zilver zonnebloem
    """.split()  # noqa: SIM905 - a list to read, not to punctuate
)
