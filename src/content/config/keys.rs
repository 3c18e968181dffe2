//! The keys of `site.yaml`: the one table that reading, advice, the schema and the handbook share.

use crate::content::key::{Key, Shape};

/// The keys of `site.yaml`, in the order of the handbook. Only `title` must be there.
pub static KEYS: [Key; 26] = [
    Key::new(
        "title",
        "站名",
        Shape::Text,
        "网站的名字",
        "the site's name",
    )
    .also(&["标题"]),
    Key::new(
        "subtitle",
        "副标题",
        Shape::Text,
        "站名下面的一行字",
        "a line under the name",
    ),
    Key::new(
        "description",
        "描述",
        Shape::Text,
        "网站的简介，给搜索引擎和订阅用",
        "what the site is, for search engines and feeds",
    )
    .also(&["简介", "摘要"]),
    Key::new(
        "keywords",
        "关键词",
        Shape::Words,
        "网站的关键词",
        "keywords of the site",
    ),
    Key::new(
        "base_url",
        "网址",
        Shape::Base,
        "网站的网址，例如 https://example.cn/pufa/；不写时是 http://localhost/",
        "where the site stands; http://localhost/ by default",
    ),
    Key::new(
        "language",
        "语言",
        Shape::Text,
        "网页的语言，默认 zh-CN",
        "the language of its pages, zh-CN by default",
    )
    .also(&["lang"]),
    Key::new(
        "time_zone",
        "时区",
        Shape::Text,
        "日期的时区：+08:00（默认）或 Asia/Shanghai",
        "the zone of its dates: +08:00 by default, or a name as Asia/Shanghai",
    )
    .also(&["timezone"]),
    Key::new(
        "host",
        "所属网站",
        Shape::Table(&HOST),
        "所属的政府网站",
        "the government website that hosts it",
    ),
    Key::new(
        "owner",
        "主办",
        Shape::Table(&OWNER),
        "主办、承办单位和联系方式",
        "the body that answers for the site",
    ),
    Key::new(
        "records",
        "备案",
        Shape::Table(&RECORDS),
        "备案号和页脚标识",
        "record numbers and badges of the footer",
    ),
    Key::new(
        "venues",
        "场所",
        Shape::TextsOrTables(&VENUE),
        "六进以外的场所，或者给六进改名、写说明",
        "venues beyond the six, or other names for them",
    ),
    Key::new(
        "menu",
        "菜单",
        Shape::Menu(&MENU),
        "网站菜单；不写时自动生成",
        "the menu; made from the sections by default",
    ),
    Key::new(
        "footer_menu",
        "页脚菜单",
        Shape::Menu(&MENU),
        "页脚的链接",
        "the links of the footer",
    ),
    Key::new(
        "page_size",
        "每页条数",
        Shape::Number(1, 500),
        "列表每页的条数，默认 20",
        "documents on a list page, 20 by default",
    ),
    Key::new(
        "urls",
        "网址形式",
        Shape::Choice(&["html", "directory"]),
        "网址的形式：html（默认）或 directory",
        "the form of addresses: html by default, or directory",
    ),
    Key::new(
        "outputs",
        "输出",
        Shape::Table(&OUTPUTS),
        "生成哪些页面，默认都生成",
        "which pages are made, all by default",
    ),
    Key::new(
        "plan",
        "要点",
        Shape::Table(&PLAN),
        "工作要点怎么公布",
        "how work plans are published",
    ),
    Key::new(
        "channels",
        "渠道",
        Shape::Tables(&CHANNEL),
        "新媒体渠道，pufa channel 按它制作稿件包",
        "the channels that pufa channel makes packages for",
    ),
    Key::new(
        "feeds",
        "订阅",
        Shape::Table(&FEEDS),
        "哪些内容可以订阅，每个订阅源有几篇",
        "what may be subscribed to, and how much a feed holds",
    ),
    Key::new(
        "calendar",
        "日历",
        Shape::Table(&CALENDAR),
        "日历 calendar.ics 里的普法日、自己的日子",
        "the days of the legal-publicity year and of the site's own in calendar.ics",
    ),
    Key::new(
        "theme",
        "主题",
        Shape::TextOrTable(&THEME),
        "主题的名字，或者名字和选项",
        "the theme's name, or its name and options",
    ),
    Key::new(
        "html",
        "html",
        Shape::Choice(&["sanitize", "escape", "allow"]),
        "正文里的 HTML：sanitize 过滤（默认）、escape 当文字、allow 照原样",
        "raw HTML in content: sanitize (default), escape, allow",
    ),
    Key::new(
        "csp",
        "内容安全策略",
        Shape::Table(&CSP),
        "网页可以用哪些别的网站的脚本、样式",
        "which other sites' scripts and styles the pages may use",
    ),
    Key::new(
        "attachments",
        "附件",
        Shape::Table(&ATTACHMENTS),
        "哪些可能有害的附件也要公布",
        "which attachments are published although they might do harm",
    ),
    Key::new(
        "sections",
        "栏目",
        Shape::Texts,
        "没有 _index.md 的栏目叫什么：文件夹: 名字",
        "titles of sections that have no _index.md, by folder",
    ),
    Key::new(
        "extra",
        "附加",
        Shape::Free,
        "主题自己用的字段",
        "free keys for the theme",
    ),
];

/// `attachments`: files that might do harm.
pub static ATTACHMENTS: [Key; 1] = [Key::new(
    "allow",
    "允许",
    Shape::Words,
    "照样公布的扩展名或文件，例如 [html, 资料/演示.exe]",
    "endings or files that are published all the same, as in [html, files/demo.exe]",
)];

/// `host`: the government website whose column the site is.
pub static HOST: [Key; 4] = [
    Key::new(
        "name",
        "名称",
        Shape::Text,
        "所属网站的名称（SiteName）",
        "its name (SiteName)",
    ),
    Key::new(
        "domain",
        "域名",
        Shape::Text,
        "所属网站的域名（SiteDomain）",
        "its domain (SiteDomain)",
    ),
    Key::new(
        "id_code",
        "标识码",
        Shape::Text,
        "网站标识码（SiteIDCode）：10 位数字，或 bm 加 8 位数字",
        "its SiteIDCode: ten digits, or bm and eight",
    )
    .also(&["网站标识码"]),
    Key::new(
        "chrome",
        "自带页眉页脚",
        Shape::Flag,
        "所属网站自带页眉页脚，主题不再生成",
        "it brings its own header and footer",
    ),
];

/// `owner`: the body that answers for the site.
pub static OWNER: [Key; 6] = [
    Key::new(
        "sponsor",
        "主办单位",
        Shape::Text,
        "主办单位",
        "the sponsor",
    ),
    Key::new(
        "organizer",
        "承办单位",
        Shape::Text,
        "承办单位",
        "the body that runs it",
    ),
    Key::new("phone", "电话", Shape::Text, "联系电话", "telephone").also(&["联系电话"]),
    Key::new("email", "邮箱", Shape::Text, "电子邮箱", "email address").also(&["电子邮箱"]),
    Key::new("address", "地址", Shape::Text, "地址", "street address"),
    Key::new("postcode", "邮编", Shape::Text, "邮政编码", "postcode").also(&["邮政编码"]),
];

/// `records`: numbers and badges of the footer.
pub static RECORDS: [Key; 4] = [
    Key::new(
        "icp",
        "ICP备案号",
        Shape::Text,
        "ICP备案号",
        "the ICP record number",
    )
    .also(&["ICP"]),
    Key::new(
        "police",
        "公安备案号",
        Shape::Text,
        "公安备案号，写全文，其中有 14 位数字",
        "the public-security record, its 14 digits included",
    )
    .also(&["公安备案"]),
    Key::new(
        "party_organ",
        "党政机关标识",
        Shape::AddressOrTable(&BADGE),
        "党政机关标识的链接和图片",
        "the badge of party and state organs",
    ),
    Key::new(
        "report_error",
        "网站找错",
        Shape::AddressOrTable(&BADGE),
        "“我为政府网站找错”的链接和图片",
        "the badge for reporting errors",
    ),
];

/// A linked image of the footer.
pub static BADGE: [Key; 2] = [
    Key::new(
        "url",
        "链接",
        Shape::Address,
        "点击后打开的网址",
        "where it leads",
    ),
    Key::new(
        "image",
        "图片",
        Shape::Address,
        "图片：网址，或 content/ 里的文件",
        "its image: an address, or a file under content/",
    ),
];

/// An entry of `venues`.
pub static VENUE: [Key; 5] = [
    Key::new(
        "id",
        "标识",
        Shape::Text,
        "英文标识，也是文件夹名和网址，例如 barracks",
        "its identifier, folder and address",
    ),
    Key::new("name", "名称", Shape::Text, "名称，例如 军营", "its name"),
    Key::new(
        "title",
        "标题",
        Shape::Text,
        "菜单上的名字，默认“进”加名称",
        "its title in menus",
    ),
    Key::new(
        "description",
        "说明",
        Shape::Text,
        "这个场所的说明",
        "what it is about",
    )
    .also(&["描述"]),
    Key::new(
        "aliases",
        "别名",
        Shape::Words,
        "也认得的别的叫法",
        "other words that mean it",
    ),
];

/// An entry of a menu.
pub static MENU: [Key; 3] = [
    Key::new("name", "名称", Shape::Text, "菜单上的名字", "its name"),
    Key::new(
        "to",
        "去向",
        Shape::Address,
        "content/ 里的文件夹或 .md 文件、/ 开头的网址，或 https://…",
        "a folder or .md file under content/, an address from the site's root, or https://…",
    )
    .also(&["链接", "url"]),
    Key::new(
        "children",
        "子菜单",
        Shape::Same,
        "下一级菜单",
        "the entries under it",
    ),
];

/// `outputs`: families of routes.
pub static OUTPUTS: [Key; 20] = [
    Key::new("home", "首页", Shape::Flag, "首页", "the home page"),
    Key::new(
        "sections",
        "栏目",
        Shape::Flag,
        "栏目页",
        "list pages of sections",
    ),
    Key::new("tags", "标签", Shape::Flag, "标签页", "pages of tags"),
    Key::new("kinds", "类型", Shape::Flag, "类型页", "pages of kinds"),
    Key::new(
        "archive",
        "归档",
        Shape::Flag,
        "按年归档页",
        "pages of years",
    ),
    Key::new(
        "documents",
        "全部文章",
        Shape::Flag,
        "全部文章的列表（网站地图页）",
        "a list of all documents",
    ),
    Key::new(
        "aliases",
        "旧网址",
        Shape::Flag,
        "旧网址的跳转页",
        "redirect pages of old addresses",
    ),
    Key::new("not_found", "404", Shape::Flag, "404.html", "404.html"),
    Key::new(
        "sitemap",
        "sitemap",
        Shape::Flag,
        "sitemap.xml",
        "sitemap.xml",
    ),
    Key::new("robots", "robots", Shape::Flag, "robots.txt", "robots.txt"),
    Key::new(
        "plan_items",
        "要点事项",
        Shape::Flag,
        "要点每项任务的页面",
        "a page of each item of a plan",
    ),
    Key::new(
        "plan_board",
        "要点进度",
        Shape::Flag,
        "要点的进度看板",
        "the board of a plan",
    ),
    Key::new(
        "plan_units",
        "责任单位",
        Shape::Flag,
        "责任单位的页面",
        "pages of responsible units",
    ),
    Key::new(
        "plan_years",
        "历年要点",
        Shape::Flag,
        "历年要点对照页",
        "the plans of several years side by side",
    ),
    Key::new(
        "plan_data",
        "要点数据",
        Shape::Flag,
        "要点的开放数据 plan.json、plan.csv",
        "a plan as open data: plan.json, plan.csv",
    ),
    Key::new(
        "miniprogram",
        "小程序",
        Shape::Flag,
        "给小程序用的 JSON 接口（/api/），默认不生成",
        "JSON for a mini-program under /api/, not made by default",
    ),
    Key::new(
        "feeds",
        "订阅源",
        Shape::Flag,
        "订阅源（RSS、Atom、JSON Feed）",
        "feeds: RSS, Atom, JSON Feed",
    ),
    Key::new(
        "opml",
        "opml",
        Shape::Flag,
        "feeds.opml：全部订阅源的清单",
        "feeds.opml, the list of all feeds",
    ),
    Key::new(
        "feeds_page",
        "订阅页",
        Shape::Flag,
        "订阅说明页 feeds.html",
        "feeds.html: how to subscribe",
    ),
    Key::new(
        "calendar",
        "日历",
        Shape::Flag,
        "日历 calendar.ics（全站和有活动的栏目）",
        "calendar.ics of the site and of sections with events",
    ),
];

/// `feeds`: what may be subscribed to.
pub static FEEDS: [Key; 3] = [
    Key::new(
        "families",
        "范围",
        Shape::Words,
        "哪些有订阅源：site 全站、sections 栏目、venues 场所（默认这三种），campaigns 主题活动、tags 标签、kinds 类型",
        "what has feeds: site, sections, venues (the default); campaigns, tags, kinds",
    ),
    Key::new(
        "entries",
        "条数",
        Shape::Number(1, 200),
        "每个订阅源的篇数，默认 20",
        "documents in a feed, 20 by default",
    ),
    Key::new(
        "full_text",
        "全文",
        Shape::Flag,
        "订阅源里放全文（默认）；否时只放摘要",
        "whether feeds hold the whole text (the default) or the summary",
    ),
];

/// `calendar`: what the site's calendar holds beside its campaigns and events.
pub static CALENDAR: [Key; 3] = [
    Key::new(
        "legal_year",
        "普法日",
        Shape::Flag,
        "放不放全年的普法日（国家宪法日、宪法宣传周等），默认放",
        "whether it holds the legal-publicity year, as it does by default",
    ),
    Key::new(
        "without",
        "去掉",
        Shape::Words,
        "不要的普法日，写名称",
        "days of that year to leave out, by name",
    ),
    Key::new(
        "days",
        "日子",
        Shape::Tables(&DAY),
        "自己加的日子；名称和普法日相同时改它的时间",
        "days of the site's own; one with the name of a known day moves it",
    ),
];

/// An entry of `days` of `calendar`.
pub static DAY: [Key; 3] = [
    Key::new(
        "name",
        "名称",
        Shape::Text,
        "名称，例如 示例市法治文化节",
        "its name",
    ),
    Key::new(
        "when",
        "时间",
        Shape::Words,
        "12月4日、12月1日至7日、5月第三个星期日、3月最后一个星期一、6月；前面写年份的只管那一年",
        "12-04, 12-01 to 12-07, 5月第三个星期日, 6月; with a year before it, that year alone",
    )
    .also(&["日期"]),
    Key::new(
        "first",
        "首届",
        Shape::Number(1900, 2200),
        "第一届的年份，写了就标第几届",
        "the year of the first, to count from",
    ),
];

/// `plan`: how work plans are published.
pub static PLAN: [Key; 1] = [Key::new(
    "publish_overdue",
    "公布逾期",
    Shape::Flag,
    "网页和开放数据上是否写“已逾期”，默认不写",
    "whether public pages and open data say that an item is overdue; they do not by default",
)];

/// `csp`: the Content-Security-Policy of the pages.
pub static CSP: [Key; 2] = [
    Key::new(
        "enabled",
        "启用",
        Shape::Flag,
        "网页里写不写内容安全策略；默认写，html: allow 的网站默认不写",
        "whether pages have a policy; by default they have, unless html is allow",
    ),
    Key::new(
        "sources",
        "来源",
        Shape::Words,
        "别的网站的地址，例如 https://tongji.example.cn：它的脚本、样式、字体、框架、数据网页都能用",
        "other sites, as https://stat.example.cn, whose scripts, styles, fonts, frames and data the pages may use",
    ),
];

/// `theme`, when it is more than a name.
pub static THEME: [Key; 2] = [
    Key::new(
        "name",
        "名称",
        Shape::Text,
        "主题的名字，默认 pufa",
        "its name, pufa by default",
    ),
    Key::new("options", "选项", Shape::Free, "主题的选项", "its options"),
];

/// An entry of `channels`.
pub static CHANNEL: [Key; 4] = [
    Key::new(
        "name",
        "名称",
        Shape::Text,
        "渠道的名字，也是 channels/ 下的文件夹；不写就用种类",
        "its name and folder under channels/; its kind by default",
    ),
    Key::new(
        "kind",
        "种类",
        Shape::Choice(&["wechat", "weibo", "toutiao", "generic", "baidu"]),
        "wechat 微信公众号、weibo 微博、toutiao 头条号、generic 通用、baidu 百度",
        "wechat, weibo, toutiao, generic or baidu",
    )
    .also(&["类型"]),
    Key::new(
        "filter",
        "范围",
        Shape::Table(&CHANNEL_FILTER),
        "哪些文章进这个渠道",
        "which documents go there",
    ),
    Key::new(
        "options",
        "选项",
        Shape::Table(&CHANNEL_OPTIONS),
        "这个渠道的选项",
        "its options",
    ),
];

/// `filter` of a channel.
pub static CHANNEL_FILTER: [Key; 5] = [
    Key::new(
        "venues",
        "场所",
        Shape::Words,
        "只要这些场所的文章",
        "of one of these venues",
    ),
    Key::new(
        "kinds",
        "类型",
        Shape::Words,
        "只要这些类型的文章",
        "of one of these kinds",
    ),
    Key::new(
        "tags",
        "标签",
        Shape::Words,
        "只要带这些标签的文章",
        "with one of these tags",
    ),
    Key::new(
        "campaign",
        "主题活动",
        Shape::Text,
        "只要这个主题活动的文章",
        "of this campaign",
    ),
    Key::new(
        "since",
        "起始日期",
        Shape::Date,
        "只要这一天以后的文章",
        "dated at or after this day",
    ),
];

/// `options` of a channel.
pub static CHANNEL_OPTIONS: [Key; 4] = [
    Key::new(
        "author",
        "作者",
        Shape::Text,
        "文章没有作者时署谁",
        "the author of articles that name none",
    ),
    Key::new(
        "cover",
        "封面",
        Shape::AddressOrTable(&super::super::front_matter::COVER),
        "文章没有封面时用哪张图，从 content/ 写起",
        "the cover of articles that have none, from content/",
    ),
    Key::new(
        "comments",
        "留言",
        Shape::Flag,
        "是否打开留言",
        "whether readers may comment",
    ),
    Key::new(
        "suffix",
        "结尾",
        Shape::Text,
        "每张微博卡片末尾的话",
        "words that end every card",
    ),
];
