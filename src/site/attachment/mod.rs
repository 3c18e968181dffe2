//! Selection of the files of `content/` to publish: known harmless types, and allowed files.
//!
//! Files are served from the site's own origin: a page or drawing with a script acts in the site's
//! name, a server may run `x.php`, a visitor `x.exe`. An allow-list ([`HARMLESS`]) decides, as no
//! deny-list is complete. SVG is inspected ([`svg`]). `attachments: {allow: […]}` in `site.yaml`
//! adds extensions or files.

mod stray;
mod svg;
mod verification;

pub(crate) use stray::StrayDocument;
pub(crate) use verification::is_of_root;

use unicode_normalization::UnicodeNormalization as _;

use crate::content::{SourcePath, World};
use crate::diagnostic::Message;
use crate::limits::files::LARGEST_SVG;
use crate::message;

/// Reason to withhold a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AttachmentDanger {
    /// Extension or file name that the site can allow in order to publish the file.
    pub allowed_by: String,
    /// Explanation for the editor.
    pub why: Message,
}

/// Extensions of files that neither browsers nor servers execute: images, documents, audio, video,
/// archives, data, fonts.
const HARMLESS: &[&str] = &[
    "png", "jpg", "jpeg", "jfif", "gif", "webp", "avif", "bmp", "ico", "tif", "tiff", "heic",
    "heif", "psd", "ai", "eps", "cdr", //
    "pdf", "ofd", "ceb", "caj", "doc", "docx", "dot", "dotx", "wps", "wpt", "xls", "xlsx", "et",
    "ett", "ppt", "pptx", "pps", "ppsx", "dps", "dpt", "rtf", "txt", "csv", "tsv", "odt", "ods",
    "odp", "epub", "vsd", "vsdx", //
    "mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "amr", "wma", //
    "mp4", "m4v", "webm", "ogv", "mov", "avi", "wmv", "flv", "mkv", "3gp", "mpg", "mpeg", "vtt",
    "srt", "ass", "lrc", //
    "zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz", "zst", //
    "json", "geojson", "ics", "vcf", //
    "woff", "woff2", "ttf", "otf",
];

/// Extensions that a server may execute anywhere in a name: Apache handlers run `a.php.jpg`.
const RUN_BY_SERVERS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phtml", "pht", "phps", "phar", "asp", "aspx",
    "asa", "asax", "ascx", "ashx", "asmx", "axd", "cshtml", "vbhtml", "jsp", "jspx", "jspf", "jsw",
    "jsv", "jhtml", "cgi", "fcgi", "pl", "py", "rb", "sh", "lua", "shtml", "shtm", "stm", "cfm",
    "cfc",
];

/// Extensions that a browser treats as a page or a program.
const RUN_BY_BROWSERS: &[&str] = &[
    "html", "htm", "xhtml", "xht", "mht", "mhtml", "xml", "xsl", "xslt", "js", "mjs", "css", "swf",
    "wasm", "htc", "svgz",
];

/// Returns the reason to withhold a file, by its name and first bytes, or `None` if the file is known to be harmless.
pub(crate) fn danger(
    world: &dyn World,
    path: &SourcePath,
    head: &[u8],
    length: u64,
) -> Option<AttachmentDanger> {
    if verification::is_harmless(path, head, length) {
        return None;
    }
    let name: String = path.name().nfkc().flat_map(char::to_lowercase).collect();
    let mut endings: Vec<&str> = name.split('.').skip(1).map(str::trim).collect();
    let Some(last) = endings.pop().filter(|ending| !ending.is_empty()) else {
        let why = message!(
            "没有扩展名，服务器不知道它是什么",
            "it has no ending that says what it is"
        );
        return Some(AttachmentDanger {
            allowed_by: name,
            why,
        });
    };
    if let Some(inner) = endings
        .iter()
        .find(|ending| RUN_BY_SERVERS.contains(ending))
    {
        let why = message!(
            "名字里有 .{inner}，有的服务器会把它当程序运行",
            "its name holds .{inner}, and some servers would run it as a program"
        );
        return Some(AttachmentDanger {
            allowed_by: (*inner).to_owned(),
            why,
        });
    }
    if last == "svg" {
        let why = in_svg(world, path, length)?;
        return Some(AttachmentDanger {
            allowed_by: last.to_owned(),
            why,
        });
    }
    (!HARMLESS.contains(&last)).then(|| AttachmentDanger {
        allowed_by: last.to_owned(),
        why: why_not(last),
    })
}

fn why_not(ending: &str) -> Message {
    if RUN_BY_SERVERS.contains(&ending) {
        return message!(
            "服务器会把 .{ending} 当程序运行",
            "servers run .{ending} as a program"
        );
    }
    if RUN_BY_BROWSERS.contains(&ending) {
        return message!(
            ".{ending} 可以带脚本，会以本站的名义运行",
            ".{ending} can hold a script, which would act in this site's name"
        );
    }
    message!(
        ".{ending} 不在已知无害的文件种类里（图片、文档、音视频、压缩包、数据）",
        ".{ending} is none of the kinds that are known to be harmless: pictures, documents, sounds, films, archives, data"
    )
}

fn in_svg(world: &dyn World, path: &SourcePath, length: u64) -> Option<Message> {
    if length > LARGEST_SVG {
        let megabytes = LARGEST_SVG >> 20;
        return Some(message!(
            "这幅 SVG 大于 {megabytes} MB，没有检查",
            "this SVG is larger than {megabytes} MB and was not looked through"
        ));
    }
    // A file that has become unreadable is already reported.
    let bytes = world.read(path).ok()?;
    svg::fault(&bytes)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::content::MemoryWorld;

    fn allowed_by(name: &str) -> Option<String> {
        let path = SourcePath::new(format!("content/{name}"));
        let world =
            MemoryWorld::new(Timestamp::UNIX_EPOCH).with(path.as_str(), "<svg><script/></svg>");
        danger(&world, &path, b"<svg><script/></svg>", 20).map(|danger| danger.allowed_by)
    }

    #[test]
    fn what_is_not_known_to_be_harmless_is_dangerous() {
        for (name, ending) in [
            ("x.html", "html"),
            ("x.HTM", "htm"),
            ("x.php", "php"),
            ("x.Php5", "php5"),
            ("a.php.jpg", "php"),
            ("a.PHP.v2.PDF", "php"),
            ("x.asp", "asp"),
            ("x.jsp", "jsp"),
            ("x.exe", "exe"),
            ("x.js", "js"),
            ("x.xlsm", "xlsm"),
            ("x.ｐｈｐ", "php"),
            ("x.svg", "svg"),
            ("x.svgz", "svgz"),
            ("x.hta", "hta"),
            ("x.lnk", "lnk"),
            ("x.config", "config"),
            ("LICENSE", "license"),
            ("x.", "x."),
        ] {
            assert_eq!(allowed_by(name).as_deref(), Some(ending), "{name}");
        }
        for name in [
            "x.pdf",
            "照片.JPG",
            "普法1.0.docx",
            "a.tar.gz",
            "示例.ofd",
            "x.geojson",
            "宣讲.mp4",
        ] {
            assert_eq!(allowed_by(name), None, "{name}");
        }
    }
}
