//! Checks of the picture files that a site shows: whether browsers show them, and how fast.

use crate::content::SiteConfig;
use crate::content::picture::{FileFormat, PictureCondition};
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::limits::files::{HEAVY_PICTURE, LARGEST_SIDE, LARGEST_SMALLER_SIDE};
use crate::message;

use super::{ResolvedLink, Site, SiteFile};

/// Checks the pictures that `site.yaml` names: options of the theme, covers of channels, badges of the footer.
pub(super) fn settings(site: &Site) -> Vec<Diagnostic> {
    let config = &site.config;
    let mut found = Vec::new();
    for file in &site.theme.option_files {
        let option = &file.option;
        let written = &file.written;
        match site.entry(written) {
            ResolvedLink::File(id) => {
                let faults = faults(site.file(id)).into_iter();
                found.extend(faults.map(|fault| fault.at(file.place.clone())));
            }
            ResolvedLink::External(_) | ResolvedLink::Withheld(_) => {}
            _ if site.entry_may_be_unread(written) => {}
            _ => {
                let message = message!(
                    "主题选项“{option}”写的图片“{written}”不存在",
                    "the picture “{written}” of the theme's option “{option}” does not exist"
                );
                found.push(
                    Diagnostic::new(Code::SiteBadValue, message)
                        .at(file.place.clone())
                        .hint(message!(
                            "把图片放在 content/ 里，从 content/ 写起，例如 {option}: logo.svg；大小写和扩展名都要一样",
                            "put it into content/ and write its path from there, as in {option}: logo.svg"
                        )),
                );
            }
        }
    }
    let covers = config.channels.iter().filter_map(|channel| {
        let cover = channel.options.cover.as_ref()?;
        Some((cover.file.as_str(), channel.line))
    });
    let badges = [&config.filings.party_organ, &config.filings.report_error].into_iter();
    let badges = badges.filter_map(|badge| Some((badge.as_ref()?.image.as_ref()?.as_str(), 1)));
    for (written, line) in covers.chain(badges) {
        if let ResolvedLink::File(id) = site.entry(written) {
            let place = SourceLocation {
                line,
                ..SourceLocation::file(SiteConfig::PATH)
            };
            let faults = faults(site.file(id)).into_iter();
            found.extend(faults.map(|fault| fault.at(place.clone())));
        }
    }
    found
}

/// Returns what is wrong with a file that a page shows as a picture, without a location.
pub(super) fn faults(file: &SiteFile) -> Vec<Diagnostic> {
    let format = file.picture.format;
    if let Some(fault) = unreadable(file).or_else(|| foreign(file)) {
        return vec![fault];
    }
    let mut found = Vec::new();
    let extension = file.path.extension();
    if !format.extensions().contains(&extension.as_str()) {
        found.push(misnamed(file));
    }
    if file.picture.is_turned && format == FileFormat::WebP {
        found.push(turned(file));
    }
    if file.picture.keeps_metadata {
        found.push(metadata(file));
    }
    found.extend(heavy(file));
    found
}

/// Reports a file that is no picture, or a damaged one.
fn unreadable(file: &SiteFile) -> Option<Diagnostic> {
    let (message, hint) = no_picture(file).or_else(|| damage(file))?;
    Some(Diagnostic::new(Code::ImageUnreadable, message).hint(hint))
}

/// Describes a file of another kind, and what to do.
fn no_picture(file: &SiteFile) -> Option<(Message, Message)> {
    let path = &file.path;
    let format = file.picture.format;
    if format.is_picture() {
        return None;
    }
    Some(match format {
        FileFormat::Empty => (
            message!(
                "图片 {path} 是空文件（0 字节）",
                "the image {path} is empty"
            ),
            copy_again(),
        ),
        FileFormat::WebPage => (
            message!(
                "{path} 不是图片，是一个网页，只是名字像图片",
                "{path} is a web page, not an image"
            ),
            message!(
                "多半是下载图片时存成了网页：打开原来的网页，在图上点右键，选“图片另存为”",
                "open the page that it came from, right-click the image and save it"
            ),
        ),
        FileFormat::Unknown => (
            message!(
                "{path} 不是图片，或者已经损坏，网页上显示不出来",
                "{path} is not an image, or is damaged"
            ),
            resave(),
        ),
        _ => {
            let kind = format.name();
            let name = path.name();
            (
                message!(
                    "{path} 不是图片，是 {kind} 文件，网页上显示不出来",
                    "{path} is a file of kind {kind}, not an image"
                ),
                message!(
                    "给读者下载就去掉前面的感叹号，写成链接：[文件名]({name})；视频写成 ```视频 块",
                    "to offer it for download, write a link: [name]({name})"
                ),
            )
        }
    })
}

/// Describes the damage of a picture, and what to do.
fn damage(file: &SiteFile) -> Option<(Message, Message)> {
    let path = &file.path;
    let format = file.picture.format;
    let has_no_size = file.size.is_none() && format != FileFormat::Svg && is_shown(format);
    match file.picture.condition {
        PictureCondition::CutOff => Some((
            message!(
                "图片 {path} 不完整，后面缺了一截",
                "the image {path} breaks off before its end"
            ),
            copy_again(),
        )),
        PictureCondition::Damaged => Some((
            message!(
                "图片 {path} 已经损坏，里面的拍摄地点等信息也可能没有去掉",
                "the image {path} is damaged, and metadata may be left in it"
            ),
            resave(),
        )),
        PictureCondition::Whole if has_no_size => Some((
            message!(
                "图片 {path} 的尺寸读不出来",
                "the size of {path} cannot be read"
            ),
            resave(),
        )),
        PictureCondition::Whole => None,
    }
}

/// Reports a picture of a format that browsers do not show, or only some.
fn foreign(file: &SiteFile) -> Option<Diagnostic> {
    let path = &file.path;
    let format = file.picture.format;
    if is_shown(format) {
        return None;
    }
    let name = format.name();
    let hint = match format {
        FileFormat::Heic => message!(
            "在手机上把相机格式设为“兼容性最佳”（JPG）再拍；已经拍好的，用微信“原图”以外的方式发到电脑，或者用“照片”“画图”打开，另存为 JPG",
            "open it with an image viewer and save it as JPG; phones can be set to take JPG"
        ),
        FileFormat::Psd => message!(
            "在 Photoshop 里选“导出”，存成 JPG 或 PNG",
            "export it as JPG or PNG"
        ),
        _ => message!(
            "用“画图”打开，选“另存为”，照片存成 JPG，截图和图表存成 PNG",
            "open it with an image viewer and save it as JPG or PNG"
        ),
    };
    let message = match format {
        FileFormat::Bmp | FileFormat::Ico => message!(
            "图片 {path} 是 {name} 格式，公众号等平台不收，读者打开也慢",
            "the image {path} is {name}, which is slow to load and refused by channels"
        ),
        _ => message!(
            "图片 {path} 是 {name} 格式，浏览器不显示",
            "the image {path} is {name}, which browsers do not show"
        ),
    };
    Some(Diagnostic::new(Code::ImageForeignFormat, message).hint(hint))
}

/// Returns true for the formats that every current browser shows.
fn is_shown(format: FileFormat) -> bool {
    !format.extensions().is_empty()
}

fn misnamed(file: &SiteFile) -> Diagnostic {
    let path = &file.path;
    let name = file.picture.format.name();
    let extension = path.extension();
    let right = file.picture.format.extensions().first().unwrap_or(&"jpg");
    let stem = path.name();
    let stem = stem
        .strip_suffix(&format!(".{extension}"))
        .or_else(|| stem.rsplit_once('.').map(|(stem, _)| stem))
        .unwrap_or(stem);
    let message = message!(
        "图片 {path} 的扩展名是 .{extension}，其实是 {name} 格式",
        "the image {path} is {name}, not what its extension says"
    );
    Diagnostic::new(Code::ImageWrongExtension, message).hint(message!(
        "把文件改名为 {stem}.{right}，文章里的名字也改；或者用“画图”打开，另存为 {extension} 格式",
        "rename it to {stem}.{right} here and in the document, or save it anew as {extension}"
    ))
}

/// Reports a WebP with an EXIF orientation, which Chromium ignores and Safari does not.
fn turned(file: &SiteFile) -> Diagnostic {
    let path = &file.path;
    let message = message!(
        "WebP 图片 {path} 里写了要转方向，有的浏览器不理会，会横着或者倒着显示",
        "the WebP image {path} states an orientation, which some browsers ignore"
    );
    Diagnostic::new(Code::ImageTurned, message).hint(message!(
        "用“画图”打开，看看方向对不对，另存为 JPG",
        "open it with an image viewer, turn it upright and save it as JPG"
    ))
}

fn metadata(file: &SiteFile) -> Diagnostic {
    let path = &file.path;
    let name = file.picture.format.name();
    let message = message!(
        "图片 {path}（{name}）里的拍摄地点、时间、手机型号等信息去不掉，会公开",
        "metadata of place and device cannot be removed from {path} ({name})"
    );
    Diagnostic::new(Code::ImageMetadata, message).hint(message!(
        "用“画图”打开，另存为 JPG",
        "save it anew as JPG, from which they are removed"
    ))
}

/// Reports a picture that is slow to load.
fn heavy(file: &SiteFile) -> Option<Diagnostic> {
    let path = &file.path;
    let is_large = file.size.is_some_and(|(width, height)| {
        width > LARGEST_SIDE || height > LARGEST_SIDE && width > LARGEST_SMALLER_SIDE
    });
    let message = if file.length > HEAVY_PICTURE {
        let tenths = file.length * 10 / (1 << 20);
        let (whole, tenth) = (tenths / 10, tenths % 10);
        message!(
            "图片 {path} 有 {whole}.{tenth} MB，手机上打开很慢",
            "the image {path} has {whole}.{tenth} MB and is slow to load"
        )
    } else if let Some((width, height)) = file.size.filter(|_| is_large && !is_drawing(file)) {
        message!(
            "图片 {path} 宽 {width}、高 {height} 像素，比屏幕大得多，手机上打开很慢",
            "the image {path} has {width} × {height} pixels, far more than a screen"
        )
    } else {
        return None;
    };
    let hint = if file.picture.format == FileFormat::Gif {
        message!(
            "动图改存成 mp4 视频，或者减少画面、缩小尺寸",
            "save an animation as mp4, or make it smaller"
        )
    } else if is_drawing(file) {
        message!(
            "导出成 PNG，或者在作图软件里简化",
            "export it as PNG, or simplify it"
        )
    } else {
        message!(
            "用“画图”打开，“重新调整大小”到宽 2000 像素以内，另存为 JPG（质量 80% 左右）",
            "make it no wider than 2000 pixels and save it as JPG with a quality of about 80 %"
        )
    };
    Some(Diagnostic::new(Code::ImageHeavy, message).hint(hint))
}

fn is_drawing(file: &SiteFile) -> bool {
    file.picture.format == FileFormat::Svg
}

fn copy_again() -> Message {
    message!(
        "从原来的地方重新复制或下载一次",
        "copy or download it again"
    )
}

fn resave() -> Message {
    message!(
        "文件可能已损坏，或者只是改了扩展名；请用看图软件另存一次",
        "it may be damaged, or not be what its ending says; save it anew"
    )
}
