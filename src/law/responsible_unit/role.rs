//! Roles of units, and the words that express them.

use serde::Serialize;

use super::name::is_unit_like;

/// Role of a responsible unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRole {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 负责; also the default of a list without a role word.
    Responsible,
    /// 参与.
    Participate,
}

impl UnitRole {
    /// Returns the identifier in data formats.
    pub fn id(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Support => "support",
            Self::Responsible => "responsible",
            Self::Participate => "participate",
        }
    }

    /// Returns the Chinese name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "牵头",
            Self::Support => "配合",
            Self::Responsible => "负责",
            Self::Participate => "参与",
        }
    }
}

/// Words after a list of names that give their role. Longest first.
const AFTER: [(&str, UnitRole); 46] = [
    ("牵头组织实施", UnitRole::Lead),
    ("牵头抓好落实", UnitRole::Lead),
    ("为牵头单位", UnitRole::Lead),
    ("负责牵头", UnitRole::Lead),
    ("牵头负责", UnitRole::Lead),
    ("牵头组织", UnitRole::Lead),
    ("牵头落实", UnitRole::Lead),
    ("牵头推进", UnitRole::Lead),
    ("牵头单位", UnitRole::Lead),
    ("牵头部门", UnitRole::Lead),
    ("总牵头", UnitRole::Lead),
    ("牵头", UnitRole::Lead),
    ("主办", UnitRole::Lead),
    ("为配合单位", UnitRole::Support),
    ("配合单位", UnitRole::Support),
    ("配合部门", UnitRole::Support),
    ("配合实施", UnitRole::Support),
    ("配合落实", UnitRole::Support),
    ("做好配合工作", UnitRole::Support),
    ("配合工作", UnitRole::Support),
    ("配合做好", UnitRole::Support),
    ("予以配合", UnitRole::Support),
    ("做好配合", UnitRole::Support),
    ("配合", UnitRole::Support),
    ("协助", UnitRole::Support),
    ("协办", UnitRole::Support),
    ("协同", UnitRole::Support),
    ("参与单位", UnitRole::Participate),
    ("参与", UnitRole::Participate),
    ("参加", UnitRole::Participate),
    ("为责任单位", UnitRole::Responsible),
    ("责任单位", UnitRole::Responsible),
    ("抓好贯彻落实", UnitRole::Responsible),
    ("组织实施", UnitRole::Responsible),
    ("组织落实", UnitRole::Responsible),
    ("抓好落实", UnitRole::Responsible),
    ("抓落实", UnitRole::Responsible),
    ("贯彻落实", UnitRole::Responsible),
    ("推进落实", UnitRole::Responsible),
    ("负责落实", UnitRole::Responsible),
    ("负责实施", UnitRole::Responsible),
    ("负责", UnitRole::Responsible),
    ("落实", UnitRole::Responsible),
    ("承办", UnitRole::Responsible),
    ("实施", UnitRole::Responsible),
    ("推进", UnitRole::Responsible),
];

/// Words of manner, which give neither unit nor role. Longest first.
const MANNER: [&str; 42] = [
    "按照各自职责分工",
    "按照各自职责",
    "按各自职责分工",
    "根据各自职责",
    "按照职责分工",
    "根据职责分工",
    "依据职责分工",
    "结合职责分工",
    "按照职能分工",
    "按各自职责",
    "依职责分工",
    "按职责分工",
    "按职能分工",
    "按照职责",
    "根据职责",
    "依据职责",
    "结合职责",
    "按照分工",
    "各负其责",
    "各司其职",
    "依职责",
    "按职责",
    "按职能",
    "按分工",
    "按要求",
    "分工",
    "分别",
    "具体",
    "共同",
    "联合",
    "各自",
    "积极",
    "密切",
    "协同",
    "统筹",
    "主动",
    "全力",
    "依法",
    "认真",
    "切实",
    "为主",
    "做好",
];

/// Strips role words and words of manner from the end of a text; returns the role that they give.
pub(super) fn strip_role(text: &str) -> (&str, Option<UnitRole>) {
    let mut rest = text;
    let mut role: Option<UnitRole> = None;
    loop {
        let shorter = rest.trim_end();
        if let Some((bare, found)) = AFTER
            .iter()
            .filter_map(|&(word, found)| shorter.strip_suffix(word).map(|bare| (word, bare, found)))
            // 各普法责任单位 is a name, （责任单位） a role.
            .find(|(word, bare, _)| bare.is_empty() || !is_name_of_role(word))
            .map(|(_, bare, found)| (bare, found))
        {
            // 牵头…负责 means lead, 参与配合 support: the more specific word wins.
            role = Some(role.map_or(found, |earlier| earlier.min(found)));
            rest = bare;
        } else if let Some(bare) = MANNER.iter().find_map(|word| shorter.strip_suffix(word)) {
            rest = bare;
        } else {
            return (shorter, role);
        }
    }
}

/// Returns the name before a role word with a verb after it (参与监督, 牵头制定方案), and the role.
pub(super) fn role_inside(text: &str) -> Option<(&str, UnitRole)> {
    ["牵头", "配合", "参与", "负责", "会同"]
        .iter()
        .find_map(|word| {
            let at = text.find(word)?;
            let name = text[..at].trim_end();
            let after = &text[at + word.len()..];
            let (name, _) = strip_role(name);
            let is_verb =
                (1..=MOST_OF_VERB).contains(&after.chars().count()) && !is_unit_like(after);
            let (_, role) = AFTER.iter().find(|(other, _)| other == word)?;
            (is_verb && is_unit_like(name)).then_some((name, *role))
        })
}

/// Returns the text before 牵头 or 负责 in a sentence of prose, and the length in bytes up to the end
/// of the word: 市司法局负责指导…. 负责人 and 牵头单位 are no roles.
pub(super) fn role_within(text: &str) -> Option<(&str, usize)> {
    let (at, word) = ["牵头", "负责"]
        .iter()
        .filter_map(|word| text.find(word).map(|at| (at, word)))
        .min()?;
    let end = at + word.len();
    let holder = ["人", "同志", "单位", "部门", "机构", "制"];
    let is_holder = holder.iter().any(|noun| text[end..].starts_with(noun));
    (!is_holder).then_some((&text[..at], end))
}

/// Maximum characters of such a verb phrase: 参与监督检查工作.
const MOST_OF_VERB: usize = 12;

/// Returns true if a word names the holder of a role, as 责任单位 does, unless it begins with 为.
fn is_name_of_role(word: &str) -> bool {
    !word.starts_with('为') && (word.ends_with("单位") || word.ends_with("部门"))
}

/// Stems of labels with their roles; a word for units or persons follows. Longest first.
const STEMS: [(&str, UnitRole); 21] = [
    ("牵头责任", UnitRole::Lead),
    ("牵头负责", UnitRole::Lead),
    ("主要责任", UnitRole::Lead),
    ("牵头及责任", UnitRole::Responsible),
    ("牵头和责任", UnitRole::Responsible),
    ("牵头", UnitRole::Lead),
    ("主办", UnitRole::Lead),
    ("主责", UnitRole::Lead),
    ("配合责任", UnitRole::Support),
    ("配合", UnitRole::Support),
    ("协办", UnitRole::Support),
    ("协作", UnitRole::Support),
    ("协助", UnitRole::Support),
    ("协同", UnitRole::Support),
    ("参与", UnitRole::Participate),
    ("参加", UnitRole::Participate),
    ("责任", UnitRole::Responsible),
    ("负责", UnitRole::Responsible),
    ("落实", UnitRole::Responsible),
    ("承办", UnitRole::Responsible),
    ("实施", UnitRole::Responsible),
];

/// Stems without a role of their own.
const PLAIN_STEMS: [&str; 3] = ["承担", "执行", "完成"];

/// Words for units in labels.
pub(super) const BODIES: [&str; 14] = [
    "单位及分工",
    "单位和分工",
    "单位",
    "部门",
    "科室",
    "处室",
    "股室",
    "科股室",
    "部室",
    "站所",
    "机构",
    "主体",
    "机关",
    "分工",
];

/// Words for persons in labels.
pub(super) const PERSONS: [&str; 3] = ["领导", "人员", "人"];

/// Complete labels; `None` for persons.
pub(super) const WHOLE: [(&str, Option<UnitRole>); 7] = [
    ("任务分工", Some(UnitRole::Responsible)),
    ("分管领导", None),
    ("联系人", None),
    ("牵头", Some(UnitRole::Lead)),
    ("配合", Some(UnitRole::Support)),
    ("参与", Some(UnitRole::Participate)),
    ("责任", Some(UnitRole::Responsible)),
];

/// Returns the stems of labels before a list of names, with their roles.
pub(super) fn stems() -> impl Iterator<Item = (&'static str, UnitRole)> {
    STEMS
        .into_iter()
        .chain(PLAIN_STEMS.map(|stem| (stem, UnitRole::Responsible)))
}

/// Returns the role for a table column whose header ends with a label: 承办科室.
pub(crate) fn role_of_header(header: &str) -> Option<UnitRole> {
    let (stem, role) = STEMS.iter().find(|(stem, _)| header.contains(stem))?;
    let rest = &header[header.find(stem)? + stem.len()..];
    (rest.is_empty() || BODIES.iter().any(|body| rest.contains(body))).then_some(*role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_words_and_manner_are_taken_off() {
        for (text, name, role) in [
            ("市司法局牵头", "市司法局", Some(UnitRole::Lead)),
            ("市司法局牵头负责", "市司法局", Some(UnitRole::Lead)),
            (
                "各有关部门按职责分工负责",
                "各有关部门",
                Some(UnitRole::Responsible),
            ),
            (
                "乡镇人民政府按职责分工分别负责",
                "乡镇人民政府",
                Some(UnitRole::Responsible),
            ),
            ("分别负责", "", Some(UnitRole::Responsible)),
            ("市直有关部门按照职责分工", "市直有关部门", None),
            ("市教育局积极配合", "市教育局", Some(UnitRole::Support)),
            ("市财政局", "市财政局", None),
        ] {
            assert_eq!(strip_role(text), (name, role), "{text}");
        }
    }
}
