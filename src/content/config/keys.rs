//! Keys of `site.yaml`: one table for the reader, hints, the schema and the handbook.

use super::{ChannelKind, OUTPUTS, ParagraphRule};
use crate::content::key_spec::{KeySpec, ValueShape};

/// Keys of `site.yaml`, in the order of the handbook. Only `title` is required.
pub static KEYS: [KeySpec; 27] = [
    KeySpec::new(
        "title",
        "站名",
        ValueShape::Text,
        "网站的名字",
        "the site's name",
    )
    .also(&["标题"]),
    KeySpec::new(
        "subtitle",
        "副标题",
        ValueShape::Text,
        "站名下面的一行字",
        "a line under the name",
    ),
    KeySpec::new(
        "description",
        "描述",
        ValueShape::Text,
        "网站的简介，给搜索引擎和订阅用",
        "what the site is, for search engines and feeds",
    )
    .also(&["简介", "摘要"]),
    KeySpec::new(
        "keywords",
        "关键词",
        ValueShape::Words,
        "网站的关键词",
        "keywords of the site",
    ),
    KeySpec::new(
        "base_url",
        "网址",
        ValueShape::Base,
        "网站的网址，例如 https://example.cn/pufa/；不写时是 http://localhost/",
        "where the site stands; http://localhost/ by default",
    ),
    KeySpec::new(
        "language",
        "语言",
        ValueShape::Text,
        "网页的语言，默认 zh-CN",
        "the language of its pages, zh-CN by default",
    )
    .also(&["lang"]),
    KeySpec::new(
        "time_zone",
        "时区",
        ValueShape::Text,
        "日期的时区：+08:00（默认）或 Asia/Shanghai",
        "the zone of its dates: +08:00 by default, or a name as Asia/Shanghai",
    )
    .also(&["timezone"]),
    KeySpec::new(
        "host",
        "所属网站",
        ValueShape::Table(&HOST),
        "所属的政府网站",
        "the government website that hosts it",
    ),
    KeySpec::new(
        "owner",
        "主办",
        ValueShape::Table(&OWNER),
        "主办、承办单位和联系方式",
        "the body that answers for the site",
    ),
    KeySpec::new(
        "records",
        "备案",
        ValueShape::Table(&RECORDS),
        "备案号和页脚标识",
        "record numbers and badges of the footer",
    ),
    KeySpec::new(
        "venues",
        "场所",
        ValueShape::TextsOrTables(&VENUE),
        "六进以外的场所，或者给六进改名、写说明",
        "venues beyond the six, or other names for them",
    ),
    KeySpec::new(
        "menu",
        "菜单",
        ValueShape::Menu(&MENU),
        "网站菜单；不写时自动生成",
        "the menu; made from the sections by default",
    ),
    KeySpec::new(
        "footer_menu",
        "页脚菜单",
        ValueShape::Menu(&MENU),
        "页脚的链接",
        "the links of the footer",
    ),
    KeySpec::new(
        "page_size",
        "每页条数",
        ValueShape::Number(1, 500),
        "列表每页的条数，默认 20",
        "documents on a list page, 20 by default",
    ),
    KeySpec::new(
        "urls",
        "网址形式",
        ValueShape::Choice(&["html", "directory"]),
        "网址的形式：html（默认）或 directory",
        "the form of addresses: html by default, or directory",
    ),
    KeySpec::new(
        "outputs",
        "输出",
        ValueShape::Table(&OUTPUTS),
        "生成哪些页面，默认都生成",
        "which pages are made, all by default",
    ),
    KeySpec::new(
        "plan",
        "要点",
        ValueShape::Table(&PLAN),
        "工作要点怎么公布",
        "how work plans are published",
    ),
    KeySpec::new(
        "channels",
        "渠道",
        ValueShape::Tables(&CHANNEL),
        "新媒体渠道，pufa channel 按它制作稿件包",
        "the channels that pufa channel makes packages for",
    ),
    KeySpec::new(
        "feeds",
        "订阅",
        ValueShape::Table(&FEEDS),
        "哪些内容可以订阅，每个订阅源有几篇",
        "what may be subscribed to, and how much a feed holds",
    ),
    KeySpec::new(
        "calendar",
        "日历",
        ValueShape::Table(&CALENDAR),
        "日历 calendar.ics 里的普法日、自己的日子",
        "the days of the legal-publicity year and of the site's own in calendar.ics",
    ),
    KeySpec::new(
        "theme",
        "主题",
        ValueShape::TextOrTable(&THEME),
        "主题的名字，或者名字和选项",
        "the theme's name, or its name and options",
    ),
    KeySpec::new(
        "html",
        "html",
        ValueShape::Choice(&["sanitize", "escape", "allow"]),
        "正文里的 HTML：sanitize 过滤（默认）、escape 当文字、allow 照原样",
        "raw HTML in content: sanitize (default), escape, allow",
    ),
    KeySpec::new(
        "paragraphs",
        "段落",
        ValueShape::Choice(ParagraphRule::CHOICES),
        "正文怎么分段：自动（默认，粘贴来的文字一行一段）、空行（只在空行处分段）",
        "how lines become paragraphs: auto (default, also without blank lines), blank-line",
    ),
    KeySpec::new(
        "csp",
        "内容安全策略",
        ValueShape::Table(&CSP),
        "网页可以用哪些别的网站的脚本、样式",
        "which other sites' scripts and styles the pages may use",
    ),
    KeySpec::new(
        "attachments",
        "附件",
        ValueShape::Table(&ATTACHMENTS),
        "哪些附件照样公布：可能有害的，没有文章链接到的",
        "which attachments are published although they might do harm, or although nothing links to them",
    ),
    KeySpec::new(
        "sections",
        "栏目",
        ValueShape::Texts,
        "没有 _index.md 的栏目叫什么：文件夹: 名字",
        "titles of sections that have no _index.md, by folder",
    ),
    KeySpec::new(
        "extra",
        "附加",
        ValueShape::Free,
        "主题自己用的字段",
        "free keys for the theme",
    ),
];

/// Keys of `attachments`: potentially harmful files, and files that nothing links to.
pub(crate) static ATTACHMENTS: [KeySpec; 2] = [
    KeySpec::new(
        "allow",
        "允许",
        ValueShape::Words,
        "照样公布的扩展名或文件，例如 [html, 资料/演示.exe]",
        "endings or files that are published all the same, as in [html, files/demo.exe]",
    ),
    KeySpec::new(
        "publish",
        "发布",
        ValueShape::Words,
        "没有文章链接到也公布的文件、文件夹或扩展名，例如 [资料/申请表.docx, 公示]；[全部] 是都公布",
        "files, folders or endings that are published though nothing links to them, as in [files/form.docx, lists]; [all] for every file",
    ),
];

/// Keys of `host`: the government website that hosts the site as a column.
pub(crate) static HOST: [KeySpec; 4] = [
    KeySpec::new(
        "name",
        "名称",
        ValueShape::Text,
        "所属网站的名称（SiteName）",
        "its name (SiteName)",
    ),
    KeySpec::new(
        "domain",
        "域名",
        ValueShape::Text,
        "所属网站的域名（SiteDomain）",
        "its domain (SiteDomain)",
    ),
    KeySpec::new(
        "id_code",
        "标识码",
        ValueShape::Text,
        "网站标识码（SiteIDCode）：10 位数字，或 bm 加 8 位数字",
        "its SiteIDCode: ten digits, or bm and eight",
    )
    .also(&["网站标识码"]),
    KeySpec::new(
        "chrome",
        "自带页眉页脚",
        ValueShape::Flag,
        "所属网站自带页眉页脚，主题不再生成",
        "it brings its own header and footer",
    ),
];

/// Keys of `owner`: the body responsible for the site.
pub(crate) static OWNER: [KeySpec; 6] = [
    KeySpec::new(
        "sponsor",
        "主办单位",
        ValueShape::Text,
        "主办单位",
        "the sponsor",
    ),
    KeySpec::new(
        "organizer",
        "承办单位",
        ValueShape::Text,
        "承办单位",
        "the body that runs it",
    ),
    KeySpec::new("phone", "电话", ValueShape::Text, "联系电话", "telephone").also(&["联系电话"]),
    KeySpec::new(
        "email",
        "邮箱",
        ValueShape::Text,
        "电子邮箱",
        "email address",
    )
    .also(&["电子邮箱"]),
    KeySpec::new(
        "address",
        "地址",
        ValueShape::Text,
        "地址",
        "street address",
    ),
    KeySpec::new("postcode", "邮编", ValueShape::Text, "邮政编码", "postcode").also(&["邮政编码"]),
];

/// Keys of `records`: filing numbers and badges of the footer.
pub(crate) static RECORDS: [KeySpec; 4] = [
    KeySpec::new(
        "icp",
        "ICP备案号",
        ValueShape::Text,
        "ICP备案号",
        "the ICP record number",
    )
    .also(&["ICP"]),
    KeySpec::new(
        "police",
        "公安备案号",
        ValueShape::Text,
        "公安备案号，写全文，其中有 14 位数字",
        "the public-security record, its 14 digits included",
    )
    .also(&["公安备案"]),
    KeySpec::new(
        "party_organ",
        "党政机关标识",
        ValueShape::AddressOrTable(&BADGE),
        "党政机关标识的链接和图片",
        "the badge of party and state organs",
    ),
    KeySpec::new(
        "report_error",
        "网站找错",
        ValueShape::AddressOrTable(&BADGE),
        "“我为政府网站找错”的链接和图片",
        "the badge for reporting errors",
    ),
];

/// Keys of a linked image of the footer.
pub(crate) static BADGE: [KeySpec; 2] = [
    KeySpec::new(
        "url",
        "链接",
        ValueShape::Address,
        "点击后打开的网址",
        "where it leads",
    ),
    KeySpec::new(
        "image",
        "图片",
        ValueShape::Address,
        "图片：网址，或 content/ 里的文件",
        "its image: an address, or a file under content/",
    ),
];

/// Keys of an entry of `venues`.
pub(crate) static VENUE: [KeySpec; 5] = [
    KeySpec::new(
        "id",
        "标识",
        ValueShape::Text,
        "英文标识，也是文件夹名和网址，例如 barracks",
        "its identifier, folder and address",
    ),
    KeySpec::new(
        "name",
        "名称",
        ValueShape::Text,
        "名称，例如 军营",
        "its name",
    ),
    KeySpec::new(
        "title",
        "标题",
        ValueShape::Text,
        "菜单上的名字，默认“进”加名称",
        "its title in menus",
    ),
    KeySpec::new(
        "description",
        "说明",
        ValueShape::Text,
        "这个场所的说明",
        "what it is about",
    )
    .also(&["描述"]),
    KeySpec::new(
        "aliases",
        "别名",
        ValueShape::Words,
        "也认得的别的叫法",
        "other words that mean it",
    ),
];

/// Keys of an entry of a menu.
pub(crate) static MENU: [KeySpec; 3] = [
    KeySpec::new("name", "名称", ValueShape::Text, "菜单上的名字", "its name"),
    KeySpec::new(
        "to",
        "去向",
        ValueShape::Address,
        "content/ 里的文件夹或 .md 文件、/ 开头的网址，或 https://…",
        "a folder or .md file under content/, an address from the site's root, or https://…",
    )
    .also(&["链接", "url"]),
    KeySpec::new(
        "children",
        "子菜单",
        ValueShape::Same,
        "下一级菜单",
        "the entries under it",
    ),
];

/// `feeds`: what may be subscribed to.
pub(crate) static FEEDS: [KeySpec; 3] = [
    KeySpec::new(
        "families",
        "范围",
        ValueShape::Words,
        "哪些有订阅源：site 全站、sections 栏目、venues 场所（默认这三种），campaigns 主题活动、tags 标签、kinds 类型",
        "what has feeds: site, sections, venues (the default); campaigns, tags, kinds",
    ),
    KeySpec::new(
        "entries",
        "条数",
        ValueShape::Number(1, 200),
        "每个订阅源的篇数，默认 20",
        "documents in a feed, 20 by default",
    ),
    KeySpec::new(
        "full_text",
        "全文",
        ValueShape::Flag,
        "订阅源里放全文（默认）；否时只放摘要",
        "whether feeds hold the whole text (the default) or the summary",
    ),
];

/// Keys of `calendar`: observances besides campaigns and events.
pub(crate) static CALENDAR: [KeySpec; 3] = [
    KeySpec::new(
        "legal_year",
        "普法日",
        ValueShape::Flag,
        "放不放全年的普法日（国家宪法日、宪法宣传周等），默认放",
        "whether it holds the legal-publicity year, as it does by default",
    ),
    KeySpec::new(
        "without",
        "去掉",
        ValueShape::Words,
        "不要的普法日，写名称",
        "days of that year to leave out, by name",
    ),
    KeySpec::new(
        "days",
        "日子",
        ValueShape::Tables(&DAY),
        "自己加的日子；名称和普法日相同时改它的时间",
        "days of the site's own; one with the name of a known day moves it",
    ),
];

/// Keys of an entry of `days` of `calendar`.
pub(crate) static DAY: [KeySpec; 3] = [
    KeySpec::new(
        "name",
        "名称",
        ValueShape::Text,
        "名称，例如 示例市法治文化节",
        "its name",
    ),
    KeySpec::new(
        "when",
        "时间",
        ValueShape::Words,
        "12月4日、12月1日至7日、5月第三个星期日、3月最后一个星期一、6月；前面写年份的只管那一年",
        "12-04, 12-01 to 12-07, 5月第三个星期日, 6月; with a year before it, that year alone",
    )
    .also(&["日期"]),
    KeySpec::new(
        "first",
        "首届",
        ValueShape::Number(1900, 2200),
        "第一届的年份，写了就标第几届",
        "the year of the first, to count from",
    ),
];

/// Keys of `plan`: publication of work plans.
pub(crate) static PLAN: [KeySpec; 1] = [KeySpec::new(
    "publish_overdue",
    "公布逾期",
    ValueShape::Flag,
    "网页和开放数据上是否写“已逾期”，默认不写",
    "whether public pages and open data say that an item is overdue; they do not by default",
)];

/// Keys of `csp`: the Content-Security-Policy of the pages.
pub(crate) static CSP: [KeySpec; 2] = [
    KeySpec::new(
        "enabled",
        "启用",
        ValueShape::Flag,
        "网页里写不写内容安全策略；默认写，html: allow 的网站默认不写",
        "whether pages have a policy; by default they have, unless html is allow",
    ),
    KeySpec::new(
        "sources",
        "来源",
        ValueShape::Words,
        "别的网站的地址，例如 https://tongji.example.cn：它的脚本、样式、字体、框架、数据网页都能用",
        "other sites, as https://stat.example.cn, whose scripts, styles, fonts, frames and data the pages may use",
    ),
];

/// Keys of `theme`, if it is more than a name.
pub static THEME: [KeySpec; 2] = [
    KeySpec::new(
        "name",
        "名称",
        ValueShape::Text,
        "主题的名字，默认 pufa",
        "its name, pufa by default",
    ),
    KeySpec::new(
        "options",
        "选项",
        ValueShape::Free,
        "主题的选项",
        "its options",
    ),
];

/// Keys of an entry of `channels`.
pub(crate) static CHANNEL: [KeySpec; 4] = [
    KeySpec::new(
        "name",
        "名称",
        ValueShape::Text,
        "渠道的名字，也是 channels/ 下的文件夹；不写就用种类",
        "its name and folder under channels/; its kind by default",
    ),
    KeySpec::new(
        "kind",
        "种类",
        ValueShape::Choice(ChannelKind::IDS),
        ChannelKind::CHOICES[0],
        ChannelKind::CHOICES[1],
    )
    .also(&["类型"]),
    KeySpec::new(
        "filter",
        "范围",
        ValueShape::Table(&CHANNEL_FILTER),
        "哪些文章进这个渠道",
        "which documents go there",
    ),
    KeySpec::new(
        "options",
        "选项",
        ValueShape::Table(&CHANNEL_OPTIONS),
        "这个渠道的选项",
        "its options",
    ),
];

/// Keys of `filter` of a channel.
pub(crate) static CHANNEL_FILTER: [KeySpec; 5] = [
    KeySpec::new(
        "venues",
        "场所",
        ValueShape::Words,
        "只要这些场所的文章",
        "of one of these venues",
    ),
    KeySpec::new(
        "kinds",
        "类型",
        ValueShape::Words,
        "只要这些类型的文章",
        "of one of these kinds",
    ),
    KeySpec::new(
        "tags",
        "标签",
        ValueShape::Words,
        "只要带这些标签的文章",
        "with one of these tags",
    ),
    KeySpec::new(
        "campaign",
        "主题活动",
        ValueShape::Text,
        "只要这个主题活动的文章",
        "of this campaign",
    ),
    KeySpec::new(
        "since",
        "起始日期",
        ValueShape::Date,
        "只要这一天以后的文章",
        "dated at or after this day",
    ),
];

/// Keys of `options` of a channel.
pub(crate) static CHANNEL_OPTIONS: [KeySpec; 4] = [
    KeySpec::new(
        "author",
        "作者",
        ValueShape::Text,
        "文章没有作者时署谁",
        "the author of articles that name none",
    ),
    KeySpec::new(
        "cover",
        "封面",
        ValueShape::AddressOrTable(crate::content::front_matter::COVER.specs()),
        "文章没有封面时用哪张图，从 content/ 写起",
        "the cover of articles that have none, from content/",
    ),
    KeySpec::new(
        "comments",
        "留言",
        ValueShape::Flag,
        "是否打开留言",
        "whether readers may comment",
    ),
    KeySpec::new(
        "suffix",
        "结尾",
        ValueShape::Text,
        "每张微博卡片末尾的话",
        "words that end every card",
    ),
];
