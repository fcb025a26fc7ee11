"""Which kind of activity doing a follow-up was, by the word that it begins with: call Budi, telepon Budi, 打电话给小明.

It promises to take nothing for a touch that is none: what is not known is a note.
"""

from __future__ import annotations

from crmcli import texts
from crmcli.store.activity_kinds import CALL, EMAIL, GIFT, MESSAGE, NOTE

_MEETING, _VISIT = "meeting", "visit"
_WORDS = {
    CALL: "call phone ring telephone telepon telpon telp hubungi ligar ligacao telefonar llamar llamada telefonear "
    "anrufen anruf telefonieren telefonat appeler appel telephoner 打电话 打電話 电话 電話 致电 致電 回电 回電 "
    "videocall videochamada videollamada videoanruf 视频 視訊",
    _MEETING: "meet meeting lunch dinner coffee breakfast rapat bertemu temui ketemu reuniao reunir encontrar almoco "
    "reunion reunirse almuerzo treffen besprechung termin mittagessen rencontrer dejeuner 见面 見面 开会 開會 "
    "会议 會議 会面 會面",
    _VISIT: "visit viewing kunjungi kunjungan mengunjungi visitar visita besuchen besuch besichtigung visiter visite "
    "拜访 拜訪 看房 带看 帶看",
    EMAIL: "email mail surel correo mailen courriel 邮件 郵件 发邮件 發郵件",
    MESSAGE: "message text sms whatsapp wa chat pesan mensagem mensaje nachricht 消息 訊息 发消息 發訊息 微信",
    GIFT: "gift hadiah presente regalo geschenk cadeau 礼物 禮物 送礼 送禮",
}  # fmt: skip


def kind_of(what: str) -> str:
    """The kind that a follow-up's text begins with; a note where it begins with none."""
    plain = texts.plain(what).replace("e-mail", "email").replace("video call", "videocall").strip()
    first = plain.split(" ", 1)[0].strip(",.:;!?-") if plain else ""
    for kind, words in _WORDS.items():
        for word in words.split():
            if first == word or (not word.isascii() and plain.startswith(word)):
                return kind
    return NOTE
