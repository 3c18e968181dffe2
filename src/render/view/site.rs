//! What is the same for every page of a site: `site`.

use super::value::view;

view! {
    /// What every template gets as `site`.
    pub struct SiteView {
        /// Its name.
        pub title: String,
        /// The line under its name.
        pub subtitle: Option<String>,
        /// What it is.
        pub description: Option<String>,
        /// Its language tag: `zh-CN`.
        pub language: String,
        /// The home page.
        pub home: String,
        /// The main menu.
        pub menu: Vec<MenuItem>,
        /// The links of the footer.
        pub footer_menu: Vec<MenuItem>,
        /// The venues, in order.
        pub venues: Vec<VenueView>,
        /// Pages that every site has, unless switched off.
        pub links: SiteLinks,
        /// The body that answers for it.
        pub owner: OwnerView,
        /// The hosting government website.
        pub host: HostView,
        /// Record numbers and badges.
        pub records: RecordsView,
        /// The theme's options.
        pub options: serde_json::Map<String, serde_json::Value>,
        /// extra of `site.yaml`.
        pub extra: serde_json::Map<String, serde_json::Value>,
        /// For `<meta http-equiv="Content-Security-Policy">`, before all that loads something; none on a site without.
        pub csp: Option<String>,
        /// For `<meta name="generator">`: pufa and its version.
        pub generator: String,
    }

    /// An entry of a menu.
    pub struct MenuItem {
        /// Its name.
        pub name: String,
        /// Where it leads.
        pub href: String,
        /// Whether that is another site.
        pub external: bool,
        /// The section it stands for, as its folder, so that a page can mark where it is; else empty.
        pub section: String,
        /// The entries under it.
        pub children: Vec<MenuItem>,
    }

    /// A venue.
    pub struct VenueView {
        /// Its identifier: `villages`.
        pub id: String,
        /// Its name: 乡村.
        pub name: String,
        /// Its title: 进乡村.
        pub title: String,
        /// What it is about.
        pub description: Option<String>,
        /// Its section.
        pub href: String,
        /// How many documents it has.
        pub count: usize,
    }

    /// Pages that a site has unless they are switched off.
    pub struct SiteLinks {
        /// The index of tags.
        pub tags: Option<String>,
        /// The index of kinds.
        pub kinds: Option<String>,
        /// The index of years.
        pub archive: Option<String>,
        /// The list of all documents.
        pub documents: Option<String>,
        /// The page that says how to subscribe.
        pub feeds: Option<String>,
    }

    /// The body that answers for the site.
    pub struct OwnerView {
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

    /// The hosting government website.
    pub struct HostView {
        /// Its name.
        pub name: String,
        /// 网站标识码.
        pub id_code: Option<String>,
        /// Whether it brings its own header and footer, so that the theme leaves them out.
        pub chrome: bool,
    }

    /// Record numbers and badges of the footer.
    pub struct RecordsView {
        /// ICP备案号.
        pub icp: Option<String>,
        /// 公安备案号.
        pub police: Option<String>,
        /// Its address at beian.mps.gov.cn, when it holds 14 digits.
        pub police_href: Option<String>,
        /// 党政机关标识.
        pub party_organ: Option<BadgeView>,
        /// 我为政府网站找错.
        pub report_error: Option<BadgeView>,
    }

    /// A linked image.
    pub struct BadgeView {
        /// Where it leads.
        pub href: String,
        /// Its image.
        pub image: Option<String>,
    }
}
