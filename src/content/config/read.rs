//! Reader of `site.yaml`: fills [`SiteConfig`] key by key from the table.
//!
//! Any fault still results in a configuration that the run can continue with.

use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};

use super::keys::{HOST, KEYS, OWNER, PLAN, THEME};
use super::{
    HostPortal, OutputSwitches, PlanSettings, RawHtml, SiteConfig, SiteFilings, SiteOwner,
    UrlStyle, attachments, calendar, channels, csp, feeds, filings, menu, outputs, venues,
};
use crate::content::SourcePath;
use crate::content::date::parse_offset;
use crate::content::key_spec::KeySpec;
use crate::content::suggest::nearest;
use crate::content::yaml::{self, PathStep, ValueReader, YamlField, YamlNode, YamlPath};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::message;
use crate::path_segment;
use crate::url::{BaseFault, BaseUrl, Url, quoted};

/// Theme of a site that names none.
const DEFAULT_THEME: &str = "pufa";

/// Reads the text of `site.yaml`.
pub fn read(path: &SourcePath, text: &str) -> (SiteConfig, Diagnostics) {
    let (mut reader, entries) = yaml::read(path.as_str(), text, 0..text.len(), &yaml::SITE, &KEYS);
    let mut config = SiteConfig::default();
    let mut has_title = false;
    let mut has_base = false;
    reader.table(entries, None, &KEYS, |reader, key, field| {
        has_title |= key.name == "title";
        has_base |= key.name == "base_url";
        take(&mut config, reader, key, field);
    });
    let mut found = reader.into_found();
    // After a syntax error, a key that seems missing may be in the part that was not read.
    let is_whole = !found.iter().any(|finding| finding.code == Code::SiteSyntax);
    if is_whole && !has_title {
        found.push(without_title(path));
    }
    if is_whole && !has_base {
        found.push(without_base(path));
    } else if config.base.is_local() && !found.iter().any(Diagnostic::is_error) {
        found.push(local_base(path, &config.base));
    }
    (config, found)
}

fn take(
    config: &mut SiteConfig,
    reader: &mut ValueReader<'_>,
    key: &KeySpec,
    field: YamlField<'_>,
) {
    match key.name {
        "title" => config.title = reader.text(field).unwrap_or_default(),
        "subtitle" => config.subtitle = reader.text(field),
        "description" => config.description = reader.text(field),
        "keywords" => reader.words(field, |_, word, _| config.keywords.push(word)),
        "base_url" => config.base = take_base(reader, field).unwrap_or_default(),
        "language" => config.language = reader.text(field).unwrap_or_else(|| "zh-CN".to_owned()),
        "time_zone" => config.zone = take_zone(reader, field).unwrap_or_else(beijing),
        "host" => config.host = take_host(reader, field),
        "owner" => config.owner = take_owner(reader, field),
        "records" => config.filings = filings::take(reader, field),
        "venues" => venues::take(reader, field, &mut config.venues),
        "menu" => config.menu = menu::take(reader, field),
        "footer_menu" => config.footer_menu = menu::take(reader, field),
        "page_size" => {
            let size = reader
                .number(&field, 1, 500)
                .and_then(|size| usize::try_from(size).ok());
            config.page_size = size.unwrap_or(config.page_size);
        }
        "urls" => {
            config.urls = choose(
                reader,
                field,
                &[("html", UrlStyle::Html), ("directory", UrlStyle::Directory)],
            );
        }
        "outputs" => config.outputs = outputs::take(reader, field),
        "plan" => config.plan = take_plan(reader, field),
        "channels" => config.channels = channels::take(reader, field),
        "feeds" => config.feeds = feeds::take(reader, field),
        "calendar" => config.calendar = calendar::take(reader, field),
        "theme" => take_theme(config, reader, field),
        "html" => {
            let policies = [
                ("sanitize", RawHtml::Sanitize),
                ("escape", RawHtml::Escape),
                ("allow", RawHtml::Allow),
            ];
            config.html = choose(reader, field, &policies);
        }
        "csp" => config.csp = csp::take(reader, field),
        "attachments" => config.attachments = attachments::take(reader, field),
        "sections" => config.sections = reader.texts(field),
        "extra" => config.extra = reader.free(field),
        _ => {}
    }
}

/// Reads one of several words; reports any other and returns the default.
fn choose<T: Copy + Default>(
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
    choices: &[(&str, T)],
) -> T {
    let name = field.name;
    let at = field.at;
    let Some(written) = reader.text(field) else {
        return T::default();
    };
    let chosen = choices
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(&written));
    if chosen.is_none() {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let all = words.join("、");
        let message = message!(
            "“{name}”不能写“{written}”",
            "“{name}” cannot be “{written}”"
        );
        let hint = match nearest(&written, words) {
            Some(meant) => message!("是不是想写 {meant}？", "did you mean {meant}?"),
            None => message!("可以写：{all}", "write one of {all}"),
        };
        reader.report(&at, Code::SiteBadValue, message, hint);
    }
    chosen.map_or_else(T::default, |(_, value)| *value)
}

fn take_base(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<BaseUrl> {
    let name = field.name;
    let at = field.at;
    let written = reader.text(field)?;
    BaseUrl::parse(&written)
        .map_err(|why| {
            let (message, hint) = bad_base(name, &written, &why);
            reader.report(&at, Code::SiteBadValue, message, hint);
        })
        .ok()
}

fn bad_base(name: &str, written: &str, why: &BaseFault) -> (Message, Message) {
    let (Message { zh, en }, written) = (why.says(), quoted(written));
    (
        message!(
            "“{name}”写的 {written} 不能用作网址：{zh}",
            "“{name}” cannot be {written}: {en}"
        ),
        message!(
            "写 http:// 或 https:// 开头的网址，不带 ? 和 #，例如 https://www.example.cn/pufa/",
            "write an address that begins with http:// or https://, without ? and #, as in https://www.example.cn/pufa/"
        ),
    )
}

fn take_zone(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<TimeZone> {
    let at = field.at;
    let written = reader.text(field)?;
    let zone = parse_offset(&written)
        .map(TimeZone::fixed)
        .or_else(|| TimeZone::get(&written).ok());
    if zone.is_none() {
        let message = message!(
            "没有“{written}”这个时区",
            "there is no time zone “{written}”"
        );
        let hint = message!(
            "写 +08:00 或 Asia/Shanghai",
            "write +08:00 or Asia/Shanghai"
        );
        reader.report(&at, Code::SiteBadValue, message, hint);
    }
    zone
}

fn take_host(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> HostPortal {
    let mut host = HostPortal::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &HOST,
        |reader, key, field| match key.name {
            "name" => host.name = reader.text(field),
            "domain" => host.domain = reader.text(field),
            "id_code" => host.id_code = filings::take_id_code(reader, field),
            "chrome" => host.chrome = reader.flag(&field).unwrap_or_default(),
            _ => {}
        },
    );
    host
}

fn take_owner(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> SiteOwner {
    let mut owner = SiteOwner::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(entries, Some(&field.at), &OWNER, |reader, key, field| {
        let text = reader.text(field);
        match key.name {
            "sponsor" => owner.sponsor = text,
            "organizer" => owner.organizer = text,
            "phone" => owner.phone = text,
            "email" => owner.email = text,
            "address" => owner.address = text,
            "postcode" => owner.postcode = text,
            _ => {}
        }
    });
    owner
}

fn take_plan(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> PlanSettings {
    let mut plan = PlanSettings::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(entries, Some(&field.at), &PLAN, |reader, _, field| {
        plan.publish_overdue = reader.flag(&field).unwrap_or_default();
    });
    plan
}

fn take_theme(config: &mut SiteConfig, reader: &mut ValueReader<'_>, mut field: YamlField<'_>) {
    let YamlNode::Map(entries) = &mut field.node else {
        config.theme = take_theme_name(reader, field).unwrap_or_else(|| DEFAULT_THEME.to_owned());
        return;
    };
    let entries = std::mem::take(entries);
    reader.table(entries, Some(&field.at), &THEME, |reader, key, field| {
        if key.name == "options" {
            config.theme_option_places = option_places(reader, &field);
            config.theme_options = reader.free(field);
        } else if let Some(name) = take_theme_name(reader, field) {
            config.theme = name;
        }
    });
}

/// Returns the location of each value of a table.
fn option_places(
    reader: &ValueReader<'_>,
    field: &YamlField<'_>,
) -> BTreeMap<String, SourceLocation> {
    let YamlNode::Map(entries) = &field.node else {
        return BTreeMap::new();
    };
    let places = entries.iter().enumerate().map(|(index, entry)| {
        let at = YamlPath::new(Some(&field.at), PathStep::Value(index));
        (entry.word(), reader.place(&at))
    });
    places.collect()
}

fn take_theme_name(reader: &mut ValueReader<'_>, field: YamlField<'_>) -> Option<String> {
    let at = field.at;
    let name = reader.text(field)?;
    let Some(fault) = path_segment::fault(&name) else {
        return Some(name);
    };
    let zh = fault.zh;
    let en = fault.en;
    let message = message!("主题的名字{zh}", "the theme's name cannot be used: {en}");
    let hint = message!(
        "写 themes/ 下面一个文件夹的名字",
        "write the name of a folder under themes/"
    );
    reader.report(&at, Code::SiteBadValue, message, hint);
    None
}

fn without_title(path: &SourcePath) -> Diagnostic {
    let message = message!("site.yaml 没有写站名（title）", "site.yaml has no title");
    Diagnostic::new(Code::SiteBadValue, message)
        .at(SourceLocation::file(path.as_str()))
        .hint(message!(
            "加一行，例如 title: 示例市普法网",
            "add a line, as in title: Law for Everyone"
        ))
}

fn without_base(path: &SourcePath) -> Diagnostic {
    let message = message!(
        "site.yaml 没有写网址（base_url），暂按 http://localhost/ 生成",
        "site.yaml has no base_url; the site is made for http://localhost/"
    );
    no_public_base(path, message)
}

fn local_base(path: &SourcePath, base: &BaseUrl) -> Diagnostic {
    let base = base.absolute(&Url::folder(""));
    let message = message!(
        "site.yaml 写的网址 {base} 是本机的，别人打不开",
        "the address {base} in site.yaml is one of this machine"
    );
    no_public_base(path, message)
}

fn no_public_base(path: &SourcePath, message: Message) -> Diagnostic {
    Diagnostic::new(Code::SiteNoBaseUrl, message)
        .at(SourceLocation::file(path.as_str()))
        .hint(message!(
            "正式发布前写上，例如 base_url: https://www.example.cn/pufa/，或者用 --base-url",
            "before publishing set base_url: https://www.example.cn/pufa/, or use --base-url"
        ))
}

fn beijing() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

impl Default for SiteConfig {
    /// Returns the configuration for an empty `site.yaml`; it has no title.
    fn default() -> Self {
        Self {
            title: String::new(),
            subtitle: None,
            description: None,
            keywords: Vec::new(),
            base: BaseUrl::default(),
            language: "zh-CN".to_owned(),
            zone: beijing(),
            host: HostPortal::default(),
            owner: SiteOwner::default(),
            filings: SiteFilings::default(),
            venues: venues::six(),
            menu: Vec::new(),
            footer_menu: Vec::new(),
            page_size: 20,
            urls: UrlStyle::default(),
            outputs: OutputSwitches::default(),
            plan: PlanSettings::default(),
            channels: Vec::new(),
            feeds: super::FeedConfig::default(),
            calendar: super::CalendarConfig::default(),
            theme: DEFAULT_THEME.to_owned(),
            theme_options: serde_json::Map::new(),
            theme_option_places: BTreeMap::new(),
            html: RawHtml::default(),
            csp: super::CspConfig::default(),
            attachments: super::AttachmentPolicy::default(),
            sections: std::collections::BTreeMap::new(),
            extra: serde_json::Map::new(),
        }
    }
}

impl SiteConfig {
    /// Replaces the base address (`--base-url`); an invalid address is reported and ignored.
    #[must_use]
    pub fn with_base_url(mut self, address: &str) -> (Self, Diagnostics) {
        match BaseUrl::parse(address) {
            Ok(base) => self.base = base,
            Err(why) => {
                let (message, hint) = bad_base("--base-url", address, &why);
                let found = Diagnostic::new(Code::SiteBadValue, message).hint(hint);
                return (self, Diagnostics::from_iter([found]));
            }
        }
        (self, Diagnostics::new())
    }
}
