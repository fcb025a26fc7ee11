"""Spelling: what a word of a name sounds like, however it was brought into Latin letters. Pure; no I/O.

`Yury`, `Iurii` and `Juri`, `Soeharto` and `Suharto`, `Achmad` and `Ahmad`, `Schmidt` and `Schmitt` sound alike. It is
a key to compare by and says nothing about how a word is really spoken.
"""

from __future__ import annotations

import re
from functools import cache

from crmcli.folding import fold, is_ideograph

_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=\w\w\w)'(?=[aeou])", "i"),  # Solov'ev
        (r"[^a-z0-9]", ""),
        (r"(\w)\1+", r"\1"),
        (r"^(?:i|y|j)e(?=[vlkr])", "e"),  # Yelena, Evgeny
        (r"^cv", "zv"),
        (r"s(?:h?ch|h|z|y(?=[aeiou])|j)", "s"),
        (r"^hs", "x"),
        (r"(?<=[aeiou])[ck]h(?=[b-df-hj-np-tv-z])", ""),  # Achmad, Bakhtiar
        (r"kh", "h"),
        (r"t(?:s?ch|j)|cz", "c"),
        (r"ch", "c"),
        (r"ph", "f"),
        (r"dj|dz|zh|dy(?=[aeiou])|^[yi](?=[aou])|^y(?=[ei])", "j"),
        (r"t[sz]", "z"),
        (r"ks|cs", "x"),
        (r"q|ck|c(?=[bdfgk-np-tv-z]|$)", "k"),
        (r"w", "v"),
        (r"[dt]t?$", "t"),
        (r"(?<=[a-z])h", ""),
        (r"oe|ou|oo|oy(?=[^aeiou])|ue|u|o", "u"),
        (r"ae", "a"),
        (r"(?<=[a-z])(?:ij|iy|yi|ii|ee|ie|y)(?:i|j)?$", "i"),
        (r"(?<=[a-z])(?:ij|iy|[yj])(?=[aeiou])", "i"),
        (r"[ae][iyj]", "ei"),
        (r"ee|ie(?=[^aeiou])|y", "i"),
        (r"(\w)\1+", r"\1"),
    )
]
_UNWRITTEN = re.compile(r"[aeiouyjvw']|h$|(?<=[bdgptk])h")
_TWICE = re.compile(r"(\w)\1+")

# Family names that are one in the Chinese or Korean script, and differ by where they were brought into Latin letters.
_FAMILIES = """
chen chan tan chin tran / lin lam lim / zhang cheung chang teo cheong truong / li lee yi rhee ri ly
/ huang wong ng ooi hwang hoang / wang wong ong heng / liu lau low lew ryu yoo liew / wu ng goh woo
ngo / xu hsu tsui hui koh chee / zhao chao chiu teo jo cho / zhou chou chow chew / zheng cheng tay
teh jeong jung chung / cai tsai choi chua choy / xie hsieh tse chia cheah / guo kuo kwok quek kwek
/ yang yeung yeo yong / sun suen / ma mah / zhu chu choo / he ho hoh / gao kao ko / luo lo law loh
/ song sung soong / deng tang teng / xiao hsiao siu siew / cao tsao cho / peng pang phang / zeng
tseng tsang chan / ye yeh yip yap ip / su so soh / lu lo loo luk / jiang chiang keung kiang kong /
xue hsueh sit / jin kim gim kam chin / bag bak park pak / choe choi chey / gang kang / yun yoon
youn / jang chang zhang / im lim rim / o oh / seo suh so / sin shin / gwon kwon / an ahn / i yi lee
rhee / jo cho / no roh noh / jeon jun chun / gu koo ku / u woo / baeg baek paik / go ko koh / mun
moon / yu yoo ryu you / seong sung / ju joo chu / heo huh hur / nguyen ruan / fang fong hong / feng
fung hung / qiu chiu yau khoo / shi shih sze / hong hung ang / tang tong / pan poon phua / du to tu
doo
"""

# The same ideographs in the forms of the mainland, pair by pair: enough for what names are written with.
_SIMPLIFIED = str.maketrans(
    "陳張劉黃楊趙吳孫馬鄭謝許韓馮鄧蕭葉蘇盧鍾鐘龍麗華偉國強軍傑嬌鳳蘭雲飛慶榮輝鵬寶瑋婭穎靜東曉紅艷豔萬長興遠達勝義禮學"
    "濤澤淵瓊瑤齊嚴賈賴範龐嶽蔣譚陸鄒閻湯羅郭賓賢貴賀純紹維綺緯綱練縈績繼續蓮薔蘊詠詩誠諾謙議譯豐賜銀銘鋒鋼錦錢鎮鑫門開關陽"
    "陰雋雙霧靈順頌穎顏風駿驊鴻鶯鶴麥齡圓園團圖塵壽夢奮寧實將專導師帶幹廣廠廬張彥從恆愛憶懷戰擇擁攝敏書會條業樂樹橋權歡歐歷氣"
    "滿漢潔潤瀾無煒熱爾獻現環產畫盡眾祿積穩競筆節簡糧紀紅納紳終給絲經綠緣縣罷聖聞聲職聯膽臨舊藝蘆虛蟬補製規親覺觀訓記設評話該"
    "譽讚負費資賞贊趙跡車軒軟輪轉農運過邁還進連選遊郵鄉醫針鈞鈴鉅鋭鋪鏡鐵長間閒閔閩闊陣陳隊際隨雜電韋韻頁項順須預領頓題額願類顯飛"
    "養餘駱騰驚魏鮑鮮鳴鷹麗黨齊",
    "陈张刘黄杨赵吴孙马郑谢许韩冯邓萧叶苏卢钟钟龙丽华伟国强军杰娇凤兰云飞庆荣辉鹏宝玮娅颖静东晓红艳艳万长兴远达胜义礼学"
    "涛泽渊琼瑶齐严贾赖范庞岳蒋谭陆邹阎汤罗郭宾贤贵贺纯绍维绮纬纲练萦绩继续莲蔷蕴咏诗诚诺谦议译丰赐银铭锋钢锦钱镇鑫门开关阳"
    "阴隽双雾灵顺颂颖颜风骏骅鸿莺鹤麦龄圆园团图尘寿梦奋宁实将专导师带干广厂庐张彦从恒爱忆怀战择拥摄敏书会条业乐树桥权欢欧历气"
    "满汉洁润澜无炜热尔献现环产画尽众禄积稳竞笔节简粮纪红纳绅终给丝经绿缘县罢圣闻声职联胆临旧艺芦虚蝉补制规亲觉观训记设评话该"
    "誉赞负费资赏赞赵迹车轩软轮转农运过迈还进连选游邮乡医针钧铃钜锐铺镜铁长间闲闵闽阔阵陈队际随杂电韦韵页项顺须预领顿题额愿类显飞"
    "养余骆腾惊魏鲍鲜鸣鹰丽党齐",
)  # fmt: skip

# Readings of Japanese names, which folding reads as if they were Chinese.
_JAPANESE = """
佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 渡邊 watanabe 山本 yamamoto
中村 nakamura 小林 kobayashi 加藤 kato 吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto
井上 inoue 木村 kimura 清水 shimizu 山崎 yamazaki 森 mori 池田 ikeda 橋本 hashimoto 阿部 abe 石川 ishikawa
山下 yamashita 中島 nakajima 石井 ishii 小川 ogawa 前田 maeda 岡田 okada 長谷川 hasegawa 藤田 fujita 後藤 goto
近藤 kondo 村上 murakami 遠藤 endo 青木 aoki 坂本 sakamoto 斉藤 saito 斎藤 saito 齋藤 saito 福田 fukuda
太田 ota 西村 nishimura 藤井 fujii 岡本 okamoto 中野 nakano 原田 harada 小野 ono 竹内 takeuchi 金子 kaneko
和田 wada 中山 nakayama 石田 ishida 上田 ueda 森田 morita 太郎 taro 次郎 jiro 一郎 ichiro 花子 hanako 健 ken
健太 kenta 健一 kenichi 翔太 shota 大輔 daisuke 拓也 takuya 和也 kazuya 直樹 naoki 達也 tatsuya 浩 hiroshi
博 hiroshi 誠 makoto 隆 takashi 明 akira 翔 sho 恵子 keiko 裕子 yuko 陽子 yoko 由美子 yumiko 真由美 mayumi
美咲 misaki 愛 ai 久美子 kumiko 智子 tomoko 洋子 yoko 幸子 sachiko 明美 akemi 直美 naomi 優子 yuko 健二 kenji
浩二 koji 正 tadashi 進 susumu 剛 tsuyoshi 美穂 miho 麻衣 mai 彩 aya 優 yu 結衣 yui 陽菜 hina 蓮 ren
大翔 hiroto 悠真 yuma
"""
_DOUBLE_FAMILIES = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 南宫"


@cache
def sound(word: str) -> str:
    """Returns what a folded word sounds like; the same text for words that are spellings of one another."""
    found = word
    for pattern, replacement in _RULES:
        found = pattern.sub(replacement, found)
    return found or word


@cache
def skeleton(word: str) -> str:
    """Returns the consonants of a folded word: all that some scripts write down of it."""
    return _TWICE.sub(r"\1", _UNWRITTEN.sub("", word.replace("q", "k")))


def is_without_vowels(text: str) -> bool:
    """Whether a text is written in Arabic or Hebrew letters, which leave out most vowels."""
    return not text.isascii() and any("\u0590" <= c <= "\u06ff" for c in text)


@cache
def families_of(word: str) -> frozenset[int]:
    """Returns the numbers of the East Asian family names that a folded word may stand for; mostly none."""
    return frozenset(number for number, forms in enumerate(_families()) if word in forms)


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(forms.split()) for forms in _FAMILIES.split("/"))


def ideographs_of(text: str) -> str:
    """Returns the ideographs of a name, simplified; empty where it has none."""
    if text.isascii() or max(text) < "\u2e80":
        return ""
    return "".join(filter(is_ideograph, text)).translate(_SIMPLIFIED)


def chinese_words(ideographs: str) -> list[str]:
    """Returns family name and given name in folded form: `王小明` gives `wang` and `xiaoming`."""
    first = 2 if len(ideographs) > 3 or (len(ideographs) > 2 and ideographs[:2] in _DOUBLE_FAMILIES) else 1
    parts = (ideographs[:first], ideographs[first:])
    return ["".join(fold(part).split()) for part in parts if part]


def japanese_words(name: str) -> list[str]:
    """Returns the words of a Japanese name of which the readings are known; an empty list for any other."""
    readings = _readings()
    plain = "".join(name.split())
    for end in range(len(plain) - 1, 0, -1):
        if plain[:end] in readings and plain[end:] in readings:
            return [readings[plain[:end]], readings[plain[end:]]]
    return []


@cache
def _readings() -> dict[str, str]:
    words = _JAPANESE.split()
    return dict(zip(words[::2], words[1::2], strict=True))
