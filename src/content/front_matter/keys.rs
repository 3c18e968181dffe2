//! Keys of front matter: one table for the reader, hints, the schemas and the handbook.

use crate::content::DocumentKind::{Campaign, Case, Event, Law, Notice, Page, Plan, Qa, Resource};
use crate::content::key_spec::{KeySpec, ValueShape};

/// Keys of front matter, in the order of the handbook. A key without kinds is valid for every kind;
/// an article may have every key.
pub static KEYS: [KeySpec; 40] = [
    KeySpec::new(
        "title",
        "标题",
        ValueShape::Text,
        "文章的标题",
        "the document's title",
    ),
    KeySpec::new(
        "kind",
        "类型",
        ValueShape::Kind,
        "文章的类型；不写时由所在文件夹决定",
        "what the document is; by default its folder's kind",
    )
    .deciding(),
    KeySpec::new(
        "date",
        "日期",
        ValueShape::Date,
        "发布日期；写将来的日期，到时才公开",
        "when it is published; hidden until then",
    )
    .deciding(),
    KeySpec::new(
        "updated",
        "更新",
        ValueShape::Date,
        "最近一次修改的日期",
        "when it was last changed",
    ),
    KeySpec::new(
        "venues",
        "场所",
        ValueShape::Venues,
        "面向哪些场所（六进）；不写时由所在文件夹决定",
        "the venues it is for; by default its folder's",
    )
    .also(&["venue"]),
    KeySpec::new(
        "campaign",
        "主题活动",
        ValueShape::Text,
        "属于哪个主题活动，写那个活动的网址名",
        "the slug of the campaign it belongs to",
    ),
    KeySpec::new(
        "tags",
        "标签",
        ValueShape::Words,
        "标签，可以有几个",
        "tags",
    )
    .also(&["tag"]),
    KeySpec::new(
        "plan",
        "要点",
        ValueShape::Plan,
        "落实了工作要点的哪几项",
        "the items of the work plan that it serves",
    ),
    KeySpec::new(
        "summary",
        "摘要",
        ValueShape::Text,
        "一两句话的摘要；不写时取正文开头",
        "a sentence or two; by default the body's first",
    ),
    KeySpec::new(
        "cover",
        "封面",
        ValueShape::Address,
        "封面图片的文件名",
        "the cover image's file",
    ),
    KeySpec::new("author", "作者", ValueShape::Text, "作者", "who wrote it"),
    KeySpec::new(
        "source",
        "来源",
        ValueShape::Text,
        "稿件来源",
        "where it comes from",
    ),
    KeySpec::new(
        "publisher",
        "发布单位",
        ValueShape::Text,
        "发布单位",
        "the body that publishes it",
    ),
    KeySpec::new(
        "editor",
        "编辑",
        ValueShape::Text,
        "责任编辑",
        "the editor in charge",
    ),
    KeySpec::new(
        "reviewer",
        "审核",
        ValueShape::Text,
        "审核人",
        "who approved it",
    ),
    KeySpec::new(
        "draft",
        "草稿",
        ValueShape::Flag,
        "是草稿，不公开",
        "a draft, which is not published",
    )
    .deciding(),
    KeySpec::new(
        "publish",
        "定时发布",
        ValueShape::Date,
        "到这个时刻才公开",
        "hidden until then",
    )
    .deciding(),
    KeySpec::new(
        "expires",
        "到期",
        ValueShape::Date,
        "过了这个时刻不再公开",
        "hidden from then on",
    )
    .deciding(),
    KeySpec::new(
        "slug",
        "网址名",
        ValueShape::Text,
        "网址的最后一段；不写时用文件名",
        "the last part of its address; by default the file's name",
    )
    .deciding(),
    KeySpec::new(
        "aliases",
        "旧网址",
        ValueShape::Addresses,
        "以前的网址，打开后转到这里",
        "old addresses that lead here",
    )
    .also(&["alias"]),
    KeySpec::new(
        "weight",
        "排序",
        ValueShape::Number(i64::MIN, i64::MAX),
        "排序用的数，小的在前",
        "its place in lists: smaller comes first",
    ),
    KeySpec::new(
        "toc",
        "目录",
        ValueShape::Flag,
        "是否显示目录；不写时小标题够多才显示",
        "whether a table of contents is shown",
    ),
    KeySpec::new(
        "template",
        "模板",
        ValueShape::Text,
        "用主题里的另一个模板",
        "another template of the theme",
    ),
    KeySpec::new(
        "lang",
        "语言",
        ValueShape::Text,
        "文章的语言，如 zh-CN、ug",
        "the document's language",
    )
    .also(&["language"]),
    KeySpec::new(
        "channels",
        "渠道",
        ValueShape::Channels(&ADJUSTMENT),
        "各渠道的调整",
        "adjustments for each channel",
    ),
    KeySpec::new(
        "extra",
        "附加",
        ValueShape::Free,
        "主题自己用的字段",
        "free keys for the theme",
    ),
    KeySpec::new(
        "start",
        "开始",
        ValueShape::Date,
        "开始的日期或时间",
        "when it begins",
    )
    .for_kinds(&[Event, Campaign]),
    KeySpec::new(
        "end",
        "结束",
        ValueShape::Date,
        "结束的日期或时间",
        "when it ends",
    )
    .for_kinds(&[Event, Campaign]),
    KeySpec::new(
        "place",
        "地点",
        ValueShape::Text,
        "活动的地点",
        "where it takes place",
    )
    .for_kinds(&[Event, Campaign]),
    KeySpec::new(
        "organizer",
        "承办",
        ValueShape::Text,
        "承办单位",
        "the body that runs it",
    )
    .for_kinds(&[Event, Campaign]),
    KeySpec::new(
        "ordinal",
        "届次",
        ValueShape::Text,
        "第几届，写数字或“第三届”",
        "which year of the campaign it is",
    )
    .for_kinds(&[Campaign]),
    KeySpec::new(
        "document_number",
        "文号",
        ValueShape::Text,
        "发文字号",
        "the document's official number",
    )
    .for_kinds(&[Notice, Law, Plan]),
    KeySpec::new(
        "question",
        "问题",
        ValueShape::Text,
        "群众问的问题",
        "the question that is asked",
    )
    .for_kinds(&[Qa]),
    KeySpec::new(
        "files",
        "文件",
        ValueShape::Addresses,
        "可以下载的文件",
        "files to download",
    )
    .for_kinds(&[Resource, Notice])
    .also(&["file", "附件"]),
    KeySpec::new(
        "laws",
        "法律",
        ValueShape::Words,
        "依据的法律",
        "the statutes it rests on",
    )
    .for_kinds(&[Case, Qa])
    .also(&["law"]),
    KeySpec::new(
        "effective",
        "施行日期",
        ValueShape::Date,
        "法律的施行日期",
        "when the law takes effect",
    )
    .for_kinds(&[Law]),
    KeySpec::new(
        "status",
        "效力",
        ValueShape::Text,
        "现行有效、已修改、已废止、尚未施行",
        "whether the law is in force",
    )
    .for_kinds(&[Law]),
    KeySpec::new(
        "year",
        "年度",
        ValueShape::Number(1949, 9999),
        "要点的年度",
        "the plan's year",
    )
    .for_kinds(&[Plan]),
    KeySpec::new(
        "progress",
        "进展",
        ValueShape::Tables(&PROGRESS),
        "各项任务的进展",
        "what has been done, by item",
    )
    .for_kinds(&[Plan]),
    KeySpec::new(
        "menu",
        "菜单",
        ValueShape::FlagOrText,
        "放进网站菜单；可以另写菜单上的名字",
        "whether it stands in the menu, or its name there",
    )
    .for_kinds(&[Page]),
];

/// Keys of an entry of `progress`.
pub static PROGRESS: [KeySpec; 5] = [
    KeySpec::new(
        "item",
        "事项",
        ValueShape::Text,
        "要点的项号",
        "the plan's item",
    ),
    KeySpec::new(
        "count",
        "计数",
        ValueShape::Number(0, u32::MAX as i64),
        "计入目标的数量",
        "how much it counts toward a target",
    ),
    KeySpec::new(
        "date",
        "日期",
        ValueShape::Date,
        "完成的日期",
        "when it was done",
    ),
    KeySpec::new(
        "note",
        "说明",
        ValueShape::Text,
        "做了什么",
        "what was done",
    ),
    KeySpec::new(
        "link",
        "链接",
        ValueShape::Address,
        "在哪里可以看到",
        "where to read of it",
    ),
];

/// Keys of a document's adjustments for one channel.
pub static ADJUSTMENT: [KeySpec; 7] = [
    KeySpec::new(
        "title",
        "标题",
        ValueShape::Text,
        "在这个渠道用的标题",
        "the title there",
    ),
    KeySpec::new(
        "digest",
        "摘要",
        ValueShape::Text,
        "在这个渠道用的摘要",
        "the summary there",
    )
    .also(&["summary"]),
    KeySpec::new(
        "author",
        "作者",
        ValueShape::Text,
        "在这个渠道署的作者",
        "the author there",
    ),
    KeySpec::new(
        "cover",
        "封面",
        ValueShape::AddressOrTable(&COVER),
        "在这个渠道用的封面",
        "the cover there",
    ),
    KeySpec::new(
        "bundle",
        "合集",
        ValueShape::Text,
        "和哪几篇一起群发（多图文），写同一个名字",
        "the name that the articles of one bundle share",
    )
    .also(&["多图文"]),
    KeySpec::new(
        "order",
        "顺序",
        ValueShape::Number(i64::MIN, i64::MAX),
        "在多图文里的顺序，小的在前",
        "its place in the bundle: smaller comes first",
    ),
    KeySpec::new(
        "text",
        "文字",
        ValueShape::Text,
        "微博卡片的文字",
        "the words of its card",
    ),
];

/// Keys of a cover with a focal point.
pub static COVER: [KeySpec; 2] = [
    KeySpec::new(
        "file",
        "文件",
        ValueShape::Address,
        "图片的文件名",
        "the picture's file",
    ),
    KeySpec::new(
        "focus",
        "焦点",
        ValueShape::Words,
        "裁剪时保留的中心，先横后竖，0 到 1，例如 [0.5, 0.3]",
        "the point that crops keep in view, across and down, from 0 to 1",
    ),
];
