//! Definitions of link addresses, `[注]: 地址`, that no link uses: they are not shown.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::links::is_address;
use super::lint_sink::LintSink;
use crate::characters::is_han;
use crate::diagnostic::Code;
use crate::markdown::body_event::{BodyEvent, SpannedEvent};
use crate::message;

/// Definition of a link's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct LinkDefinition {
    /// Name in the brackets.
    pub(in crate::markdown) name: String,
    /// Address.
    pub(in crate::markdown) address: String,
    /// Range in the text.
    pub(in crate::markdown) range: Range<usize>,
}

/// Reports definitions with words in place of an address, or with a name that reads as the text of a
/// link, that nothing uses.
pub(super) fn check(
    sink: &mut LintSink<'_>,
    events: &[SpannedEvent<'_>],
    definitions: &[LinkDefinition],
) {
    if definitions.is_empty() {
        return;
    }
    let used: BTreeSet<String> = events
        .iter()
        .filter_map(|(event, _)| used_name(event))
        .collect();
    for definition in definitions {
        let LinkDefinition {
            name,
            address,
            range,
        } = definition;
        let leads = is_address(address) || address.contains("://");
        let is_comment = address.is_empty() || address == "#";
        let is_meant = if leads {
            name.chars().any(is_han)
        } else {
            !address.is_ascii()
        };
        if is_comment || !is_meant || used.contains(&name.to_lowercase()) {
            continue;
        }
        let message = message!(
            "“[{name}]:”开头的一行只说明链接的地址，不会显示",
            "a line that begins with “[{name}]:” only gives the address of a link and is not shown"
        );
        let hint = if leads {
            message!(
                "要链接，写成：[{name}]({address})；用不着就删去这一行",
                "for a link write: [{name}]({address}); else delete the line"
            )
        } else {
            message!(
                "要显示，冒号用中文的：[{name}]：{address}",
                "to show it, use a Chinese colon: [{name}]：{address}"
            )
        };
        let mark = range.start..(range.start + name.len() + 3).min(range.end);
        sink.claimed.clear();
        sink.report(
            Code::MarkdownLostText,
            mark,
            message,
            hint,
            Vec::new(),
            false,
        );
    }
}

/// Returns the name by which a link or an image finds its address.
fn used_name(event: &BodyEvent<'_>) -> Option<String> {
    let BodyEvent::Markdown(Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. })) = event
    else {
        return None;
    };
    (!id.is_empty()).then(|| id.to_lowercase())
}
