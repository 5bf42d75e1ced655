"""Where such words set no criterion: goods, markets, things, the clients' people, and sentences that rule a criterion out."""
# ruff: noqa: E501 - a pattern is a line, however many words it has

from __future__ import annotations

GOODS_RU = (
    "одежд:n|обув:n|товар:n|продукт:n|продукци:n|косметик:n|парфюм:n|парфюмери:n|бель:n|сумк:n|украшени:n|аксессуар:n|"
    "коллекци:n|линейк:n|линия|линию|журнал:n|спорт:n|здоровь:n|клиник:n|консультаци:n|гигиен:n|средств:n|бренд:n|"
    "ассортимент:n|отдел:n|магазин:n|салон:n|игрушк:n|аудитори:n|сегмент:n|рынок|рынк:n|категори:n|питани:n|мебел:n|часы|"
    "часов|трикотаж:n|сайт:n|портал:n|клуб:n|команд:n|лиг:n|турнир:n|трафик:n|стрижк:n|парикмахерск:a|"
    "услуг:n|тариф:n|сервис:n|решени:n|программ:n"
)
BUYERS_RU = (
    "клиент:n|покупател:n|покупательниц:n|потребител:n|пользовател:n|читательниц:n|пациент:n|гост:n|посетител:n|заказчик:n"
)
THINGS_RU = (
    "оборудовани:n|техник:n|станк:n|станок|парк:n|машин:n|автомобил:n|здани:n|зданий|дом:n|склад:n|компани:n|компаний|"
    "бизнес:n|фирм:n|предприяти:n|бренд:n|домен:n|сайт:n|аккаунт:n|задолженност:n|дебиторк:n|долг:n|счет:n|сделк:n|"
    "сделок|договор:n|заявк:n|заявок|запас:n|остатк:n|товар:n|товаров|аудитори:n|потребител:n|покупател:n|клиент:n|"
    "клиентов|пациент:n|детей|ребенк:n|дерев:n|животн:a|скот:n|вин:n|базы|данн:a|отношени:n|рынк:n|выдержк:n|лида|лидов|"
    "пользовател:n|зрител:n|читател:n|абонент:n|домохозяйств:n|заемщик:n|застрахованн:a|выборк:n|кредит:n|актив:n"
)
GOODS_EN = (
    "clothing|clothes|wear|fashion|apparel|shoes|footwear|shoe|products|product|goods|cosmetics|fragrance|fragrances|care|"
    "grooming|health|hygiene|brand|brands|range|line|lines|collection|collections|accessories|lingerie|underwear|magazine|"
    "magazines|market|markets|segment|segments|category|categories|department|departments|toys|bags|jewellery|watches|"
    "football|rugby|sport|sports|shoppers|shopper|customers|customer|consumers|consumer|audience|buyers|buyer|users|"
    "patients|readers|viewers|clinic|clinics|nutrition|vitamins|razors|team|teams|league|room|bikes|gyms"
)

PHRASES = f"""
    мужск:a|женск:a|девичь:a|мужская ..2 {GOODS_RU}
    {GOODS_RU} ..3 для|под мужчин:n|женщин:n|девуш:n|девушек|дам:n|девочек|юнош:n|мам:n|беременн:a|пенсионер:n|москвич:n|молодеж:n|инвалид:n|мусульман:n|верующ:a ~ и|или|старше? мужчин:n|женщин:n|девочек|детей?
    {BUYERS_RU} ~ мужчин:n|женщин:n|девуш:n|девушек|мам:n|беременн:a|москвич:n|пенсионер:n|инвалид:n|мусульман:n
    мужчин:n|женщин:n|девуш:n|девушек|пенсионер:n|москвич:n|молодеж:n ~ {BUYERS_RU}
    среди|у {BUYERS_RU}|мужчин:n|женщин:n|молодеж:n|пенсионер:n|москвич:n !кандидат:n
    мужчин:n|мужчины|мужчинам и|или|либо женщин:n|женщины
    женщин:n|женщины и|или|либо мужчин:n|мужчины
    руководитель|директор|владелец|владелица|собственник|закупщик|закупщица|хозяйка клиента|заказчика|магазина|сети ~ мужчин:n|женщин:n
    мужчин:n|женщин:n ~ руководител:n|директор:n|предпринимател:n|владел:n клиент:n|заказчик:n
    международн:a женск:a день|дня|дню
    дам:n размер:n
    возраст|возраста|возрасту|возрастом|возрасте ..2 {THINGS_RU}
    {THINGS_RU} ..2 возраст|возраста|возрасту|возрасте|возрастом
    любого|любом|всех|разных|разного|независимо возраста|возрасте|возрастов
    возраст|пол|национальность|внешность|гражданство|прописка ~ и|или|а|также|пол|возраст? ~ не|неважен|неважно|безразличн:a значения|имеет|важен|важны|важна|влияет|играет|учитываются|учитывается|имеют|важно?
    не ~ важен|важны|имеет|имеют|важно|спрашива:n|смотрим|обращаем|учитываем ..3 возраст|пол|национальность|внешность|гражданство|прописка
    не ~ спрашиваем|спрашивать|оцениваем|учитываем|запрашиваем|указывать|указывайте|интересуемся ..6 возраст:n|пол|пола|внешност:n|национальност:n|гражданств:n|детях|семейн:a|положени:n положени:n?
    молод:a команд:n|коллектив:n клиент:n
    не место жительства
    молод:a компани:n|рынок|рынк:n|бренд:n|бизнес:n|отрасл:n|продукт:n|стартап:n|сегмент:n|направлени:n|предприяти:n|организаци:n|фирм:n|проект:n|категори:n|семь:n|вино|сыр
    молод:a ..1 и|но|активн:a|динамичн:a ..2 компани:n|рынок|рынк:n|бренд:n|бизнес:n|отрасл:n|продукт:n|стартап:n|сегмент:n|направлени:n|предприяти:n|организаци:n|фирм:n|проект:n
    не? старше|младше|моложе <n> ~ день|дня|дней|недел:n|месяц:n|месяцев
    {THINGS_RU} ..3 не? старше|младше|моложе <n> ~ лет|года|год
    <n> лет|года {THINGS_RU}
    компани:n|бренд:n|бизнес:n|фирм:n|рынк:n|завод:n|предприяти:n|нам ..2 <n> лет
    семейн:a ..1 бизнес:n|компани:n|предприяти:n|магазин:n|ресторан:n|отдых:n|тариф:n|врач:n|бюджет:n|ценност:n|отел:n|кафе|автомобил:n|фирм:n|традици:n|клиник:n|упаковк:n|подписк:n
    детск:a ..1 товар:n|одежд:n|питани:n|игрушк:n|сад:n|мебел:n|бренд:n|магазин:n
    семь:n|семей|пар:n|отел:n|тур:n|отдых:n|номер:n ..2 с|без детьми|детей
    декретн:a ставк:n|мест:n|должност:n|позици:n
    на ~ время|период? декрет:n|декретн:a ~ отпуск:n|сотрудни:n? сотрудниц:n?
    вместо ..3 декрет:n
    замен:n|замещени:n ..4 декрет:n
    выход:n|возвращени:n|вышл:n|вернул:n ..2 из декрет:n
    товар:n|бель:n|одежд:n|витамин:n|курс:n|продукт:n|средств:n|клиник:n|ведени:n|тест:n ~ для|на ~ планирующих|ведения? беременн:a|беременност:n|материнств:n
    внешн:a вид:n|данн:a|данные ..2 товар:n|упаковк:n|продукт:n|продукци:n|витрин:n|магазин:n|сайт:n|этикетк:n|здани:n|образц:n|стенд:n|полк:n|документ:n|оборудовани:n|бутылк:n|отчет:n|интерфейс:n|презентаци:n|изделий|изделия
    фото|фотографи:n|фотографию|фотографии ..2 товар:n|продукт:n|продукци:n|образц:n|стенд:n|полк:n|объект:n|витрин:n|отчет:n
    тату салон:n|студи:n|мастер:n
    происхождени:n товар:n|груз:n|сырь:n|продукци:n|продукт:n|стран:n|капитал:n
    стран:n|страны|места|наименовани:n|сертификат:n происхождени:n
    холост:a ход:n|пробег:n|выстрел:n|строк:n
    русск:a ..1 язык:n|рынок|рынк:n|кухн:n|версия|версию|лот:n|текст:n|литератур:n
    национальн:a рынок|рынк:n|сеть|сет:n|чемпион:n
    белая|белый|белое|белую|белые зарплат:n|техник:n|рынок|список
    регистраци:n|регистрацией|регистрацию ..3 в|на|по ..1 реестр:n|систем:n|фнс|портал:n|площадк:n|еис|налогов:a|роспатент:n|сделк:n|сделок|мероприяти:n|конференци:n|crm|компани:n|товарн:a
    оплат:n|оплачива:n|компенс*|расход:n|стоимост:n|бронирован:n ..3 проживани:n
    проживани:n ..4 командировк:n|гостиниц:n|отел:n|номер:n|поездк:n
    жител:n ..2 покупают|покупател:n|потребител:n
    верующ:a ..1 покупател:n|клиент:n
    религиозн:a ..1 литератур:n|праздник:n|товар:n|туризм:n|организаци:n|календар:n|организаций
    православн:a ..1 праздник:n|календар:n|литератур:n|ярмарк:n|товар:n|выставк:n|пост:n|рождеств:n
    здоровь:n|здоровье|здоровьем|здоровья ..2 клиент:n|клиентов|пациент:n|животн:a|бизнес:n|нации|полости|женщин:n|мужчин:n|потребител:n
    состояни:n здоровь:n клиент:n|пациент:n|животн:a|бизнес:n
    инвалид:n|инвалидност:n|инвалидностью ~ и|рады|рассматрива:n|приветств:n|квот:n|могут|тоже|приглаша:n
    рассмотр:n|рассматрива:n|рады|приглашаем|приветствуем|готовы|квот:n|доступ:n ..4 инвалид:n|инвалидност:n|инвалидностью|овз
    средств:n|услуг:n|доступ:n|среда|пандус:n|коляск:n|товар:n|кресл:n|места ~ для инвалид:n|овз
    политическ:a ~ риск:n|обстановк:n|ситуаци:n|конъюнктур:n
    носител:n информаци:n|данн:a|рекламн:a
    носител:n языка не|необязательн:a|нужен|требуется
    mens|womens|ladies|girls|boys {GOODS_EN}
    man|men|woman|women|male|female|lady|ladies|girls|boys ..1 {GOODS_EN}
    {GOODS_EN} ..2 for ..1 men|women|ladies|girls|boys|pregnant
    male|female connector|connectors|plug|plugs|thread|threads|socket|sockets|end|adapter|adapters|coupling|couplings|fitting|fittings
    connector|connectors|plug|thread|socket|adapter male|female
    man made|power|machine
    women|woman|female owned|led|founders|founder|in
    man trucks|truck|dealer|dealers|se|group
    men|man|male and|or women|woman|female
    women|woman|female and|or|to men|man|male
    women|men ~ {GOODS_EN}|buy|spend|purchase
    international women|womens day
    any|every|all age|ages|nationality|nationalities|gender|genders|religion|background|marital|sex
    married data|up|with|together|to
    single point|source|entry|sign|supplier|market|contract|view|client|customer|digit|page|largest|use|user
    single ~ or? multi
    family business|businesses|owned|friendly|office|offices|car|cars|doctor|doctors|brand|brands|packs|hotels|run|company|day|leave
    product|products ..1 family|families
    family|families of products|brands|engines
    maternity cover|leave|pay|policy|wear|ward|wards|hospital|hospitals|clothing|products|range|benefits|benefit|units|unit
    pregnancy test|tests|products|care|vitamins|app|apps|line|range
    pregnant women|customers|shoppers|patients|consumers ~ buy|products
    for ..2 pregnant women
    no children ~ on|in|are|allowed|play|products|should
    civil status register|registry
    families|hotels|couples|holidays|rooms|tours with|without ~ small|young? children|kids
    attractive offer|offers|pay|package|market|markets|price|prices|terms|bonus|margin|margins
    professional|neat|clean|good|personal|smart? appearance ~ of ..2 store|stores|packaging|product|products|shelf|shelves|brand|stand|stands|display|displays|site|website|car|cars|documents
    slim|fit|tall margin|margins|order|orders|volumes|pickings|for|the|out
    photo|photos|picture|pictures|photograph|photographs ~ of ..2 shelf|shelves|product|products|stand|stands|store|stores|site|goods|damage
    personal|public appearance|appearances at|in|on
    white|black paper|papers|goods|label|collar|friday|list|market|board|belt|box|space|spirit
    young|younger|old|older|elderly|mature market|markets|company|companies|brand|brands|business|businesses|industry|sector|product|products|category|startup|firm|firms|organisation|channel|equipment|stock
    young|younger|older|elderly|senior|female|male|disabled|blind|deaf|pregnant|muslim|jewish|christian|asian ~ and? {GOODS_EN}|people|patients|passengers ~ buy|who|products
    {GOODS_EN}|software|services|aids|equipment|homes|insurance ~ for ..1 older|elderly|young|younger|disabled|blind|deaf|pensioners|retirees|diabetics ~ people|adults|persons|customers?
    mentor|mentors|train|trains|teach|teaches|coach|coaches|help|helps|support|supports ~ of? younger|young|junior|older colleagues|people|staff|managers|sellers
    popular with|among|for young|younger|older|elderly people|adults
    fighting|working age ~ fund|capital|software|population
    race against|to|for
    with age|equipment
    citizenship|citizen science|corporate|programme|charter|developer|developers|bank
    corporate|digital|good citizenship|citizen
    national|tax|registered resident|residents|accounts
    local residents of|around|near ~ the? site|plant|store|project
    permanent contract|staff|position
    native app|apps|advertising|cloud|integration|ads|format|mobile
    native ~ level? speaker|speakers not|isnt|arent|is not|are not
    cloud|digital native|natives
    digital natives ~ among|as|are customers|shoppers|buyers|consumers
    bad habits of|at clients
    no smoking policy|area|areas|site
    smokers|smoker ..1 {GOODS_EN}
    disability|disabilities|disabled|impairment|wheelchair ~ confident|aids|insurance|cover|benefits|benefit|products|access|equipment|friendly|services|charity|charities|sector|adjustments|inclusion|awareness|users|passengers
    with ~ a|any? disability|disabilities ~ are|is|welcome|encouraged|may|can|will|who
    welcome|welcomes|encourage|encourages|invite|adjust|adjustments|support|supports|accommodate ..5 disability|disabilities|disabled
    is|are|be|been|was|were|feature|features|function|account|accounts|link|links|button|mode disabled ~ by|in|for|after|temporarily|until?
    deaf to|ears
    blind spot|spots|test|tests|tasting|tastings|copy|bid
    great depression
    diabetes|depression|epilepsy|autism|hiv ~ care|clinics|drugs|medicines|products|treatment|treatments|devices|market|charity|charities|monitoring|patients|test|tests|portfolio
    medical records|record|history|conditions|condition ~ software|system|systems|of|treated|data|department
    sick pay|leave|day
    religious ~ about|holidays|festivals|calendar|publishers|books|organisations|goods|organizations|tourism
    christian dior|louboutin|lacroix|bookshops|publishers
    orthodox christmas|easter|holiday|holidays|approach|economics
    good|bad faith
    in|of good|bad faith
    straight man|line
    ethnic food|foods|cuisine|marketing
    political risk|risks|climate
    guys|ladies|men|women|gentlemen ~ and ladies|gentlemen|gents|girls
    gender|sex neutral|balance|equality|pay|diverse|balanced|diversity|inclusive
    old|older than <n> ~ days|day|weeks|months|hours
    equipment|machines|machine|debt|debts|receivables|invoices|stock|data|leads|cars|trucks|buildings|vehicles|quotes ..4 older|younger|old than? <n>? years?
    age|ages ~ of|the ..2 equipment|machine|machines|fleet|stock|debt|debts|receivables|invoices|company|data|building|buildings|customers|clients|shoppers|users|patients|consumers|market|relationship|contract|asset|assets
    customers|shoppers|consumers|users|patients|clients|viewers|equipment|buyers ..2 age|aged|ages ~ between|from? <n>? <n>?
"""
"""A use inside such a phrase is none."""

NEUTRAL = """
    независимо|вне|невзирая от зависимости|на? от?
    не зависим от
    вне зависимости от
    без учета|дискриминации|различия
    не дискриминир:n
    не допуска:n ..2 дискриминаци:n
    дискриминаци:n ..2 по
    запрещен:a|запрещено|запрещает|незаконн:a ..8 пол|полу|возраст|возрасту|национальност:n
    равн:a возможност:n|условия
    при равных
    regardless|irrespective of
    without regard|regard|reference to
    no matter
    not|never|no discriminat*|discrimination
    discriminat* ~ on|against
    equal opportunit*
    dont|not|never|cannot ask|asks|consider|considers|ask|use|select ..3 about|by|on?
    never a|an|the
    not|never|forbidden asked|considered|used|allowed
"""
"""From here to the end of the sentence the names of such features set no criterion: they are ruled out."""

FEATURES = (
    "возраст:n|пол|пола|полу|полов:a|национальност:n|национальн:a|расов:a|внешност:n|внешн:a|семейн:a|наличи:n|инвалидност:n|"
    "религи:n|религиозн:a|беременност:n|убеждени:n|политическ:a|гражданств:n|прописк:n|вероисповедан:n|вероисповедани:n|"
    "состояни:n|ограничени:n|происхождени:n|социальн:a|место|места|месту|регистраци:n|сексуальн:a|этническ:a|материнств:n|"
    "членств:n|проживани:n|отношени:n|"
    "age|sex|gender|nationality|nationalities|race|religion|religious|ethnicity|ethnic|national|social|disability|"
    "disabilities|marital|family|parental|pregnancy|maternity|sexual|political|citizenship|appearance|physical|place|skin|"
    "union|civil|caring|mother|native|number|colour|color|personal|medical"
)

WELCOME = """
    welcome|welcomes|encourage|encourages|invite|invites applications|applicants|candidates from|of
    приветствуем|приглашаем отклики от
"""
"""From here to the end of the sentence everybody named is invited."""

AUDIENCE = """
    целев:a аудитори:n
    аудитори:n бренда|магазина|клиента|портала|журнала
    портрет:n покупател:n|клиент:n|потребител:n
    конечн:a ~ покупател:n|потребител:n|клиент:n
    target audience|group|market|shoppers|customers|consumers
    end customers|consumers|users
    our|typical|main|core|the|their customers|shoppers|consumers|buyers|audience|patients|readers|users|clients are|is|buy
    основн:a ~ покупател:n|потребител:n|клиент:n
"""
"""From here to the end of the sentence people are the clients' customers."""

SEEKING = (
    "ищем|ищу|требу:n|требуется|требуются|нужен|нужна|нужны|нужно|кандидат:n|соискател:n|приглашаем|нанимаем|looking|seek|"
    "seeking|candidate|candidates|applicant|applicants|hire|hiring|wanted|must|only|требовани:n|желательно|должен|должна"
)
"""Words that end such a reach: from here it is about the person sought again."""

SOUGHT = (
    f"{SEEKING}|сотрудник:n|сотрудниц:n|человек:n|люди|людей|менеджер:n|специалист:n|продавец|мужчин:n|женщин:n|девушк:n|"
    "парень|коллег:n|person|people|man|woman|manager|employee|colleague|seller|graduate|somebody|someone"
)
"""Years right behind one of them are an age, whatever was said before."""
