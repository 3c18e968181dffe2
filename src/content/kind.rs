//! Kinds of document and their fixed facts, in one table.

/// Kind of a document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum DocumentKind {
    /// 普法文章.
    Article,
    /// 以案释法.
    Case,
    /// 活动.
    Event,
    /// 主题活动.
    Campaign,
    /// 通知公告.
    Notice,
    /// 法律问答.
    Qa,
    /// 宣传资料.
    Resource,
    /// 法律法规.
    Law,
    /// 工作要点.
    Plan,
    /// 单页.
    Page,
}

/// Fixed facts of a kind.
pub struct KindFacts {
    /// Kind of the row.
    pub kind: DocumentKind,
    /// Identifier in front matter and addresses.
    pub id: &'static str,
    /// Chinese name, also accepted in front matter.
    pub name: &'static str,
    /// Folder under `content/` whose documents have this kind by default.
    pub folder: Option<&'static str>,
    /// Required keys besides `title`.
    pub required: &'static [&'static str],
}

/// Table of kinds, in the order of [`DocumentKind`].
pub const KINDS: [KindFacts; 10] = [
    facts(
        DocumentKind::Article,
        "article",
        "普法文章",
        None,
        &["date"],
    ),
    facts(
        DocumentKind::Case,
        "case",
        "以案释法",
        Some("cases"),
        &["date"],
    ),
    facts(
        DocumentKind::Event,
        "event",
        "活动",
        Some("events"),
        &["start"],
    ),
    facts(
        DocumentKind::Campaign,
        "campaign",
        "主题活动",
        Some("campaigns"),
        &["start", "end"],
    ),
    facts(
        DocumentKind::Notice,
        "notice",
        "通知公告",
        Some("notices"),
        &["date"],
    ),
    facts(DocumentKind::Qa, "qa", "法律问答", Some("qa"), &["date"]),
    facts(
        DocumentKind::Resource,
        "resource",
        "宣传资料",
        Some("resources"),
        &["date"],
    ),
    facts(
        DocumentKind::Law,
        "law",
        "法律法规",
        Some("laws"),
        &["effective"],
    ),
    facts(DocumentKind::Plan, "plan", "工作要点", Some("plan"), &[]),
    facts(DocumentKind::Page, "page", "单页", None, &[]),
];

const fn facts(
    kind: DocumentKind,
    id: &'static str,
    name: &'static str,
    folder: Option<&'static str>,
    required: &'static [&'static str],
) -> KindFacts {
    KindFacts {
        kind,
        id,
        name,
        folder,
        required,
    }
}

impl DocumentKind {
    /// Returns the fixed facts of this kind.
    pub fn facts(self) -> &'static KindFacts {
        &KINDS[self as usize]
    }

    /// Returns the identifier: `article`.
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// Returns the Chinese name: 普法文章.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Parses an identifier or a Chinese name.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        KINDS
            .iter()
            .find(|facts| facts.id.eq_ignore_ascii_case(text) || facts.name == text)
            .map(|facts| facts.kind)
    }

    /// Returns the default kind of the documents in a top folder of `content/`.
    pub fn of_folder(folder: &str) -> Option<Self> {
        KINDS
            .iter()
            .find(|facts| facts.folder == Some(folder))
            .map(|facts| facts.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum() {
        for facts in &KINDS {
            assert_eq!(facts.kind.facts().id, facts.id);
            assert_eq!(DocumentKind::parse(facts.name), Some(facts.kind));
        }
    }
}
