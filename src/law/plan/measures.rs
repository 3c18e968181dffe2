//! Measure words of targets, and words that only look like measure words.

/// Measure word, and the continuations that turn it into another word.
pub(super) struct MeasureWord {
    pub(super) word: &'static str,
    not_before: &'static [&'static str],
}

const fn measure(word: &'static str, not_before: &'static [&'static str]) -> MeasureWord {
    MeasureWord { word, not_before }
}

/// Measure words; longer ones precede their prefixes.
const MEASURES: [MeasureWord; 70] = [
    measure("人次", &[]),
    measure("场次", &[]),
    measure("批次", &[]),
    measure("课时", &[]),
    measure("学时", &[]),
    measure("小时", &[]),
    measure("分钟", &[]),
    measure("班次", &[]),
    measure("家次", &[]),
    measure("件次", &[]),
    measure("户次", &[]),
    measure("村次", &[]),
    measure("项次", &[]),
    measure("篇次", &[]),
    measure("条次", &[]),
    measure("份次", &[]),
    measure("期次", &[]),
    measure("批件", &[]),
    measure("天", &["津", "然", "气", "下", "内"]),
    measure(
        "对",
        &[
            "于", "象", "应", "外", "接", "照", "标", "口", "全", "市", "县", "各", "重", "行",
        ],
    ),
    measure("门", &["类", "户", "槛", "店", "口", "诊", "前", "外"]),
    measure("则", &[]),
    measure("封", &["闭"]),
    measure("讲", &["话", "座", "解", "述", "师", "好", "堂"]),
    measure("版", &["本", "块", "权", "面"]),
    measure("栋", &[]),
    measure("款", &["项"]),
    measure("棵", &[]),
    measure("枚", &[]),
    measure("盏", &[]),
    measure("学期", &[]),
    measure("个", NOT_AFTER_GE),
    measure("期", &["间", "限", "满", "货", "待", "盼", "末"]),
    measure("次", &["性", "数", "日", "序", "要", "年"]),
    measure("场", &["所", "景", "馆", "地", "面", "域"]),
    measure("件", &["事"]),
    measure(
        "名",
        &[
            "单（", "单、", "单。", "称", "录", "义", "优特", "优产", "优新", "誉", "列入", "列前",
        ],
    ),
    measure("篇", &["章", "幅"]),
    measure("条", &["例", "件", "款", "规", "线"]),
    measure("部", &["门", "分", "署", "委", "队", "位", "长", "级"]),
    measure("项", &[]),
    measure("份", &["额"]),
    measure(
        "人",
        &[
            "大", "民", "员", "才", "口", "均", "身", "社", "工", "事", "群", "格", "以下", "为",
            "们", "一",
        ],
    ),
    measure("家", &["庭", "长", "园", "属", "乡"]),
    measure("所", &["有", "属", "在", "需", "谓", "得"]),
    measure("处", &["理", "罚", "置", "室", "级", "分", "以", "于"]),
    measure("户", &["籍", "口", "外"]),
    measure("册", &[]),
    measure("台", &["账", "帐", "阶"]),
    measure("套", &[]),
    measure("辆", &[]),
    measure("批", &["准", "复", "示", "评"]),
    measure("轮", &["训", "候", "岗", "换", "流"]),
    measure("例", &["如", "会", "外", "行"]),
    measure("宗", &["教", "旨", "族"]),
    measure("支", &["持", "撑", "付", "部", "出", "行", "队"]),
    measure("间", &["接", "隔"]),
    measure("幅", &["度"]),
    measure("堂", &[]),
    measure("节", &["点", "日", "约", "能", "假"]),
    measure("块", &[]),
    measure("站", &["点", "位", "在", "所"]),
    measure("座", &["谈"]),
    measure("张", &[]),
    measure("集", &["中", "体", "合", "聚", "成", "团", "市"]),
    measure("档", &["案"]),
    measure("卷", &[]),
    measure(
        "本",
        &[
            "级", "市", "县", "区", "地", "单位", "部门", "领域", "省", "系统", "年", "行业", "身",
        ],
    ),
    measure("位", &["于", "置", "一体"]),
    measure("起", &["草", "来", "诉", "点", "步", "到", "施行", "实施"]),
];

/// Continuations of 个 that denote time spans or uncountable things.
const NOT_AFTER_GE: &[&str] = &[
    "月",
    "工作日",
    "小时",
    "百分点",
    "方面",
    "环节",
    "层面",
    "维度",
    "别",
    "人",
    "案",
    "性",
    "体",
    "自然日",
    "季度",
    "年度",
    "确立",
    "维护",
    "意识",
    "自信",
    "100%",
    "百分之",
];

/// Returns the measure word at the start of a text.
pub(super) fn at_start(text: &str) -> Option<&'static MeasureWord> {
    MEASURES
        .iter()
        .find(|measure| {
            text.strip_prefix(measure.word).is_some_and(|after| {
                !measure
                    .not_before
                    .iter()
                    .any(|word| after.starts_with(word))
            })
        })
        .filter(|measure| !(measure.word == "条" && text.starts_with("条条")))
}

/// Sign of a share, which is a target like a count: 覆盖率达到95%.
pub(super) const SHARE: &str = "%";

/// Returns true for shares.
pub(super) fn is_share(word: &str) -> bool {
    word == SHARE
}

/// Returns true for measures of time, which make a target only with a bound: 不少于30分钟.
pub(super) fn counts_time(word: &str) -> bool {
    matches!(word, "小时" | "分钟" | "天" | "学期")
}

/// Returns true for measures of events, editions and people, with which even 两 and 三 count: 举办两期.
pub(super) fn counts_events(word: &str) -> bool {
    matches!(
        word,
        "期" | "次"
            | "场"
            | "件"
            | "名"
            | "篇"
            | "份"
            | "人次"
            | "场次"
            | "批次"
            | "批"
            | "课时"
            | "学时"
            | "家"
            | "所"
            | "处"
            | "部"
            | "轮"
            | "支"
            | "套"
            | "册"
    )
}
