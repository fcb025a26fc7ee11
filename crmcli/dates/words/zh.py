"""Chinese words for days and times, in simplified characters: what is typed in traditional ones is read as these."""

_WEEK = ("周", "星期", "礼拜", "个星期", "个礼拜", "个周", "一周", "一个星期")
_DAYS = {
    "monday": "一1", "tuesday": "二2", "wednesday": "三3", "thursday": "四4", "friday": "五5", "saturday": "六6",
    "sunday": "日天7",
}  # fmt: skip
_WEEKS = {"next": "下", "afternext": "下下", "this": "这本", "last": "上", "beforelast": "上上"}


def _said(*parts: str) -> str:
    return ", ".join(parts)


def _prefixes(meaning: str) -> tuple[str, ...]:
    return tuple(_WEEKS[meaning]) if meaning == "this" else (_WEEKS[meaning],)


def _weekdays() -> dict[str, str]:
    """The days of this, the next and the last week: 周三, 下周三, 下下个星期三."""
    found = {}
    for day, characters in _DAYS.items():
        found[day] = _said(*(week + one for week in _WEEK[:3] for one in characters))
        for meaning in _WEEKS:
            found[f"{meaning} week {day}"] = _said(
                *(prefix + week + one for prefix in _prefixes(meaning) for week in _WEEK for one in characters)
            )
    return found


def _weeks() -> dict[str, str]:
    found = {}
    for meaning in _WEEKS:
        found[f"{meaning} week"] = _said(*(prefix + week for prefix in _prefixes(meaning) for week in _WEEK))
        found[f"{meaning} weekend"] = _said(
            *(prefix + week for prefix in _prefixes(meaning) for week in ("周末", "个周末"))
        )
    return found


WORDS = {
    "now": "现在, 此刻, 马上, 刚才, 刚刚", "today": "今天, 今日, 今儿", "tomorrow": "明天, 明日, 明儿, 明",
    "overmorrow": "后天, 后日", "third": "大后天", "yesterday": "昨天, 昨日, 昨", "ereyesterday": "前天, 前日",
    "thirdlast": "大前天", "today morning": "今早, 今晨, 今早上", "today evening": "今晚, 今夜, 今晚上, 今儿晚上",
    "tomorrow morning": "明早, 明晨, 明早上", "tomorrow evening": "明晚, 明晚上",
    "yesterday evening": "昨晚, 昨夜, 昨晚上", "today afternoon": "今下午", "overmorrow evening": "后天晚, 后晚",
    "yesterday morning": "昨早",
    **_weekdays(),
    **_weeks(),
    "this month": "本月, 这个月, 这月, 当月", "next month": "下个月, 下月, 次月", "last month": "上个月, 上月",
    "afternext month": "下下个月, 下下月", "this year": "今年, 本年", "next year": "明年, 下一年, 来年, 次年",
    "afternext year": "后年", "last year": "去年, 上一年", "beforelast year": "前年",
    "next quarter": "下季度, 下个季度, 下季, 下一季度, 下一季", "this quarter": "本季度, 这个季度, 本季, 这季度",
    "last quarter": "上季度, 上个季度, 上季", "minute": "分钟, 分", "hour": "小时, 个小时, 钟头, 个钟头, 个钟",
    "day": "天", "day hence": "日后, 日之后, 日以后", "day ago": "日前, 日之前",
    "which1": "第一个, 第1个", "which2": "第二个, 第2个", "which3": "第三个, 第3个", "which4": "第四个, 第4个",
    "which5": "第五个, 第5个", "which-1": "最后一个, 最后1个",
    "next workday": "下一个工作日, 下个工作日, 下一工作日", "last workday": "上一个工作日, 上个工作日, 上一工作日",
    "workday": "工作日, 个工作日, 工作天, 个工作天", "week": "周, 星期, 个星期, 礼拜, 个礼拜, 个周", "month": "个月",
    "quarter": "季度, 个季度, 季", "year": "年", "30 minute": "半小时, 半个小时, 半个钟头, 半个钟, 半钟头",
    "90 minute": "一个半小时, 一小时半", "6 month": "半年", "15 day": "半个月", "15 minute": "一刻钟",
    "weekend": "周末, 星期末, 礼拜末", "in": "再过, 过", "hence": "后, 之后, 以后, 过后", "ago": "前, 之前, 以前",
    "from": "起", "morning": "早上, 早晨, 上午, 清晨, 早, 早间, 一早, 早市", "midday": "中午",
    "afternoon": "下午, 午后, 下昼", "evening": "晚上, 晚间, 傍晚, 夜里, 夜晚, 晚, 夜间", "smallhours": "凌晨",
    "noon": "正午", "midnight": "午夜, 零点, 子夜", "at": "在, 于", "clock": "点, 点钟, 时, 点整, 时整",
    "past30": "半", "past15": "一刻", "past45": "三刻", "end": "底, 末, 最后一天, 月底, 月末",
    "end month": "月底, 月末, 月尾", "end year": "年底, 年末, 年尾, 岁末",
    "end quarter": "季末, 季度末, 季度底, 季底", "end week": "周底", "begin": "初, 第一天", "begin month": "月初",
    "begin year": "年初", "begin quarter": "季初, 季度初", "begin week": "周初", "mid": "中", "mid month": "月中",
    "mid year": "年中", "nth": "号, 日", "monthof": "月, 月份", "dayof": "第", "on": "在, 于, 到", "of": "的, 之",
    "quarter1": "第一季度, 一季度", "quarter2": "第二季度, 二季度", "quarter3": "第三季度, 三季度",
    "quarter4": "第四季度, 四季度",
}  # fmt: skip
