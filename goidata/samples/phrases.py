"""Sentences put together from parts, so that no two reports read alike unless one copies."""

from __future__ import annotations

import random

WHO = (
    "我们 本机关 各科室 公开工作专班 信息中心 承办科室 各责任单位 值班人员 "
    "法规科室 联络员 档案人员 各窗口"
).split()
WHEN = (
    "全年 上半年 下半年 每季度 每个月 年初 年中 年底 每周 三季度以来 新年伊始 入夏以后 十月起"
).split()
DID = (
    "梳理 更新 核对 补充 编制 检查 改版 整理 公示 督促 试行 汇总 抽查 "
    "修订 收集 归并 标注 清点 演练 回访"
).split()
WHAT = (
    "公开目录 办事指南 政策图解 栏目内容 办理台账 答复文书 常见问题 联系方式 "
    "会议材料 预算说明 项目清单 监测数据 招考公告 应急预案 服务热线 民生事项 "
    "惠企措施 养老服务 校舍安全 农田建设 河道治理 公交线路 停车泊位 旧房改造"
).split()
HOW = (
    "逐条登记 当月完成 专人负责 先审后发 图文并用 限时办结 双人复核 分类存档 "
    "随时更正 集中公布 定期通报 现场讲解 视频演示 方言播报 一次告知 按图索骥"
).split()
SO = (
    "群众查找更方便 差错明显减少 答复用时缩短 往返次数少了 咨询量有所下降 "
    "点击量稳步上升 重复来件减少 材料更加齐整 意见采纳更多 基层反映较好"
).split()
BUT = (
    "更新还不够及时 图解数量偏少 基层人手不足 检索不够便捷 培训覆盖不全 "
    "栏目略显重复 答复说理不够充分 数据开放偏少 乡镇进展不一 意见反馈较慢"
).split()
THEN = (
    "增配专职人员 改进检索功能 充实图解内容 压缩办理时限 开展案例讲评 "
    "合并相近栏目 每季公布进度 建立问答库 邀请群众评议 统一文书格式"
).split()


def paragraph(sentences: int, source: random.Random) -> str:
    """So many sentences on what was done."""
    return "".join(
        f"{source.choice(WHEN)}{source.choice(WHO)}{source.choice(DID)}{source.choice(WHAT)}，"
        f"{source.choice(HOW)}，{source.choice(SO)}。"
        for _ in range(sentences)
    )


def problems(source: random.Random) -> str:
    """What is not good enough, and what will be done about it."""
    faults, plans = source.sample(BUT, 3), source.sample(THEN, 3)
    about = source.sample(WHAT, 3)
    first = "".join(f"{what}方面{fault}。" for what, fault in zip(about, faults, strict=True))
    return f"{first}下一步将{'、'.join(plans)}，并{source.choice(DID)}{source.choice(WHAT)}。"
