"""The table of regions, their names, and the evidence for an ambiguous name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.regions import (
    Region,
    all_regions,
    ancestors,
    by_code,
    children,
    decide,
    full_name,
    is_regulation_maker,
    is_within,
    leading,
    named,
    romanised,
    spelt,
)
from goidata.regions.names import short_forms
from goidata.regions.table import all_aliases

REGIONS = all_regions()
TODAY = [region for region in REGIONS if region.valid_to is None]
MUNICIPALITIES = ("110000", "120000", "310000", "500000")


def region(code: str) -> Region:
    """The region of a code that the table must have."""
    found = by_code(code)
    assert found is not None, code
    return found


def codes(regions: tuple[Region, ...]) -> set[str]:
    return {each.code for each in regions}


# --- the table -----------------------------------------------------------------------------------


def test_codes_are_unique_six_digits_and_in_order() -> None:
    found = [each.code for each in REGIONS]
    assert found == sorted(set(found))
    assert all(len(code) == 6 and code.isdigit() for code in found)


def test_the_file_is_small_and_has_its_columns() -> None:
    data = (files("goidata.regions") / "regions.csv").read_bytes()
    assert len(data) < 300_000
    assert b"\r" not in data
    header = next(csv.reader([data.decode("utf-8").splitlines()[0]]))
    assert ",".join(header) == (
        "code,name,level,parent,longitude,latitude,area_code,valid_from,valid_to"
    )


def test_numbers_of_each_level() -> None:
    count = Counter(each.level for each in TODAY)
    assert count["province"] == 34
    assert count["city"] == 333
    # The official 2,844 and five that publish reports without a civil code.
    assert count["county"] == 2849


def test_every_parent_exists_one_level_higher() -> None:
    higher = {"city": {"province"}, "county": {"city", "province"}}
    for each in REGIONS:
        if each.level == "province":
            assert each.parent is None
        else:
            assert each.parent is not None
            assert region(each.parent).level in higher[each.level], each


def test_codes_begin_with_the_code_of_the_parent() -> None:
    for each in REGIONS:
        if each.parent is None:
            assert each.code.endswith("0000")
        elif each.level == "city":
            assert each.code.endswith("00") and each.code[:2] == each.parent[:2]
        elif region(each.parent).level == "city":
            assert each.code[:4] == each.parent[:4] and not each.code.endswith("00")
        else:
            assert each.code[:2] == each.parent[:2]


def test_counties_right_below_a_province_are_those_of_municipalities_and_numbered_90() -> None:
    direct = [
        each for each in REGIONS if each.level == "county" and (each.parent or "").endswith("0000")
    ]
    others = [each for each in direct if each.parent not in MUNICIPALITIES]
    assert {each.code[2:4] for each in others} == {"90"}
    assert {"济源市", "仙桃市", "神农架林区", "石河子市", "琼海市"} <= {e.name for e in others}


def test_no_rows_that_only_fill_a_place() -> None:
    names = {each.name for each in REGIONS}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "全国"}
    assert by_code("000000") is None
    assert not [each for each in TODAY if each.level == "county" and each.code[4] == "7"]


def test_names_are_whole_and_chinese() -> None:
    for each in REGIONS:
        assert len(each.name) >= 2
        assert all("一" <= char <= "鿿" for char in each.name), each.name


def test_centres_lie_in_china() -> None:
    for each in REGIONS:
        assert (each.longitude is None) == (each.latitude is None)
        if each.longitude is not None and each.latitude is not None:
            assert 73.0 < each.longitude < 135.5, each
            assert 3.0 < each.latitude < 54.0, each


def test_only_two_centres_are_missing() -> None:
    assert {each.name for each in REGIONS if each.longitude is None} == {"新星市", "白杨市"}


def test_counties_lie_near_the_seat_of_their_city() -> None:
    """A centre taken from another province would stand out; the widest prefecture spans 7°."""
    for each in REGIONS:
        if each.level != "county" or each.longitude is None or each.latitude is None:
            continue
        above = region(each.parent or "")
        if above.level == "city" and above.code != "460300":
            assert above.longitude is not None and above.latitude is not None
            assert abs(each.longitude - above.longitude) < 7, each
            assert abs(each.latitude - above.latitude) < 4, each


def test_years_are_those_of_the_form() -> None:
    for each in REGIONS:
        assert each.valid_from is None or 2020 <= each.valid_from <= 2023
        assert each.valid_to is None or 2019 <= each.valid_to <= 2022
        assert each.valid_from is None or each.valid_to is None


def test_every_city_and_municipality_has_a_telephone_code() -> None:
    for each in REGIONS:
        if each.level == "city" or each.code in MUNICIPALITIES:
            assert each.area_code is not None, each
            assert each.area_code.startswith("0") and len(each.area_code) in (3, 4)


@pytest.mark.parametrize(
    ("code", "area_code"),
    [
        ("110000", "010"),
        ("340400", "0554"),
        ("510400", "0812"),
        ("320800", "0517"),
        ("130300", "0335"),
        ("140700", "0354"),
        ("141100", "0358"),
        ("410200", "0371"),
    ],
)
def test_telephone_codes(code: str, area_code: str) -> None:
    assert region(code).area_code == area_code


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("510421", "米易县", "county", "510400"),
        ("510422", "盐边县", "county", "510400"),
        ("510400", "攀枝花市", "city", "510000"),
        ("340402", "大通区", "county", "340400"),
        ("630121", "大通回族土族自治县", "county", "630100"),
        ("140822", "万荣县", "county", "140800"),
        ("320800", "淮安市", "city", "320000"),
        ("321322", "沭阳县", "county", "321300"),
        ("321300", "宿迁市", "city", "320000"),
        ("310000", "上海市", "province", None),
        ("310115", "浦东新区", "county", "310000"),
        ("500229", "城口县", "county", "500000"),
        ("350128", "平潭县", "county", "350100"),
        ("419001", "济源市", "county", "410000"),
        ("710000", "台湾省", "province", None),
        ("540481", "米林市", "county", "540400"),
        ("370116", "莱芜区", "county", "370100"),
        ("460302", "西沙区", "county", "460300"),
    ],
)
def test_known_regions(code: str, name: str, level: str, parent: str | None) -> None:
    found = region(code)
    assert (found.name, found.level, found.parent) == (name, level, parent)


@pytest.mark.parametrize("code", ["441900", "442000", "620200", "460400"])
def test_cities_without_counties(code: str) -> None:
    assert region(code).level == "city"
    assert children(code) == ()


def test_children_are_those_of_the_year() -> None:
    hangzhou = {each.name for each in children("330100")}
    assert {"临平区", "钱塘区", "余杭区"} <= hangzhou and "下城区" not in hangzhou
    before = {each.name for each in children("330100", 2020)}
    assert {"下城区", "江干区"} <= before and "临平区" not in before


def test_children_of_all_cover_the_table() -> None:
    below = {child.code for each in REGIONS for child in children(each.code)}
    assert below == {each.code for each in TODAY if each.parent is not None}


def test_aliases_stand_for_regions_and_are_no_official_names_of_theirs() -> None:
    pairs = [(alias.name, alias.code) for alias in all_aliases()]
    assert len(pairs) == len(set(pairs))
    for name, code in pairs:
        assert region(code).name != name


# --- relations and names -------------------------------------------------------------------------


def test_ancestors_and_full_name() -> None:
    miyi = region("510421")
    assert [above.name for above in ancestors(miyi)] == ["攀枝花市", "四川省"]
    assert full_name(miyi) == "四川省攀枝花市米易县"
    assert full_name(region("110105")) == "北京市朝阳区"
    assert ancestors(region("310000")) == ()


def test_is_within() -> None:
    miyi = region("510421")
    assert is_within(miyi, "510421") and is_within(miyi, "510400") and is_within(miyi, "510000")
    assert not is_within(miyi, "510422") and not is_within(miyi, "5104")
    assert not is_within(region("510000"), "510421")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("北京", {"110000"}),
        ("宿迁", {"321300"}),
        ("宿迁市", {"321300"}),
        ("内蒙古", {"150000"}),
        ("恩施州", {"422800"}),
        ("恩施", {"422800", "422801"}),
        ("香港", {"810000"}),
        ("大通区", {"340402"}),
        ("大通回族土族自治县", {"630121"}),
        ("大通", {"340402", "630121"}),
        ("平潭综合实验区", {"350128"}),
        ("淮阳县", {"411603"}),
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("朝阳区", {"110105", "220104"}),
        ("新华区", {"130105", "130902", "410402"}),
        ("城", set()),
        ("区", set()),
        ("", set()),
        ("无此区", set()),
    ],
)
def test_named(name: str, expected: set[str]) -> None:
    assert codes(named(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("延边朝鲜族自治州", ("延边", "延边州")),
        ("双江拉祜族佤族布朗族傣族自治县", ("双江", "双江县")),
        ("鄂伦春自治旗", ("鄂伦春", "鄂伦春旗")),
        ("东乡族自治县", ("东乡", "东乡县")),
        ("广西壮族自治区", ("广西",)),
        ("内蒙古自治区", ("内蒙古",)),
        ("西藏自治区", ("西藏",)),
        ("神农架林区", ("神农架",)),
        ("万柏林区", ("万柏林",)),
        ("碑林区", ("碑林",)),
        ("清新区", ("清新",)),
        ("浦东新区", ("浦东",)),
        ("城区", ()),
        ("忠县", ()),
    ],
)
def test_short_forms(name: str, expected: tuple[str, ...]) -> None:
    assert short_forms(name) == expected


def test_leading_gives_the_longest_first() -> None:
    found = leading("攀枝花市米易县人民政府办公室")
    assert [(head, codes(regions)) for head, regions in found] == [("攀枝花市", {"510400"})]
    heads = [head for head, _ in leading("攀枝花市米易县", short=True)]
    assert heads == ["攀枝花市", "攀枝花"]
    assert [head for head, _ in leading("大通回族土族自治县")] == ["大通回族土族自治县"]


def test_leading_takes_no_short_form_for_a_name_unless_asked() -> None:
    assert leading("新华书店") == []
    assert [head for head, _ in leading("新华书店", short=True)] == ["新华"]
    assert leading("") == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("510000", True),
        ("510400", True),
        ("222400", True),
        ("441900", True),
        ("460400", True),
        ("152500", False),
        ("653100", False),
        ("510421", False),
        ("110105", False),
        ("419001", False),
    ],
)
def test_who_makes_regulations(code: str, expected: bool) -> None:
    assert is_regulation_maker(region(code)) is expected


def test_regulation_makers_are_the_provinces_and_all_cities_but_ten() -> None:
    """Seven 地区 and three 盟 make none; every other city has districts or is named in the law."""
    cities = [each for each in TODAY if each.level == "city"]
    assert sum(not is_regulation_maker(each) for each in cities) == 10


# --- evidence ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("大通区", "340402"),
        ("大通回族土族自治县", "630121"),
        ("米易县", "510421"),
        ("平潭综合实验区", "350128"),
        ("徐州市鼓楼区", "320302"),
        ("江苏省徐州市鼓楼区", "320302"),
        ("四川省攀枝花市米易县", "510421"),
        ("徐 州 市\n鼓 楼 区", "320302"),
    ],
)
def test_a_name_that_exists_once_is_decided_by_itself(name: str, code: str) -> None:
    decision = decide(name, "")
    assert decision.region == region(code)
    assert decision.candidates == (region(code),)


@pytest.mark.parametrize("name", ["鼓楼区", "朝阳区", "新华区", "铁西区", "江苏省鼓楼区"])
def test_an_ambiguous_name_without_evidence_is_not_decided(name: str) -> None:
    decision = decide(name, "本年度报告由办公室编制。", ["2023"])
    assert decision.region is None
    assert len(decision.candidates) > 1
    assert all(full_name(each) in decision.reason for each in decision.candidates)


@pytest.mark.parametrize(
    ("name", "text", "hints", "code"),
    [
        ("鼓楼区", "徐州市人民政府", [], "320302"),
        ("鼓楼区", "徐州\n市人民政府", [], "320302"),
        ("鼓楼区", "电话：0516-87654321", [], "320302"),
        ("鼓楼区", "电话：（０５１６）８７６５４３２１", [], "320302"),
        ("鼓楼区", "电话 051687654321", [], "320302"),
        ("鼓楼区", "0516—87654321", [], "320302"),
        ("鼓楼区", "", ["江苏/徐州/鼓楼区2023.docx"], "320302"),
        ("鼓楼区", "", ["徐州市鼓楼区2023.docx"], "320302"),
        ("鼓楼区", "徐州鼓楼区2023年报告", [], "320302"),
        ("鼓楼区", "福建省", [], "350102"),
        ("鼓楼区", "河南省", [], "410204"),
        ("鼓楼区", "徐州市鼓楼区2023年报告，赴南京市学习", [], "320302"),
        ("鼓楼区", "赴徐州市学习，电话025-83210000，南京市", [], "320106"),
        ("朝阳区", "联系电话：010-85951234", [], "110105"),
        ("朝阳区", "长春市", [], "220104"),
        ("新华区", "沧州市新华区", [], "130902"),
        ("新华区", "平顶山市", [], "410402"),
        ("铁西区", "鞍山市", [], "210303"),
        ("南沙区", "广州市", [], "440115"),
    ],
)
def test_evidence_decides(name: str, text: str, hints: list[str], code: str) -> None:
    decision = decide(name, text, hints)
    assert decision.region == region(code), decision.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("鼓楼区", "南京市与徐州市"),
        ("鼓楼区", "南京路"),
        ("鼓楼区", "徐州街"),
        ("鼓楼区", "江苏省"),
        ("鼓楼区", "福建省与河南省"),
        ("鼓楼区", "南京市鼓楼区、徐州市鼓楼区"),
        ("铁西区", "马鞍山市"),
        ("朝阳区", "北京市场"),
        ("朝阳区", "北京市 电话：0431-88501234"),
        ("朝阳区", "北京市朝阳区 电话：0431-88501234"),
        ("鼓楼区", "申请数量05160000000结转"),
        ("鼓楼区", "编号20516-87654321"),
        ("鼓楼区", "0516-123"),
    ],
)
def test_what_is_no_evidence_or_contradicts_itself(name: str, text: str) -> None:
    assert decide(name, text).region is None


def test_a_visit_named_further_down_does_not_outweigh_the_own_city() -> None:
    text = "2023年报告。" + "工作" * 200 + "长春市，赴北京市朝阳区学习"
    assert decide("朝阳区", text).region == region("220104")


def test_the_reason_names_the_evidence() -> None:
    assert "徐州市" in decide("鼓楼区", "徐州市").reason
    assert "0516" in decide("鼓楼区", "电话：0516-87654321").reason
    both = decide("朝阳区", "北京市 电话：0431-88501234").reason
    assert "北京市" in both and "0431" in both


def test_the_folder_contradicting_the_text_leaves_it_undecided() -> None:
    assert decide("鼓楼区", "徐州市", ["南京/鼓楼区.docx"]).region is None


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("崇川区", 2019, "320602"),
        ("崇川区", 2020, "320613"),
        ("公主岭市", 2019, "220381"),
        ("公主岭市", 2023, "220184"),
        ("桥东区", 2023, "130702"),
        ("沙县", 2020, "350427"),
        ("沙县", 2023, "350405"),
        ("横州市", 2020, "450181"),
        ("下城区", 2022, "330103"),
    ],
)
def test_the_year_prefers_what_stood_then(name: str, year: int, code: str) -> None:
    assert decide(name, "", year=year).region == region(code)


def test_without_a_year_the_same_name_of_two_times_is_not_decided() -> None:
    assert decide("崇川区", "南通市").region is None
    assert decide("桥东区", "", year=2019).region is None
    assert decide("桥东区", "邢台市", year=2019).region == region("130502")


@pytest.mark.parametrize("name", ["", " ", "无此区", "人民政府", "徐州市无此区", "经济开发区"])
def test_an_unknown_name_has_no_candidates(name: str) -> None:
    decision = decide(name, "徐州市")
    assert decision.region is None and decision.candidates == ()


# --- laws ----------------------------------------------------------------------------------------

CITIES = st.sampled_from([each.name for each in REGIONS if each.level != "county"])
PHONES = st.sampled_from([f"{r.area_code}-8765432" for r in REGIONS if r.area_code])
TEXTS = st.lists(st.one_of(CITIES, PHONES, st.text(max_size=6)), max_size=8).map("，".join)
NAMES = st.one_of(st.sampled_from([each.name for each in REGIONS]), st.text(max_size=8))
YEARS = st.one_of(st.none(), st.integers(2019, 2030))


@given(st.sampled_from(REGIONS))
def test_the_ancestors_of_any_region_end_at_a_province(each: Region) -> None:
    chain = (each, *ancestors(each))
    assert chain[-1].level == "province"
    assert all(below.parent == above.code for below, above in pairwise(chain))
    assert all(is_within(each, above.code) for above in chain)


@given(NAMES, TEXTS, TEXTS, YEARS)
def test_a_decision_is_always_one_of_its_candidates(
    name: str, text: str, hint: str, year: int | None
) -> None:
    decision = decide(name, text, [hint], year=year)
    assert decision.region is None or decision.region in decision.candidates
    assert (decision.region is not None) or len(decision.candidates) != 1
    assert decision.reason


@given(st.sampled_from(TODAY))
def test_the_full_name_of_any_region_decides_it(each: Region) -> None:
    assert decide(full_name(each), "", year=2023).region == each


@given(st.sampled_from(REGIONS))
def test_any_region_is_found_by_its_name(each: Region) -> None:
    assert each in named(each.name)
    assert each in dict(leading(each.name + "人民政府"))[each.name]


@given(st.sampled_from(TODAY), st.sampled_from(["", "2023", "电话"]))
def test_the_own_city_alone_never_points_elsewhere(each: Region, rest: str) -> None:
    """With only its own superiors named, a region is decided right or not at all."""
    text = full_name(each).removesuffix(each.name) + "，" + rest
    assert decide(each.name, text, year=2023).region in (None, each)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        *(("重庆", "Chongqing"), ("厦门", "Xiamen"), ("六安", "Lu'an"), ("亳州", "Bozhou")),
        *(("蚌埠", "Bengbu"), ("丽水", "Lishui"), ("台州", "Taizhou"), ("东阿", "Dong'e")),
        *(("单县", "Shanxian"), ("乐清", "Yueqing"), ("乐陵", "Laoling"), ("南乐", "Nanle")),
        *(("长治", "Changzhi"), ("长子", "Zhangzi"), ("天长", "Tianchang"), ("都匀", "Duyun")),
        *(
            ("山西", "Shanxi"),
            ("陕西", "Shaanxi"),
            ("内蒙古", "Inner Mongolia"),
            ("西藏", "Xizang"),
        ),
        *(
            ("哈尔滨", "Harbin"),
            ("呼和浩特", "Hohhot"),
            ("喀什地区", "Kashgar"),
            ("吕梁", "Lüliang"),
        ),
        *(("佛山", "Foshan"), ("马尾区", "Mawei"), ("闵行", "Minhang"), ("珲春", "Hunchun")),
        *(("延边州", "Yanbian"), ("西安市", "Xi'an"), ("淮安市", "Huai'an"), ("赵县", "Zhaoxian")),
        *(("神农架", "Shennongjia"), ("香格里拉", "Shangri-La"), ("阿克苏市", "Aksu")),
        *(("覃塘区", None), ("红寺堡区", None)),
    ],
)
def test_a_name_in_latin_letters_is_as_the_place_is_called(name: str, latin: str | None) -> None:
    assert {romanised(each.code) for each in named(name)} == {latin}


@pytest.mark.parametrize("every", [16, pytest.param(1, marks=pytest.mark.long)])
def test_every_region_is_spelt_and_found_by_its_spelling_with_all_below_it(every: int) -> None:
    for each in REGIONS[::every]:
        latin = romanised(each.code)
        if latin is None:
            continue
        assert re.fullmatch(r"[A-ZÜ][A-Za-zü'\- ]+", latin), (each.name, latin)
        found = spelt(f" {latin.lower().replace(chr(39), '')}")
        assert each.code in found
        below = {b.code for b in children(each.code)}
        assert below <= set(found)
    assert romanised(None) is None and romanised("000000") is None


def test_what_is_no_name_in_latin_letters_finds_no_region() -> None:
    assert {spelt(words) for words in ("", "h", "淮安", "1", "'", "%", "huaian市", "<b>")} == {()}
    ways = [{*spelt(words)} for words in ("Lüliang", "lvliang", "LULIANG", "lyu liang", "lǚliáng")]
    assert all("141100" in way and "141102" in way for way in ways)
