"""Companies and mailboxes: what a company's name and an e-mail address are compared by. Pure; no I/O."""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.folding import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LEGAL_FORMS = _set(
    "pt cv tbk persero ud firma inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg ohg "
    "mbh ug kgaa sa srl spa sarl sas sasu sl slu ltda eireli bv nv oy oyj ab as asa aps kft zrt sro doo dd ooo oao zao "
    "pao ao ip too tov pte pty sdn bhd kk kabushiki gaisha kaisha jsc pjsc fzco fzllc sia uab me mei epp snc sapi sab "
    "rl"
)
_FILLING = _set("and und et y e the of & + de da do del di og och")
_EASTERN_FORMS = re.compile(
    "股份有限公司|有限责任公司|有限責任公司|有限公司|公司|株式会社|有限会社|合同会社|주식회사|유한회사|\\(주\\)|㈱"
)
_PUBLIC_DOMAINS = _set(
    "gmail.com googlemail.com yahoo.com yahoo.co.id yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.com.br ymail.com "
    "rocketmail.com hotmail.com hotmail.co.uk hotmail.fr outlook.com outlook.co.id outlook.fr live.com msn.com "
    "icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at web.de t-online.de freenet.de mail.ru yandex.ru "
    "yandex.com ya.ru bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com foxmail.com naver.com "
    "daum.net hanmail.net proton.me protonmail.com pm.me zoho.com fastmail.com uol.com.br bol.com.br terra.com.br "
    "ig.com.br orange.fr free.fr wanadoo.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it wp.pl o2.pl onet.pl "
    "interia.pl seznam.cz centrum.cz telkom.net plasa.com comcast.net att.net verizon.net sbcglobal.net btinternet.com "
    "hinet.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp"
)
_ROLES = _set(
    "info infos sales office admin administrator administration administrasi contact contacts kontak kontakt "
    "contato contacto vendas ventas vente ventes vendite verkauf penjualan marketing hello hallo halo hi mail "
    "email post support help helpdesk service services servis kundenservice cs customerservice customercare care "
    "hr hrd jobs career careers recruitment rekrutmen bewerbung finance keuangan billing accounting accounts "
    "account akunting buchhaltung invoice invoices rechnung faktur order orders pesanan bestellung pedidos "
    "purchasing pembelian procurement einkauf compras reception empfang resepsionis secretary secretariat "
    "sekretariat sekretaris enquiries enquiry inquiry webmaster postmaster noreply no-reply newsletter press "
    "presse media team staff zentrale general booking reservation reservations shop store toko office1 direksi "
    "gudang logistik logistics export import atendimento comercial financeiro rh sac suporte soporte ayuda zakaz "
    "zakazy prodazhi otdel buh"
)


@lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """Returns what is compared of a company's name: folded words without legal forms, in order of the alphabet."""
    bare = name if name.isascii() else _EASTERN_FORMS.sub(" ", name)
    folded = fold(bare or name).replace(".", "").replace("'", "")
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    kept = [word for word in words if word not in LEGAL_FORMS and word not in _FILLING]
    return " ".join(sorted(kept or words))


def has_legal_form(name: str) -> bool:
    """Whether a name says that it is a company's: `PT Maju`, `Müller GmbH`."""
    words = fold(name).replace(".", "").replace(",", " ").split()
    return len(words) > 1 and (words[0] in ("pt", "cv", "ooo", "ud") or words[-1] in LEGAL_FORMS)


def legal_forms(name: str) -> frozenset[str]:
    """Returns the legal forms that a company's name has: `pt` of `PT Maju Jaya`."""
    words = "".join(c if c.isalnum() else " " for c in fold(name).replace(".", "")).split()
    return frozenset(words) & LEGAL_FORMS


@lru_cache(maxsize=20_000)
def is_like_company(one: str, other: str) -> bool:
    """Whether two keys of companies are the same but for blanks or a typo."""
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    if min(len(one), len(other)) < 6 or any(map(str.isdigit, one + other)):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


@lru_cache(maxsize=20_000)
def is_part_of_company(one: str, other: str) -> bool:
    """Whether the words of one key are all in the other: `jaya maju` and `abadi jaya maju`."""
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    return bool(fewer) and fewer <= more


def mailbox(address: str) -> str:
    """Returns the mailbox that a lower-cased address reaches: without a `+tag`, and for Gmail without the dots."""
    local, at, domain = address.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}{at}{domain}"


def is_role(address: str) -> bool:
    """Whether an address is an office's and no person's: `info@`, `vendas@`."""
    local = address.partition("@")[0]
    return local in _ROLES or local.rstrip("0123456789") in _ROLES or local.partition(".")[0] in _ROLES


def own_domain(address: str) -> str:
    """Returns the domain of an address, empty where it is a public provider's."""
    domain = address.rpartition("@")[2]
    return "" if domain in _PUBLIC_DOMAINS else domain
