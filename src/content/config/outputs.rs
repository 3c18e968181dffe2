//! Outputs of a site: the switches of `outputs:` in `site.yaml`, and the page types.
//!
//! One row declares a switch or a page type. Reading, the schema, routes, the choice of templates, the heads of pages,
//! the sitemap and the tests of the guides take it from here.

use std::fmt;

use crate::content::key_spec::{KeySpec, ValueShape};
use crate::content::yaml::{ValueReader, YamlField};

/// Declares the switches from rows of a name, its Chinese name, its default, and the help in both languages.
macro_rules! output_switches {
    ($($name:ident, $alias:literal, $default:literal, $zh:literal, $en:literal;)+) => {
        /// Switches of families of routes: `true` makes them.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct OutputSwitches {
            $(#[doc = $en] pub $name: bool,)+
        }

        impl Default for OutputSwitches {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// The switches that are not at their default.
        impl fmt::Debug for OutputSwitches {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut fields = formatter.debug_struct("OutputSwitches");
                $(if self.$name != $default {
                    fields.field(stringify!($name), &self.$name);
                })+
                fields.finish()
            }
        }

        /// `outputs`: families of routes.
        pub(crate) static OUTPUTS: [KeySpec; [$(stringify!($name)),+].len()] = [
            $(KeySpec::new(stringify!($name), $alias, ValueShape::Flag, $zh, $en),)+
        ];

        /// Reads `outputs`.
        pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> OutputSwitches {
            let mut outputs = OutputSwitches::default();
            let entries = reader.entries(&mut field).unwrap_or_default();
            reader.table(entries, Some(&field.at), &OUTPUTS, |reader, key, field| {
                let is_on = reader.flag(&field).unwrap_or(true);
                match key.name {
                    $(stringify!($name) => outputs.$name = is_on,)+
                    _ => {}
                }
            });
            outputs
        }
    };
}

output_switches! {
    home, "首页", true, "首页", "the home page";
    sections, "栏目", true, "栏目页", "list pages of sections";
    tags, "标签", true, "标签页", "pages of tags";
    kinds, "类型", true, "类型页", "pages of kinds";
    archive, "归档", true, "按年归档页", "pages of years";
    documents, "全部文章", true, "全部文章的列表（网站地图页）", "a list of all documents";
    aliases, "旧网址", true, "旧网址的跳转页", "redirect pages of old addresses";
    not_found, "404", true, "404.html", "404.html";
    sitemap, "sitemap", true, "sitemap.xml", "sitemap.xml";
    robots, "robots", true, "robots.txt", "robots.txt";
    plan_items, "要点事项", true, "要点每项任务的页面", "a page of each item of a plan";
    plan_board, "要点进度", true, "要点的进度看板", "the board of a plan";
    plan_units, "责任单位", true, "责任单位的页面", "pages of responsible units";
    plan_years, "历年要点", true, "历年要点对照页", "the plans of several years side by side";
    plan_data, "要点数据", true, "要点的开放数据 plan.json、plan.csv", "a plan as open data: plan.json, plan.csv";
    miniprogram, "小程序", false, "给小程序用的 JSON 接口（/api/），默认不生成", "JSON for a mini-program under /api/, not made by default";
    feeds, "订阅源", true, "订阅源（RSS、Atom、JSON Feed）", "feeds: RSS, Atom, JSON Feed";
    opml, "opml", true, "feeds.opml：全部订阅源的清单", "feeds.opml, the list of all feeds";
    feeds_page, "订阅页", true, "订阅说明页 feeds.html", "feeds.html: how to subscribe";
    calendar, "日历", true, "日历 calendar.ics（全站和有活动的栏目）", "calendar.ics of the site and of sections with events";
}

/// Facts of a page type.
#[derive(Clone, Copy, Debug)]
pub struct PageFacts {
    /// Identifier, the `page.type` of templates.
    pub id: &'static str,
    /// Templates, of which the first that the theme has is rendered; those of a document come before them.
    pub templates: &'static [&'static str],
    /// Names of the views that the templates are given beside `page` and `site`.
    pub views: &'static [&'static str],
    /// True if the sitemap lists the page; of a list, its first page.
    pub is_in_sitemap: bool,
    /// True if the government meta tags describe the page as a column (栏目).
    pub is_column: bool,
}

/// Declares [`PageType`] from rows of a variant and its facts.
macro_rules! page_types {
    ($($(#[$doc:meta])* $variant:ident {
        id: $id:literal,
        templates: $templates:expr,
        views: $views:expr,
        is_in_sitemap: $is_in_sitemap:literal,
        is_column: $is_column:literal,
    })+) => {
        /// Type of an HTML page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum PageType {
            $($(#[$doc])* $variant,)+
        }

        impl PageType {
            /// Every page type.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Facts of the page type.
            pub const fn facts(self) -> PageFacts {
                match self {
                    $(Self::$variant => PageFacts {
                        id: $id,
                        templates: &$templates,
                        views: &$views,
                        is_in_sitemap: $is_in_sitemap,
                        is_column: $is_column,
                    },)+
                }
            }
        }
    };
}

page_types! {
    /// Front page.
    Home {
        id: "home",
        templates: ["home.html"],
        views: ["home"],
        is_in_sitemap: true,
        is_column: false,
    }
    /// Page of a section's list.
    Section {
        id: "section",
        templates: ["section.html", "list.html"],
        views: ["section", "list"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Page of a document.
    Document {
        id: "document",
        templates: ["document.html"],
        views: ["document"],
        is_in_sitemap: true,
        is_column: false,
    }
    /// Page of any other list of documents.
    List {
        id: "list",
        templates: ["list.html"],
        views: ["list"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Index of tags, kinds or years.
    Terms {
        id: "terms",
        templates: ["terms.html"],
        views: ["terms"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Page that says how to subscribe.
    Feeds {
        id: "feeds",
        templates: ["feeds.html"],
        views: ["feeds"],
        is_in_sitemap: true,
        is_column: false,
    }
    /// Page for addresses that do not exist.
    NotFound {
        id: "not_found",
        templates: ["not_found.html"],
        views: [],
        is_in_sitemap: false,
        is_column: false,
    }
    /// Page at an old address, which leads to the new one.
    Redirect {
        id: "redirect",
        templates: ["redirect.html"],
        views: ["redirect"],
        is_in_sitemap: false,
        is_column: false,
    }
    /// Page of an item of a plan.
    PlanItem {
        id: "plan_item",
        templates: ["plan_item.html"],
        views: ["item"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Board of a plan.
    PlanBoard {
        id: "plan_board",
        templates: ["plan_board.html"],
        views: ["plan", "board"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Page of a responsible unit.
    PlanUnit {
        id: "plan_unit",
        templates: ["plan_unit.html"],
        views: ["unit"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Index of responsible units.
    PlanUnits {
        id: "plan_units",
        templates: ["plan_units.html"],
        views: ["units"],
        is_in_sitemap: true,
        is_column: true,
    }
    /// Plans of several years side by side.
    PlanYears {
        id: "plan_years",
        templates: ["plan_years.html"],
        views: ["years"],
        is_in_sitemap: true,
        is_column: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_in_the_handbook() {
        let handbook = include_str!("../../../docs/handbook.md");
        for key in &OUTPUTS {
            let row = format!("| {} | `{}` |", key.alias, key.name);
            assert!(
                handbook.contains(&row),
                "docs/handbook.md lacks the row {row}"
            );
        }
    }

    #[test]
    fn every_page_type_has_a_template_and_is_in_the_theme_guide() {
        let guide = include_str!("../../../docs/theme.md");
        let types = guide.lines().find(|line| line.starts_with("| `type` |"));
        let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/pufa/templates");
        for facts in PageType::ALL.iter().map(|page_type| page_type.facts()) {
            let listed = types.is_some_and(|row| row.contains(&format!("`{}`", facts.id)));
            assert!(
                listed,
                "docs/theme.md does not list the page.type {}",
                facts.id
            );
            let path = std::path::Path::new(templates).join(facts.templates[0]);
            assert!(
                path.is_file(),
                "the default theme has no {}",
                facts.templates[0]
            );
            let mut rows = guide.lines().filter(|line| line.starts_with('|'));
            let row = rows.find(|line| line.contains(&format!("`{}`", facts.templates[0])));
            let row = row.unwrap_or_default();
            let lacking = facts
                .views
                .iter()
                .find(|view| !row.contains(&format!("`{view}`")));
            assert!(
                !row.is_empty() && lacking.is_none(),
                "docs/theme.md has no row for {} with its views {lacking:?}",
                facts.templates[0]
            );
        }
    }
}
