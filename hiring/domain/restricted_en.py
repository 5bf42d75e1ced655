"""English words and turns of speech that set a criterion the law forbids. One pattern a line; see restricted_patterns."""
# ruff: noqa: E501 - a pattern is a line, however many words it has

from __future__ import annotations

SOMEBODY = (
    "candidate|candidates|person|people|applicant|applicants|man|woman|men|women|male|female|manager|managers|lady|ladies|"
    "girl|girls|guy|guys|gentleman|employee|employees|salesperson|seller|sellers|professional|professionals|individual|"
    "individuals|graduate|graduates|hire|hires|colleague|colleagues|one|specialist|specialists|kam|kams"
)

CRITERIA = {
    "age": f"""
        age|aged|ages ~ between|from|under|over|above|below|up|of|about|around|no|not|at|less|more|older|within to|than|least|more|over|older|most? <age> !%|days|percent
        age|aged|ages <age> !%|days|percent
        age|aged|ages <range>
        age limit|limits|range|bracket|requirement|requirements|preference|restriction|restrictions|cap
        maximum|minimum|max|min|preferred|ideal|required|desired age
        state|give|specify|indicate|include|mention|tell ..3 age
        candidates|applicants|your|their|whose age !group|groups|profile
        young|right|certain|suitable|mature|advanced|retirement|pension|working|fighting age !of
        age young|under|over|old
        middle aged|age
        young|younger|youthful ~ {SOMEBODY}|team|staff|talent|blood|graduate|graduates|hunter|sales|account
        young and energetic|dynamic|ambitious|hungry|fresh|motivated|lively|vibrant
        young energetic|dynamic|ambitious|hungry|motivated|enthusiastic|lively
        young good|attractive|pretty looking
        youthful
        somebody|someone|anyone|candidate young|younger|youthful
        is|be ~ very|quite|still? young ~ enough? !in|at
        old|older|elderly|senior people|workers|candidates|applicants|persons need|not|are
        no|not ~ old|older|elderly candidates|applicants|people|persons|workers
        retiree|retirees|pensioner|pensioners
        not|nearing|near|close retired|retirement
        <age> something|somethings
        in ..1 his|her|their|your ~ early|mid|late? twenties|thirties|forties|fifties
        in ..1 his|her|their|your ~ early|mid|late? <age> s
        age of the? candidate|candidates|applicant|applicants|person|employee|manager
        over|under <age> s
        {SOMEBODY} ~ must|should|be? under|over|below|above the? age? of? <age> !%|days|percent|clients|deals|people|k
        under|over|below the age of <age>
        date|year of birth
        date|year ..1 birth required
        born after|before|between
        recent school leaver|leavers
        too old|young !for|market
        generation z|y|x {SOMEBODY}
        millennial|millennials only|preferred|candidates
        digital natives|native only|wanted|preferred|candidates|candidate
    """,
    "sex": """
        man|men !hour|hours|day|days|month|months|year|years|the|our|made
        woman|women
        male|female
        lady|ladies
        girl|girls
        guy|guys
        boy|boys
        gentleman|gentlemen
        salesman|salesmen|saleswoman|saleswomen|salesgirl|salesgirls|saleslady|handyman
        gender|sex ~ male|female|preferred|preference|must|men|women
        preferred|required|desired|state|specify|your ..1 gender|sex
        of the ~ male|female|fair|fairer|stronger|weaker|opposite? sex|gender
        mans job|work
        masculine|feminine ~ candidate|person|manager|energy|touch|look
        girlboss
    """,
    "family": f"""
        marital|family|parental status
        civil status
        married|unmarried|divorced|divorcee|widowed|widow|widower
        single ~ or|and? divorced|married|unmarried|widowed|childless|status|mother|mothers|parent|parents
        single|unattached {SOMEBODY}
        be|is|are|preferably|ideally|only single !or|point|source|site
        single without|no|with children|kids|family|dependants
        no|without|have|has|with|any ~ small|young|own|minor|dependent|any|your? children|kids|dependants|dependents
        childless|childfree
        children of ..1 own
        number|age|ages of ..2 children|kids|dependants|dependents
        children ..2 older|grown|school
        family man|woman|person|minded|commitments|obligations|ties|circumstances|responsibilities|plans
        free from|of ~ family|domestic|childcare
        childcare|domestic|caring ~ responsibilities|commitments|duties|obligations
        {SOMEBODY}|mothers|mother|mum|mums|parents|father with|without a? ~ small|young? family|children|kids|child
        supportive|working|unemployed wife|husband|spouse
        mothers|mums ..1 need|not|are|please
        no mothers|mums|parents
        working mothers|mums
        caregiver|caregivers|carer|carers need|not|are
    """,
    "pregnancy": """
        pregnant
        pregnancy|pregnancies
        maternity
        expecting|expectant mother|mothers|mum|women|baby
        planning|plan|plans|intend|intends|intending|going ..3 children|baby|babies|family|kids|maternity|pregnancy !brand|brands|packs
        start|starting|starts a family
        childbearing|breastfeeding
    """,
    "appearance": f"""
        pleasant|presentable|smart|neat|good|attractive|groomed|nice|clean|tidy|professional|representative|polished|european|slavic|personal|physical|pleasing ~ and? ~ physical|personal? appearance
        european|slavic|nordic|western looks|features
        appearance is|matters|important|counts
        candidates|applicants|your|whose appearance
        good looking|looks
        goodlooking|wellgroomed
        well groomed ~ {SOMEBODY}|and|appearance
        looks matter|important
        attractive|handsome|pretty|beautiful|slim|slender|tall|cute|hot|sexy|blonde|fit|overweight|curvy|stylish ~ and? ~ young|smart|slim|presentable? {SOMEBODY}|hostess|assistant|figure|build|face|build
        presentable ~ and? {SOMEBODY}|articulate|man|woman
        be|is|are|look|looks presentable|attractive|handsome|pretty|slim|beautiful|overweight|blonde
        height ~ and|at|of|from|no|not|over|above|minimum least|less|than|weight? <cm>
        height and weight
        at least|over|under <cm> cm tall|high?
        <cm> cm tall
        tall ~ at|least|over <cm>
        minimum height
        blonde|blond|brunette|brunettes|blondes
        overweight|obese
        no|without|visible ~ visible|facial? tattoo|tattoos|piercing|piercings|beard|beards
        photo|photograph|headshot|picture|selfie ~ must|required|mandatory|obligatory|is|are ..1 required|mandatory|attached|obligatory
        cv|resume|application|applications|profile ~ only? with ~ recent|full|length? photo|photograph|headshot|picture
        attach|include|send|enclose|provide|submit ~ your|recent|full|length|own|with? photo|photograph|headshot|selfie
    """,
    "origin": f"""
        nationality|nationalities
        ethnic origin|background|group|groups|russian|russians|identity|appearance
        ethnicity|ethnicities
        caucasian|caucasians
        slavic|slav|slavs
        white|black|brown|coloured|colored|asian|arab|african|indian|chinese|jewish|gypsy|roma|latino|hispanic ~ {SOMEBODY}|staff|only|british|females|males|descent|heritage|origin
        russian|british|english|american|european|german|polish|irish|western|nordic ~ {SOMEBODY}|descent|origin|heritage|born|blood only|preferred|please|need|wanted
        russians|europeans|germans|americans|poles|indians|asians|arabs|africans|westerners|jews ~ only|preferred|need|not|please
        only ~ russians|europeans|germans|americans|poles|russian|british|english|european|western ~ {SOMEBODY}
        no|not ~ russians|poles|indians|asians|arabs|africans|blacks|jews|gypsies|foreigners|immigrants|migrants|muslims
        foreigners|immigrants|migrants|refugees
        of|with ~ russian|british|european|slavic|asian|african|german|western|white descent|origin|extraction|heritage|appearance|ancestry|background !market|brand
        race|skin ~ or? colour|color
        skin colour|color
        race ~ white|black|asian
        candidates|applicants|your|whose race|origin|origins|ethnicity
        national|social|racial origin|background
        social class|background
        working|middle|upper class {SOMEBODY}
        place of birth
        british|russian|locally|native|german|american|european born
        born in|and
    """,
    "native": f"""
        native ~ level? speaker|speakers
        native ~ russian|english|german|french|chinese|spanish|level speaker|speakers|{SOMEBODY}
        native russian|english|german|french|chinese|spanish|arabic|polish
        mother tongue
        first language ~ must|is|should|be|of
        without|no|any|strong|foreign|regional|heavy|neutral|posh ~ a|an|any? foreign|regional|strong|heavy? accent|accents
        accent free|neutral
    """,
    "nationality": """
        citizenship
        citizen|citizens ~ of|only|or
        uk|us|eu|british|russian|american|german|eea|swiss|european ~ or? ~ uk|us|eu? citizen|citizens|national|nationals|passport|passports
        nationals only|of
        passport holder|holders
        only ~ uk|us|eu|british|russian? nationals|citizens
    """,
    "residence": """
        residents only|of|preferred|please|need
        resident of|in
        only ~ local|moscow|london|city? residents|locals
        moscow|london|local|city|permanent|registered resident|residents
        locals only|preferred|please
        local candidates|applicants|people|persons|residents
        must|should|to|who|already|currently ~ already|be|currently|permanently|also? live|lives|living|reside|resides|residing|resident ~ in|within|near|locally|close|nearby|no|less
        living|residing|reside ~ permanently? in|within|near|close ~ the? moscow|london|city|area|region|district|county|town|office|miles|minutes|commuting|to|walking|travelling
        permanent residence|residency|address|registration
        place of residence
        place|proof of residence|residency|address
        registered address|residence
        propiska
        moscow|local|city|permanent registration
        out of town
        postcode|postcodes ..3 only
        certain|right|good|wrong postcode|postcodes|neighbourhood|area
    """,
    "religion": f"""
        religion|religions ~ of|must|should|christian|muslim|orthodox|preferred|required|is
        state|specify|indicate|your|candidates|applicants|give|mention|of|same|whose religion
        religious beliefs|belief|views|affiliation|background|denomination|faith
        religious|devout|practising|practicing|observant|godfearing|churchgoing ~ {SOMEBODY}|christian|christians|muslim|muslims|jew|jewish|catholic|orthodox|family
        not|be|non religious !about
        christian|muslim|orthodox|catholic|protestant|jewish|hindu|buddhist|sikh|evangelical|believing ~ {SOMEBODY}|faith|religion|denomination|believer|believers|background|only|preferred|christian|values
        be ~ a|an? practising|practicing|devout? christian|muslim|orthodox|catholic|jewish|jew|hindu|buddhist|sikh|atheist|believer
        christians|muslims|catholics|hindus|sikhs|atheists|jews ~ only|preferred|need|not|please
        no|not|only ~ christian|muslim|jew|hindu|catholic|christians|muslims|catholics|hindus|sikhs|atheists|jews|believers
        believer|believers|atheist|atheists
        churchgoing|churchgoer|churchgoers
        church member|members|membership
        headscarf|headscarves|hijab|hijabs|turban|turbans
        of ..1 faith !in
    """,
    "health": f"""
        healthy|fit|ablebodied ~ {SOMEBODY}
        physically|mentally|medically fit|healthy|strong|sound|able|well
        able bodied
        in|of|enjoy|enjoys|have|has|with|be ~ good|excellent|perfect|robust|sound|full|physical|mental? health !insurance|cover|benefits|plan|care|checks|sector|industry|clients|food|products
        good|excellent|perfect|robust|sound|strong ~ physical|mental? health !insurance|cover|benefits|plan|care|system
        no|without|any|serious|known ~ known|serious|chronic|long|term|existing|major? health ~ problems|issues|conditions|complaints
        state|describe|your|candidates|applicants|condition of|medical ..2 state? ~ of? health
        disability|disabilities
        disabled|handicapped|handicap|handicaps
        nondisabled|impairment|impairments|wheelchair
        mental ~ health? illness|illnesses|problems|history|disorder|disorders
        medical history|record|records|condition|conditions|examination|check|checkup|certificate
        chronic|serious|long ~ term? illness|illnesses|disease|diseases|sickness
        sick|sickness|illness ~ leave|absence days|record|history|leave|level
        no|low|without|rarely|never ~ sick|sickness|ill ~ leave|days|absence
        never|rarely ill|sick
        hiv|aids status|positive|test
        depression|epilepsy|diabetes|autism|dyslexia|deaf|blind
    """,
    "habits": """
        non smoker|smokers|smoking
        nonsmoker|nonsmokers|nonsmoking
        smoker|smokers
        not|never|who smoke|smokes|drink|drinks
        bad|harmful habits
        teetotal|teetotaller
    """,
    "politics": """
        political ~ or? ~ religious? views|view|beliefs|belief|opinions|opinion|affiliation|affiliations|convictions|leanings|party
        apolitical
        party member|members|membership
        union ~ member|members|membership|activist|activists|activity
        conservative|liberal|leftist|leftwing|rightwing|patriotic|communist|socialist views|beliefs|person|people|candidate|candidates|convictions
        no ~ leftists|communists|activists
    """,
    "orientation": """
        sexual orientation|preference
        heterosexual|homosexual|heterosexuals|homosexuals|bisexual|lesbian|lesbians|gays|lgbt|transgender
        straight|gay ~ man|men|woman|women|candidate|candidates|person|people|male|female|only
    """,
}

YEARS = f"""
    <age> years|year old|olds
    <age> years|year of age
    <range> ~ years|year old|of
    <range> years|yrs ~ please|only
    between <range> ~ years|year? old
    under|over|below|above|up ~ to? <age> years|yrs old|of !experience
    no|not ~ older|younger|more than <age> !%|days|day|weeks|months|hours|minutes|percent|clients|deals
    older|younger|not? than <age> !%|days|day|weeks|months|hours|minutes|percent|clients|deals
    {SOMEBODY} <range> !people|staff|employees|%|days|percent|clients|deals|hours
    {SOMEBODY} aged <age>
"""

DURATIONS = """
    experience tenure contract contracts agreement term terms warranty market company companies business firm equipment machine
    machines fleet lease loan history payback data receivables debt debts invoices invoice building buildings plant brand
    brands partnership relationship relationships plan horizon forecast customer customers client clients account accounts
    lasting running wine whisky stock orders order tickets claims
"""

DURATIONS_AFTER = """
    of? experience|tenure|history|warranty|partnership|relationship
    company|business|brand|firm|contract|equipment|plant|building|family|market|customer|tradition|group|bank|factory|machine
    fleet
    in business|sales|the|trade|retail
"""
"""Right behind the number of years."""
