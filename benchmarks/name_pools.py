"""Words from which the generated address books are made: names by language, cities, trades, notes.

Only data and nothing that chooses; `generate` does. Family names of the Latin and Cyrillic languages are
stems and endings, so that many different people can be made of few words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How people of one language are called, where they live, and how their numbers look.

    `mobile` and `landline` are patterns in E.164 in which `#` is any digit and `@` one from 2 to 8.
    `joined` names are written without a blank, family first.
    """

    given: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]
    cities: tuple[str, ...]
    country: str
    street: str
    mobile: tuple[str, ...]
    landline: tuple[str, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    joined: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


POLISH = Language(
    given=_words(
        "Łukasz Małgorzata Grzegorz Żaneta Świętosław Agnieszka Paweł Michał Jadwiga Zdzisław Wojciech "
        "Bożena Stanisław Krzysztof Elżbieta Mieczysław Joanna Rafał Halina Błażej Wiesława Przemysław "
        "Iwona Jędrzej"
    ),
    stems=_words(
        "Kowal Wiśniew Dąbrow Szczep Brzęcz Jabłoń Zieliń Wójt Kamiń Lewandow Ostrow Sikor Gór Śliw Pawłow "
        "Krawc Wróbl Jaworz Makow Źródl"
    ),
    endings=_words("ski iak ewicz czyk owicz ek uk anowski"),
    cities=_words("Łódź Kraków Poznań Gdańsk Wrocław Białystok Rzeszów Częstochowa"),
    country="Polska",
    street="ul. Długa {}",
    mobile=("+48601######", "+48602######", "+48693######", "+48790######"),
    landline=("+4842630####", "+4812421####"),
    titles=_phrases("Kierownik floty|Dyrektor zakupów|Księgowa|Właściciel|Specjalista ds. sprzedaży"),
    notes=_phrases("Dzwonić po 15.|Polisa odnawia się w maju.|Poleciła nas siostra z Łodzi."),
)
GERMAN = Language(
    given=_words(
        "Jürgen Käthe Björn Annegret Günther Sören Hannelore Matthäus Uwe Friederike Götz Bärbel Lothar "
        "Rüdiger Mechthild Jörg Dörte Wolfgang Sigrid Hartmut Änne Volker Gisela Burkhard"
    ),
    stems=_words(
        "Weiß Grün Stein Müh Schön Kühl Röß Brück Birken Linden Hölz Süd Tannen Kirch Bäum Feld Eich Ober Nieder Wald"
    ),
    endings=_words("müller hauer mann bauer ler bach berger hofer"),
    cities=_words("München Köln Hamburg Düsseldorf Nürnberg Lübeck Göttingen Saarbrücken"),
    country="Deutschland",
    street="Lindenstraße {}",
    mobile=("+49171#######", "+49160#######", "+491511#######"),
    landline=("+494066@#####", "+49899@######"),
    titles=_phrases("Geschäftsführerin|Fuhrparkleiter|Einkauf|Buchhaltung|Vertrieb"),
    notes=_phrases("Nur vormittags erreichbar.|Kündigungsfrist bis 30. September.|Möchte ein schriftliches Angebot."),
)
FRENCH = Language(
    given=_words(
        "Amélie François Hélène Benoît Noëlle Gaël Léa Jérôme Cédric Éléonore Grégoire Maëlle Rémi Océane "
        "Étienne Solène Loïc Zoé Hervé Gisèle Aurélien Clémence Édouard Thérèse"
    ),
    stems=_words(
        "Lef Mor Dup Gar Beau Bois Cham Roch Font Mais Char Vill Pré Côt Mén Cout Dél Bér Févr Gém Hâr Lacr Pél Sér"
    ),
    endings=_words("èvre ineau onnet igny eron ançon ière elet"),
    cities=_phrases("Lyon|Besançon|Orléans|Nîmes|Saint-Étienne|Angoulême|Évreux|Paris"),
    country="France",
    street="{} rue des Érables",
    mobile=("+3361#######", "+3362#######"),
    landline=("+33142######", "+33472######"),
    titles=_phrases("Gérante|Responsable parc|Courtière|Comptable|Directeur des achats"),
    notes=_phrases("Rappeler après 14 h.|Préfère le courriel.|Échéance du contrat en février."),
)
PORTUGUESE = Language(
    given=_words(
        "João Conceição Thiago Luíza Antônio Otávio Marília Inês Gonçalo Beatriz Nuno Flávia Fábio Débora "
        "Sérgio Cláudia Patrícia Estêvão Lúcia Márcio Natália Rogério Sônia Vinícius"
    ),
    stems=_words(
        "Carval Guimar Magal Brand Assunç Nogu Figueir Teix Gonç Araúj Val Ram Sam Cout Per Fal Leit Mend Alm Bast"
    ),
    endings=_words("ães eira inho edo osa ado ão ella"),
    cities=_phrases("São Paulo|Brasília|Goiânia|Florianópolis|Belém|Niterói|Maringá|Ribeirão Preto"),
    country="Brasil",
    street="Rua das Acácias, {}",
    mobile=("+55119@#######", "+55219@#######", "+55319@#######"),
    landline=("+55113@######", "+55213@######"),
    titles=_phrases("Diretor Comercial|Gerente de frota|Compras|Financeiro|Sócia"),
    notes=_phrases("Prefere WhatsApp.|Renovação em setembro.|Café às 16h, não atrasar."),
)
SPANISH = Language(
    given=_words(
        "José María Íñigo Begoña Óscar Mónica Ángel Rocío Andrés Inés Raúl Lucía Iván Belén Tomás Verónica "
        "Héctor Sofía Álvaro Concepción Julián Noemí Joaquín Úrsula"
    ),
    stems=_words(
        "Peñ Ibáñ Núñ Mart Gutiérr Jimén Ordóñ Sáenz Cast Villaseñ Mor Zúñ Quiñ Esp Barr Sol Vill Torr Rom Card"
    ),
    endings=_words("ez ero illa eda ales ín onte iga"),
    cities=_phrases("Málaga|Cádiz|León|A Coruña|Logroño|Valladolid|Córdoba|Cáceres"),
    country="España",
    street="Calle del Olmo, {}",
    mobile=("+34612######", "+34655######"),
    landline=("+3491@######", "+34983@#####"),
    titles=_phrases("Jefa de compras|Gerente|Contable|Responsable de flota|Dueño"),
    notes=_phrases("Llamar después de las 17.|Quiere tres presupuestos.|Conoció la empresa en la feria."),
)
NORDIC = Language(
    given=_words(
        "Åse Bjørn Søren Märta Jørgen Øystein Göran Kåre Åsa Håkon Sølvi Kjærsti Frøya Östen Pål Birgitte "
        "Ørjan Marianne Tørres Malin Ragnhild Stig Gudrun Håvard"
    ),
    stems=_words("Berg Sjö Lind Øster Nør Hög Strøm Fjell Åker Björk Sand Vest Holm Dahl Gran Kvarn Ek Skov Mør Hav"),
    endings=_words("lund ström gaard stad sen näs vik mark"),
    cities=_phrases("Malmö|Göteborg|Jönköping|Örebro|Umeå|Västerås|Växjö|Gävle"),
    country="Sverige",
    street="Storgatan {}",
    mobile=("+46701######", "+46730######"),
    landline=("+468@#######", "+4631@######"),
    titles=_phrases("Inköpschef|Direktör|Ekonomi|Verkstadschef|Säljare"),
    notes=_phrases("Ring före lunch.|Avtalet löper ut i mars.|Vill ha offert på svenska."),
)
TAIWANESE = Language(
    given=tuple("美玲怡君志豪俊傑雅婷建宏淑芬家豪佩珊文雄麗華明德欣慧國棟秀琴"),
    stems=_words("陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 洪 邱 曾 廖 賴 徐 周 葉 蘇 莊 歐陽"),
    endings=("",),
    cities=_words("台北市 新北市 桃園市 台中市 台南市 高雄市 新竹市 嘉義市"),
    country="台灣",
    street="中山路{}號",
    mobile=("+886912######", "+886933######", "+886955######"),
    landline=("+88622@######", "+88642@######"),
    titles=_words("採購經理 車隊主管 會計 設計師 總經理"),
    notes=("週三下午3點後方便。", "看過車,等報價。", "朋友介紹,喜歡喝茶。"),
    joined=True,
)
CHINESE = Language(
    given=tuple("小明丽华建国晓东婷海燕伟敏诗涵志强雪梅子轩浩然宇航佳怡俊杰思远春生"),
    stems=_words("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 诸葛"),
    endings=("",),
    cities=_words("上海 深圳 广州 杭州 成都 武汉 南京 苏州"),
    country="中国",
    street="解放路{}号",
    mobile=("+86138########", "+86139########", "+86158########", "+86186########"),
    landline=("+86216@######", "+867558@######"),
    titles=_words("销售经理 采购 财务 总经理 行政主管"),
    notes=("微信联系最快。", "样机已看过,等预算。", "春节后再谈。"),
    joined=True,
)
INDONESIAN = Language(
    given=_words(
        "Budi Siti Agus Ratna Hendra Yuni Asep Lilis Bambang Endang Irwan Fitri Anisa Aditya Sri Joko "
        "Wahyu Tiur Rahmat Made Ketut Wayan Ujang Dewi Rizky Intan Gilang Mega Eko Andi"
    ),
    stems=_words(
        "Santo Setia Guna Wira Purno Wijaya Kusuma Hida Sura Prase Nugro Maha Permata Sapu Lesta Handa "
        "Suryan Harta Kurnia Pratama"
    ),
    endings=_words("so wan yat tyo ri yani dinata di"),
    cities=_phrases("Bandung|Jakarta Selatan|Surabaya|Semarang|Medan|Denpasar|Makassar|Yogyakarta"),
    country="Indonesia",
    street="Jl. Merdeka No. {}",
    mobile=("+62812########", "+62813########", "+62857########", "+62878########", "+62895########"),
    landline=("+622157@#####", "+62227@#####"),
    titles=_phrases("Manajer Armada|Bagian Pembelian|Direktur|Keuangan|Pemilik"),
    notes=_phrases("Hubungi lewat WhatsApp.|Polis jatuh tempo bulan Maret.|Istrinya ikut memutuskan."),
)
RUSSIAN = Language(
    given=_words(
        "Ибрагим Наталья Дмитрий Елена Сергей Татьяна Алексей Ольга Фёдор Людмила Юрий Светлана Артём Ксения "
        "Григорий Зоя Павел Жанна Семён Вера Лев Эльвира Матвей Яна"
    ),
    stems=_words("Иван Петр Щерб Жук Кузнец Сокол Медвед Зайц Орл Волк Ёлк Мороз Черныш Громов Тихон Ларион"),
    endings=_words("ов ин ёв енко ский ович ук ян"),
    cities=_phrases("Санкт-Петербург|Казань|Пермь|Самара|Екатеринбург|Новосибирск|Уфа|Омск"),
    country="Россия",
    street="ул. Лесная, {}",
    mobile=("+7921#######", "+7911#######", "+7916#######"),
    landline=("+7812@######", "+7495@######"),
    titles=_phrases("Начальник гаража|Главный бухгалтер|Логист|Закупки|Директор"),
    notes=_phrases("Звонить после обеда.|Договор до конца года.|Просит счёт по почте."),
)
JAPANESE = Language(
    given=_words(
        "健太 美咲 さくら 大輔 翔太 由美子 直樹 陽子 拓也 真理 一郎 恵子 和也 千尋 誠 舞 悠斗 葵 蓮 ひなた "
        "浩二 香織 亮介 あかり 純一 智子 雄大 奈々 修平 結衣"
    ),
    stems=_words("佐 高 渡 中 小 山 吉 加 松 井 木 林 斎 清 池 橋 森 石 前 藤"),
    endings=_words("藤 橋 辺 村 林 田 本 野"),
    cities=_words("千代田区 大阪市 名古屋市 福岡市 札幌市 京都市 神戸市 仙台市"),
    country="日本",
    street="本町{}丁目",
    mobile=("+8190@#######", "+8180@#######"),
    landline=("+8136@######", "+8166@######"),
    titles=_words("営業 部長 総務 経理 車両課長"),
    notes=("見積は日本語で。", "返事は早い。", "来月訪問の予定。"),
    joined=True,
)
KOREAN = Language(
    given=_words("지훈 서연 민준 하은 도윤 수빈 예준 지우 현우 채원 준서 다은 성민 유진 태희 영수"),
    stems=_words("김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황"),
    endings=("",),
    cities=_words("서울 부산 대구 인천 광주 대전"),
    country="대한민국",
    street="중앙로 {}",
    mobile=("+82102#######",),
    landline=("+8225@######",),
    titles=_words("과장 부장 대리 대표 팀장"),
    notes=("오후에 전화 주세요.", "견적을 기다리는 중."),
    joined=True,
)
THAI = Language(
    given=_words("สมชาย นภัสสร วิชัย กมลวรรณ ประเสริฐ อรทัย ธนากร พิมพ์ชนก สุรชัย ณัฐพล"),
    stems=_words("รุ่งเรือง แก้ว ศรี ทอง บุญ สุข วงศ์ จันทร์ พงษ์ ชัย"),
    endings=_words("กิจ มณี สวัสดิ์ ศักดิ์ เจริญ วัฒน์ งาม ไทย"),
    cities=_words("กรุงเทพมหานคร เชียงใหม่ ขอนแก่น ภูเก็ต ชลบุรี"),
    country="ประเทศไทย",
    street="ถนนสุขใจ {}",
    mobile=("+6681#######", "+6689#######"),
    landline=("+6622######",),
    titles=_words("ผู้จัดการ จัดซื้อ บัญชี เจ้าของ"),
    notes=("โทรช่วงบ่าย", "รอใบเสนอราคา"),
)
ARABIC = Language(
    given=_words("فاطمة خالد يوسف مريم أحمد نورة سعيد ليلى عمر هند طارق سلمى"),
    stems=_words("الهاشمي المنصوري البلوشي النعيمي الكعبي الشامسي الظاهري المهيري السويدي الزعابي الفلاسي المري"),
    endings=("",),
    cities=_words("دبي الشارقة عجمان العين الفجيرة"),
    country="الإمارات",
    street="شارع النخيل {}",
    mobile=("+97150@######", "+97155@######"),
    landline=("+9714@######",),
    titles=_words("مدير محاسبة مشتريات مالك"),
    notes=("الاتصال بعد العصر.", "ينتظر العرض."),
)
GREEK = Language(
    given=_words("Δημήτρης Ελένη Γιώργος Μαρία Νίκος Άννα Κώστας Σοφία Παναγιώτης Βασιλική"),
    stems=_words("Παπα Χατζη Καρα Νικολ Γεωργ Αθανασ Βλαχ Μαυρ Δημητρ Στεφαν"),
    endings=_words("δόπουλος άκης ίδης ιάδης όγλου άτος έλλης ούδης"),
    cities=_words("Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Βόλος"),
    country="Ελλάδα",
    street="Οδός Ελιάς {}",
    mobile=("+30694#######", "+30697#######"),
    landline=("+30210@######",),
    titles=_words("Διευθυντής Λογιστήριο Προμήθειες Ιδιοκτήτης"),
    notes=("Τηλέφωνο το απόγευμα.", "Περιμένει προσφορά."),
)

# How often each group of languages occurs, in percent.
SHARES: tuple[tuple[int, tuple[Language, ...]], ...] = (
    (60, (POLISH, GERMAN, FRENCH, PORTUGUESE, SPANISH, NORDIC)),
    (15, (TAIWANESE, CHINESE)),
    (10, (INDONESIAN,)),
    (5, (RUSSIAN,)),
    (5, (JAPANESE,)),
    (5, (KOREAN, THAI, ARABIC, GREEK)),
)
GROUPS = _phrases(
    "VIP|Fleet|Cold|Bandung|Office|Referral|Car|Health|Fair 2025|Dealers|Renewal|Kraków|Żeglarze|Família|"
    "車隊|客户|Gudang|Newsletter|Suppliers|Press|Golf|Gym|Ex-colleagues|Neighbours|Клиенты"
)
COMPANY_HEADS = _phrases(
    "Nordlicht|Sinar|Maju|Alvorada|Freixo|Zielona|Harbor|Redwood|Lefèvre|Ipê|Østerbro|Łódzka|Peña|Kestrel|"
    "Lentera|Cahaya|Bahari|Weißbach|Atlântico|Montaña|Saffron|Granite|Juniper|Rivière|晨嶺|云岫|远溪|"
    "ひかり|みどり|Северный"
)
COMPANY_MIDDLES = _phrases(
    "Logistics|Logistik|Spedition|Transportes|Flota|Vinhos|Móveis|Print|Insurance|Foods|Textile|Marine|"
    "Büro|Digital|Agro|Médica|Hotel|Construções|Energia|Labs|Motors|Papier|Optik|Audio|Seguros"
)
COMPANY_FORMS = _phrases("GmbH|Ltd|Ltda.|S.A.|Sp. z o.o.|PT|CV|AB|A/S|& Sons")
