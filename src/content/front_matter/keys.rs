//! The keys of front matter: the one table that reading, advice, schemas and the handbook share.

use crate::content::Kind::{Campaign, Case, Event, Law, Notice, Page, Plan, Qa, Resource};
use crate::content::key::{Key, Shape};

/// The keys of front matter, in the order of the handbook. A key without kinds is for
/// every kind; an article may have every key.
pub static KEYS: [Key; 40] = [
    Key::new(
        "title",
        "标题",
        Shape::Text,
        "文章的标题",
        "the document's title",
    ),
    Key::new(
        "kind",
        "类型",
        Shape::Kind,
        "文章的类型；不写时由所在文件夹决定",
        "what the document is; by default its folder's kind",
    )
    .deciding(),
    Key::new(
        "date",
        "日期",
        Shape::Date,
        "发布日期；写将来的日期，到时才公开",
        "when it is published; hidden until then",
    )
    .deciding(),
    Key::new(
        "updated",
        "更新",
        Shape::Date,
        "最近一次修改的日期",
        "when it was last changed",
    ),
    Key::new(
        "venues",
        "场所",
        Shape::Venues,
        "面向哪些场所（六进）；不写时由所在文件夹决定",
        "the venues it is for; by default its folder's",
    )
    .also(&["venue"]),
    Key::new(
        "campaign",
        "主题活动",
        Shape::Text,
        "属于哪个主题活动，写那个活动的网址名",
        "the slug of the campaign it belongs to",
    ),
    Key::new("tags", "标签", Shape::Words, "标签，可以有几个", "tags").also(&["tag"]),
    Key::new(
        "plan",
        "要点",
        Shape::Plan,
        "落实了工作要点的哪几项",
        "the items of the work plan that it serves",
    ),
    Key::new(
        "summary",
        "摘要",
        Shape::Text,
        "一两句话的摘要；不写时取正文开头",
        "a sentence or two; by default the body's first",
    ),
    Key::new(
        "cover",
        "封面",
        Shape::Address,
        "封面图片的文件名",
        "the cover image's file",
    ),
    Key::new("author", "作者", Shape::Text, "作者", "who wrote it"),
    Key::new(
        "source",
        "来源",
        Shape::Text,
        "稿件来源",
        "where it comes from",
    ),
    Key::new(
        "publisher",
        "发布单位",
        Shape::Text,
        "发布单位",
        "the body that publishes it",
    ),
    Key::new(
        "editor",
        "编辑",
        Shape::Text,
        "责任编辑",
        "the editor in charge",
    ),
    Key::new("reviewer", "审核", Shape::Text, "审核人", "who approved it"),
    Key::new(
        "draft",
        "草稿",
        Shape::Flag,
        "是草稿，不公开",
        "a draft, which is not published",
    )
    .deciding(),
    Key::new(
        "publish",
        "定时发布",
        Shape::Date,
        "到这个时刻才公开",
        "hidden until then",
    )
    .deciding(),
    Key::new(
        "expires",
        "到期",
        Shape::Date,
        "过了这个时刻不再公开",
        "hidden from then on",
    )
    .deciding(),
    Key::new(
        "slug",
        "网址名",
        Shape::Text,
        "网址的最后一段；不写时用文件名",
        "the last part of its address; by default the file's name",
    )
    .deciding(),
    Key::new(
        "aliases",
        "旧网址",
        Shape::Addresses,
        "以前的网址，打开后转到这里",
        "old addresses that lead here",
    )
    .also(&["alias"]),
    Key::new(
        "weight",
        "排序",
        Shape::Number(i64::MIN, i64::MAX),
        "排序用的数，小的在前",
        "its place in lists: smaller comes first",
    ),
    Key::new(
        "toc",
        "目录",
        Shape::Flag,
        "是否显示目录；不写时小标题够多才显示",
        "whether a table of contents is shown",
    ),
    Key::new(
        "template",
        "模板",
        Shape::Text,
        "用主题里的另一个模板",
        "another template of the theme",
    ),
    Key::new(
        "lang",
        "语言",
        Shape::Text,
        "文章的语言，如 zh-CN、ug",
        "the document's language",
    )
    .also(&["language"]),
    Key::new(
        "channels",
        "渠道",
        Shape::Channels(&ADJUSTMENT),
        "各渠道的调整",
        "adjustments for each channel",
    ),
    Key::new(
        "extra",
        "附加",
        Shape::Free,
        "主题自己用的字段",
        "free keys for the theme",
    ),
    Key::new(
        "start",
        "开始",
        Shape::Date,
        "开始的日期或时间",
        "when it begins",
    )
    .of(&[Event, Campaign]),
    Key::new(
        "end",
        "结束",
        Shape::Date,
        "结束的日期或时间",
        "when it ends",
    )
    .of(&[Event, Campaign]),
    Key::new(
        "place",
        "地点",
        Shape::Text,
        "活动的地点",
        "where it takes place",
    )
    .of(&[Event, Campaign]),
    Key::new(
        "organizer",
        "承办",
        Shape::Text,
        "承办单位",
        "the body that runs it",
    )
    .of(&[Event, Campaign]),
    Key::new(
        "ordinal",
        "届次",
        Shape::Text,
        "第几届，写数字或“第三届”",
        "which year of the campaign it is",
    )
    .of(&[Campaign]),
    Key::new(
        "document_number",
        "文号",
        Shape::Text,
        "发文字号",
        "the document's official number",
    )
    .of(&[Notice, Law, Plan]),
    Key::new(
        "question",
        "问题",
        Shape::Text,
        "群众问的问题",
        "the question that is asked",
    )
    .of(&[Qa]),
    Key::new(
        "files",
        "文件",
        Shape::Addresses,
        "可以下载的文件",
        "files to download",
    )
    .of(&[Resource, Notice])
    .also(&["file", "附件"]),
    Key::new(
        "laws",
        "法律",
        Shape::Words,
        "依据的法律",
        "the statutes it rests on",
    )
    .of(&[Case, Qa])
    .also(&["law"]),
    Key::new(
        "effective",
        "施行日期",
        Shape::Date,
        "法律的施行日期",
        "when the law takes effect",
    )
    .of(&[Law]),
    Key::new(
        "status",
        "效力",
        Shape::Text,
        "现行有效、已修改、已废止、尚未施行",
        "whether the law is in force",
    )
    .of(&[Law]),
    Key::new(
        "year",
        "年度",
        Shape::Number(1949, 9999),
        "要点的年度",
        "the plan's year",
    )
    .of(&[Plan]),
    Key::new(
        "progress",
        "进展",
        Shape::Tables(&PROGRESS),
        "各项任务的进展",
        "what has been done, by item",
    )
    .of(&[Plan]),
    Key::new(
        "menu",
        "菜单",
        Shape::FlagOrText,
        "放进网站菜单；可以另写菜单上的名字",
        "whether it stands in the menu, or its name there",
    )
    .of(&[Page]),
];

/// The keys of an entry of `progress`.
pub static PROGRESS: [Key; 5] = [
    Key::new("item", "事项", Shape::Text, "要点的项号", "the plan's item"),
    Key::new(
        "count",
        "计数",
        Shape::Number(0, u32::MAX as i64),
        "计入目标的数量",
        "how much it counts toward a target",
    ),
    Key::new(
        "date",
        "日期",
        Shape::Date,
        "完成的日期",
        "when it was done",
    ),
    Key::new("note", "说明", Shape::Text, "做了什么", "what was done"),
    Key::new(
        "link",
        "链接",
        Shape::Address,
        "在哪里可以看到",
        "where to read of it",
    ),
];

/// The keys of a document's adjustment for one channel.
pub static ADJUSTMENT: [Key; 7] = [
    Key::new(
        "title",
        "标题",
        Shape::Text,
        "在这个渠道用的标题",
        "the title there",
    ),
    Key::new(
        "digest",
        "摘要",
        Shape::Text,
        "在这个渠道用的摘要",
        "the summary there",
    )
    .also(&["summary"]),
    Key::new(
        "author",
        "作者",
        Shape::Text,
        "在这个渠道署的作者",
        "the author there",
    ),
    Key::new(
        "cover",
        "封面",
        Shape::AddressOrTable(&COVER),
        "在这个渠道用的封面",
        "the cover there",
    ),
    Key::new(
        "bundle",
        "合集",
        Shape::Text,
        "和哪几篇一起群发（多图文），写同一个名字",
        "the name that the articles of one bundle share",
    )
    .also(&["多图文"]),
    Key::new(
        "order",
        "顺序",
        Shape::Number(i64::MIN, i64::MAX),
        "在多图文里的顺序，小的在前",
        "its place in the bundle: smaller comes first",
    ),
    Key::new(
        "text",
        "文字",
        Shape::Text,
        "微博卡片的文字",
        "the words of its card",
    ),
];

/// The keys of a cover with a focal point.
pub static COVER: [Key; 2] = [
    Key::new(
        "file",
        "文件",
        Shape::Address,
        "图片的文件名",
        "the picture's file",
    ),
    Key::new(
        "focus",
        "焦点",
        Shape::Words,
        "裁剪时保留的中心，先横后竖，0 到 1，例如 [0.5, 0.3]",
        "the point that crops keep in view, across and down, from 0 to 1",
    ),
];
