//! Template view of the values that all pages of a site share: `site`.

use super::value::view;

view! {
    /// Value `site` of every template.
    pub(crate) struct SiteView {
        /// Name.
        pub title: String,
        /// Line below the name.
        pub subtitle: Option<String>,
        /// Description.
        pub description: Option<String>,
        /// Language tag: `zh-CN`.
        pub language: String,
        /// Address of the home page.
        pub home: String,
        /// Main menu.
        pub menu: Vec<MenuItem>,
        /// Links of the footer.
        pub footer_menu: Vec<MenuItem>,
        /// Venues in order.
        pub venues: Vec<VenueView>,
        /// Pages that every site has unless they are switched off.
        pub links: SiteLinks,
        /// Body responsible for the site.
        pub owner: OwnerView,
        /// Hosting government website.
        pub host: HostView,
        /// Filing numbers (备案) and badges.
        pub records: RecordsView,
        /// Options of the theme.
        pub options: serde_json::Map<String, serde_json::Value>,
        /// `extra` of `site.yaml`.
        pub extra: serde_json::Map<String, serde_json::Value>,
        /// For the CSP `<meta http-equiv>`, placed before anything that loads; `None` if off.
        pub csp: Option<String>,
        /// For `<meta name="generator">`: pufa and its version.
        pub generator: String,
    }

    /// Entry of a menu.
    pub(crate) struct MenuItem {
        /// Name.
        pub name: String,
        /// Address.
        pub href: String,
        /// True if the address is on another site.
        pub external: bool,
        /// Folder of its section, so that a page can mark its entry; else empty.
        pub section: String,
        /// Entries below it.
        pub children: Vec<MenuItem>,
    }

    /// Venue.
    pub(crate) struct VenueView {
        /// Identifier: `villages`.
        pub id: String,
        /// Name: 乡村.
        pub name: String,
        /// Title: 进乡村.
        pub title: String,
        /// Description.
        pub description: Option<String>,
        /// Address of its section.
        pub href: String,
        /// Number of its documents.
        pub count: usize,
    }

    /// Pages that a site has unless they are switched off.
    pub(crate) struct SiteLinks {
        /// Index of tags.
        pub tags: Option<String>,
        /// Index of kinds.
        pub kinds: Option<String>,
        /// Index of years.
        pub archive: Option<String>,
        /// List of all documents.
        pub documents: Option<String>,
        /// Page about subscriptions.
        pub feeds: Option<String>,
    }

    /// Body responsible for the site.
    pub(crate) struct OwnerView {
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

    /// Hosting government website.
    pub(crate) struct HostView {
        /// Name.
        pub name: String,
        /// 网站标识码.
        pub id_code: Option<String>,
        /// True if it supplies its own header and footer, so that the theme omits them.
        pub chrome: bool,
    }

    /// Filing numbers (备案) and badges of the footer.
    pub(crate) struct RecordsView {
        /// ICP备案号.
        pub icp: Option<String>,
        /// 公安备案号.
        pub police: Option<String>,
        /// Address at beian.mps.gov.cn, if it has 14 digits.
        pub police_href: Option<String>,
        /// 党政机关标识.
        pub party_organ: Option<BadgeView>,
        /// 我为政府网站找错.
        pub report_error: Option<BadgeView>,
    }

    /// Linked image.
    pub(crate) struct BadgeView {
        /// Address.
        pub href: String,
        /// Image.
        pub image: Option<String>,
    }
}
