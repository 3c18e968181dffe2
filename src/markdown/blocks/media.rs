//! Checks of the address of a film or sound: whether a browser can play it.

use serde_json::Value;

use super::fence_body::FenceBody;
use crate::diagnostic::Code;
use crate::markdown::body_event::BodyDiagnostic;
use crate::message;
use crate::url::quoted;

/// Sites that give pages with a player, or pages to download from, and their subdomains.
const PLAYER_SITES: [&str; 58] = [
    "bilibili.com",
    "b23.tv",
    "v.qq.com",
    "video.qq.com",
    "y.qq.com",
    "channels.weixin.qq.com",
    "mp.weixin.qq.com",
    "weiyun.com",
    "youku.com",
    "tudou.com",
    "iqiyi.com",
    "iq.com",
    "douyin.com",
    "iesdouyin.com",
    "huoshan.com",
    "kuaishou.com",
    "kuaishou.cn",
    "chenzhongtech.com",
    "gifshow.com",
    "ixigua.com",
    "toutiao.com",
    "weibo.com",
    "weibo.cn",
    "t.cn",
    "xiaohongshu.com",
    "xhslink.com",
    "mgtv.com",
    "le.com",
    "tv.sohu.com",
    "acfun.cn",
    "haokan.baidu.com",
    "pan.baidu.com",
    "pan.quark.cn",
    "aliyundrive.com",
    "alipan.com",
    "tv.cctv.com",
    "tv.cctv.cn",
    "yangshipin.cn",
    "miguvideo.com",
    "pptv.com",
    "1905.com",
    "wasu.cn",
    "pearvideo.com",
    "meipai.com",
    "huya.com",
    "douyu.com",
    "music.163.com",
    "163cn.tv",
    "ximalaya.com",
    "lizhi.fm",
    "kugou.com",
    "kuwo.cn",
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "tiktok.com",
    "facebook.com",
    "dailymotion.com",
];
/// Extensions that browsers play.
const PLAYABLE: [&str; 14] = [
    "mp4", "m4v", "webm", "ogv", "mov", "mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac",
    "weba",
];
/// Extensions of pages.
const PAGES: [&str; 10] = [
    "html", "htm", "shtml", "xhtml", "md", "php", "asp", "aspx", "jsp", "do",
];

/// Reports the address of a `video` or `audio` block that is a page, or that browsers cannot play.
pub(super) fn check(name: &str, data: &Value, source: &FenceBody) -> Option<BodyDiagnostic> {
    if !matches!(name, "video" | "audio") {
        return None;
    }
    let written = ["url", "file", "src"]
        .iter()
        .find_map(|key| data.get(*key)?.as_str())?;
    let address = MediaAddress::new(written);
    let extension = address.extension();
    if PLAYABLE.contains(&extension.as_str()) || address.ends_playably() {
        return None;
    }
    let shown = quoted(written);
    let (code, message, hint) = if address.is_page(&extension) {
        (
            Code::MediaPage,
            message!(
                "“{shown}”是一个网页，不是视频、音频文件，放在这里播放不了",
                "“{shown}” is a page, not a film or sound, and cannot be played here"
            ),
            message!(
                "把视频下载成 mp4（音频 mp3）放在文章旁边，写“文件: 名字.mp4”；或者不用这个块，写成链接：[看视频]({written})",
                "put the film itself beside the document, as in file: lesson.mp4; or write a link instead: [film]({written})"
            ),
        )
    } else {
        let kind = if extension.is_empty() {
            message!(
                "没有扩展名，多半不是视频、音频文件",
                "has no extension, and is probably no film or sound"
            )
        } else {
            message!(
                ".{extension} 格式，浏览器放不了",
                "is .{extension}, which browsers do not play"
            )
        };
        let (zh, en) = (kind.zh, kind.en);
        (
            Code::MediaUnplayable,
            message!("“{shown}”{zh}", "“{shown}” {en}"),
            message!(
                "用格式转换软件存成 mp4（音频存成 mp3）放在文章旁边，写“文件: 名字.mp4”；只是一个网页的，写成链接：[看视频]({written})",
                "convert it to mp4 or mp3 and put it beside the document; of a page, write a link: [film]({written})"
            ),
        )
    };
    let at = source.yaml.find(written).unwrap_or_default();
    let range = source.original(at..at + written.len());
    Some(BodyDiagnostic::new(code, message, range).hint(hint))
}

/// Parts of an address.
struct MediaAddress<'a> {
    /// Host; empty for a file of the site.
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> MediaAddress<'a> {
    fn new(written: &'a str) -> Self {
        let written = written.split('#').next().unwrap_or_default().trim();
        let (address, query) = written.split_once('?').unwrap_or((written, ""));
        let rest = address
            .split_once("://")
            .map(|(_, rest)| rest)
            .or_else(|| address.strip_prefix("//"));
        let Some(rest) = rest else {
            return Self {
                host: "",
                path: address,
                query,
            };
        };
        let end = rest.find('/').unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let host = host.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        Self { host, path, query }
    }

    /// Returns the extension of the path in lower case.
    fn extension(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        extension.trim().to_ascii_lowercase()
    }

    /// Returns true if the query names a file that browsers play.
    fn ends_playably(&self) -> bool {
        self.query.split('&').any(|part| {
            let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
            PLAYABLE.contains(&extension.to_ascii_lowercase().as_str())
        })
    }

    fn is_page(&self, extension: &str) -> bool {
        let is_player = PLAYER_SITES.iter().any(|site| {
            let start = self.host.len().checked_sub(site.len());
            start
                .and_then(|start| self.host.get(start..).map(|end| (start, end)))
                .is_some_and(|(start, end)| {
                    end.eq_ignore_ascii_case(site)
                        && (start == 0 || self.host.as_bytes()[start - 1] == b'.')
                })
        });
        is_player
            || PAGES.contains(&extension)
            || self.path.ends_with('/')
            || !self.host.is_empty() && self.path.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::findings;

    /// Returns the codes of a block with an address.
    fn code(block: &str, address: &str) -> String {
        let found = findings(&format!("```{block}\n标题: 课\n地址: {address}\n```"));
        found
            .split([' ', ':'])
            .find(|word| word.contains('/'))
            .unwrap_or_default()
            .to_owned()
    }

    #[test]
    fn a_page_is_no_film() {
        for page in [
            "https://www.bilibili.com/video/BV1xx411c7mD",
            "https://www.bilibili.com/video/BV1xx411c7mD/?p=2",
            "https://b23.tv/abc",
            "https://v.qq.com/x/page/a0000000000.html",
            "https://V.Youku.com/v_show/id_XMA.html",
            "https://www.iqiyi.com/v_1.html",
            "https://v.douyin.com/iabc/",
            "https://www.kuaishou.com/short-video/3x",
            "https://www.ixigua.com/700",
            "https://www.youtube.com/watch?v=a",
            "https://youtu.be/a",
            "https://weibo.com/tv/show/1034:4",
            "https://mp.weixin.qq.com/s/abc",
            "https://sfj.example.gov.cn/art/2026/1/1/art_1.html",
            "https://sfj.example.gov.cn/play/",
            "https://sfj.example.gov.cn",
            "lesson.md",
        ] {
            assert_eq!(code("视频", page), "media/page", "{page}");
            assert_eq!(code("音频", page), "media/page", "{page}");
        }
    }

    #[test]
    fn what_browsers_do_not_play_is_told() {
        for address in [
            "https://live.example.cn/a.m3u8",
            "https://a.example.cn/a.flv?auth=1",
            "会议.wmv",
            "会议.AVI",
            "录音.amr",
            "https://a.example.cn/play?id=3",
            "https://notbilibili.com/a",
        ] {
            assert_eq!(code("视频", address), "media/unplayable", "{address}");
        }
    }

    #[test]
    fn a_film_is_a_film() {
        for address in [
            "a.mp4",
            "第1课.MP4",
            "../b/录音.mp3",
            "https://a.example.cn/v/a.mp4?auth=1&t=2",
            "https://a.example.cn/get?file=a.mp4",
            "https://a.example.cn/get?file=a.mp4&x=1",
            "https://upos.bilibili.com/a.mp4#t=3",
            "//a.example.cn/a.webm",
        ] {
            assert_eq!(code("视频", address), "", "{address}");
        }
        assert_eq!(code("下载", "https://www.bilibili.com/video/BV1"), "");
    }
}
