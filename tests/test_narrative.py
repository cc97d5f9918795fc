"""What a narrative claims: the reader of clauses against invented sentences and the real texts."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import cycle, islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worded import saying

from goidata import form
from goidata.checks.evaluator import run
from goidata.checks.finding import Outcome
from goidata.checks.wording import message
from goidata.documents.document import Cell, Line, Place
from goidata.documents.text import read as read_text
from goidata.extraction.narrative import claims_in, merge, settle
from goidata.extraction.report import Claim, Scope
from goidata.extraction.sections import split
from goidata.form import claim_kinds
from goidata.form.wordings import wordings
from goidata.regions import all_regions

SHARED = Path(__file__).parents[2] / "shared"
TEXTS = (
    "miyi-office-2023",
    "datong-office-2023",
    "yanbian-county-2024",
    "wanrong-county-2023",
    "panzhihua-office-2023",
)


def lines(*texts: str) -> list[Line]:
    return [Line(text, Place(line=number)) for number, text in enumerate(texts, 1)]


def stated(*texts: str) -> set[tuple[str, int | float]]:
    """What a whole report states whose section one has these paragraphs."""
    return {(claim.name, claim.value) for claim in saying(texts).claims}


def only(*texts: str) -> Claim:
    (claim,) = claims_in(1, lines(*texts))
    return claim


# Sentences of our own, with all that they claim.
SENTENCES: list[tuple[str, set[tuple[str, int | float]]]] = [
    # Items disclosed, and what only looks like them.
    ("全年通过县政府门户网站主动公开政府信息812条。", {("disclosed_items", 812)}),
    ("今年共公开各类政府信息2,461条。", {("disclosed_items", 2461)}),
    ("本年度累计主动公开政府信息约1.3万条。", {("disclosed_items", 13000)}),
    ("2022年，我镇主动公开信息九十六条。", {("disclosed_items", 96)}),
    (
        "依托政府网站公开信息640篇，通过微信公众号发布155篇。",
        {("disclosed_items", 640), ("disclosed_items_other", 155)},
    ),
    (
        "主动公开政府信息5200条，其中政府网站3100条、政务新媒体2100条。",
        {
            ("disclosed_items", 5200),
            ("disclosed_items_other", 3100),
            ("disclosed_items_other", 2100),
        },
    ),
    ("政府公报刊登信息75条。", {("disclosed_items_other", 75)}),
    ("主动公开政府信息930条，其中重大项目信息40条，民生信息210条。", {("disclosed_items", 930)}),
    ("在社会救助领域公开信息58条。", set()),
    ("公开财政信息33条、人事信息12条。", set()),
    ("发布政策解读26篇，图解9篇。", set()),
    ("与上年相比，主动公开政府信息增加300条。", set()),
    ("去年主动公开政府信息700条。", set()),
    ("自网站开通以来累计公开信息9万条。", set()),
    ("每月平均公开信息80条。", set()),
    ("受理网民留言45件，答复45件。", set()),
    ("转办12345热线工单1200件，办结1198件。", set()),
    ("设置专题专栏8个，召开培训会3次，参训260人次。", set()),
    ("审核拟发布稿件1500件，发现错误23条。", set()),
    # Applications taken in.
    ("全年收到政府信息公开申请23件。", {("received", 23)}),
    ("共接到依申请公开19件，均已按时答复。", {("received", 19)}),
    ("本年新收政府信息公开申请41件，上年结转2件。", {("received", 41), ("carried_in", 2)}),
    ("收到公民、法人和其他组织提出的政府信息公开申请十二件。", {("received", 12)}),
    ("接收通过信函、网络两种方式提交的政府信息公开申请共31件。", {("received", 31)}),
    ("收办政府信息公开申请64件。", {("workload", 64)}),
    ("共受理政府信息公开申请77件（含上年结转5件）。", {("workload", 77), ("carried_in", 5)}),
    ("收到政府信息公开申请52件，其中上年度结转4件。", {("workload", 52), ("carried_in", 4)}),
    (
        "共受理政府信息公开申请70件，其中新收66件、上年结转4件。",
        {("workload", 70), ("received", 66), ("carried_in", 4)},
    ),
    (
        "受理政府信息公开申请88件，上年结转6件，办结90件，结转下年4件。",
        {("received", 88), ("carried_in", 6), ("handled_total", 90), ("carried_out", 4)},
    ),
    ("全区共收到并办结依申请公开件17件。", {("received", 17), ("handled_total", 17)}),
    ("全年未收到政府信息公开申请。", {("received", 0)}),
    ("本年度没有收到公民、法人或其他组织提出的政府信息公开申请。", {("received", 0)}),
    ("收到政府信息公开申请30件，其中自然人提交28件，企业提交2件。", {("received", 30)}),
    ("通过网络收到政府信息公开申请9件。", set()),
    ("收到自然人政府信息公开申请9件。", set()),
    ("未收到要求提供公开出版物的申请。", set()),
    ("收到企业登记变更申请300件。", set()),
    # Applications handled and how.
    ("按期办结政府信息公开申请36件，办结率100%。", {("handled_total", 36)}),
    (
        "收到政府信息公开申请20件，已答复18件，2件结转下年度办理。",
        {("received", 20), ("handled_total", 18), ("carried_out", 2)},
    ),
    (
        "办理政府信息公开申请15件，其中予以公开6件，部分公开2件，不予公开3件，无法提供3件，不予处理1件。",
        {
            ("handled_total", 15),
            ("granted", 6),
            ("partly_granted", 2),
            ("refused", 3),
            ("unavailable", 3),
            ("not_processed", 1),
        },
    ),
    (
        "办结政府信息公开申请14件，予以公开和部分公开9件，其他处理5件。",
        {("handled_total", 14), ("granted_and_partly", 9), ("other", 5)},
    ),
    (
        "答复政府信息公开申请8件，其中5件予以公开、2件不予公开、1件无法提供。",
        {("handled_total", 8), ("granted", 5), ("refused", 2), ("unavailable", 1)},
    ),
    ("办结依申请公开10件，不予公开、无法提供4件。", {("handled_total", 10)}),
    ("办结依申请公开10件，因涉及商业秘密不予公开1件。", {("handled_total", 10)}),
    ("收到政府信息公开申请11件，延期答复3件。", {("received", 11)}),
    (
        "收到政府信息公开申请6件，没有上年结转，无结转下年度。",
        {("received", 6), ("carried_in", 0), ("carried_out", 0)},
    ),
    ("收到政府信息公开申请13件，3件顺延至下年度答复。", {("received", 13), ("carried_out", 3)}),
    # Reconsideration and litigation.
    ("因政府信息公开引发行政复议4件、行政诉讼2件。", {("review", 4), ("litigation", 2)}),
    ("发生3起因信息公开引起的行政复议案件，未发生行政诉讼。", {("review", 3), ("litigation", 0)}),
    (
        "政府信息公开行政复议5件，其中维持3件、纠正1件、尚未审结1件。",
        {("review", 5), ("review.upheld", 3), ("review.corrected", 1), ("review.pending", 1)},
    ),
    (
        "涉及政府信息公开的行政诉讼6件，其中结果维持4件，其他结果2件。",
        {("litigation", 6), ("litigation.upheld", 4), ("litigation.other", 2)},
    ),
    ("政府信息公开行政复议、行政诉讼均为0件。", {("review", 0), ("litigation", 0)}),
    ("因政府信息公开被申请行政复议、被提起行政诉讼各1件。", {("review", 1), ("litigation", 1)}),
    ("政府信息公开行政复议、行政诉讼分别为7件、3件。", {("review", 7), ("litigation", 3)}),
    (
        "本年度未发生因政府信息公开引起的举报投诉、行政复议和行政诉讼。",
        {("review", 0), ("litigation", 0)},
    ),
    ("无一起因政府信息公开引发的行政复议。", {("review", 0)}),
    ("政府信息公开行政复议和行政诉讼共9件。", set()),
    ("未发生政府信息公开行政复议被纠正的情况。", set()),
    ("全市办理行政复议案件260件，审结251件。", set()),
    ("公开行政复议决定书18份。", set()),
    ("政府信息公开行政诉讼未经复议直接起诉2件，复议后起诉1件。", set()),
    # Rules and normative documents.
    (
        "制发行政规范性文件5件，废止2件，现行有效31件。",
        {
            ("normative_documents.issued", 5),
            ("normative_documents.repealed", 2),
            ("normative_documents.in_force", 31),
        },
    ),
    (
        "出台规章3件、规范性文件8件。",
        {("regulations.issued", 3), ("normative_documents.issued", 8)},
    ),
    (
        "现行有效规章12件、行政规范性文件140件。",
        {("regulations.in_force", 12), ("normative_documents.in_force", 140)},
    ),
    (
        "主动公开政府信息660条，其中规范性文件7件。",
        {("disclosed_items", 660)},
    ),
    ("清理规范性文件9件。", {("normative_documents.repealed", 9)}),
    (
        "清理规范性文件40件，其中废止6件、继续有效34件。",
        {("normative_documents.repealed", 6), ("normative_documents.in_force", 34)},
    ),
    ("废止规章1件，宣布失效规章2件。", {("regulations.repealed", 1)}),
    ("废止和宣布失效规范性文件11件。", {("normative_documents.repealed", 11)}),
    ("未制发规范性文件。", {("normative_documents.issued", 0)}),
    ("报送备案规范性文件6件，合法性审核规范性文件14件。", set()),
    ("开展规范性文件解读6次，制作规范性文件解读材料12件。", set()),
    ("修订规章制度4项，印发文件22件。", set()),
    ("制定规章、规范性文件共6件。", set()),
    ("审核公文公开属性90件，主动公开50件、依申请公开22件、不予公开18件。", set()),
    ("（二）依申请公开。收到群众来信20件，办结20件。", set()),
    (
        "（二）依申请公开。全年收到9件，办结8件，结转下年度继续办理1件。",
        {("received", 9), ("handled_total", 8), ("carried_out", 1)},
    ),
    ("（二）依申请公开。收到6件政府信息公开申请，公开6件。", {("received", 6), ("granted", 6)}),
    ("（五）监督保障。通过平台收到投诉5件，办结5件。", set()),
    (
        "2022年新收政府信息公开申请40件，2021年结转3件，结转至2023年2件。2022年运行平稳。",
        {("received", 40), ("carried_in", 3), ("carried_out", 2)},
    ),
    (
        "2021年收到政府信息公开申请30件，2022年收到政府信息公开申请44件。2022年运行平稳。",
        {("received", 44)},
    ),
    ("县政府收到政府信息公开申请12件，各乡镇收到政府信息公开申请5件。", set()),
    ("以区政府名义印发规范性文件6件，以区政府办名义印发规范性文件2件。", set()),
    ("清理规范性文件50件，废止9件、宣布失效3件。", {("normative_documents.repealed", 9)}),
    ("政府网站、微信等多种渠道公开信息9100条。", {("disclosed_items", 9100)}),
    ("开通公众号2个，全年发布信息310条。", {("disclosed_items_other", 310)}),
    ("政府信息公开行政复议案件数为零，行政诉讼案件数为零。", {("review", 0), ("litigation", 0)}),
    ("行政复议、行政诉讼均未发生。", {("review", 0), ("litigation", 0)}),
    ("本年度无政府信息公开申请引发的行政诉讼败诉案件。", set()),
    ("确保不发生因政府信息公开引发的行政复议。", set()),
    ("对答复不服的，可以依法申请行政复议。", set()),
    ("共收到政府信息公开申请近百件。", set()),
    (
        "规章、规范性文件分别制发2件、9件。",
        {("regulations.issued", 2), ("normative_documents.issued", 9)},
    ),
    # Numbers that count nothing.
    ("依据《某某办法》（国令第715号）和（某办发〔2022〕16号）第二十条第三项编制。", set()),
    ("联系电话0999-6543210，邮编123456，地址人民路8号。", set()),
    ("统计期限为2022年1月1日至12月31日。", set()),
    ("予以公开占62.5%，不予公开占10%。", set()),
    ("本年度收取信息处理费0元，涉及申请0件。", set()),
    ("推进高效办成一件事，第一项工作已完成。", set()),
    # A comma behind a percentage parts clauses, whatever its width.
    (
        "受理政府信息公开申请36件,同比上升16.13%,其中按期办结35件,无结转下年继续办理件。",
        {("workload", 36), ("handled_total", 35), ("carried_out", 0)},
    ),
    (
        "门户网站、微信分别发布信息420条、186条。",
        {("disclosed_items", 420), ("disclosed_items_other", 186)},
    ),
    # What the systems hold of all years, beside what is new.
    ("目录系统累计公开政府信息3710条。2022年新增公开政府信息218条。", {("disclosed_items", 218)}),
    ("全年公开政府信息64条。至年底已累计公开政府信息951条。", {("disclosed_items", 64)}),
    (
        "全县累计主动公开政府信息4300条。全年通过政府网站主动公开政府信息2600条。",
        {("disclosed_items", 4300), ("disclosed_items_other", 2600)},
    ),
    # Two columns of a site, of which neither is the whole.
    ("官网政务栏目发布信息共计203篇，规划目录发布稿件210篇。", set()),
    # Articles that other media print are no items disclosed, and a kind of item is no channel.
    ("在某某日报和某某网站上发稿27篇，在各类新闻媒体发稿410篇。", set()),
    (
        "全年主动公开政府信息93条，其中政府文件31条、政府公报5条、会议20条。",
        {("disclosed_items", 93)},
    ),
]


@pytest.mark.parametrize(
    ("sentence", "expected"), SENTENCES, ids=[sentence[:24] for sentence, _ in SENTENCES]
)
def test_sentence(sentence: str, expected: set[tuple[str, int | float]]) -> None:
    assert stated(sentence) == expected


def test_channels() -> None:
    found = claims_in(
        1,
        lines(
            "经政府网站、微信公众号等渠道主动公开政府信息6000条，"
            "其中网站4000条、微信1500条、政府公报200条、公告栏300条。"
        ),
    )
    assert [(claim.value, claim.channel) for claim in found] == [
        (6000, "total"),
        (4000, "website"),
        (1500, "new_media"),
        (200, "gazette"),
        (300, None),
    ]
    assert [claim.name for claim in found].count("disclosed_items") == 1


def test_way_named_in_a_clause_of_its_own() -> None:
    assert only("通过县政府门户网站，公开政府信息410条。").channel == "website"


def test_headline_is_what_is_said_most_plainly() -> None:
    texts = ["网站发布信息700条。", "全年主动公开政府信息2600条。", "发布信息90条。"]
    found = claims_in(1, lines(*texts))
    assert [(claim.name, claim.value, claim.channel) for claim in found] == [
        ("disclosed_items_other", 700, "website"),
        ("disclosed_items", 2600, "total"),
    ]


APPROXIMATE = [
    ("主动公开政府信息5500余条。", 5500),
    ("主动公开政府信息近1.2万条。", 12000),
    ("主动公开政府信息约八百条。", 800),
    ("主动公开政府信息18万多条。", 180000),
    ("主动公开政府信息超3000条。", 3000),
    ("主动公开政府信息2000条以上。", 2000),
    ("主动公开政府信息十余条。", 10),
]


@pytest.mark.parametrize(("sentence", "value"), APPROXIMATE)
def test_approximate(sentence: str, value: int) -> None:
    claim = only(sentence)
    assert (claim.value, claim.approximate) == (value, True)


def test_exact_is_not_approximate() -> None:
    assert not only("主动公开政府信息一千二百零五条。").approximate
    assert only("主动公开政府信息一千二百零五条。").value == 1205


QUALIFIED = [
    ("全市备案的政府信息公开行政复议案件31件。", "备案"),
    ("政府信息公开行政诉讼7件，均已按要求备案。", None),
    ("涉及上年度申请的政府信息公开行政复议2件。", "涉及上年"),
    ("做好规范性文件备案审查，因政府信息公开引发行政复议2件。", None),
    ("清理行政规范性文件12件。", "清理"),
    ("清理并公布现行有效行政规范性文件88件。", None),
]


@pytest.mark.parametrize(("sentence", "qualifier"), QUALIFIED)
def test_qualifier(sentence: str, qualifier: str | None) -> None:
    assert only(sentence).qualifier == qualifier


WRAPPED = """（一）主动公开情况。全县通过政府门户网站主动公开政府信
息 1

- 7 -

23 条，发布解读
20篇。
（二）依申请公开情况
全县收到政府信息公开申请
8
件，办
结 8件，未发生行政复议和行政
诉讼。""".split("\n")


def test_lines_broken_at_the_width_of_the_page() -> None:
    found = claims_in(1, lines(*WRAPPED))
    assert [(claim.name, claim.value, claim.place.line) for claim in found] == [
        ("disclosed_items", 123, 2),
        ("received", 8, 10),
        ("handled_total", 8, 12),
        ("review", 0, 12),
        ("litigation", 0, 12),
    ]
    assert found[0].quote == "全县通过政府门户网站主动公开政府信息 123 条"


def test_the_name_of_no_place_undoes_what_is_said_of_it() -> None:
    """Names that hold 无, 未, 如 or 若 deny nothing, and set no condition."""
    for region in all_regions():
        said = lines(
            f"{region.name}人民政府全年主动公开政府信息812条。",
            f"{region.name}全年收到政府信息公开申请9件。",
        )
        found = [(claim.name, claim.value) for claim in claims_in(1, said)]
        assert found == [("disclosed_items", 812), ("received", 9)], region.name


WIDTHS = (3, 7, 11)


@pytest.mark.parametrize("each", [1, pytest.param(len(WIDTHS), marks=pytest.mark.long)])
def test_breaking_lines_anywhere_changes_nothing(each: int) -> None:
    """Each sentence at so many widths."""
    for number, (sentence, expected) in enumerate(SENTENCES):
        if "(" not in sentence[:1] and not sentence.startswith("（"):
            for width in islice(cycle(WIDTHS), number, number + each):
                cut = [sentence[at : at + width] for at in range(0, len(sentence), width)]
                if not any(part.strip().isdecimal() for part in cut):
                    joined = stated(*cut)
                    assert joined == expected or _cut_at_a_mark(cut), (cut, joined)


def _cut_at_a_mark(cut: list[str]) -> bool:
    """A line that begins like a heading, or that ends with a count, may begin a sentence."""
    return any(
        re.match(r"[一二三四五六七八九十]+[、.]|\d{1,2}[、.]", line)
        or re.search(r"\d\s*[条件个份篇项起]$", before)
        for before, line in pairwise(cut)
    )


def test_place_carries_the_page() -> None:
    claim = claims_in(1, [Line("收到政府信息公开申请4件。", Place(page=3, line=77))])[0]
    assert (claim.place.page, claim.place.line) == (3, 77)


def test_rows_of_a_table_are_not_read() -> None:
    cells = (Cell("收到政府信息公开申请", Place(line=1)), Cell("4件", Place(line=1)))
    assert claims_in(1, [Line("收到政府信息公开申请\t4件", Place(line=1), cells)]) == ()


def test_quotes_are_short_and_printed() -> None:
    for sentence, _ in SENTENCES:
        for claim in claims_in(1, lines(sentence)):
            assert 0 < len(claim.quote) <= 80
            assert claim.quote in sentence
    long = "全县各级各部门各单位" * 12 + "共收到政府信息公开申请41件。"
    assert "41件" in only(long).quote
    assert len(only(long).quote) <= 80


def test_every_claim_is_declared() -> None:
    for sentence, expected in SENTENCES:
        assert {name for name, _ in expected} <= set(claim_kinds()), sentence


def test_section_is_kept_and_the_same_twice_is_one() -> None:
    first = claims_in(1, lines("主动公开政府信息20条。收到政府信息公开申请3件。"))
    last = claims_in(6, lines("主动公开政府信息25条。共收到政府信息公开申请3件。"))
    found = merge([*first, *last])
    assert [(c.name, c.value, c.section) for c in found] == [
        ("disclosed_items", 20, 1),
        ("received", 3, 1),
    ]


def test_applications_to_a_government_are_none_of_its_townships() -> None:
    claims = claims_in(1, lines("受理公民向市政府办公室提出的政府信息公开申请5件。"))
    assert [claim.doubt for claim in claims] == ["addressed"]
    assert settle(claims, {}, Scope.TOWNSHIP) == settle(claims, {}, Scope.DEPARTMENT) == ()
    assert settle(claims, {}, Scope.GOVERNMENT) == claims
    own = claims_in(1, lines("受理公民向我镇提出的政府信息公开申请5件。"))
    assert [claim.doubt for claim in own] == [None]


def test_tables_tell_what_came_in_new_from_the_workload() -> None:
    values = {"applications.received.total": 74, "applications.carried_in.total": 1}
    assert settle(claims_in(1, lines("收到政府信息公开申请75件。")), values)[0].name == "workload"
    assert settle(claims_in(1, lines("受理政府信息公开申请74件。")), values)[0].name == "received"
    assert settle(claims_in(1, lines("收到政府信息公开申请70件。")), values)[0].name == "received"
    unread = {"applications.received.total": 74, "applications.carried_in.total": None}
    assert settle(claims_in(1, lines("收到政府信息公开申请75件。")), unread)[0].name == "received"


TEMPLATES = [
    ("全年主动公开政府信息{}条。", "disclosed_items"),
    ("通过微信公众号发布信息{}条。", "disclosed_items_other"),
    ("共收到政府信息公开申请{}件。", "received"),
    ("收办政府信息公开申请{}件。", "workload"),
    ("上年结转政府信息公开申请{}件。", "carried_in"),
    ("政府信息公开申请结转下年度继续办理{}件。", "carried_out"),
    ("办结政府信息公开申请{}件。", "handled_total"),
    ("对政府信息公开申请予以公开{}件。", "granted"),
    ("对政府信息公开申请不予处理{}件。", "not_processed"),
    ("因政府信息公开引发行政复议{}件。", "review"),
    ("因政府信息公开引发行政诉讼案件共{}起。", "litigation"),
    ("制发行政规范性文件{}件。", "normative_documents.issued"),
    ("现行有效规章{}件。", "regulations.in_force"),
]


@given(st.integers(0, 10**9), st.sampled_from(TEMPLATES), st.booleans())
def test_any_number_is_read_back(number: int, template: tuple[str, str], grouped: bool) -> None:
    sentence, name = template
    printed = f"{number:,}" if grouped else str(number)
    assert stated(sentence.format(printed)) == {(name, number)}


@given(st.integers(2, 9999))
def test_any_chinese_numeral_is_read_back(number: int) -> None:
    assert stated(f"收到政府信息公开申请{chinese(number)}件。") == {("received", number)}


def chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    text, gap = "", False
    for power, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + scale
        gap = digit == 0
    return text.removeprefix("一") if 10 <= number < 20 else text


WORDS = sorted(
    word
    for word, kinds in wordings().kinds.items()
    if not kinds & {"negation", "pending", "past"}
    and not re.search(r"[零一二两三四五六七八九十]", word)
)


@given(st.lists(st.sampled_from([*WORDS, "，", "。", "；", "（", "）", "条", "件"]), max_size=30))
def test_without_numbers_and_denials_nothing_is_claimed(words: list[str]) -> None:
    text = "".join(words)
    if not re.search("[无未没]|不存在", text):
        assert claims_in(1, lines(text)) == ()


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for claim in claims_in(1, lines(*text.split("\n"))):
        assert claim.name in claim_kinds()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not here")
@pytest.mark.parametrize("name", TEXTS)
def test_real_texts(name: str) -> None:
    path = SHARED / "reports" / f"{name}.txt"
    known = json.loads((SHARED / "figures" / f"{name}.json").read_text("utf-8"))["claims"]
    document = read_text(path.read_bytes(), path.name)
    found = merge(
        claim
        for stretch in split(document)
        if stretch.number in (1, 6)
        for claim in claims_in(stretch.number, stretch.lines)
    )
    expected = {
        (each["name"], each["value"], each.get("channel"), each.get("qualifier")) for each in known
    }
    stated = {(each.name, each.value, each.channel, each.qualifier) for each in found}
    assert stated == expected  # further claims would be welcome if they are true: read them
    for claim in found:
        assert claim.place.line is not None
        line = document.lines[claim.place.line - 1].text
        assert claim.value == 0 or str(claim.value)[0] in line


def test_wordings_are_declared_once_and_qualifiers_are_those_of_the_claims() -> None:
    declared = tomllib.loads(
        (Path(form.__file__).parent / "wordings.toml").read_text(encoding="utf-8")
    )
    for group in declared.values():
        for kind, words in group.items():
            assert len(words) == len(set(words)), kind
    known = {qualifier for claim in claim_kinds().values() for qualifier in claim.info_if}
    assert {words[0] for words in wordings().qualifiers.values()} == known


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_paragraphs_do_not_change_each_other(
    first: tuple[str, set[tuple[str, int | float]]],
    second: tuple[str, set[tuple[str, int | float]]],
) -> None:
    """Apart from the year, the part of the section and the one headline, which reach further."""
    if any(mark in first[0] + second[0] for mark in ("年收到", "年新收", "（", "依申请")):
        return
    headlines = [e for e in (*first[1], *second[1]) if e[0].startswith("disclosed_items")]
    both = stated("（一）情况。" + first[0], "（二）情况。" + second[0])
    expected = first[1] | second[1]
    if len(headlines) < 2:
        assert both == expected
    assert {e for e in both if not e[0].startswith("disclosed")} == {
        e for e in expected if not e[0].startswith("disclosed")
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "指导下级单位办理政府信息公开申请15件。",
        "协助区政府答复政府信息公开申请9件。",
        "法制审核政府信息公开申请答复23件。",
        "预计下一年收到政府信息公开申请100件。",
        "2019年至2023年累计收到政府信息公开申请355件。",
        "自2008年条例施行以来，共收到政府信息公开申请2355件。",
        "拟制发行政规范性文件15件。",
    ],
)
def test_what_others_did_or_other_years_had_is_no_claim_of_the_year(sentence: str) -> None:
    own = "2023年，共收到政府信息公开申请12件。"
    found = claims_in(1, lines("2023年工作情况。", own, sentence))
    assert [(claim.name, claim.value) for claim in found] == [("received", 12)]


def test_words_of_another_year_differ_without_fault() -> None:
    """A section that names another year only may be one of a report before: what it says is read,
    and no error of the tables where it differs."""
    report = saying(["2022年收到政府信息公开申请31件。"], {"applications.received.total": 5})
    (claim,) = (each for each in report.claims if each.name == "received")
    assert (claim.value, claim.doubt) == (31, "another_year")
    (found,) = (each for each in run(report) if each.check == "N-RECEIVED")
    assert found.outcome is Outcome.UNDETERMINED
    assert "往年" in message(found, "zh")
