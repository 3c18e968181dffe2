//! Component blocks: fences whose first word names a component and whose body is YAML.

mod data;
mod fence_body;
mod files;
mod keys;
mod media;
mod quiz;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use serde_json::Value;

pub(crate) use files::{FileReference, size_text};
pub use keys::address_keys;

use self::fence_body::FenceBody;
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
use super::link_resolver::LinkResolver;
use super::options::BlockNames;
use crate::characters::is_han;
use crate::content::nearest;
use crate::diagnostic::Code;
use crate::message;

/// Parsed component block.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ComponentBlock {
    /// Canonical name of the component: `video`.
    pub name: String,
    /// YAML data under English keys; files are not yet resolved.
    pub data: Value,
    /// Files and pages that the block references.
    pub files: Vec<FileReference>,
}

impl ComponentBlock {
    /// Returns the data with URL, type and size beside each file name.
    pub(crate) fn resolved(&self, around: &dyn LinkResolver) -> Value {
        files::resolved(&self.data, around)
    }
}

/// Turns fences that name a component into blocks; drops those that fail to parse.
pub(super) fn adapt(body: &mut BodyEvents<'_>, names: &BlockNames) {
    let mut rest = std::mem::take(&mut body.events).into_iter();
    while let Some((piece, range)) = rest.next() {
        let Some(word) = fence_word(&piece) else {
            body.events.push((piece, range));
            continue;
        };
        if let Some(name) = names.canonical(word) {
            let mut source = FenceBody::new(text_of(&mut rest), range.clone());
            match data::read(name, &mut source, &mut body.diagnostics) {
                Ok(data) => {
                    let files = files::references(&data, &source);
                    body.diagnostics.extend(media::check(name, &data, &source));
                    let block = ComponentBlock {
                        name: name.to_owned(),
                        data,
                        files,
                    };
                    body.events.push((BodyEvent::Block(Box::new(block)), range));
                }
                Err(fault) => body.diagnostics.push(fault.at(&source)),
            }
        } else {
            body.diagnostics.extend(unknown(word, names, range.start));
            body.events.push((piece, range));
        }
    }
}

/// Returns the first word after a fence.
fn fence_word<'p>(piece: &'p BodyEvent<'_>) -> Option<&'p str> {
    match piece {
        BodyEvent::Markdown(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
            info.split_whitespace().next()
        }
        _ => None,
    }
}

/// Takes the texts of a fence and its end event.
fn text_of<'a>(rest: &mut impl Iterator<Item = SpannedEvent<'a>>) -> Vec<SpannedEvent<'a>> {
    rest.take_while(|(piece, _)| {
        !matches!(piece, BodyEvent::Markdown(Event::End(TagEnd::CodeBlock)))
    })
    .collect()
}

/// Reports an unknown fence word in Han characters: no programming language has such a name.
fn unknown(word: &str, names: &BlockNames, start: usize) -> Option<BodyDiagnostic> {
    if !word.chars().any(is_han) {
        return None;
    }
    let hint = nearest(word, names.words()).map_or_else(
        || {
            let known: Vec<&str> = names.words().filter(|known| !known.is_ascii()).collect();
            let known = known.join("、");
            message!("可以用的有：{known}", "there are: {known}")
        },
        |known| message!("是不是想写“{known}”？", "did you mean “{known}”?"),
    );
    Some(
        BodyDiagnostic::new(
            Code::BlockUnknown,
            message!(
                "没有“{word}”这种组件，按代码显示",
                "there is no component “{word}”; it is shown as code"
            ),
            start..start + "```".len() + word.len(),
        )
        .hint(hint),
    )
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::{facts, findings, html};

    #[test]
    fn a_block_is_handed_to_its_component_with_english_keys() {
        let text = "```视频\n地址: https://video.example.cn/a.mp4\n标题: 第一课\n时长: \"03:20\"\n封面: a.png\n```\n";
        insta::assert_snapshot!(html(text), @r#"
        <!-- video {
          "url": "https://video.example.cn/a.mp4",
          "href": "https://video.example.cn/a.mp4",
          "type": null,
          "length": null,
          "size": null,
          "external": true,
          "title": "第一课",
          "duration": "03:20",
          "cover": "a.png",
          "cover_href": "/a.png"
        } -->
        "#);
        assert_eq!(facts(text).blocks, ["video"]);
    }

    #[test]
    fn files_of_a_block_have_address_type_and_size() {
        insta::assert_snapshot!(html("```下载\n文件: a.pdf\n说明: 一页\n```"), @r#"
        <!-- download {
          "files": [
            {
              "file": "a.pdf",
              "href": "/a.pdf",
              "type": "PDF",
              "length": 1258291,
              "size": "1.2 MB",
              "external": false,
              "description": "一页",
              "title": "a.pdf"
            }
          ]
        } -->
        "#);
        insta::assert_snapshot!(html("```download\n文件: [a.pdf, b.pdf]\n标题: 两份\n```"), @r#"
        <!-- download {
          "title": "两份",
          "files": [
            {
              "file": "a.pdf",
              "href": "/a.pdf",
              "type": "PDF",
              "length": 1258291,
              "size": "1.2 MB",
              "external": false,
              "title": "a.pdf"
            },
            {
              "file": "b.pdf",
              "href": "/b.pdf",
              "type": "PDF",
              "length": 1258291,
              "size": "1.2 MB",
              "external": false,
              "title": "b.pdf"
            }
          ]
        } -->
        "#);
    }

    #[test]
    fn files_of_a_block_are_references() {
        let found = facts("前\n\n> ```视频\n> 文件: a.mp4\n> 封面: b.png\n> ```\n");
        let place = |at: &crate::content::Reference| {
            (at.destination.clone(), at.line, at.column, at.length)
        };
        assert_eq!(
            found.links.iter().map(place).collect::<Vec<_>>(),
            [("a.mp4".to_owned(), 4, 7, 5)]
        );
        assert_eq!(
            found.images.iter().map(place).collect::<Vec<_>>(),
            [("b.png".to_owned(), 5, 7, 5)]
        );
    }

    #[test]
    fn a_fault_is_told_at_its_line() {
        insta::assert_snapshot!(findings("```视频\n标题: 一\n  地址: b.mp4\n```"), @"3:1+1 block/invalid: 这一行的缩进不对：行首多了空格 (删去行首的空格，写成 地址: b.mp4)");
        insta::assert_snapshot!(findings("甲\n\n```视频\n地址：https://a.example.cn/a.mp4\n```"), @"4:3+1 block/invalid: “地址”后面是全角冒号 (改成英文冒号加一个空格：“地址: ”)");
        insta::assert_snapshot!(findings("```下载\n标题: 无文件\n```"), @"1:1+3 block/invalid: 这个组件块缺少文件（file） (在块里加一行，例如 文件: 申请表.pdf，文件放在文章旁边)");
        insta::assert_snapshot!(findings("```视頻\n```"), @"1:1+5 block/unknown: 没有“视頻”这种组件，按代码显示 (是不是想写“视频”？)");
        assert_eq!(findings("```klingon\nx\n```"), "");
    }

    #[test]
    fn a_script_address_never_reaches_a_component() {
        let text = "```视频\n地址: javascript:alert(1)\n```";
        insta::assert_snapshot!(html(text), @r#"
        <!-- video {
          "url": null,
          "href": null,
          "type": null,
          "length": null,
          "size": null,
          "external": false
        } -->
        "#);
        insta::assert_snapshot!(findings(text), @"2:5+19 link/unsafe: “javascript:alert(1)”不能用作网站上的地址，已去掉 (链接到网页用 https://…；链接到文件，把文件放在文章旁边，写它的名字)");
    }
}
