//! `content/site.yaml`: what a site says of itself.

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

pub use attachments::AttachmentPolicy;
pub use calendar::{CalendarConfig, ObservedDay};
pub use channel_kinds::ChannelKind;
pub use channels::{Channel, ChannelFilter, ChannelOptions};
pub use csp::CspConfig;
pub use feeds::{FeedConfig, FeedFamily};
pub use keys::{
    ATTACHMENTS, BADGE, CALENDAR, CHANNEL, CHANNEL_FILTER, CHANNEL_OPTIONS, CSP, DAY, FEEDS, HOST,
    KEYS, MENU, OWNER, PLAN, RECORDS, THEME, VENUE,
};
pub use outputs::{OUTPUTS, OutputSwitches, PageFacts, PageType};
pub use read::read;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::url::{Address, BaseUrl};

/// The configuration of a site, with every default filled in.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    /// The site's name.
    pub title: String,
    /// A line under the name.
    pub subtitle: Option<String>,
    /// What the site is, for search engines and feeds.
    pub description: Option<String>,
    /// Keywords of the site.
    pub keywords: Vec<String>,
    /// Where it stands on the web.
    pub base: BaseUrl,
    /// The language tag of its pages: `zh-CN`.
    pub language: String,
    /// The time zone of its dates: +08:00 unless told.
    pub zone: TimeZone,
    /// The government website that hosts it.
    pub host: HostPortal,
    /// The body that answers for it.
    pub owner: SiteOwner,
    /// Record numbers and badges of the footer.
    pub filings: SiteFilings,
    /// Every venue of the site: the six, then what the site adds.
    pub venues: Vec<Venue>,
    /// The main menu.
    pub menu: Vec<MenuEntry>,
    /// The links of the footer.
    pub footer_menu: Vec<MenuEntry>,
    /// How many documents a list page shows.
    pub page_size: usize,
    /// The form of addresses.
    pub urls: UrlStyle,
    /// Which families of routes the site has.
    pub outputs: OutputSwitches,
    /// How its work plans are published.
    pub plan: PlanSettings,
    /// The channels that packages are made for.
    pub channels: Vec<Channel>,
    /// What may be subscribed to.
    pub feeds: FeedConfig,
    /// What its calendar holds beside its campaigns and events.
    pub calendar: CalendarConfig,
    /// The theme's name.
    pub theme: String,
    /// The theme's options, free, over those of its `theme.yaml`.
    pub theme_options: serde_json::Map<String, serde_json::Value>,
    /// What becomes of raw HTML in content.
    pub html: RawHtml,
    /// What its pages may load from elsewhere.
    pub csp: CspConfig,
    /// Which attachments are published although they might do harm.
    pub attachments: AttachmentPolicy,
    /// Names of sections that have no `_index.md`: folder → title.
    pub sections: BTreeMap<String, String>,
    /// extra: free, for the theme.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl SiteConfig {
    /// Where it stands.
    pub const PATH: &'static str = "content/site.yaml";
}

/// The hosting government website (国办发〔2017〕47号: a county bureau's site is a column of it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPortal {
    /// SiteName of the meta tags; the site's title when absent.
    pub name: Option<String>,
    /// SiteDomain; the base address's host when absent.
    pub domain: Option<String>,
    /// 网站标识码, SiteIDCode: `^(\d{10}|bm\d{8})$`.
    pub id_code: Option<String>,
    /// Whether the host brings its own header and footer, so that the theme leaves them out.
    pub chrome: bool,
}

/// The body that answers for the site.
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

/// Record numbers and badges, as footers of government sites show them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteFilings {
    /// ICP备案号, linked to beian.miit.gov.cn.
    pub icp: Option<String>,
    /// 公安备案号, the whole text; its 14 digits make the link to beian.mps.gov.cn.
    pub police: Option<String>,
    /// 党政机关标识.
    pub party_organ: Option<FooterBadge>,
    /// 我为政府网站找错.
    pub report_error: Option<FooterBadge>,
}

/// A linked image of the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterBadge {
    /// Where it leads.
    pub url: Address,
    /// Its image: an absolute address or a file of the site, from `content/`.
    pub image: Option<Address>,
}

/// A venue of this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Its identifier and folder: `villages`.
    pub id: String,
    /// Its name: 乡村.
    pub name: String,
    /// Its title in menus: 进乡村.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Other words that mean it.
    pub aliases: Vec<String>,
}

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// Its name.
    pub name: String,
    /// A folder or `.md` file under `content/`, an address from the site's root (`/tags/`), or `https://…`.
    pub to: Address,
    /// The line of `site.yaml` that says so, from 1.
    pub line: u32,
    /// The entries under it.
    pub children: Vec<MenuEntry>,
}

/// The form of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UrlStyle {
    /// `/villages/land.html`.
    #[default]
    Html,
    /// `/villages/land/`.
    Directory,
}

/// What becomes of raw HTML in content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Only what is safe stays.
    #[default]
    Sanitize,
    /// It is shown as text.
    Escape,
    /// It goes through as it is: only for a site whose every author is trusted.
    Allow,
}

/// How work plans are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanSettings {
    /// Whether public pages and open data say 已逾期. A bureau does not accuse its neighbours by
    /// default: such an item then shows what it would be without its deadline.
    pub publish_overdue: bool,
}
