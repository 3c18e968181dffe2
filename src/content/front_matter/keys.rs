//! Key table of front matter, shared by reading, advice, schemas and the handbook.

use super::channels::{ChannelOverride, CoverDraft};
use super::read::{
    YEARS, add_tag, take_file, take_kind, take_menu, take_paragraphs, take_people, take_slug,
    take_year,
};
use super::{
    FrontMatter, ProgressEntry, aliases, channels, period, plan, progress, statute, venue,
};
use crate::content::DocumentKind::{Campaign, Case, Event, Law, Notice, Page, Plan, Qa, Resource};
use crate::content::StatedValue;
use crate::content::config::ParagraphRule;
use crate::content::key_spec::ValueShape;
use crate::content::key_table::{KeyRow, KeyTable};

type HeadKey = KeyRow<FrontMatter>;
type OverrideKey = KeyRow<ChannelOverride>;

/// Keys of front matter, in the order of the handbook. A key without kinds is for
/// every kind; an article may have every key.
pub static KEYS: KeyTable<FrontMatter, 41> = KeyTable::new([
    HeadKey::new(
        "title",
        "标题",
        ValueShape::Text,
        "文章的标题",
        "the document's title",
        |head, reader, field, _| head.title = reader.text(field),
    ),
    HeadKey::new(
        "kind",
        "类型",
        ValueShape::Kind,
        "文章的类型；不写时由所在文件夹决定",
        "what the document is; by default its folder's kind",
        |head, reader, field, _| head.kind = take_kind(reader, field),
    )
    .deciding(illegible),
    HeadKey::new(
        "date",
        "日期",
        ValueShape::Date,
        "发布日期；写将来的日期，到时才公开",
        "when it is published; hidden until then",
        |head, reader, field, context| head.date = reader.stated_date(field, context.zone),
    )
    .deciding(|head| head.date = StatedValue::Unreadable),
    HeadKey::new(
        "updated",
        "更新",
        ValueShape::Date,
        "最近一次修改的日期",
        "when it was last changed",
        |head, reader, field, context| head.updated = reader.date(field, context.zone),
    ),
    HeadKey::new(
        "venues",
        "场所",
        ValueShape::Venues,
        "面向哪些场所（六进）；不写时由所在文件夹决定",
        "the venues it is for; by default its folder's",
        |head, reader, field, context| {
            head.venues = Some(venue::take(reader, field, context.venues));
        },
    )
    .also(&["venue"]),
    HeadKey::new(
        "campaign",
        "主题活动",
        ValueShape::Text,
        "属于哪个主题活动，写那个活动的网址名",
        "the slug of the campaign it belongs to",
        |head, reader, field, _| head.campaign = reader.text(field),
    ),
    HeadKey::new(
        "tags",
        "标签",
        ValueShape::Words,
        "标签，可以有几个",
        "tags",
        |head, reader, field, _| reader.words(field, |_, word, _| add_tag(&mut head.tags, word)),
    )
    .also(&["tag"]),
    HeadKey::new(
        "plan",
        "要点",
        ValueShape::Plan,
        "落实了工作要点的哪几项",
        "the items of the work plan that it serves",
        |head, reader, field, _| head.plan = plan::take(reader, field),
    ),
    HeadKey::new(
        "summary",
        "摘要",
        ValueShape::Text,
        "一两句话的摘要；不写时取正文开头",
        "a sentence or two; by default the body's first",
        |head, reader, field, _| head.summary = reader.text(field),
    ),
    HeadKey::new(
        "cover",
        "封面",
        ValueShape::Address,
        "封面图片的文件名",
        "the cover image's file",
        |head, reader, field, _| head.cover = take_file(reader, field),
    ),
    HeadKey::new(
        "author",
        "作者",
        ValueShape::Text,
        "作者",
        "who wrote it",
        |head, reader, field, _| head.author = take_people(reader, field),
    )
    .also(&["authors"]),
    HeadKey::new(
        "source",
        "来源",
        ValueShape::Text,
        "稿件来源",
        "where it comes from",
        |head, reader, field, _| head.source = reader.text(field),
    ),
    HeadKey::new(
        "publisher",
        "发布单位",
        ValueShape::Text,
        "发布单位",
        "the body that publishes it",
        |head, reader, field, _| head.publisher = reader.text(field),
    ),
    HeadKey::new(
        "editor",
        "编辑",
        ValueShape::Text,
        "责任编辑",
        "the editor in charge",
        |head, reader, field, _| head.editor = take_people(reader, field),
    ),
    HeadKey::new(
        "reviewer",
        "审核",
        ValueShape::Text,
        "审核人",
        "who approved it",
        |head, reader, field, _| head.reviewer = take_people(reader, field),
    ),
    HeadKey::new(
        "draft",
        "草稿",
        ValueShape::Flag,
        "是草稿，不公开",
        "a draft, which is not published",
        |head, reader, field, _| head.draft = StatedValue::from_read(reader.flag(&field)),
    )
    .deciding(|head| head.draft = StatedValue::Unreadable),
    HeadKey::new(
        "publish",
        "定时发布",
        ValueShape::Date,
        "到这个时刻才公开",
        "hidden until then",
        |head, reader, field, context| {
            head.further.publish = reader.stated_date(field, context.zone);
        },
    )
    .deciding(|head| head.further.publish = StatedValue::Unreadable),
    HeadKey::new(
        "expires",
        "到期",
        ValueShape::Date,
        "过了这个时刻不再公开",
        "hidden from then on",
        |head, reader, field, context| {
            head.further.expires = reader.stated_date(field, context.zone);
        },
    )
    .deciding(|head| head.further.expires = StatedValue::Unreadable),
    HeadKey::new(
        "slug",
        "网址名",
        ValueShape::Text,
        "网址的最后一段；不写时用文件名",
        "the last part of its address; by default the file's name",
        |head, reader, field, _| head.slug = take_slug(reader, field),
    )
    .deciding(illegible),
    HeadKey::new(
        "aliases",
        "旧网址",
        ValueShape::Addresses,
        "以前的网址，打开后转到这里",
        "old addresses that lead here",
        |head, reader, field, _| head.further.aliases = aliases::take(reader, field),
    )
    .also(&["alias"]),
    HeadKey::new(
        "weight",
        "排序",
        ValueShape::Number(i64::MIN, i64::MAX),
        "排序用的数，小的在前",
        "its place in lists: smaller comes first",
        |head, reader, field, _| head.weight = reader.number(&field, i64::MIN, i64::MAX),
    ),
    HeadKey::new(
        "toc",
        "目录",
        ValueShape::Flag,
        "是否显示目录；不写时小标题够多才显示",
        "whether a table of contents is shown",
        |head, reader, field, _| head.further.toc = reader.flag(&field),
    ),
    HeadKey::new(
        "paragraphs",
        "段落",
        ValueShape::Choice(ParagraphRule::CHOICES),
        "正文怎么分段：自动、空行；不写时按 site.yaml",
        "how lines become paragraphs: auto or blank-line; by default the site's rule",
        |head, reader, field, _| head.further.paragraphs = take_paragraphs(reader, field),
    ),
    HeadKey::new(
        "template",
        "模板",
        ValueShape::Text,
        "用主题里的另一个模板",
        "another template of the theme",
        |head, reader, field, _| head.further.template = reader.text(field),
    ),
    HeadKey::new(
        "lang",
        "语言",
        ValueShape::Text,
        "文章的语言，如 zh-CN、ug",
        "the document's language",
        |head, reader, field, _| head.further.lang = reader.text(field),
    )
    .also(&["language"]),
    HeadKey::new(
        "channels",
        "渠道",
        ValueShape::Channels(ADJUSTMENT.specs()),
        "各渠道的调整",
        "adjustments for each channel",
        |head, reader, field, _| head.further.channels = channels::take(reader, field),
    ),
    HeadKey::new(
        "extra",
        "附加",
        ValueShape::Free,
        "主题自己用的字段",
        "free keys for the theme",
        |head, reader, field, _| head.further.extra = reader.free(field),
    ),
    HeadKey::new(
        "start",
        "开始",
        ValueShape::Date,
        "开始的日期或时间",
        "when it begins",
        |head, reader, field, context| period::take_start(head, reader, field, context.zone),
    )
    .for_kinds(&[Event, Campaign]),
    HeadKey::new(
        "end",
        "结束",
        ValueShape::Date,
        "结束的日期或时间",
        "when it ends",
        |head, reader, field, context| period::take_end(head, reader, field, context.zone),
    )
    .for_kinds(&[Event, Campaign]),
    HeadKey::new(
        "place",
        "地点",
        ValueShape::Text,
        "活动的地点",
        "where it takes place",
        |head, reader, field, _| head.further.place = reader.text(field),
    )
    .for_kinds(&[Event, Campaign]),
    HeadKey::new(
        "organizer",
        "承办",
        ValueShape::Text,
        "承办单位",
        "the body that runs it",
        |head, reader, field, _| head.further.organizer = reader.text(field),
    )
    .for_kinds(&[Event, Campaign]),
    HeadKey::new(
        "ordinal",
        "届次",
        ValueShape::Text,
        "第几届，写数字或“第三届”",
        "which year of the campaign it is",
        |head, reader, field, _| head.further.ordinal = reader.text(field),
    )
    .for_kinds(&[Campaign]),
    HeadKey::new(
        "document_number",
        "文号",
        ValueShape::Text,
        "发文字号",
        "the document's official number",
        |head, reader, field, _| head.further.document_number = reader.text(field),
    )
    .for_kinds(&[Notice, Law, Plan]),
    HeadKey::new(
        "question",
        "问题",
        ValueShape::Text,
        "群众问的问题",
        "the question that is asked",
        |head, reader, field, _| head.further.question = reader.text(field),
    )
    .for_kinds(&[Qa]),
    HeadKey::new(
        "files",
        "文件",
        ValueShape::Addresses,
        "可以下载的文件",
        "files to download",
        |head, reader, field, _| {
            reader.addresses(field, |_, file, _| head.further.files.push(file));
        },
    )
    .for_kinds(&[Resource, Notice])
    .also(&["file", "附件"]),
    HeadKey::new(
        "laws",
        "法律",
        ValueShape::Words,
        "依据的法律",
        "the statutes it rests on",
        |head, reader, field, _| {
            reader.words(field, |_, word, _| {
                head.further.laws.push(statute::canonical(&word));
            });
        },
    )
    .for_kinds(&[Case, Qa])
    .also(&["law"]),
    HeadKey::new(
        "effective",
        "施行日期",
        ValueShape::Date,
        "法律的施行日期",
        "when the law takes effect",
        |head, reader, field, context| head.further.effective = reader.date(field, context.zone),
    )
    .for_kinds(&[Law]),
    HeadKey::new(
        "status",
        "效力",
        ValueShape::Text,
        "现行有效、已修改、已废止、尚未施行",
        "whether the law is in force",
        |head, reader, field, _| head.further.status = reader.text(field),
    )
    .for_kinds(&[Law]),
    HeadKey::new(
        "year",
        "年度",
        ValueShape::Number(YEARS.0, YEARS.1),
        "要点的年度",
        "the plan's year",
        |head, reader, field, _| head.further.year = take_year(reader, &field),
    )
    .for_kinds(&[Plan]),
    HeadKey::new(
        "progress",
        "进展",
        ValueShape::Tables(PROGRESS.specs()),
        "各项任务的进展",
        "what has been done, by item",
        |head, reader, field, context| {
            head.further.progress = progress::take(reader, field, context);
        },
    )
    .for_kinds(&[Plan]),
    HeadKey::new(
        "menu",
        "菜单",
        ValueShape::FlagOrText,
        "放进网站菜单；可以另写菜单上的名字",
        "whether it stands in the menu, or its name there",
        |head, reader, field, _| head.further.menu = take_menu(reader, field),
    )
    .for_kinds(&[Page]),
]);

/// Keys of an entry of `progress`.
pub static PROGRESS: KeyTable<ProgressEntry, 5> = KeyTable::new([
    KeyRow::new(
        "item",
        "事项",
        ValueShape::Text,
        "要点的项号",
        "the plan's item",
        |entry, reader, field, _| entry.item = reader.text(field).unwrap_or_default(),
    ),
    KeyRow::new(
        "count",
        "计数",
        ValueShape::Number(0, u32::MAX as i64),
        "计入目标的数量",
        "how much it counts toward a target",
        |entry, reader, field, _| entry.count = plan::count(reader, &field),
    ),
    KeyRow::new(
        "date",
        "日期",
        ValueShape::Date,
        "完成的日期",
        "when it was done",
        |entry, reader, field, context| entry.date = reader.date(field, context.zone),
    ),
    KeyRow::new(
        "note",
        "说明",
        ValueShape::Text,
        "做了什么",
        "what was done",
        |entry, reader, field, _| entry.note = reader.text(field),
    ),
    KeyRow::new(
        "link",
        "链接",
        ValueShape::Address,
        "在哪里可以看到",
        "where to read of it",
        |entry, reader, field, _| entry.link = reader.address(field),
    ),
]);

/// Keys of a document's adjustment for one channel.
pub(crate) static ADJUSTMENT: KeyTable<ChannelOverride, 7> = KeyTable::new([
    OverrideKey::new(
        "title",
        "标题",
        ValueShape::Text,
        "在这个渠道用的标题",
        "the title there",
        |one, reader, field, ()| one.title = reader.text(field),
    ),
    OverrideKey::new(
        "digest",
        "摘要",
        ValueShape::Text,
        "在这个渠道用的摘要",
        "the summary there",
        |one, reader, field, ()| one.digest = reader.text(field),
    )
    .also(&["summary"]),
    OverrideKey::new(
        "author",
        "作者",
        ValueShape::Text,
        "在这个渠道署的作者",
        "the author there",
        |one, reader, field, ()| one.author = reader.text(field),
    ),
    OverrideKey::new(
        "cover",
        "封面",
        ValueShape::AddressOrTable(COVER.specs()),
        "在这个渠道用的封面",
        "the cover there",
        |one, reader, field, ()| one.cover = channels::take_cover(reader, field),
    ),
    OverrideKey::new(
        "bundle",
        "合集",
        ValueShape::Text,
        "和哪几篇一起群发（多图文），写同一个名字",
        "the name that the articles of one bundle share",
        |one, reader, field, ()| one.bundle = reader.text(field),
    )
    .also(&["多图文"]),
    OverrideKey::new(
        "order",
        "顺序",
        ValueShape::Number(i64::MIN, i64::MAX),
        "在多图文里的顺序，小的在前",
        "its place in the bundle: smaller comes first",
        |one, reader, field, ()| one.order = reader.number(&field, i64::MIN, i64::MAX),
    ),
    OverrideKey::new(
        "text",
        "文字",
        ValueShape::Text,
        "微博卡片的文字",
        "the words of its card",
        |one, reader, field, ()| one.text = reader.text(field),
    ),
]);

/// Keys of a cover with a focal point.
pub(crate) static COVER: KeyTable<CoverDraft, 2> = KeyTable::new([
    KeyRow::new(
        "file",
        "文件",
        ValueShape::Address,
        "图片的文件名",
        "the picture's file",
        |cover, reader, field, ()| cover.file = reader.address(field),
    ),
    KeyRow::new(
        "focus",
        "焦点",
        ValueShape::Words,
        "裁剪时保留的中心，先横后竖，0 到 1，例如 [0.5, 0.3]",
        "the point that crops keep in view, across and down, from 0 to 1",
        |cover, reader, field, ()| cover.focus = channels::take_focus(reader, field),
    ),
]);

/// Notes that a value which cannot be read may decide where the public sees the document.
fn illegible(head: &mut FrontMatter) {
    head.is_illegible = true;
}
