//! Venues of 法律六进, the places that legal education goes to.
//!
//! The six of 中共中央、国务院转发“六五”普法规划的通知 are always present; later plans added others, which a site can
//! include by name.

/// Facts about a venue, independent of a site.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct VenueFacts {
    /// Identifier, used as folder and URL segment: `villages`.
    pub id: &'static str,
    /// Name: 乡村.
    pub name: &'static str,
    /// Aliases: 农村, 村居.
    pub aliases: &'static [&'static str],
}

/// Original six, in their customary order.
pub(crate) const SIX: [VenueFacts; 6] = [
    venue("organs", "机关", &["党政机关", "国家机关"]),
    venue("villages", "乡村", &["农村", "村居", "乡镇", "村"]),
    venue("communities", "社区", &["小区", "街道社区"]),
    venue("schools", "学校", &["校园", "高校", "中小学"]),
    venue("enterprises", "企业", &["公司", "园区", "民企"]),
    venue("units", "单位", &["事业单位"]),
];

/// Venues that later plans added; a site gets one by naming it in `site.yaml`.
pub(crate) const LATER: [VenueFacts; 5] = [
    venue("barracks", "军营", &["部队"]),
    venue("internet", "网络", &["互联网"]),
    venue("religious-sites", "宗教场所", &["宗教活动场所"]),
    venue("families", "家庭", &["家"]),
    venue("markets", "市场", &["商圈"]),
];

const fn venue(
    id: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
) -> VenueFacts {
    VenueFacts { id, name, aliases }
}

/// Strips 法律 and 进 from an editor's text: `法律进校园` and `进校园` are 校园.
pub(crate) fn bare(text: &str) -> &str {
    let text = text.trim();
    let text = text
        .strip_prefix("法律")
        .or_else(|| text.strip_prefix("普法"))
        .unwrap_or(text);
    text.strip_prefix("走进")
        .or_else(|| text.strip_prefix('进'))
        .unwrap_or(text)
}

impl VenueFacts {
    /// Returns true if an editor's text names this venue.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        let word = bare(text);
        self.id.eq_ignore_ascii_case(word) || self.name == word || self.aliases.contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_venue_answers_to_its_aliases() {
        let [_, villages, _, schools, ..] = &SIX;
        for word in ["校园", "进校园", "法律进学校", "Schools", " 学校 "] {
            assert!(schools.is_called(word), "{word}");
        }
        assert!(villages.is_called("进农村"));
        assert!(!schools.is_called("进学堂"));
    }

    #[test]
    fn no_word_means_two_venues() {
        let all: Vec<&VenueFacts> = SIX.iter().chain(&LATER).collect();
        for venue in &all {
            for word in venue.aliases.iter().chain([&venue.id, &venue.name]) {
                assert_eq!(
                    all.iter().filter(|other| other.is_called(word)).count(),
                    1,
                    "{word}"
                );
            }
        }
    }
}
