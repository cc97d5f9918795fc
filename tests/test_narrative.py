"""What a narrative claims: the reader of clauses against invented sentences and the real texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.documents.document import Cell, Line, Place
from goidata.documents.text import read as read_text
from goidata.extraction.narrative import claims_in, merge
from goidata.extraction.report import Claim
from goidata.extraction.sections import split
from goidata.form import claim_kinds

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
    return {(claim.name, claim.value) for claim in claims_in(1, lines(*texts))}


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
        {("disclosed_items", 660), ("normative_documents.issued", 7)},
    ),
    ("清理规范性文件9件。", {("normative_documents.repealed", 9)}),
    (
        "清理规范性文件40件，其中废止6件、继续有效34件。",
        {("normative_documents.repealed", 6), ("normative_documents.in_force", 34)},
    ),
    ("废止规章1件，宣布失效规章2件。", set()),
    ("废止和宣布失效规范性文件11件。", {("normative_documents.repealed", 11)}),
    ("未制发规范性文件。", {("normative_documents.issued", 0)}),
    ("报送备案规范性文件6件，合法性审核规范性文件14件。", set()),
    ("开展规范性文件解读6次，制作规范性文件解读材料12件。", set()),
    ("修订规章制度4项，印发文件22件。", set()),
    ("制定规章、规范性文件共6件。", set()),
    # Numbers that count nothing.
    ("依据《某某办法》（国令第715号）和（某办发〔2022〕16号）第二十条第三项编制。", set()),
    ("联系电话0999-6543210，邮编123456，地址人民路8号。", set()),
    ("统计期限为2022年1月1日至12月31日。", set()),
    ("予以公开占62.5%，不予公开占10%。", set()),
    ("本年度收取信息处理费0元，涉及申请0件。", set()),
    ("推进高效办成一件事，第一项工作已完成。", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=lambda value: str(value)[:24])
def test_sentence(sentence: str, expected: set[tuple[str, int | float]]) -> None:
    assert stated(sentence) == expected
