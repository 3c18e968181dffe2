//! Writes OPML 2.0: the list of all feeds, for import into a reader.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::render::dependency_tracker::DependencyTracker;
use crate::site::FeedFormat;

use super::xml::writable;

/// Writes every feed in its RSS format.
pub(super) fn write(reads: &DependencyTracker<'_>) -> Option<Vec<u8>> {
    let mut bytes = written(reads).ok()?;
    bytes.push(b'\n');
    Some(bytes)
}

fn written(reads: &DependencyTracker<'_>) -> io::Result<Vec<u8>> {
    let config = reads.config();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("opml")
        .with_attribute(("version", "2.0"))
        .write_inner_content(|writer| {
            writer
                .create_element("head")
                .write_inner_content(|writer| {
                    writer
                        .create_element("title")
                        .write_text_content(BytesText::new(&writable(&config.title)))?;
                    Ok(())
                })?;
            writer
                .create_element("body")
                .write_inner_content(|writer| {
                    for feed in reads.feeds() {
                        let address = config.base.absolute(&feed.url(FeedFormat::Rss));
                        let page = config.base.absolute(&feed.page);
                        let name = writable(&feed.name);
                        let outline = [
                            ("text", &*name),
                            ("title", &*name),
                            ("type", "rss"),
                            ("xmlUrl", &*address),
                            ("htmlUrl", &*page),
                        ];
                        writer
                            .create_element("outline")
                            .with_attributes(outline)
                            .write_empty()?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    Ok(writer.into_inner())
}
