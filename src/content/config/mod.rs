//! `content/site.yaml`: the settings of a site.

mod attachments;
mod calendar;
mod channel_kinds;
mod channels;
mod csp;
mod feeds;
mod filings;
mod keys;
mod menu;
mod outputs;
mod read;
#[cfg(test)]
mod tests;
mod venues;

pub(crate) use attachments::AttachmentPolicy;
pub(crate) use calendar::CalendarConfig;
pub(crate) use channel_kinds::ChannelKind;
pub(crate) use channels::{Channel, ChannelFilter, ChannelOptions};
pub(crate) use csp::CspConfig;
pub(crate) use feeds::{FeedConfig, FeedFamily};
pub(crate) use keys::MENU;
pub use keys::{KEYS, THEME};
pub(crate) use outputs::{OUTPUTS, OutputSwitches, PageFacts, PageType};
pub use read::read;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::diagnostic::SourceLocation;
use crate::url::{Address, BaseUrl};

/// Configuration of a site, with every default filled in.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// Name of the site.
    pub title: String,
    /// Line under the name.
    pub subtitle: Option<String>,
    /// Description of the site, for search engines and feeds.
    pub description: Option<String>,
    /// Keywords of the site.
    pub keywords: Vec<String>,
    /// Base address of the site.
    pub base: BaseUrl,
    /// Language tag of the pages: `zh-CN`.
    pub language: String,
    /// Time zone of dates, +08:00 by default.
    pub zone: TimeZone,
    /// Government website that hosts the site.
    pub host: HostPortal,
    /// Body responsible for the site.
    pub owner: SiteOwner,
    /// Filing numbers and badges of the footer.
    pub filings: SiteFilings,
    /// All venues of the site: the six, then those that the site adds.
    pub venues: Vec<Venue>,
    /// Main menu.
    pub menu: Vec<MenuEntry>,
    /// Links of the footer.
    pub footer_menu: Vec<MenuEntry>,
    /// Number of documents per list page.
    pub page_size: usize,
    /// Style of addresses.
    pub urls: UrlStyle,
    /// Families of routes that the site has.
    pub outputs: OutputSwitches,
    /// Publication of work plans.
    pub plan: PlanSettings,
    /// Channels that get packages.
    pub channels: Vec<Channel>,
    /// Feeds to generate.
    pub feeds: FeedConfig,
    /// Calendar settings besides campaigns and events.
    pub calendar: CalendarConfig,
    /// Name of the theme.
    pub theme: String,
    /// Options of the theme, free-form; they override those of its `theme.yaml`.
    pub theme_options: serde_json::Map<String, serde_json::Value>,
    /// Locations of these options.
    pub theme_option_places: BTreeMap<String, SourceLocation>,
    /// Treatment of raw HTML in content.
    pub html: RawHtml,
    /// External origins that pages may load from.
    pub csp: CspConfig,
    /// Potentially harmful attachments that are published anyway.
    pub attachments: AttachmentPolicy,
    /// Names of sections without `_index.md`: folder → title.
    pub sections: BTreeMap<String, String>,
    /// `extra`: free-form, for the theme.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl SiteConfig {
    /// Path of the file.
    pub const PATH: &'static str = "content/site.yaml";
}

/// Hosting government website (国办发〔2017〕47号: a county bureau's site is a column of it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPortal {
    /// SiteName of the meta tags; defaults to the site's title.
    pub name: Option<String>,
    /// SiteDomain; defaults to the host of the base address.
    pub domain: Option<String>,
    /// 网站标识码, SiteIDCode: `^(\d{10}|bm\d{8})$`.
    pub id_code: Option<String>,
    /// True if the host adds its own header and footer, so that the theme omits them.
    pub chrome: bool,
}

/// Body responsible for the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteOwner {
    /// 主办单位.
    pub sponsor: Option<String>,
    /// 承办单位.
    pub organizer: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 电子邮箱.
    pub email: Option<String>,
    /// 地址.
    pub address: Option<String>,
    /// 邮政编码.
    pub postcode: Option<String>,
}

/// Filing numbers (备案) and badges of the footer of government sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFilings {
    /// ICP备案号, linked to beian.miit.gov.cn.
    pub icp: Option<String>,
    /// 公安备案号, the whole text; its 14 digits form the link to beian.mps.gov.cn.
    pub police: Option<String>,
    /// 党政机关标识.
    pub party_organ: Option<FooterBadge>,
    /// 我为政府网站找错.
    pub report_error: Option<FooterBadge>,
}

/// Linked image of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterBadge {
    /// Target of the link.
    pub url: Address,
    /// Image: an absolute address or a file of the site, from `content/`.
    pub image: Option<Address>,
}

/// Venue of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Identifier and folder: `villages`.
    pub id: String,
    /// Name: 乡村.
    pub name: String,
    /// Title in menus: 进乡村.
    pub title: String,
    /// Description of the venue.
    pub description: Option<String>,
    /// Other words for the venue.
    pub aliases: Vec<String>,
}

/// Entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Name of the entry.
    pub name: String,
    /// Target: a folder or `.md` file under `content/`, a path of the site (`/tags/`), or a URL.
    pub to: Address,
    /// Line of the entry or its target in `site.yaml`, from 1.
    pub line: u32,
    /// Entries of the submenu.
    pub children: Vec<MenuEntry>,
}

/// Style of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UrlStyle {
    /// `/villages/land.html`.
    #[default]
    Html,
    /// `/villages/land/`.
    Directory,
}

/// Treatment of raw HTML in content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Keeps only safe HTML.
    #[default]
    Sanitize,
    /// Shows HTML as text.
    Escape,
    /// Passes HTML through: only for a site whose authors are all trusted.
    Allow,
}

/// Publication of work plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanSettings {
    /// True if public pages and open data show 已逾期. Off by default, since a bureau does not accuse
    /// its neighbors: such an item then has the status that it would have without its deadline.
    pub publish_overdue: bool,
}
