//! Start and end of an event: two keys, or a period under `开始`.

use jiff::tz::TimeZone;

use super::FrontMatter;
use crate::content::Moment;
use crate::content::date::{DateSpan, shown};
use crate::content::yaml::{ValueReader, YamlField, YamlPath};
use crate::diagnostic::Code;
use crate::message;

/// Reads the start, and the end if a period is written.
pub(super) fn take_start(
    head: &mut FrontMatter,
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
    zone: &TimeZone,
) {
    let at = field.at;
    let Some(DateSpan { start, end }) = reader.span(field, zone) else {
        return;
    };
    head.further.start = Some(start);
    if let Some(end) = end {
        set_end(head, reader, &at, end);
    }
}

/// Reads the end.
pub(super) fn take_end(
    head: &mut FrontMatter,
    reader: &mut ValueReader<'_>,
    field: YamlField<'_>,
    zone: &TimeZone,
) {
    let at = field.at;
    if let Some(end) = reader.date(field, zone) {
        set_end(head, reader, &at, end);
    }
}

/// Sets the end; reports one that differs from an end given before.
fn set_end(head: &mut FrontMatter, reader: &mut ValueReader<'_>, at: &YamlPath<'_>, end: Moment) {
    let Some(known) = head.further.end.replace(end) else {
        return;
    };
    if known.date() == end.date() && known.has_time != end.has_time {
        // One is the day of the other.
        head.further.end = Some(if known.has_time { known } else { end });
        return;
    }
    if known == end {
        return;
    }
    let (this, other) = (shown(&end), shown(&known));
    let message = message!(
        "结束的时间写了两个，不一样：{other} 和 {this}",
        "two ends are given, {other} and {this}"
    );
    let start = head.further.start.as_ref().map(shown).unwrap_or_default();
    let hint = message!(
        "“开始”只写 {start}，“结束”写 {other} 或者 {this}",
        "write {start} for the start, and {other} or {this} for the end"
    );
    reader.report(at, Code::FrontMatterBadDate, message, hint);
}
