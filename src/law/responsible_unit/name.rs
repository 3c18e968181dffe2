//! Recognition of unit names, and of collective names.

/// Suffixes of unit names.
const ENDINGS: [&str; 69] = [
    "局",
    "委",
    "办",
    "部",
    "厅",
    "院",
    "署",
    "处",
    "科",
    "股",
    "所",
    "站",
    "队",
    "室",
    "中心",
    "政府",
    "会",
    "公司",
    "银行",
    "支行",
    "分行",
    "联",
    "妇联",
    "学校",
    "校",
    "集团",
    "海关",
    "关",
    "街道",
    "乡镇",
    "镇",
    "乡",
    "村",
    "社区",
    "单位",
    "部门",
    "机关",
    "机构",
    "企业",
    "社",
    "馆",
    "园区",
    "园",
    "台",
    "报",
    "组",
    "庭",
    "厂",
    "场",
    "司",
    "团",
    "专班",
    "县区",
    "区县",
    "镇街",
    "旗县",
    "市县",
    "两院",
    "区",
    "县",
    "市",
    "州",
    "军分区",
    "武装部",
    "平台",
    "普法办",
    "地",
    "企",
    "高校",
];

/// Collective names, matched whole.
const COLLECTIVES: [&str; 42] = [
    "乡镇",
    "镇乡",
    "街道",
    "乡镇政府",
    "乡镇人民政府",
    "镇政府",
    "街道办",
    "街道办事处",
    "乡镇街道",
    "镇街",
    "镇街道",
    "乡镇（街道）",
    "镇（街道）",
    "街道（乡镇）",
    "街道（镇）",
    "县区",
    "区县",
    "市县",
    "旗县",
    "旗县区",
    "县市区",
    "市县区",
    "县（区）",
    "区（县）",
    "县（市）",
    "县（市、区）",
    "市（县、区）",
    "区（县、市）",
    "区（市）县",
    "旗县（市、区）",
    "县（市、区）政府",
    "县（市、区）人民政府",
    "县区政府",
    "县区人民政府",
    "区县政府",
    "县级政府",
    "村居",
    "村（社区）",
    "村（居）",
    "社区",
    "学校",
    "企业",
];

/// Prefixes of names for the units of many places: 县（市、区）司法局.
const COLLECTIVE_CORES: [&str; 6] = [
    "县（市、区）",
    "区（市、县）",
    "市（县、区）",
    "县（区）",
    "县（市）",
    "旗县（市、区）",
];

/// Prefixes of collective names.
const COLLECTIVE_STARTS: [&str; 8] = ["各", "有关", "相关", "全市", "全县", "全区", "所有", "其他"];

/// Words near the start of collective names: 市直各单位, 市政府有关部门.
const COLLECTIVE_INSIDE: [&str; 6] = ["各", "有关", "相关", "成员", "所属", "两级"];

/// Suffixes of collective names: 执法部门, 成员单位.
const COLLECTIVE_ENDS: [&str; 7] = ["部门", "单位", "机关", "机构", "企业", "学校", "乡镇"];

/// Words that mark prose, because no unit name contains them.
const PROSE: [&str; 14] = [
    "领导下",
    "工作",
    "完成",
    "加强",
    "开展",
    "推动",
    "推进",
    "建立",
    "实现",
    "确保",
    "以及",
    "进行",
    "等等",
    "包括",
];

/// Returns true if a text reads like a unit name.
pub(crate) fn is_unit_like(name: &str) -> bool {
    let bare = without_brackets(name);
    let count = bare.chars().count();
    (2..=30).contains(&count)
        && (COLLECTIVES.contains(&name) || ENDINGS.iter().any(|ending| bare.ends_with(ending)))
        && !is_prose(&bare)
        && !bare.contains('要')
        && !bare.chars().all(|sign| "省市县区州旗、".contains(sign))
        && !bare.contains(['，', '。', '：', '“', '《'])
}

/// Verbs with which a phrase of prose begins: 组织市委, 指导各单位.
const FIRST_VERBS: [&str; 22] = [
    "组织", "指导", "督促", "协调", "开展", "举办", "召开", "邀请", "推动", "推进", "落实", "配合",
    "支持", "联合", "依托", "发挥", "对", "向", "为", "在", "纳入", "报",
];

/// Returns true for a phrase that begins with a verb although it ends like a name: 组织市委; 组织部 is a
/// name.
pub(super) fn begins_with_verb(name: &str) -> bool {
    let verb = FIRST_VERBS.iter().find(|verb| name.starts_with(**verb));
    verb.is_some_and(|verb| !name[verb.len()..].starts_with(['部', '办', '处', '科', '局', '股']))
}

/// Returns the start of a bracket at the end of a name that explains it: （含高新区，下同）.
pub(super) fn remark_start(name: &str) -> Option<usize> {
    let inner = name.strip_suffix('）')?;
    let open = inner.rfind('（')?;
    let remark = &inner[open + '（'.len_utf8()..];
    let explains =
        remark.contains("下同") || remark.starts_with("以下") || remark.starts_with("简称");
    (open > 0 && explains).then_some(open)
}

/// Returns true for the words of a remark within a name's bracket: 含高新区, 以下简称….
fn begins_remark(text: &str) -> bool {
    ["含", "包括", "包含", "以下", "简称", "下同"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// Returns a name without the remark within a bracket: 各县（市、区，含高新区，下同）政府.
pub(super) fn without_remark(name: &str) -> Option<String> {
    let close = name.find('）')?;
    let remark = name[..close]
        .match_indices(['，', '；'])
        .find(|(at, sign)| begins_remark(&name[at + sign.len()..]))?
        .0;
    name[..remark]
        .contains('（')
        .then(|| format!("{}{}", &name[..remark], &name[close..]))
}

/// Returns true if a text contains words of prose, except in units named so (工作委员会).
fn is_prose(bare: &str) -> bool {
    PROSE.iter().any(|word| bare.contains(word))
        && ![
            "委员会",
            "领导小组",
            "工委",
            "办公室",
            "中心",
            "工作局",
            "专班",
            "工作站",
        ]
        .iter()
        .any(|ending| bare.contains(ending))
        && !bare.ends_with("工作部")
}

/// Returns true for collective names.
pub(crate) fn is_collective(name: &str) -> bool {
    if COLLECTIVES.contains(&name)
        || COLLECTIVE_STARTS
            .iter()
            .any(|start| name.starts_with(start))
    {
        return true;
    }
    if COLLECTIVE_CORES.iter().any(|core| name.starts_with(core)) {
        return true;
    }
    let bare = without_brackets(name);
    let inside = |word: &&str| {
        bare.char_indices()
            .take(8)
            .any(|(at, _)| bare[at..].starts_with(*word))
    };
    COLLECTIVE_INSIDE.iter().any(inside)
        || COLLECTIVE_ENDS.iter().any(|ending| bare.ends_with(ending))
            && !bare.ends_with("委员会机关")
}

/// Removes brackets and their content from a name.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    name.chars()
        .filter(|sign| match sign {
            '（' => {
                depth += 1;
                false
            }
            '）' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// Prefixes that give the place of a unit.
const PREFIXES: [&str; 7] = ["市", "县", "区", "省", "州", "盟", "旗"];

/// Returns the prefix of a name: 市 for 市司法局; none for 市场监管局.
pub(super) fn prefix(name: &str) -> Option<&'static str> {
    PREFIXES
        .into_iter()
        .find(|&start| name.starts_with(start) && !name.starts_with("市场"))
}

/// Beginnings of department names whose prefix is omitted because the preceding name has it:
/// 市审计局、监察局.
const DEPARTMENTS: [&str; 78] = [
    "司法",
    "财政",
    "审计",
    "监察",
    "监委",
    "公安",
    "教育",
    "教体",
    "民政",
    "人社",
    "人力资源",
    "自然资源",
    "规划",
    "国土",
    "生态环境",
    "环保",
    "环境保护",
    "住建",
    "住房",
    "城乡建设",
    "城管",
    "城市管理",
    "综合执法",
    "行政执法",
    "交通",
    "水利",
    "水务",
    "农业",
    "农牧",
    "林业",
    "林草",
    "畜牧",
    "海洋",
    "渔业",
    "商务",
    "文化",
    "文旅",
    "文广",
    "文体",
    "体育",
    "卫健",
    "卫生",
    "退役军人",
    "应急",
    "安监",
    "国资",
    "市场监管",
    "市场监督",
    "工商",
    "质监",
    "食药",
    "食品药品",
    "统计",
    "医保",
    "医疗保障",
    "信访",
    "人防",
    "国动",
    "税务",
    "金融",
    "发改",
    "发展改革",
    "发展和改革",
    "工信",
    "经信",
    "经济和信息化",
    "工业和信息化",
    "科技",
    "科学技术",
    "民宗",
    "民族",
    "法制办",
    "效能办",
    "编办",
    "行政审批",
    "政务服务",
    "行政服务",
    "大数据",
];

/// Returns true if a name begins like a department without prefix: 司法局.
pub(super) fn is_bare_department(name: &str) -> bool {
    DEPARTMENTS.iter().any(|start| name.starts_with(start))
}

/// Bodies of a party committee whose prefix 市委 is omitted after a name that has it.
const PARTY_BODIES: [&str; 8] = [
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "编办",
    "网信办",
    "社会工作部",
    "党校",
];

/// Returns true for a party committee's body without its prefix: 宣传部.
pub(super) fn is_bare_party_body(name: &str) -> bool {
    PARTY_BODIES.contains(&name)
}

/// Returns the prefix of a party committee's body: 市委 for 市委组织部.
pub(super) fn party_prefix(name: &str) -> Option<&'static str> {
    ["市委", "县委", "区委", "省委", "州委"]
        .into_iter()
        .find(|&start| name.starts_with(start))
}

/// Returns true if a name, with or without prefix, belongs to a real department and is therefore no
/// misspelling of another.
pub(super) fn is_known_department(name: &str) -> bool {
    let bare = prefix(name).map_or(name, |prefix| &name[prefix.len()..]);
    is_bare_department(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bodies_are_told_from_prose() {
        for name in [
            "市司法局",
            "市委宣传部",
            "各乡镇（街道）",
            "市交通局（市道运局）",
            "团市委",
            "市人大社会建设工作委员会",
        ] {
            assert!(is_unit_like(name), "{name}");
        }
        for text in [
            "党委领导",
            "加强工作部门",
            "按职责分工",
            "12月底前",
            "长期坚持",
            "各部门要密切",
            "各单位要高度重视",
        ] {
            assert!(!is_unit_like(text), "{text}");
        }
    }

    #[test]
    fn names_of_many_are_told_from_names_of_one() {
        for name in [
            "有关部门",
            "各开发区管委会",
            "市政府各部门",
            "市直有关单位",
            "乡镇政府",
            "街道办事处",
            "市普法领导小组成员单位",
            "行政执法部门",
        ] {
            assert!(is_collective(name), "{name}");
        }
        for name in [
            "市司法局",
            "城关镇人民政府",
            "市政府办",
            "市行政服务中心",
            "示例街道办事处",
        ] {
            assert!(!is_collective(name), "{name}");
        }
    }
}
